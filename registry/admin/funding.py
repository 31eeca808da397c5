"""재원: the rows source × year × stage on a project's page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.actions.sums import sum_phrases, sum_sentence
from registry.admin.project_closing import ProjectRowsFormSet
from registry.admin.reason import reason_missing
from registry.admin.scoped import ScopedForm, ScopedInline
from registry.admin.wording import money, say_stage
from registry.forms import WonField, write_both
from registry.models import FundingSource, Project
from registry.notation.codes import Funding, Publication, Stage
from registry.notation.stages import standings


def _place(field: str, codes: type[Funding] | type[Stage]) -> Case:
    """Return the place of a code in the order in which its kind declares it."""
    return Case(*(When(**{field: code.value}, then=Value(at)) for at, code in enumerate(codes)))


_ORDER = (
    F("fiscal_year").asc(nulls_last=True),
    _place("stage", Stage),
    "round",
    _place("source", Funding),
    "sub_kind",
    "pk",
)


@dataclass(frozen=True)
class BudgetYear:
    """The budget of one year from stage to stage: (stage, won, whether 계 says so)."""

    year: int | None
    line: list[tuple[str, int, bool]]


def budget_years(project: Project) -> list[BudgetYear]:
    """Return the years whose money went through more than one stage, as they are stored."""
    told = standings(project.funding.all()) if project.pk else []
    return [
        BudgetYear(year, [(say_stage(at.stage, at.round), at.won, at.is_stated) for at in line])
        for year, line in told
        if len(line) > 1
    ]


class FundingForm(ScopedForm):
    """One cell of the matrix."""

    won = WonField(label=_("금액"))

    class Meta:
        model = FundingSource
        fields = ["source", "sub_kind", "fiscal_year", "stage", "round", "won"]


class FundingFormSet(ProjectRowsFormSet):
    """The matrix; it asks for the reason when a public amount changes."""

    key = ("source", "sub_kind", "fiscal_year", "stage", "round")
    twice = _("같은 재원·연도·단계의 금액이 두 번 있습니다.")

    def clean(self) -> None:
        """Look at the matrix as a whole."""
        super().clean()
        public = self.instance.pk and self.instance.publication != Publication.DRAFT
        if public and self.has_changed() and not self.data.get("change_reason", "").strip():
            raise ValidationError(reason_missing())

    @property
    def sum_sentence(self) -> str:
        """Return the sum that the page shows before any script runs."""
        return sum_sentence(self.instance) if self.instance.pk else ""

    @property
    def sum_phrases(self) -> dict[str, str]:
        """Return what registry/admin.js says of the sum while it changes."""
        return sum_phrases()

    @property
    def budget_years(self) -> list[BudgetYear]:
        """Return how the stored money went from stage to stage."""
        return budget_years(self.instance)


class FundingInline(ScopedInline):
    """재원."""

    model = FundingSource
    form = FundingForm
    formset = FundingFormSet
    template = "admin/registry/project/funding_inline.html"
    readonly_fields = ["won_shown"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Put the rows as a budget has them: by year, by stage, by source."""
        return super().get_queryset(request).order_by(*_ORDER)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show won in words where they cannot be typed."""
        won = "won" if self.has_change_permission(request, obj) else "won_shown"
        return ["source", "sub_kind", "fiscal_year", "stage", "round", won]

    @admin.display(description=_("금액"))
    def won_shown(self, row: FundingSource) -> str:
        """Return the won in words and digits."""
        return money(write_both(row.won))
