"""The first page: what this is, three figures, and ways in."""

from typing import Any

from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.facets import Counts, count, facets
from registry.filters import Address, ProjectFilter
from registry.filters.funding import parts
from registry.models import Project
from registry.notation.codes import Certainty, Funding
from registry.views.keeping import kept
from registry.views.listing import for_rows

_RECENT = 5
_CAPITAL = ("11", "28", "41")  # 서울, 인천, 경기


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest fiscal year at a glance."""
    published = Project.objects.published()
    year = published.aggregate(year=Max("fiscal_year"))["year"]
    recent = for_rows(published).order_by("-modified_at", "number")[:_RECENT]
    context = {"year": year, "recent": recent, **(_figures(year) if year else {})}
    return render(request, "registry/home.html", context)


def _figures(year: int) -> dict[str, Any]:
    asked = ProjectFilter(QueryDict(f"year={year}"))
    counts = count(asked)
    return {
        "totals": asked.selection().sum_of_totals(),
        "national": _national(asked),
        "regions": facets(asked, counts)["region"].options,
        "large": counts["band"]["10-50"] + counts["band"]["50-"],
        "funded": counts["fund"][Funding.NATIONAL],
        "undecided": counts["amount"][Certainty.UNDECIDED],
        "known": counts["known"]["yes"],
        "capital": _capital(year, counts),
    }


def _capital(year: int, counts: Counts) -> dict[str, Any]:
    """Return the list of the 시·도 around the capital: the table that the article promised."""
    address = Address([("year", str(year)), *(("region", code) for code in _CAPITAL)])
    return {"address": str(address), "n": sum(counts["region"][code] for code in _CAPITAL)}


def _national(asked: ProjectFilter) -> int:
    """Return the won known to be the state's, of the projects whose total is exact."""
    summed = asked.selection().outside_larger().exact().order_by()
    rows = parts().filter(project__in=summed.values("pk"), source=Funding.NATIONAL)
    return rows.aggregate(won=Sum("won"))["won"] or 0
