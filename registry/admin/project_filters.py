"""Filters of the project list; each counts its choices with one grouped question."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin.scope import person
from registry.models import Municipality, Project
from registry.querysets import FACTS, FLAGS

_TOO_MANY = 60  # bodies in a side list: first choose the 시·도
_KEPT = 5000  # flagged projects that are looked for once and then known by their keys
_COUNTED = 2000  # … and whose choices are still counted: the list is to open at once
_FOUND = 20_000  # projects that a search finds, likewise


class ProjectList(ChangeList):
    """The list of projects, without the counts beside it where they would take long."""

    def get_results(self, request: HttpRequest) -> None:
        """Count the choices of few flagged projects, and of all that need no look at each."""
        super().get_results(request)
        looked_at = {FlagFilter.parameter_name, LackingFilter.parameter_name} & set(self.params)
        most = _COUNTED if looked_at else _FOUND if self.query else None
        if most and self.result_count > most:
            self.add_facets = False


def once(request: HttpRequest, question: Hashable, ask: Callable[[], list[Any]]) -> list[Any]:
    """Return an answer that a page needs again for each of its filters."""
    answers: dict[Hashable, list[Any]] = request.__dict__.setdefault("_choices", {})
    if question not in answers:
        answers[question] = ask()
    return answers[question]


class GroupedFilter(admin.SimpleListFilter):
    """A choice among the values of one column, counted together rather than one by one."""

    column: ClassVar[str] = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the rows with the chosen value."""
        return queryset if self.value() is None else queryset.filter(**{self.column: self.value()})

    def get_facet_queryset(self, changelist: Any) -> dict[str, int]:
        """Return the count of each choice under the other filters."""
        rows = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        counts: Counter[str] = Counter()
        for value, count in rows.order_by().values_list(self.column).annotate(Count("pk")):
            counts[str(value)] += count
        return {
            f"{i}__c": counts[str(value)] for i, (value, _label) in enumerate(self.lookup_choices)
        }


class CodeFilter(GroupedFilter):
    """A choice among the codes of one list."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the codes in their order."""
        field: Any = Project._meta.get_field(self.column)
        return [(code, label) for code, label in field.flatchoices if code]

    @classmethod
    def of(cls, column: str) -> type["CodeFilter"]:
        """Return the filter of a column."""
        field: Any = Project._meta.get_field(column)
        names = {"column": column, "parameter_name": column, "title": field.verbose_name}
        return type(f"{column.title()}Filter", (cls,), names)


class YearFilter(GroupedFilter):
    """회계연도, the latest first."""

    title = gettext_lazy("회계연도")
    parameter_name = "year"
    column = "fiscal_year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the years that have projects in scope."""
        years = model_admin.get_queryset(request).order_by("-fiscal_year")
        found = years.values_list("fiscal_year", flat=True).distinct()
        return [
            (str(year), _("%(year)d년") % {"year": year})
            for year in once(request, "years", lambda: list(found))
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the projects of a year; a year that is none finds nothing."""
        if self.value() is not None and not str(self.value()).isdecimal():
            return queryset.none()
        return super().queryset(request, queryset)


class RegionFilter(GroupedFilter):
    """시·도, where the scope covers more than one."""

    title = gettext_lazy("시·도")
    parameter_name = "region"
    column = "owner__region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the 시·도 that have projects in scope."""
        found = model_admin.get_queryset(request).order_by().values("owner__region").distinct()
        regions = Municipality.objects.regions().filter(code__in=found).order_by("code")
        return once(request, "regions", lambda: list(regions.values_list("code", "name")))

    def has_output(self) -> bool:
        """A choice of one is none."""
        return len(self.lookup_choices) > 1


class OwnerFilter(GroupedFilter):
    """지자체, as long as the list can be overlooked."""

    title = gettext_lazy("지자체")
    parameter_name = "owner"
    column = "owner__code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the bodies that have projects in scope, in the chosen 시·도 if one is chosen."""
        projects = model_admin.get_queryset(request).order_by()
        region = request.GET.get("region")
        if region:
            projects = projects.filter(owner__region=region)
        owners = Municipality.objects.filter(pk__in=projects.values("owner")).order_by("code")
        found = owners.values_list("code", "name")[: _TOO_MANY + 1]
        return once(request, ("owners", region), lambda: list(found))

    def has_output(self) -> bool:
        """A choice of one is none, and one of hundreds is a burden."""
        return 1 < len(self.lookup_choices) <= _TOO_MANY


class FlagFilter(admin.SimpleListFilter):
    """확인할 것: what the first page counts; here uncounted, for the list is asked often."""

    title = gettext_lazy("확인할 것")
    parameter_name = "flag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the flags."""
        return [(flag.code, _(flag.name)) for flag in FLAGS]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        """Keep the projects with the chosen flag, looked for once a page."""
        if self.value() is None:
            return queryset  # type: ignore[no-any-return]
        code, user = str(self.value()), person(request)
        flagged = Project.objects.readable_by(user).flagged(code, user).order_by()
        keys = once(
            request,
            ("flagged", code),
            lambda: list(flagged.values_list("pk", flat=True)[: _KEPT + 1]),
        )
        if len(keys) > _KEPT:
            return queryset.flagged(code, user)  # type: ignore[no-any-return]
        return queryset.filter(pk__in=keys)  # type: ignore[no-any-return]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield the choices without counts."""
        for value, label in [(None, _("모두")), *self.lookup_choices]:
            change = {} if value is None else {self.parameter_name: value}
            removed = [self.parameter_name] if value is None else []
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string(change, removed),
                "display": label,
            }


class LackingFilter(FlagFilter):
    """빠진 것: what the page of completeness counts."""

    title = gettext_lazy("빠진 것")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the facts."""
        return [(fact.code, _(fact.name)) for fact in FACTS]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        """Keep the projects that do not tell the chosen fact."""
        return queryset if self.value() is None else queryset.lacking(str(self.value()))  # type: ignore[no-any-return]


def project_filters() -> Iterator[Any]:
    """Yield the filters of the list from top to bottom."""
    yield FlagFilter
    yield CodeFilter.of("publication")
    yield from (YearFilter, RegionFilter, OwnerFilter)
    yield from (CodeFilter.of(column) for column in ("status", "total_certainty", "type"))
    yield LackingFilter
