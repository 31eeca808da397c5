"""Whether a preview still holds: has anything it rests on changed since it was made?

Every change of a project leaves a version of it, and one of its money alone the moment of it.
So the number of versions of some owners' projects and the latest of them, the number of projects
and the latest moment tell whether there was one; the versions of their departments, whether one
was entered, renamed or merged. A number beside the latest: on PostgreSQL a version with a lower
number may be committed after one with a higher.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max, QuerySet

from registry.models import Department, ImportBatch, Municipality, PeriodLock, Project, User
from registry.notation.codes import Role

Basis = dict[str, Any]


def basis(owners: Iterable[Municipality], user: User) -> Basis:
    """Return what a preview about these owners' projects rests on."""
    return _basis(sorted({body.lineage for body in owners}), user)


def is_fresh(batch: ImportBatch, user: User) -> bool:
    """Return whether the preview of a batch would come out the same now, for this user."""
    kept = batch.options.get("basis")
    return bool(kept) and kept == _basis(kept["lineages"], user)


def _basis(lineages: list[str], user: User) -> Basis:
    bodies = Municipality.objects.filter(lineage__in=lineages).values("pk")
    projects = Project.objects.filter(owner__lineage__in=lineages).order_by()
    stored, moved = projects.aggregate(stored=Count("pk"), moved=Max("modified_at")).values()
    return {
        "lineages": lineages,
        "versions": _versions(Project.history.filter(owner_id__in=bodies)),
        "departments": _versions(Department.history.filter(municipality_id__in=bodies)),
        "closed": sorted([lineage, year] for lineage, year in PeriodLock.objects.years(lineages)),
        "projects": [stored, moved and moved.isoformat()],
        "scope": _scope(user),
    }


def _versions(history: QuerySet) -> list[int | None]:
    """Return how many versions there are, and the latest."""
    count, last = history.order_by().aggregate(count=Count("pk"), last=Max("pk")).values()
    return [count, last]


def _scope(user: User) -> str:
    """Return a digest of where the user writes and publishes."""
    said = [
        ",".join(user.municipalities(role).order_by("code").values_list("code", flat=True))
        for role in (Role.WRITER, Role.PUBLISHER)
    ]
    return sha256("|".join([str(user.pk), str(user.is_active), *said]).encode()).hexdigest()[:16]
