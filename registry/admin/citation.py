"""출처와 인용: where a fact was written, and in which words."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.admin.partial_dates import PartialDateForm
from registry.admin.reason import ReasonedAdmin
from registry.admin.scope import person
from registry.admin.scoped import OnceFormSet, ScopedAdmin, ScopedForm, ScopedInline
from registry.forms import PartialDateField
from registry.models import AnnualBudget, Citation, Project, Source
from registry.models.fields import written_date
from registry.notation.period import first_day

_CITED = {
    Project: [
        "total_won",
        "estimate_won",
        "period_text",
        "department",
        "funding",
        "outputs",
        "status",
    ],
    AnnualBudget: ["whole_won", "it_won", "stated_share", "stated_growth"],
}


def cited_fields(parent: type[Model]) -> list[tuple[str, Any]]:
    """Return the fields of a record that a citation may stand for."""
    fields: list[tuple[str, Any]] = [
        (name, parent._meta.get_field(name)) for name in _CITED[parent]
    ]
    labels = [
        (name, getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name)
        for name, field in fields
    ]
    return [("", _("기록 전체")), *labels]


class CitationForm(ScopedForm):
    """A citation of a project or an annual budget."""

    parent: type[Model] = Project

    class Meta:
        model = Citation
        fields = ["source", "field", "quote", "page"]
        widgets = {"quote": forms.Textarea({"rows": 2, "cols": 48})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "field" in self.fields:
            self.fields["field"].widget = forms.Select(choices=self._choices())

    def _choices(self) -> list[tuple[str, Any]]:
        """Offer the usual fields, and the one that an import or a fixture named."""
        choices = cited_fields(self.parent)
        stored = self.instance.field
        return choices if stored in dict(choices) else [*choices, (stored, stored)]


class BudgetCitationForm(CitationForm):
    """A citation of an annual budget."""

    parent = AnnualBudget


class CitationFormSet(OnceFormSet):
    """One source once for each field."""

    key = ("source", "field")
    twice = _("이 항목에는 같은 출처가 이미 있습니다.")


class CitationInline(ScopedInline):
    """인용."""

    model = Citation
    form = CitationForm
    formset = CitationFormSet
    fields = ["source", "field", "quote", "page"]
    autocomplete_fields = ["source"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Bring the sources along: each row shows one."""
        return super().get_queryset(request).select_related("source")


class BudgetCitationInline(CitationInline):
    """인용."""

    form = BudgetCitationForm


class SourceForm(PartialDateForm, ScopedForm):
    """A document; clerks keep theirs under their own body, common ones are the superuser's."""

    partial_dates = {"published_on": first_day}

    published_on = PartialDateField(
        label=_("발행일"), required=False, help_text=_("아는 만큼 적습니다. 예: 2013, 2013-02-20")
    )
    link = forms.URLField(label=_("주소"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Source
        fields = ["title", "publisher", "published_on", "link", "municipality"]

    def record_changed(self) -> bool:
        """Return whether anything was typed that is not stored already."""
        return bool(self.changed_data)


@admin.register(Source)
class SourceAdmin(ReasonedAdmin, ScopedAdmin):
    """출처."""

    form = SourceForm
    role_to_read = None
    list_display = ["title", "publisher", "published", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title", "publisher"]
    autocomplete_fields = ["municipality"]
    ordering = ["publisher", "title"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Common documents are for all staff to read and cite."""
        return self._holds(self.readable, request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Only a superuser makes a document everybody's."""
        form = super().get_form(request, obj, change, **kwargs)
        if "municipality" in form.base_fields:
            form.base_fields["municipality"].required = not person(request).is_superuser
        return form

    @admin.display(description=_("발행일"), ordering="published_on")
    def published(self, source: Source) -> str:
        """Return the date as exactly as it is known."""
        return written_date(source.published_on, source.published_on_precision)
