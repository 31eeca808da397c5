"""Filters of the project list; each counts its choices in bits (``bitmaps.desk``)."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin.scope import person
from registry.bitmaps import DESK, FLAGS, Desk, flagged, keys_of
from registry.filters.bodies import Bodies
from registry.models import Project
from registry.notation.codes import Level
from registry.querysets import FACTS

_TOO_MANY = 60  # bodies in a side list: first choose the 시·도


def once(request: HttpRequest, question: Hashable, ask: Callable[[], Any]) -> Any:
    """Return an answer that a page needs again for each of its filters."""
    answers: dict[Hashable, Any] = request.__dict__.setdefault("_choices", {})
    if question not in answers:
        answers[question] = ask()
    return answers[question]


def desk_of(request: HttpRequest) -> Desk:
    """Return the bits of everything, the same for the whole page."""
    desk: Desk = once(request, "desk", DESK.current)
    return desk


def in_scope(request: HttpRequest) -> int:
    """Return the bits of what the person may read."""
    bits: int = once(request, "scope", lambda: desk_of(request).within(person(request)))
    return bits


def bodies_of(request: HttpRequest) -> Bodies:
    """Return the register of bodies."""
    bodies: Bodies = once(request, "bodies", Bodies.load)
    return bodies


class BitsFilter(admin.SimpleListFilter):
    """A choice among answers of which there are bits."""

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.request = request  # the choices are looked for while a filter is made
        super().__init__(request, *args)

    def bits(self, value: str) -> int:
        """Return what a choice keeps; one that is none keeps nothing."""
        raise NotImplementedError

    def chosen(self) -> int | None:
        """Return what the choice keeps, None where nothing is chosen."""
        return None if self.value() is None else self.bits(str(self.value()))

    def get_facet_queryset(self, changelist: Any) -> dict[str, int]:
        """Return the count of each choice under the other filters."""
        found = changelist.found(without=self)
        return {
            f"{i}__c": (found & self.bits(str(value))).bit_count()
            for i, (value, _label) in enumerate(self.lookup_choices)
        }


class ColumnFilter(BitsFilter):
    """A choice among the values of one column."""

    column: ClassVar[str] = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the rows with the chosen value."""
        return queryset if self.value() is None else queryset.filter(**{self.column: self.value()})


class CodeFilter(ColumnFilter):
    """A choice among the codes of one list."""

    answer: ClassVar[str] = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the codes in their order."""
        field: Any = Project._meta.get_field(self.column)
        return [(code, label) for code, label in field.flatchoices if code]

    def bits(self, value: str) -> int:
        """Return the projects with a code."""
        return desk_of(self.request).of(self.answer, value)

    @classmethod
    def of(cls, column: str, answer: str = "") -> type["CodeFilter"]:
        """Return the filter of a column; its bits are named `answer` where not as the column."""
        field: Any = Project._meta.get_field(column)
        names = {"column": column, "parameter_name": column, "title": field.verbose_name}
        return type(f"{column.title()}Filter", (cls,), {**names, "answer": answer or column})


class YearFilter(ColumnFilter):
    """회계연도, the latest first."""

    title = gettext_lazy("회계연도")
    parameter_name = "year"
    column = "fiscal_year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the years that have projects in scope."""
        years = desk_of(request).years(in_scope(request))
        return [(str(year), _("%(year)d년") % {"year": year}) for year in years]

    def bits(self, value: str) -> int:
        """Return the projects of a year."""
        return desk_of(self.request).of("year", int(value)) if value.isdecimal() else 0

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the projects of a year; a year that is none finds nothing."""
        if self.value() is not None and not str(self.value()).isdecimal():
            return queryset.none()
        return super().queryset(request, queryset)


class RegionFilter(ColumnFilter):
    """시·도, where the scope covers more than one."""

    title = gettext_lazy("시·도")
    parameter_name = "region"
    column = "owner__region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the 시·도 that have projects in scope."""
        mine, bodies = in_scope(request), bodies_of(request)
        regions = [body for body in bodies.all if body.level == Level.SIDO]
        return [(one.code, one.name) for one in regions if self.bits(one.code) & mine]

    def bits(self, value: str) -> int:
        """Return what a 시·도 and the bodies below it own."""
        owners = [body.pk for body in bodies_of(self.request).all if body.region == value]
        return desk_of(self.request).of("owner", *owners)

    def has_output(self) -> bool:
        """A choice of one is none."""
        return len(self.lookup_choices) > 1


class OwnerFilter(ColumnFilter):
    """지자체, as long as the list can be overlooked; and that which was chosen elsewhere."""

    title = gettext_lazy("지자체")
    parameter_name = "owner"
    column = "owner__code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the bodies that have projects in scope, in the chosen 시·도 if one is chosen."""
        desk, mine, region = desk_of(request), in_scope(request), request.GET.get("region")
        there = [
            (body.code, body.name)
            for body in bodies_of(request).all
            if (not region or body.region == region) and desk.of("owner", body.pk) & mine
        ]
        return there if len(there) <= _TOO_MANY else [one for one in there if self._is(one)]

    def bits(self, value: str) -> int:
        """Return what a body owns."""
        owners = [body.pk for body in bodies_of(self.request).all if body.code == value]
        return desk_of(self.request).of("owner", *owners)

    def has_output(self) -> bool:
        """A choice of one is none, and one of hundreds is a burden; what is chosen is said."""
        return len(self.lookup_choices) > 1 or self.value() is not None

    def _is(self, choice: tuple[str, str]) -> bool:
        return choice[0] == self.value()


class FlagFilter(BitsFilter):
    """확인할 것: what the first page counts; here uncounted, for two of them ask for it."""

    title = gettext_lazy("확인할 것")
    parameter_name = "flag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the flags."""
        return [(flag.code, _(flag.name)) for flag in FLAGS]

    def bits(self, value: str) -> int:
        """Return what has a flag, looked for once a page."""
        user = person(self.request)
        found: int = once(
            self.request, ("flag", value), lambda: flagged(desk_of(self.request), value, user)
        )
        return found

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        """Keep what was chosen."""
        chosen = self.chosen()
        return queryset if chosen is None else queryset.filter(pk__among=keys_of(chosen))  # type: ignore[no-any-return]

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

    def bits(self, value: str) -> int:
        """Return what does not tell a fact."""
        known = value in {fact.code for fact in FACTS}
        return desk_of(self.request).lacking(value) if known else 0


def project_filters() -> Iterator[Any]:
    """Yield the filters of the list from top to bottom."""
    yield FlagFilter
    yield CodeFilter.of("publication")
    yield from (YearFilter, RegionFilter, OwnerFilter)
    yield CodeFilter.of("status")
    yield CodeFilter.of("total_certainty", "amount")
    yield CodeFilter.of("type")
    yield LackingFilter
