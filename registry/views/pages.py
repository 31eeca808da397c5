"""The smaller pages: all 시·도, and one department."""

from typing import Any

from django.core.paginator import Page
from django.db.models import Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry.filters.bodies import Bodies
from registry.models import Department, Project
from registry.querysets import ProjectQuerySet
from registry.views.listing import CountedPaginator, for_rows


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Show every 시·도 there is, and those that are gone but have projects."""
    numbers = _numbers()
    bodies = Bodies.load().regions([], numbers)
    rows = [{"body": body, **numbers.get(body.lineage, {"n": 0, "won": None})} for body in bodies]
    return render(request, "registry/regions.html", {"rows": rows})


def _numbers() -> dict[str, dict[str, Any]]:
    """Return the number and the exact totals of the projects of each 시·도 and its bodies."""
    published = Project.objects.published().order_by()
    counted = published.values("owner__region").annotate(n=Count("pk"))
    summed = _nothing_twice(published.exact()).values("owner__region").annotate(w=Sum("total_won"))
    won = {row["owner__region"]: row["w"] for row in summed}
    return {
        row["owner__region"]: {"n": row["n"], "won": won.get(row["owner__region"])}
        for row in counted
    }


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
def department(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Show a department with the projects it runs."""
    bodies = Department.objects.select_related("municipality", "parent")
    found = get_object_or_404(bodies, pk=pk, municipality__code=code)
    projects = Project.objects.published().filter(department=found)
    totals = projects.sum_of_totals()
    ordered = for_rows(projects).order_by(F("total_won").desc(nulls_last=True), "number")
    page = CountedPaginator(ordered, 50, totals.count).get_page(request.GET.get("page"))
    context = {"department": found, "totals": totals, "page": page, **_neighbours(page)}
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
