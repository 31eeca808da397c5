"""재원: who pays how much of a project, in which year, at which stage of the budget."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from registry.models.fields import CodeField, known_code, never_negative
from registry.models.history import versions
from registry.models.project import Project
from registry.notation.codes import Funding, Stage, SubKind
from registry.notation.ladder import Money, step
from registry.querysets import FundingSourceQuerySet


class FundingSource(models.Model):
    """One cell of the matrix source × year × stage; `whole` (계) is one of its rows."""

    project = models.ForeignKey(
        Project, verbose_name=_("사업"), on_delete=models.CASCADE, related_name="funding"
    )
    source = CodeField(_("재원"), codes=Funding)
    sub_kind = CodeField(_("세부 재원"), codes=SubKind, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(
        _("회계연도"), null=True, blank=True, help_text=_("모르면 비워 둡니다.")
    )
    stage = CodeField(_("예산 단계"), codes=Stage, default=Stage.PLAN)
    round = models.PositiveSmallIntegerField(_("추경 회차"), default=0)
    won = models.BigIntegerField(_("금액(원)"))
    # Its place on the ladder 계획 < 본예산 < 추경 n, NULL for what became of a budget: kept by
    # the database from stage and round (notation.ladder.step).
    step = models.GeneratedField(
        expression=Case(
            When(stage=Stage.PLAN.value, then=Value(0)),
            When(stage=Stage.ORIGINAL.value, then=Value(1)),
            When(stage=Stage.SUPPLEMENTARY.value, then=F("round") + 2),
        ),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )

    objects = FundingSourceQuerySet.as_manager()
    history = versions(excluded_fields=["step"])

    class Meta:
        verbose_name = _("재원")
        verbose_name_plural = _("재원")
        ordering = ["fiscal_year", "id"]
        constraints = [
            known_code("source", Funding),
            known_code("sub_kind", SubKind, blank=True),
            known_code("stage", Stage),
            never_negative("won"),
            models.CheckConstraint(
                condition=Q(round=0) | Q(stage=Stage.SUPPLEMENTARY.value),
                name="fundingsource_round_of_supplementary",
                violation_error_message=_("회차는 추경에만 적습니다."),
            ),
            # nulls_distinct=False is silently ignored by SQLite, hence the Coalesce.
            models.UniqueConstraint(
                F("project"),
                F("source"),
                F("sub_kind"),
                Coalesce(F("fiscal_year"), 0),
                F("stage"),
                F("round"),
                name="fundingsource_once",
                violation_error_message=_("같은 재원·연도·단계의 금액이 두 번 있습니다."),
            ),
        ]

    def __str__(self) -> str:
        year = self.fiscal_year or _("연도 미상")
        return f"{self.get_source_display()} {year} {self.get_stage_display()}"

    @property
    def money(self) -> Money:
        """Return this row as the ladder counts it."""
        return Money(
            Funding(self.source), self.fiscal_year, step(self.stage, self.round), self.won
        )

    def natural_key(self) -> tuple[str, str, str, int | None, str, int]:
        """Return what fixtures know it by: the project's number and its place in the matrix."""
        return (
            self.project.number,
            self.source,
            self.sub_kind,
            self.fiscal_year,
            self.stage,
            self.round,
        )

    natural_key.dependencies = ["registry.project"]  # type: ignore[attr-defined]
