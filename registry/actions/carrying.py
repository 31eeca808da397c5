"""다음 연도로 이어 쓰기: next year's drafts of what goes on every year, each made once.

Decision 0009: a project over several years stays one project, to which the next year adds money;
what is ordered anew every year is a new draft that says which one it continues.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from registry.actions.closing import says_closed, standing_lock
from registry.models import (
    Department,
    Municipality,
    NumberCounter,
    Participation,
    Project,
    User,
)
from registry.notation.codes import Certainty, Code, PeriodCertainty, ProjectType
from registry.notation.codes import gettext_noop as noop
from registry.notation.particles import Quoted
from registry.querysets import ProjectQuerySet

MOST = 2000  # projects of one body and year; the largest have some hundreds
_PORTION = 500
_CONTINUED = "계속"  # as an import reads it: next year's row adds money to the same project
_YEARLY = re.compile(r"매년|해마다|연례|상시")


class NotCarried(ValueError):
    """Nothing was made; the sentence says why."""


class AlreadyCarried(NotCarried):
    """All that was chosen has its draft: the button was pressed twice, or a colleague did it."""


class Way(Code):
    """How a project goes on in the next year."""

    YEARLY = "yearly", noop("해마다 하는 사업")
    UNSURE = "unsure", noop("끝나는 때를 알 수 없는 사업")
    STAYS = "stays", noop("여러 해에 걸친 같은 사업")
    CARRIED = "carried", noop("이미 이어 쓴 사업")


@dataclass(frozen=True)
class Candidate:
    """A project that may go on, how, and the name that next year's draft would have."""

    project: Project
    way: Way
    next_name: str

    @property
    def may_be_chosen(self) -> bool:
        """Return whether a draft of next year may be made of it."""
        return self.way in (Way.YEARLY, Way.UNSURE)


def candidates(body: Municipality, year: int, user: User) -> list[Candidate]:
    """Return what of a body's projects may go on after a fiscal year, three queries at most.

    What ends within the year and is not ordered every year is left out.
    """
    found = _asked(body, year, user).select_related("department__parent", "continued_by")
    judged = [(project, _way(project, year)) for project in found.order_by("number")[:MOST]]
    return [
        Candidate(project, way, _next_name(project.name, year)) for project, way in judged if way
    ]


def owner_of(body: Municipality, year: int) -> Municipality | None:
    """Return the body as it exists in a fiscal year, under its latest name; None if it is gone."""
    same = Municipality.objects.filter(lineage=body.lineage).valid_in(year)
    return same.order_by(F("valid_from").desc(nulls_last=True), "-code").first()


@transaction.atomic
def carry(keys: Iterable[int], body: Municipality, year: int, user: User) -> list[Project]:
    """Make drafts of the next year of the chosen projects; return them.

    They have the name, department, type, description and participants of this year, no money,
    and the period only where it is open. Raise NotCarried where one of them may not be carried.
    """
    owner = owner_of(body, year + 1)
    if owner is None:
        raise NotCarried(gone(body, year + 1))
    if standing_lock(owner, year + 1):
        raise NotCarried(says_closed(year + 1))
    sources = _chosen(set(keys), body, year, user)
    _know_who_followed(sources, year + 1)
    drafts = [_draft(source, owner, year + 1) for source in sources]
    _number(drafts, owner, year + 1)
    _store(Project, drafts, user, year)
    _take_participants(drafts, user, year)
    return drafts


def gone(body: Municipality, year: int) -> str:
    """Return the sentence about a body that does not exist in a year."""
    return _(
        "{body:은} {year}년에 없는 지자체입니다. 이어받은 지자체에서 새로 적어 주세요."
    ).format(body=Quoted(body.full_name), year=year)


def _asked(body: Municipality, year: int, user: User) -> ProjectQuerySet:
    return Project.objects.drafted_by(user).led_by(body).unfinished().running_past(year)


def _way(project: Project, year: int) -> Way | None:
    """Return how a project goes on; None where it ends within the year."""
    if hasattr(project, "continued_by"):
        return Way.CARRIED
    words = f"{project.note} {project.period_text}"
    yearly = project.type == ProjectType.OPERATION or bool(_YEARLY.search(words))
    runs_on = project.period_end is not None and project.period_end > date(year, 12, 31)
    if runs_on or (_CONTINUED in words and not yearly):
        return Way.STAYS
    if yearly:
        return Way.YEARLY
    return Way.UNSURE if project.period_end is None else None


