"""The first page: what this is, three figures, and ways in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.bitmaps import breakdown, current, in_place, only_joined_in, selected, sum_of_totals
from registry.facets import Counts, count, facets
from registry.filters import Address, ProjectFilter
from registry.models import Project
from registry.notation.codes import Certainty, Funding
from registry.views.keeping import kept
from registry.views.rows import for_rows

_RECENT = 5
_CAPITAL = ("11", "28", "41")  # 서울, 인천, 경기


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest fiscal year at a glance."""
    index = current()
    year = max(index.answers("registered"), default=None)
    latest = Project.objects.published().order_by("-modified_at", "number")
    keys = list(latest.values_list("pk", flat=True)[:_RECENT])  # an index alone tells them
    recent = in_place(for_rows(Project.objects.order_by()), keys)
    context = {"year": year, "recent": recent, **(_figures(year) if year else {})}
    return render(request, "registry/home.html", context)


def _figures(year: int) -> dict[str, Any]:
    asked, index = ProjectFilter(QueryDict(f"year={year}")), current()
    counts, bits = count(asked, index), selected(index, asked)
    return {
        "totals": sum_of_totals(index, bits),
        "national": breakdown(index, bits).parts.get(Funding.NATIONAL, 0),
        "regions": [
            (option, (bits & only_joined_in(index, asked.bodies, option.value)).bit_count())
            for option in facets(asked, counts)["region"].options
        ],
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
