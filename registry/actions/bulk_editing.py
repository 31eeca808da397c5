"""한꺼번에 고치기: one change of many projects, looked at first, then written whole or not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.checking import warnings_about
from registry.actions.closing import asks_why, says_only_publishers
from registry.actions.publishing import (
    Refusal,
    publish,
    why_not_publish,
    why_not_withdraw,
    withdraw_all,
)
from registry.models import Department, Project, User
from registry.notation.codes import Publication

MOST = 2000  # projects at once; a preview of more is read by nobody
_PORTION = 500  # projects a question
_FIELDS = ("status", "type", "department", "publication")


class NotEdited(ValueError):
    """Nothing was written; the sentence says why."""


@dataclass(frozen=True)
class Edit:
    """What every project is to have; what is empty stays as it is.

    `publication` may be published or withdrawn, and then stands alone: it has rules of its own.
    """

    status: str = ""
    type: str = ""
    department: Department | None = None
    publication: str = ""

    def wanted(self) -> dict[str, Any]:
        """Return the new values by the name of their field."""
        values = {name: getattr(self, name) for name in _FIELDS}
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class Change:
    """One value before and after, as a person reads it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """A project and what would change in it."""

    project: Project
    changes: list[Change]


@dataclass
class Plan:
    """What an edit would do; `seen` stands for all it rests on, so that it can be held to it.

    `missing` counts what was chosen and is not there, or not for this person to read.
    """

    changed: list[Line] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unchanged: int = 0
    missing: int = 0
    seen: str = ""

    @property
    def is_refused(self) -> bool:
        """One refused project refuses all."""
        return bool(self.refused or self.missing)

    @property
    def is_done(self) -> bool:
        """Return whether all is as it is to be: the button was pressed twice."""
        return bool(self.unchanged) and not self.changed and not self.is_refused

    @property
    def does_something(self) -> bool:
        """Return whether there is anything to write, and nothing in the way."""
        return bool(self.changed) and not self.is_refused


def preview(keys: Iterable[int], edit: Edit, user: User, reason: str = "") -> Plan:
    """Return what an edit of the projects with these keys would do; nothing is written."""
    return _plan(sorted(set(keys)), edit, user, reason.strip())


@transaction.atomic
def apply(keys: Iterable[int], edit: Edit, user: User, *, seen: str, reason: str = "") -> Plan:
    """Write an edit exactly as its preview showed it, a version of each project with the reason.

    Raise NotEdited where anything it rests on changed since, or where a project refuses it.
    """
    reason = reason.strip()
    plan = _plan(sorted(set(keys)), edit, user, reason, lock=True)
    if plan.is_done:
        return plan
    if plan.seen != seen:
        raise NotEdited(_("그 사이에 바뀐 사업이 있어 저장하지 않았습니다. 다시 확인해 주세요."))
    if plan.is_refused:
        raise NotEdited(_("고칠 수 없는 사업이 있어 아무것도 저장하지 않았습니다."))
    _write([line.project for line in plan.changed], edit, user, reason)
    return plan


def _plan(keys: Sequence[int], edit: Edit, user: User, reason: str, *, lock: bool = False) -> Plan:
    plan, digest = Plan(), sha256(repr(_values(edit)).encode())
    for portion in (keys[at : at + _PORTION] for at in range(0, len(keys), _PORTION)):
        allowed = _allowed(portion, edit, user)
        found = list(_load(portion, user, lock=lock))
        doubts = warnings_about(found) if edit.publication == Publication.PUBLISHED else {}
        closed = _closed(portion)
        for project in found:
            rights = _Rights(
                may=project.pk in allowed,
                doubtful=bool(doubts.get(project.pk)),
                closed=project.pk in closed,
                why=bool(reason),
            )
            _place(plan, project, edit, rights)
            digest.update(repr(_state(project, allowed)).encode())
    plan.missing = len(keys) - len(plan.changed) - len(plan.refused) - plan.unchanged
    plan.seen = digest.hexdigest()
    return plan


def _load(portion: Sequence[int], user: User, *, lock: bool) -> Iterator[Project]:
    """Yield the projects in the order in which everybody locks them."""
    found = Project.objects.readable_by(user).filter(pk__in=portion).order_by("pk")
    found = found.select_related("owner", "department__parent", "department__municipality")
    return iter(found.select_for_update(of=("self",)) if lock else found)


def _allowed(portion: Sequence[int], edit: Edit, user: User) -> set[int]:
    """Return which of the projects the person may change in this way."""
    projects = Project.objects
    mine = projects.publishable_by(user) if edit.publication else projects.editable_by(user)
    return set(mine.filter(pk__in=portion).values_list("pk", flat=True))


