"""마감: from when on the projects of a fiscal year are a publisher's, with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.querysets import PeriodLockQuerySet

_STANDING = Q(lifted_at__isnull=True, lifted_reason="")
_LIFTED = Q(lifted_at__isnull=False) & ~Q(lifted_reason="")


class PeriodLock(models.Model):
    """A fiscal year of a municipality closed to writers, until somebody lifts that with a word."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        on_delete=models.PROTECT,
        related_name="period_locks",
    )
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    note = models.CharField(
        _("메모"),
        max_length=200,
        blank=True,
        help_text=_("예: 2013년 결산 보고를 마쳤습니다."),
    )
    locked_at = models.DateTimeField(_("마감한 때"), default=timezone.now, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("마감한 사람"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("마감을 푼 때"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("마감을 푼 사람"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    lifted_reason = models.CharField(_("마감을 푸는 이유"), max_length=200, blank=True)

    objects = PeriodLockQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("연도 마감")
        verbose_name_plural = _("연도 마감")
        ordering = ["-fiscal_year", "municipality"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "fiscal_year"],
                condition=Q(lifted_at__isnull=True),
                name="periodlock_stands_once",
                violation_error_message=_("이미 마감한 해입니다."),
            ),
            models.CheckConstraint(
                condition=_STANDING | _LIFTED,
                name="periodlock_lifted_with_a_word",
                violation_error_message=_("마감을 푸는 이유를 적어 주세요."),
            ),
        ]
        indexes = [models.Index("fiscal_year", "lifted_at", name="periodlock_by_year")]

    def __str__(self) -> str:
        return _("%(body)s %(year)d년 마감") % {
            "body": self.municipality,
            "year": self.fiscal_year,
        }