def _next_name(name: str, year: int) -> str:
    """Return 2014년 유지관리 for 2013년 유지관리."""
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), name)


def _chosen(keys: set[int], body: Municipality, year: int, user: User) -> list[Candidate]:
    """Return the chosen candidates under lock: what another clerk just carried is seen here."""
    if not keys:
        raise NotCarried(_("이어 쓸 사업을 골라 주세요."))
    locked = _asked(body, year, user).order_by("pk").select_for_update(of=("self",))
    list(locked.values_list("pk", flat=True))
    known = {one.project.pk: one for one in candidates(body, year, user)}
    if all(key in known and known[key].way is Way.CARRIED for key in keys):
        raise AlreadyCarried(_("고른 사업은 이미 이어 썼습니다. 새로 만든 것은 없습니다."))
    for key in sorted(keys):
        if key not in known or not known[key].may_be_chosen:
            raise NotCarried(_why_not(known.get(key)))
    return [known[key] for key in sorted(keys)]


def _why_not(candidate: Candidate | None) -> str:
    if candidate is None:
        return _("고른 사업 가운데 이어 쓸 수 없게 된 것이 있어 아무것도 만들지 않았습니다.")
    return _("{name:은} {way}이어서 아무것도 만들지 않았습니다. 다시 골라 주세요.").format(
        name=Quoted(candidate.project.name), way=candidate.way.label
    )


def _draft(candidate: Candidate, owner: Municipality, year: int) -> Project:
    source = candidate.project
    draft = Project(
        owner=owner,
        continues=source,
        fiscal_year=year,
        name=candidate.next_name,
        department=_office(source, year),
        department_text=source.department_text,
        type=source.type,
        description=source.description,
        participants_stated=source.participants_stated,
        total_certainty=Certainty.UNDECIDED,
        note=_said(source),
        **_open_period(source),
    )
    draft.prepare()
    return draft


def _know_who_followed(sources: list[Candidate], year: int) -> None:
    """Fetch who followed the offices that will have ended; one query where there are any."""
    ended = [one.project for one in sources if _has_ended(one.project.department, year)]
    prefetch_related_objects(ended, "department__successors__municipality")


def _has_ended(office: Department | None, year: int) -> bool:
    return office is not None and not office.exists_on(date(year, 1, 1))


def _office(source: Project, year: int) -> Department | None:
    """Return who runs it: its office, or the only one that followed an office that has ended."""
    office = source.department
    if office is None or not _has_ended(office, year):
        return office
    after = [one for one in office.successors.all() if not _has_ended(one, year)]
    lineage = source.owner.lineage
    return after[0] if len(after) == 1 and after[0].municipality.lineage == lineage else None


def _said(source: Project) -> str:
    return _("%(number)s에서 이어 씀") % {"number": source.number}


def _open_period(source: Project) -> dict[str, object]:
    """Return the period where it has no end: 2013-01부터 holds next year, too."""
    if source.period_certainty != PeriodCertainty.OPEN:
        return {}
    names = ("period_text", "period_start", "period_start_precision", "period_certainty")
    return {name: getattr(source, name) for name in names}


def _number(drafts: list[Project], owner: Municipality, year: int) -> None:
    numbers = NumberCounter.objects.issue(year, owner, len(drafts))
    for draft, number in zip(drafts, numbers, strict=True):
        draft.number = number


def _take_participants(drafts: list[Project], user: User, year: int) -> None:
    by_source = {draft.continues_id: draft for draft in drafts}
    found = Participation.objects.filter(project__in=by_source).order_by("pk")
    rows = [
        Participation(
            project=by_source[one.project_id],
            municipality_id=one.municipality_id,
            name=one.name,
            role=one.role,
        )
        for one in found
    ]
    if rows:
        _store(Participation, rows, user, year)


def _store(model: type, rows: list, user: User, year: int) -> None:
    bulk_create_with_history(
        rows,
        model,
        batch_size=_PORTION,
        default_user=user,
        default_change_reason=_("%(year)d년에서 이어 씀") % {"year": year},
        default_date=timezone.now(),
    )
