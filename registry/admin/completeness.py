"""자료 충실도: how much of what should be known of a year's projects is known, body by body."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.exporting import write_table
from registry.actions.xlsx import Cell, Column, write_sheet
from registry.admin.importing.downloads import send_file
from registry.admin.scope import person
from registry.bitmaps import DESK
from registry.models import Project
from registry.querysets import FACTS


@dataclass(frozen=True, slots=True)
class Told:
    """How many of some projects tell a fact, and where those stand that do not."""

    count: int
    of: int
    address: str

    @property
    def share(self) -> int:
        """Return the hundredths, cut: 100 is said only of all."""
        return self.count * 100 // self.of if self.of else 0

    @property
    def missing(self) -> int:
        """Return how many do not tell it."""
        return self.of - self.count


@dataclass(frozen=True, slots=True)
class Line:
    """One body, or all of them together."""

    name: str
    projects: int
    told: list[Told]
    last: datetime | None
    address: str


class YearForm(forms.Form):
    """Which year is looked at."""

    year = forms.TypedChoiceField(label=gettext_lazy("회계연도"), coerce=int, choices=[])

    def __init__(self, years: list[int], *args: Any) -> None:
        super().__init__(*args)
        choices: Any = self.fields["year"]
        choices.choices = [(year, _("%(year)d년") % {"year": year}) for year in years]


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses of the page and of its files."""
    views = (("", "", show), (".csv", "_csv", csv), (".xlsx", "_xlsx", xlsx))
    return [
        path(
            f"registry/completeness{ending or '/'}",
            site.admin_view(partial(view, site)),
            name=f"completeness{name}",
        )
        for ending, name, view in views
    ]


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show the bodies that one may read, and their sum."""
    form, year = _asked(request)
    lines = _lines(request, year)
    context = {
        **site.each_context(request),
        "title": _("자료 충실도"),
        "form": form,
        "year": year,
        "facts": [_(fact.name) for fact in FACTS],
        "lines": lines,
        "whole": _sum(lines, year) if len(lines) > 1 else None,
    }
    return TemplateResponse(request, "admin/registry/completeness.html", context)


def csv(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """Send the table as CSV."""
    _form, year = _asked(request)
    headings = [column.heading for column in _columns()]
    return send_file(write_table(headings, _rows(request, year)), _name(year), "csv")


def xlsx(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """Send the table as an Excel workbook."""
    _form, year = _asked(request)
    rows = write_sheet(_("자료 충실도"), _columns(), _rows(request, year))
    return send_file(rows, _name(year), "xlsx")


def _asked(request: HttpRequest) -> tuple[YearForm, int]:
    """Return the form and the year: the latest that has projects, unless one is chosen."""
    desk = DESK.current()
    years = desk.years(desk.within(person(request)))
    latest = years[0] if years else timezone.localdate().year
    chosen = YearForm(years, {"year": request.GET.get("year") or latest})
    year = chosen.cleaned_data["year"] if chosen.is_valid() else latest
    return (chosen if chosen.is_valid() else YearForm(years, {"year": latest})), year


def _lines(request: HttpRequest, year: int) -> list[Line]:
    projects = Project.objects.readable_by(person(request)).filter(fiscal_year=year)
    return [_line(row, year) for row in projects.completeness()]


def _line(row: dict[str, Any], year: int) -> Line:
    listed = _list_of(year, f"&owner={row['owner__code']}")
    told = [Told(row[fact.code], row["projects"], f"{listed}&lacks={fact.code}") for fact in FACTS]
    return Line(row["owner__full_name"], row["projects"], told, row["last"], listed)


def _sum(lines: list[Line], year: int) -> Line:
    """Return all bodies together."""
    listed, projects = _list_of(year), sum(line.projects for line in lines)
    told = [
        Told(sum(line.told[at].count for line in lines), projects, f"{listed}&lacks={fact.code}")
        for at, fact in enumerate(FACTS)
    ]
    last = max((line.last for line in lines if line.last), default=None)
    return Line(_("모두"), projects, told, last, listed)


def _list_of(year: int, more: str = "") -> str:
    return f"{reverse('admin:registry_project_changelist')}?year={year}{more}"


def _columns() -> list[Column]:
    counts = [Column(_(fact.name), 12) for fact in FACTS]
    shares = [Column(f"{_(fact.name)}(%)", 12) for fact in FACTS]
    return [
        Column(_("회계연도"), 10),
        Column(_("지자체"), 24),
        Column(_("사업 수"), 10),
        *(column for pair in zip(counts, shares, strict=True) for column in pair),
        Column(_("마지막으로 고친 날"), 16),
    ]


def _rows(request: HttpRequest, year: int) -> Iterator[list[Cell]]:
    for line in _lines(request, year):
        told = [value for one in line.told for value in (one.count, one.share)]
        day = timezone.localtime(line.last).date() if line.last else None
        yield [year, line.name, line.projects, *told, day]


def _name(year: int) -> str:
    return f"{_('자료 충실도')}_{year}_{timezone.localdate():%Y-%m-%d}"
