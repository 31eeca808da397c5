"""One project: what it is, what it costs, whose money it is, and where that was written."""

from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.models import Citation, Participation, Project
from registry.notation.codes import ParticipationRole, Publication
from registry.querysets import ProjectQuerySet


@require_safe
def project(request: HttpRequest, number: str) -> HttpResponse:
    """Show a published project; say so if it was withdrawn."""
    found = _with_details(Project.objects.filter(number=number)).first()
    if found is None:
        raise Http404
    if _was_public(found):
        return render(request, "registry/withdrawn.html", {"project": found}, status=410)
    if not _is_public(found):
        raise Http404
    return render(request, "registry/project.html", _context(found))


def _with_details(projects: ProjectQuerySet) -> ProjectQuerySet:
    participations = Participation.objects.select_related("municipality")
    citations = Citation.objects.select_related("source")
    parts = Project.objects.published().order_by("number")
    joint = Q(participations__role=ParticipationRole.JOINT)
    found = projects.for_listing().select_related(
        "part_of", "continues", "continued_by", "department__municipality"
    )
    return found.annotate(joint_count=Count("participations", filter=joint)).prefetch_related(
        "funding",
        "phases",
        Prefetch("participations", participations),
        Prefetch("citations", citations),
        Prefetch("parts", parts, to_attr="published_parts"),
    )


def _is_public(found: Project) -> bool:
    return (
        found.publication == Publication.PUBLISHED
        and found.published_from is not None
        and found.published_from <= timezone.localdate()
    )


def _if_public(other: Project | None) -> Project | None:
    """Return another project if the public may be led to it."""
    return other if other and _is_public(other) else None


def _was_public(found: Project) -> bool:
    """Return whether a withdrawn project could be read before: only then is its reason public."""
    return (
        found.publication == Publication.WITHDRAWN
        and found.published_from is not None
        and (found.withdrawn_on is None or found.published_from <= found.withdrawn_on)
    )


def _context(found: Project) -> dict[str, Any]:
    rows = list(found.funding.all())
    years = {row.fiscal_year for row in rows if row.fiscal_year}
    return {
        "project": found,
        "breakdown": found.breakdown(),
        "rows": [row for row in rows if row.fiscal_year or row.step is None],
        "year_won": found.won_of_year(found.fiscal_year) if years else None,
        "undated_won": _undated(found, years),
        "larger": _if_public(found.part_of),
        "last_year": _if_public(found.continues),
        "next_year": _if_public(getattr(found, "continued_by", None)),
    }


def _undated(found: Project, years: set[int]) -> int:
    """Return what of an exact total the paper gives no year for, 0 where that cannot be told."""
    dated = [found.won_of_year(year) for year in years]
    if found.exact_won is None or not dated or None in dated:
        return 0
    return max(found.exact_won - sum(won or 0 for won in dated), 0)
