"""The rows of a list of projects, and a page of them that never looks at the others."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from registry.bitmaps import Index, in_place, keys_in_order, twins_of
from registry.filters import ProjectFilter
from registry.models import Participation, Project
from registry.notation.codes import ParticipationRole
from registry.querysets import ProjectQuerySet


def for_rows(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Bring along what one row of a list shows: owner, office, funding, how many share it."""
    joint = Participation.objects.filter(project=OuterRef("pk"), role=ParticipationRole.JOINT)
    counted = joint.order_by().values("project").annotate(n=Count("pk")).values("n")
    rows = projects.for_listing().prefetch_related("funding")
    return rows.annotate(joint_count=Coalesce(Subquery(counted), 0))


def mark_twins(projects: Iterable[Project], index: Index) -> None:
    """Say of each project of a page as which public one it may be there twice.

    From the pairs of the index: asked of each project, SQLite took 0.25 s for a page of 20.
    """
    projects = list(projects)
    twins = twins_of(index, [project.pk for project in projects])
    there = Project.objects.filter(pk__in={key for keys in twins.values() for key in keys})
    numbers = dict(there.values_list("pk", "number")) if twins else {}
    for project in projects:
        found = (numbers[key] for key in twins.get(project.pk, ()) if key in numbers)
        project.twin = min(found, default="")  # type: ignore[attr-defined]


class CountedPaginator(Paginator):
    """Pages of a list whose length is known from its sum."""

    def __init__(self, projects: Any, per_page: int, count: int) -> None:
        super().__init__(projects, per_page)
        self.__dict__["count"] = count


class InOrder:
    """The projects of a list in its order, of which only a page is ever looked up."""

    def __init__(self, index: Index, asked: ProjectFilter, bits: int) -> None:
        self._index, self._asked, self._bits = index, asked, bits

    def __getitem__(self, places: slice) -> list[Project]:
        keys = keys_in_order(self._index, self._asked, self._bits, places.start, places.stop)
        return in_place(for_rows(Project.objects.order_by()), keys)
