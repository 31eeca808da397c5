"""사업 번호: 2013-41-0007, issued once and never again."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from registry.models.municipality import Municipality


class NumberCounterManager(models.Manager["NumberCounter"]):
    """Issues numbers; two writers at once never get the same one."""

    def issue(self, fiscal_year: int, owner: Municipality, count: int = 1) -> list[str]:
        """Return `count` new public numbers for projects of `owner` registered in a year."""
        with transaction.atomic():
            counter, _created = self.get_or_create(fiscal_year=fiscal_year, municipality=owner)
            # The update takes the row's lock before anything is read, on both databases.
            self.filter(pk=counter.pk).update(last=F("last") + count)
            counter.refresh_from_db()
            numbers = range(counter.last - count + 1, counter.last + 1)
        return [f"{fiscal_year}-{owner.code}-{number:04d}" for number in numbers]

    def pass_over(self, number: str) -> None:
        """Make sure that `number`, which came from elsewhere, is never issued here."""
        year, code, running = number.split("-")
        owner = Municipality.objects.get(code=code)
        with transaction.atomic():
            counter, _created = self.get_or_create(fiscal_year=int(year), municipality=owner)
            self.filter(pk=counter.pk, last__lt=int(running)).update(last=int(running))


class NumberCounter(models.Model):
    """The last public number issued for a year and an owner."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("지자체"), on_delete=models.PROTECT, related_name="+"
    )
    last = models.PositiveIntegerField(_("마지막 번호"), default=0)

    objects = NumberCounterManager()

    class Meta:
        verbose_name = _("사업 번호 순번")
        verbose_name_plural = _("사업 번호 순번")
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "municipality"], name="numbercounter_once_per_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}-{self.municipality.code}-{self.last:04d}"
