"""One project: what it is, what it costs, whose money it is, and where that was written."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.actions.recalling import last_change, state_on
from registry.models import Citation, Participation, Project
from registry.models.twins import first_twins
from registry.notation.codes import ParticipationRole, Publication
from registry.notation.stages import overtaken, standings
from registry.querysets import ProjectQuerySet
from registry.querysets.money import SAME_MONEY, SIMILAR_NAME
from registry.views.keeping import kept

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@require_safe
@kept
def project(request: HttpRequest, number: str) -> HttpResponse:
    """Show a published project, as it is or as it was; say so if it was withdrawn."""
    found, refusal = public_or_refusal(request, number)
    if refusal:
        return refusal
    if asked := request.GET.get("as_of", "").strip():
        return _as_of(request, found, asked)
    return render(request, "registry/project.html", _context(found, request))


def public_or_refusal(request: HttpRequest, number: str) -> tuple[Project, HttpResponse | None]:
    """Return a project, and the page that says why it is not shown, if it was withdrawn.

    Raise Http404 alike for what is not there and what is no one's to know of.
    """
    found = _with_details(Project.objects.filter(number=number)).first()
    if found is None:
        raise Http404
    if _was_public(found):
        return found, render(request, "registry/withdrawn.html", {"project": found}, status=410)
    if not _is_public(found):
        raise Http404
    return found, None


def _as_of(request: HttpRequest, found: Project, asked: str) -> HttpResponse:
    """Show a project as it was published on a day, or at a moment; 404 if it was not."""
    moment = moment_of(asked)
    if moment is None:
        context = {**_context(found, request), "wrong_day": asked[:40]}
        return render(request, "registry/project.html", context)
    if moment > timezone.now() + _DAY:
        context = {**_context(found, request), "future_day": asked[:40]}
        return render(request, "registry/project.html", context)
    then = state_on(found, moment)
    told = {"as_of": moment - _SECOND, "whole_day": len(asked) == len("2026-11-01")}
    told["twin_number"] = ""  # what it may be now it need not have been then
    if then is None:
        return render(request, "registry/not_then.html", {"project": found, **told}, status=404)
    return render(request, "registry/project.html", {**_context(then, request), **told})


def moment_of(asked: str) -> datetime | None:
    """Return the first moment after a day (2026-11-01) or a second; None for anything else."""
    try:
        moment = datetime.fromisoformat(asked)
    except ValueError:
        return None
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    try:
        return moment + (_DAY if "T" not in asked and " " not in asked else _SECOND)
    except OverflowError:
        return None


def _with_details(projects: ProjectQuerySet) -> ProjectQuerySet:
    participations = Participation.objects.select_related("municipality")
    citations = Citation.objects.select_related("source")
    parts = Project.objects.published().order_by("number")
    joint = Q(participations__role=ParticipationRole.JOINT)
    found = projects.for_listing().select_related(
        "part_of", "continues", "continued_by", "department__municipality"
    )
    found = found.annotate(joint_count=Count("participations", filter=joint), **_alike())
    return found.prefetch_related(
        "funding",
        "phases",
        Prefetch("participations", participations),
        Prefetch("citations", citations),
        Prefetch("parts", parts, to_attr="published_parts"),
    )


def _alike() -> dict[str, Exists]:
    """Return what tells whether a possible duplicate is worth asking for; nearly never."""
    beside = Project.objects.filter(owner=OuterRef("owner"), fiscal_year=OuterRef("fiscal_year"))
    others = beside.exclude(pk=OuterRef("pk")).order_by()
    return {
        "named": Exists(others.filter(SIMILAR_NAME)),
        "paid": Exists(others.filter(SAME_MONEY)),
    }


def _twin(found: Project) -> str:
    """Return the number of the public project that this one may be, if there is one."""
    if not (getattr(found, "named", False) or getattr(found, "paid", False)):
        return ""
    return first_twins([found.pk], Project.objects.published()).get(found.pk, "")


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


def _context(found: Project, request: HttpRequest) -> dict[str, Any]:
    rows = list(found.funding.all())
    years = {row.fiscal_year for row in rows if row.fiscal_year}
    lines = standings(rows)
    older = {year: two for year, line in lines if year and (two := overtaken(line))}
    return {
        "project": found,
        "permanent": _permanent(found, request),
        "cited_on": last_change(found),
        "breakdown": found.breakdown(),
        "rows": [row for row in rows if row.fiscal_year or row.step is None],
        "stages": [(year, line) for year, line in lines if len(line) > 1],
        "year_won": found.won_of_year(found.fiscal_year) if years else None,
        "older": older.get(found.fiscal_year),
        "undated_won": 0 if older else _undated(found, years),
        "twin_number": _twin(found),
        "larger": _if_public(found.part_of),
        "last_year": _if_public(found.continues),
        "next_year": _if_public(getattr(found, "continued_by", None)),
    }


def _permanent(found: Project, request: HttpRequest) -> str:
    """Return the address under which the record reads for ever as it does now."""
    since = timezone.localtime(last_change(found) + _SECOND)
    address = f"{found.get_absolute_url()}?as_of={since:%Y-%m-%dT%H:%M:%S}"
    return request.build_absolute_uri(address)


def _undated(found: Project, years: set[int]) -> int:
    """Return what of an exact total the paper gives no year for, 0 where that cannot be told."""
    dated = [found.won_of_year(year) for year in years]
    if found.exact_won is None or not dated or None in dated:
        return 0
    return max(found.exact_won - sum(won or 0 for won in dated), 0)