def _closed(portion: Sequence[int]) -> set[int]:
    """Return which of the projects are of a closed year."""
    projects = Project.objects.filter(pk__in=portion).of_closed_years()
    return set(projects.values_list("pk", flat=True))


@dataclass(frozen=True)
class _Rights:
    """What decides on one project: may it be changed, does anything speak against it, is its
    year closed, and was said why."""

    may: bool
    doubtful: bool
    closed: bool
    why: bool


def _place(plan: Plan, project: Project, edit: Edit, rights: _Rights) -> None:
    changes = _changes(project, edit)
    if not changes:
        plan.unchanged += 1
    elif reason := _why_not(project, edit, rights):
        plan.refused.append(Refusal(project, reason))
    else:
        plan.changed.append(Line(project, changes))


def _why_not(project: Project, edit: Edit, rights: _Rights) -> str:
    """Return why a project does not take the edit, by the rules of its form; '' if it does.

    What gives warnings is published where they are read and accepted one by one.
    """
    if not rights.may:
        return _not_yours(project, edit, closed=rights.closed)
    if edit.publication == Publication.PUBLISHED:
        accept = _("확인할 점이 있습니다. 목록의 ‘고른 사업 공개’에서 확인하고 공개해 주세요.")
        return why_not_publish(project) or (accept if rights.doubtful else "")
    if edit.publication == Publication.WITHDRAWN:
        return why_not_withdraw(project)
    if rights.closed and not rights.why:
        return asks_why(project.fiscal_year)
    if edit.department and edit.department.municipality.lineage != project.owner.lineage:
        return _("고른 부서가 이 사업의 지자체에 있는 부서가 아닙니다.")
    return ""


def _not_yours(project: Project, edit: Edit, *, closed: bool) -> str:
    if edit.publication:
        return _("이 사업을 공개하거나 취소할 권한이 없습니다.")
    if project.publication != Publication.DRAFT:
        return _("공개한 적이 있는 사업은 공개 담당자만 고칠 수 있습니다.")
    if closed:
        return says_only_publishers(project.fiscal_year)
    return _("이 사업을 고칠 권한이 없습니다.")


def _changes(project: Project, edit: Edit) -> list[Change]:
    return [
        Change(_label(name), _say(name, getattr(project, name)), _say(name, new))
        for name, new in edit.wanted().items()
        if getattr(project, name) != new
    ]


def _label(name: str) -> str:
    return str(Project._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _say(name: str, value: Any) -> str:
    if name == "department":
        return str(value or "")
    labels = dict(Project._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(labels.get(value, value))


def _values(edit: Edit) -> dict[str, Any]:
    """Return the new values as they are stored."""
    return {name: getattr(value, "pk", value) for name, value in edit.wanted().items()}


def _state(project: Project, allowed: set[int]) -> tuple[Any, ...]:
    """Return all that the preview of a project rests on; every save moves `modified_at`."""
    values = (project.status, project.type, project.department_id, project.publication)
    moved = project.modified_at.isoformat()
    return (project.pk, project.pk in allowed, moved, project.owner_id, *values)


def _write(projects: list[Project], edit: Edit, user: User, reason: str) -> None:
    if edit.publication:
        _publish_or_withdraw(projects, edit, user, reason)
        return
    now = timezone.now()
    values = {**edit.wanted(), "modified_at": now}
    for at in range(0, len(projects), _PORTION):
        some = projects[at : at + _PORTION]
        _set(some, values)
        _keep_versions(some, user, reason, now)


def _set(projects: list[Project], values: dict[str, Any]) -> None:
    """Give all projects the same values: one plain UPDATE, where bulk_update has a CASE each."""
    Project.objects.filter(pk__in=[project.pk for project in projects]).update(**values)
    for project in projects:
        for name, value in values.items():
            setattr(project, name, value)


def _keep_versions(projects: list[Project], user: User, reason: str, now: datetime) -> None:
    Project.history.bulk_history_create(
        projects,
        batch_size=_PORTION,
        update=True,
        default_user=user,
        default_change_reason=": ".join(filter(None, (_("한꺼번에 고침"), reason))),
        default_date=now,
    )


def _publish_or_withdraw(projects: list[Project], edit: Edit, user: User, reason: str) -> None:
    if edit.publication == Publication.PUBLISHED:
        report = publish(projects, user)
    else:
        report = withdraw_all(projects, user, reason)
    if report.refused:
        raise NotEdited(report.refused[0].reason)
