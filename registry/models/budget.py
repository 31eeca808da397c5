"""지자체 연도 예산: what a municipality spends in all, and what its IT lead spends."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.department import Department
from registry.models.fields import CodeField, known_code, never_negative
from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.notation.codes import Basis
from registry.querysets import AnnualBudgetQuerySet


class AnnualBudget(models.Model):
    """One year's whole budget of a municipality beside that of its IT lead departments."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        on_delete=models.PROTECT,
        related_name="annual_budgets",
    )
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    basis = CodeField(_("예산 기준"), codes=Basis, default=Basis.UNSTATED)
    account = models.CharField(
        _("회계"),
        max_length=40,
        blank=True,
        help_text=_("예: 일반회계. 밝히지 않았으면 비워 둡니다."),
    )
    whole_won = models.BigIntegerField(_("전체 예산(원)"), null=True, blank=True)
    it_won = models.BigIntegerField(
        _("정보화 총괄부서 예산(원)"),
        null=True,
        blank=True,
        help_text=_("여러 부서가 함께 쓰는 한 금액이면 부서를 모두 고릅니다."),
    )
    departments = models.ManyToManyField(
        Department, verbose_name=_("정보화 총괄부서"), blank=True, related_name="annual_budgets"
    )
    stated_share = models.DecimalField(
        _("자료에 적힌 비율(%)"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    stated_growth = models.DecimalField(
        _("자료에 적힌 증가율(%)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    growth_of = models.CharField(_("증가율이 가리키는 것"), max_length=80, blank=True)

    objects = AnnualBudgetQuerySet.as_manager()
    history = versions(m2m_fields=[departments])

    class Meta:
        verbose_name = _("지자체 연도 예산")
        verbose_name_plural = _("지자체 연도 예산")
        ordering = ["-fiscal_year", "municipality"]
        constraints = [
            known_code("basis", Basis),
            never_negative("whole_won"),
            never_negative("it_won"),
            models.UniqueConstraint(
                fields=["municipality", "fiscal_year", "basis", "account"],
                name="annualbudget_once_per_year",
                violation_error_message=_("이 지자체의 같은 해, 같은 기준 예산이 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(stated_growth__isnull=True) | ~Q(growth_of=""),
                name="annualbudget_growth_of_something",
                violation_error_message=_("증가율이 무엇의 증가율인지 적어 주세요."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        """Return the public page on which it is shown."""
        return f"{self.municipality.get_absolute_url()}?year={self.fiscal_year}"

    def natural_key(self) -> tuple[str, int, str, str]:
        """Return what fixtures know it by."""
        return (self.municipality.code, self.fiscal_year, self.basis, self.account)

    natural_key.dependencies = ["registry.municipality"]  # type: ignore[attr-defined]

    @property
    def share(self) -> Decimal | None:
        """Return the 정보화 총괄부서 예산 비율 in percent as computed, not as stated."""
        if self.it_won is None or not self.whole_won:
            return None
        return Decimal(self.it_won) * 100 / Decimal(self.whole_won)
