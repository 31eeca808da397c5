"""The smaller pages: all 시·도, and one department."""

from collections import Counter, defaultdict
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from registry.filters.bodies import Bodies
from registry.models import Department, Project
from registry.notation.codes import Certainty
from registry.querysets import ProjectQuerySet, TotalSum
from registry.views.keeping import kept
from registry.views.listing import CountedPaginator, for_rows, mark_twins


@require_safe
@kept
def regions(request: HttpRequest) -> HttpResponse:
    """Show every 시·도 there is, and those that are gone but have projects."""
    published = Project.objects.published().order_by()
    summed = _nothing_twice(published).exact()
    totals = _totals(published, summed)
    bodies = Bodies.load().regions([], totals)
    rows = [{"body": body, **totals.get(body.lineage, {})} for body in bodies]
    context = {"rows": rows, "pairs": summed.pairs()}
    return render(request, "registry/regions.html", context)


def _totals(published: ProjectQuerySet, summed: ProjectQuerySet) -> dict[str, dict[str, Any]]:
    """Return the sum of each 시·도 and its bodies: its won (None where nothing is exact), its all.

    Pairs of possible duplicates are told once for all 시·도.
    """
    by_region = summed.values("owner__region").annotate(won=Sum("total_won"), n=Count("pk"))
    kept = {row["owner__region"]: row for row in by_region}
    counted: dict[str, Counter[Certainty]] = defaultdict(Counter)
    certainties = published.values_list("owner__region", "total_certainty").annotate(n=Count("pk"))
    for region, certainty, n in certainties:
        counted[region][Certainty(certainty)] = n
    return {
        region: {"won": row["won"], "totals": _total(numbers, row)}
        for region, numbers in counted.items()
        for row in [kept.get(region, {"won": None, "n": 0})]
    }


def _total(numbers: Counter[Certainty], kept: dict[str, Any]) -> TotalSum:
    return TotalSum(
        count=numbers.total(),
        won=kept["won"] or 0,
        left_out={
            one: numbers[one] for one in Certainty if one != Certainty.EXACT and numbers[one]
        },
        inside_larger=numbers[Certainty.EXACT] - kept["n"],
        pairs=0,
    )


def _nothing_twice(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Leave out what is part of a published project in the same 시·도, three levels up."""
    path, published = "part_of", Project.objects.published().order_by().values("pk")
    inside = Q()
    for _level in range(3):
        same = {f"{path}__in": published, f"{path}__owner__region": F("owner__region")}
        inside |= Q(**same)
        path = f"{path}__part_of"
    return projects.exclude(inside)


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
    mark_twins(page.object_list)
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
