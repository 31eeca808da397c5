"""The smaller pages: all 시·도, and one department."""

from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from registry.bitmaps import (
    Index,
    by_region,
    current,
    only_joined_in,
    outside_larger,
    pairs,
    sum_of_totals,
)
from registry.filters.bodies import Bodies
from registry.models import Department, Project
from registry.notation.codes import Certainty
from registry.views.keeping import kept
from registry.views.rows import CountedPaginator, for_rows, mark_twins


@require_safe
@kept
def regions(request: HttpRequest) -> HttpResponse:
    """Show every 시·도 there is, and those that are gone but have projects."""
    index, register = current(), Bodies.load()
    parts = by_region(index, index.of("all", ""), register)
    rows = [
        {
            "body": body,
            "joined": only_joined_in(index, register, body.lineage).bit_count(),
            **_sum(index, parts.get(body.lineage, 0)),
        }
        for body in register.regions([], (region for region, bits in parts.items() if bits))
    ]
    # Pairs of possible duplicates are told once for all 시·도.
    summed = reduce(or_, (_summed(index, bits) for bits in parts.values()))
    context = {"rows": rows, "pairs": pairs(index, summed)}
    return render(request, "registry/regions.html", context)


def _summed(index: Index, bits: int) -> int:
    return outside_larger(index, bits) & index.of("amount", Certainty.EXACT)


def _sum(index: Index, bits: int) -> dict[str, Any]:
    """Return the sum of a 시·도 and its bodies: its won (None where nothing is exact), its all."""
    if not bits:
        return {"won": None}
    totals = sum_of_totals(index, bits, with_pairs=False)
    return {"won": totals.won if _summed(index, bits) else None, "totals": totals}


@require_safe
@kept
def department(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Show a department with the projects it runs; a merged one leads to the one that was kept."""
    known = Department.objects.published().select_related("municipality", "parent")
    if kept := known.filter(merged_departments=pk, merged_departments__municipality__code=code):
        return redirect(kept[0], permanent=True)
    found = get_object_or_404(known, pk=pk, municipality__code=code)
    projects = Project.objects.published().filter(department=found)
    totals = projects.sum_of_totals()
    ordered = for_rows(projects).order_by(F("total_won").desc(nulls_last=True), "number")
    page = CountedPaginator(ordered, 50, totals.count).get_page(request.GET.get("page"))
    mark_twins(page.object_list, current())
    context = {
        "department": found,
        "after": known.filter(predecessors=found),
        "before": known.filter(successors=found),
        "totals": totals,
        "page": page,
        **_neighbours(page),
    }
    return render(request, "registry/department.html", context)


def _neighbours(page: Page) -> dict[str, Any]:
    """Return the addresses of the other pages."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2)
    pages = [(n, f"?page={n}") if isinstance(n, int) else (None, "") for n in numbers]
    return {
        "pages": pages,
        "previous": f"?page={page.number - 1}",
        "next": f"?page={page.number + 1}",
    }
