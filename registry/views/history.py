"""고친 기록: what the public was told of a project, change by change, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.actions.recalling import Told, public_states
from registry.language import say_won
from registry.models import PeriodLock, Project
from registry.notation.codes import Certainty
from registry.templatetags.wording import period
from registry.views.keeping import kept
from registry.views.project import public_or_refusal

_NO_WON = {Certainty.ESTIMATED, Certainty.UNDECIDED, Certainty.UNSTATED, Certainty.NONE}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact before and after; '' where it was not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What changed at a moment; `first` says that it was published then, `late` after 마감."""

    since: datetime
    changes: list[Change]
    first: bool
    late: bool

    @property
    def moment(self) -> str:
        """Return the moment as an address of the record takes it."""
        return as_moment(self.since)


@require_safe
@kept
def history(request: HttpRequest, number: str) -> HttpResponse:
    """Show every change that the public could see, the latest first."""
    found, refusal = public_or_refusal(request, number)
    if refusal:
        return refusal
    context = {"project": found, "entries": list(_entries(found))[::-1]}
    return render(request, "registry/history.html", context)


def as_moment(since: datetime) -> str:
    """Return a moment to the second, in the time of the country: 2026-11-27T15:04:05."""
    return timezone.localtime(since).strftime("%Y-%m-%dT%H:%M:%S")


def _entries(project: Project) -> Iterator[Entry]:
    states = public_states(project)
    closed = _first_closing(project)
    if states:
        yield Entry(states[0].since, _told_first(states[0]), first=True, late=False)
    for before, after in pairwise(states):
        changes = list(_changes(facts(before.project), facts(after.project)))
        again = before.until is not None
        if changes or again:
            late = closed is not None and closed < after.since
            yield Entry(after.since, changes, first=again, late=late)


def _told_first(state: Told) -> list[Change]:
    return [Change(label, "", text) for label, text in facts(state.project).items()]


def _first_closing(project: Project) -> datetime | None:
    locks = PeriodLock.objects.on(project.owner, project.fiscal_year).order_by("locked_at")
    return locks.values_list("locked_at", flat=True).first()


def _changes(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for label in dict.fromkeys([*before, *after]):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield Change(label, old, new)


def facts(project: Project) -> dict[str, str]:
    """Return what the page of a project says, by the name of each fact; nothing that is empty."""
    told = {**_own(project), **_rows(project)}
    return {label: text for label, text in told.items() if text}


def _own(project: Project) -> dict[str, str]:
    tender = [str(project.tender_year or ""), str(project.tender_quarter or "")]
    return {
        _("사업명"): project.name,
        _("지자체"): project.owner.full_name,
        _("담당 부서"): str(project.department or project.department_text),
        _("회계연도"): str(project.fiscal_year),
        _("유형"): str(project.get_type_display()),
        _("추진 상태"): str(project.get_status_display()),
        _("총사업비"): _total(project),
        _("추정액"): _won(project.estimate_won),
        _("사업 기간"): strip_tags(period(project)) if _is_dated(project) else project.period_text,
        _("사업 내용"): project.description,
        _("규모"): project.outputs,
        _("발주 시기"): " ".join(filter(None, tender)),
        _("참여 기관"): ", ".join(_partners(project)),
    }


def _is_dated(project: Project) -> bool:
    return project.period_start is not None or project.period_end is not None


def _total(project: Project) -> str:
    certainty = Certainty(project.total_certainty)
    if certainty in _NO_WON:
        return str(project.get_total_certainty_display())
    if certainty is Certainty.RANGE:
        ends = (_won(project.total_min_won), _won(project.total_max_won))
        return " ~ ".join(ends).strip()
    about = certainty is Certainty.ABOUT
    return _("약 %(won)s") % {"won": _won(project.total_won)} if about else _won(project.total_won)


def _won(won: int | None) -> str:
    return "" if won is None else say_won(won)


def _partners(project: Project) -> Iterator[str]:
    for one in project.participations.all():
        yield one.municipality.full_name if one.municipality else one.name


def _rows(project: Project) -> dict[str, str]:
    told = {}
    for row in project.funding.all():
        year = _("%(year)d년") % {"year": row.fiscal_year} if row.fiscal_year else ""
        stage = f"{row.get_stage_display()} {row.round or ''}".strip()
        kind = f"({row.get_sub_kind_display()})" if row.sub_kind else ""
        label = " ".join(filter(None, [_("재원"), row.get_source_display() + kind, year, stage]))
        told[label] = _won(row.won)
    for phase in project.phases.all():
        told[_("%(year)d년 내용") % {"year": phase.fiscal_year}] = phase.text
    for place, citation in enumerate(project.citations.all(), 1):
        label = _("출처 %(n)d") % {"n": place}
        told[label] = (
            f"{citation.source} “{citation.quote}”" if citation.quote else str(citation.source)
        )
    return told
