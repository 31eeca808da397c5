"""출처와 인용: where a number was written, and in which words."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from registry.models.budget import AnnualBudget
from registry.models.fields import CodeField, date_with_precision, known_code, written_date
from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.models.project import Project
from registry.notation.codes import Precision
from registry.querysets import CitationQuerySet, SourceQuerySet


class Source(models.Model):
    """A document from which facts were taken."""

    title = models.CharField(_("제목"), max_length=200)
    publisher = models.CharField(_("발행처"), max_length=80)
    published_on = models.DateField(_("발행일"), null=True, blank=True)
    published_on_precision = CodeField(_("발행일의 정밀도"), codes=Precision, blank=True)
    link = models.URLField(_("주소"), blank=True, max_length=500)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("등록한 지자체"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sources",
        help_text=_("비어 있으면 모두가 함께 쓰는 출처이며 전체 관리자만 고칩니다."),
    )

    objects = SourceQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("출처")
        verbose_name_plural = _("출처")
        ordering = ["publisher", "title"]
        constraints = [
            models.UniqueConstraint(
                F("publisher"),
                F("title"),
                Coalesce(F("published_on"), date.min),
                Coalesce(F("municipality"), 0),
                name="source_once",
                violation_error_message=_("같은 출처가 이미 있습니다."),
            ),
            known_code("published_on_precision", Precision, blank=True),
            date_with_precision("published_on", "source"),
        ]

    def __str__(self) -> str:
        when = written_date(self.published_on, self.published_on_precision)
        return f"{self.publisher}, {self.title}" + (f" ({when})" if when else "")

    def natural_key(self) -> tuple[str, str, str | None, str]:
        """Return what fixtures know it by."""
        day = self.published_on.isoformat() if self.published_on else None
        owner = self.municipality.code if self.municipality else ""
        return (self.publisher, self.title, day, owner)


class Citation(models.Model):
    """The words of a source that a fact of a project or an annual budget rests on."""

    source = models.ForeignKey(
        Source, verbose_name=_("출처"), on_delete=models.PROTECT, related_name="citations"
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("사업"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="citations",
    )
    annual_budget = models.ForeignKey(
        AnnualBudget,
        verbose_name=_("지자체 연도 예산"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="citations",
    )
    field = models.CharField(
        _("항목"), max_length=40, blank=True, help_text=_("비어 있으면 기록 전체의 출처입니다.")
    )
    quote = models.TextField(_("인용한 말"), blank=True)
    page = models.CharField(_("쪽"), max_length=20, blank=True)

    objects = CitationQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("인용")
        verbose_name_plural = _("인용")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=True, annual_budget__isnull=False)
                | Q(project__isnull=False, annual_budget__isnull=True),
                name="citation_of_one_thing",
                violation_error_message=_("사업이나 연도 예산 가운데 하나의 출처여야 합니다."),
            ),
            models.UniqueConstraint(
                fields=["source", "project", "field"],
                condition=Q(project__isnull=False),
                name="citation_once_per_project_field",
                violation_error_message=_("이 항목에는 같은 출처가 이미 있습니다."),
            ),
            models.UniqueConstraint(
                fields=["source", "annual_budget", "field"],
                condition=Q(annual_budget__isnull=False),
                name="citation_once_per_budget_field",
                violation_error_message=_("이 항목에는 같은 출처가 이미 있습니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} · {self.field}" if self.field else str(self.source)

    def natural_key(
        self,
    ) -> tuple[tuple[Any, ...], tuple[Any, ...] | None, tuple[Any, ...] | None, str]:
        """Return what fixtures know it by: the document, and what of which record it supports."""
        project = self.project.natural_key() if self.project else None
        budget = self.annual_budget.natural_key() if self.annual_budget else None
        return (self.source.natural_key(), project, budget, self.field)

    natural_key.dependencies = ["registry.source", "registry.project", "registry.annualbudget"]  # type: ignore[attr-defined]
