"""사업 번호: 2013-41-0007, issued once and never again."""

from collections.abc import Iterator, Mapping

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from registry.models.municipality import Municipality

Key = tuple[int, int]  # fiscal year, id of the owner
_COUNTERS = 300  # a statement; SQLite takes 999 values


class NumberCounterManager(models.Manager["NumberCounter"]):
    """Issues numbers; two writers at once never get the same one."""

    def issue(self, fiscal_year: int, owner: Municipality, count: int = 1) -> list[str]:
        """Return `count` new public numbers for projects of `owner` registered in a year."""
        key = (fiscal_year, owner.pk)
        return list(self.issue_many({key: count})[key])

    def issue_many(self, wanted: Mapping[Key, int]) -> dict[Key, Iterator[str]]:
        """Return as many new numbers as `wanted` for each year and owner's id.

        One statement for hundreds of counters, which it locks in one order: two imports never
        wait for each other's.
        """
        bodies = Municipality.objects.filter(pk__in={owner for _year, owner in wanted})
        codes = dict(bodies.values_list("pk", "code"))
        return {
            (year, owner): _numbers(year, codes[owner], last, wanted[year, owner])
            for year, owner, last in self._moved(sorted(wanted.items()))
        }

    def _moved(self, wanted: list[tuple[Key, int]]) -> Iterator[tuple[int, int, int]]:
        """Move each counter on, making those that are missing; yield where they stand now."""
        name = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            for start in range(0, len(wanted), _COUNTERS):
                some = [(*key, count) for key, count in wanted[start : start + _COUNTERS]]
                cursor.execute(
                    f"INSERT INTO {name} (fiscal_year, municipality_id, last) "  # noqa: S608
                    f"VALUES {', '.join(['(%s, %s, %s)'] * len(some))} "
                    "ON CONFLICT (fiscal_year, municipality_id) "
                    f"DO UPDATE SET last = {name}.last + excluded.last "
                    "RETURNING fiscal_year, municipality_id, last",
                    [value for one in some for value in one],
                )
                yield from cursor.fetchall()

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


def _numbers(year: int, code: str, last: int, count: int) -> Iterator[str]:
    """Yield the `count` numbers up to `last`."""
    return (f"{year}-{code}-{number:04d}" for number in range(last - count + 1, last + 1))
