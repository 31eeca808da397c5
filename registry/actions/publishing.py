"""공개와 등록 취소: a draft becomes public, and what was public is withdrawn with a reason."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.checking import Checked, warnings_about
from registry.models import Descent, Municipality, Project, User
from registry.notation.codes import Publication, Role

_BATCH = 500
_FIELDS = ["publication", "published_from", "withdrawn_on", "withdrawn_reason", "modified_at"]
Check = Callable[[Project], str]


@dataclass(frozen=True)
class Refusal:
    """A project that was left as it is, and the sentence why."""

    project: Project
    reason: str


@dataclass
class Report:
    """What became of each project that was asked for."""

    done: list[Project] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@transaction.atomic
def publish(
    projects: Iterable[Project],
    user: User,
    on: date | None = None,
    *,
    why: str = "",
    seen: Collection[str] | None = None,
) -> Report:
    """Show the projects to the public from a day (today if none is named), each if it passes.

    What gives warnings passes only with a word `why`, which its history keeps, and if nothing
    stands against it that was not `seen` (marks of `Checked`; None: whatever stands there).
    """
    locked, strange = _lock(projects, user)
    doubts = {checked.project.pk: checked for checked in _check(locked)}

    def why_not(project: Project) -> str:
        return doubts[project.pk].error or _not_accepted(doubts[project.pk], why.strip(), seen)

    report = _sort(locked, strange, why_not)
    for project in report.done:
        project._change_reason = _said(project, why.strip() if doubts[project.pk].warnings else "")  # type: ignore[attr-defined]
        project.publication = Publication.PUBLISHED
        project.published_from = on or timezone.localdate()
        project.withdrawn_on, project.withdrawn_reason = None, ""
    _save(report.done, user, _("공개"))
    return report


def review(projects: Iterable[Project], user: User) -> list[Checked]:
    """Return what stands against publishing each project, as it is stored now; by number."""
    asked = [project.pk for project in projects]
    mine = _with_bodies(Project.objects.publishable_by(user).filter(pk__in=asked))
    return _check(list(mine.order_by("number")))


def withdraw(project: Project, user: User, reason: str) -> Report:
    """Take one project back from the public, who are told why."""
    return withdraw_all([project], user, reason)


@transaction.atomic
def withdraw_all(projects: Iterable[Project], user: User, reason: str) -> Report:
    """Take projects back from the public for one reason."""
    reason = reason.strip()
    if not reason:
        raise ValueError(_("등록을 취소하는 이유를 적어 주세요."))
    report = _sort(*_lock(projects, user), why_not_withdraw)
    for project in report.done:
        project.publication = Publication.WITHDRAWN
        project.withdrawn_on, project.withdrawn_reason = timezone.localdate(), reason[:200]
    _save(report.done, user, _("등록 취소: %(reason)s") % {"reason": reason})
    return report


def publishers_of(body: Municipality) -> QuerySet[User]:
    """Return who publishes for a body, or for what it went into; by name."""
    heirs = Descent.objects.begun().filter(origin=body.lineage, whole=True)
    publishers = User.objects.filter(
        memberships__municipality__in=heirs.values("body"),
        memberships__role__in=Role.PUBLISHER.and_above,
        is_active=True,
    )
    return publishers.order_by("last_name", "first_name", "username").distinct()


def why_not_publish(project: Project) -> str:
    """Return why a project cannot be published as it is; '' if it can."""
    if project.publication == Publication.PUBLISHED:
        return _("이미 공개되어 있습니다.")
    if not project.owner.is_local_government:
        return _("지방자치단체가 아닌 곳의 사업은 공개하지 않습니다. 지자체를 고쳐 주세요.")
    if not _existed(project):
        return _("%(year)d년에 없던 지자체입니다. 지자체나 회계연도를 고쳐 주세요.") % {
            "year": project.fiscal_year
        }
    if project.department and project.department.municipality.lineage != project.owner.lineage:
        return _("담당 부서가 다른 지자체의 부서입니다. 부서를 고쳐 주세요.")
    return ""


def why_not_withdraw(project: Project) -> str:
    """Return why a project cannot be withdrawn; '' if it can."""
    if project.publication == Publication.DRAFT:
        return _("공개한 적이 없습니다. 초안은 삭제하면 됩니다.")
    if project.publication == Publication.WITHDRAWN:
        return _("이미 등록이 취소되어 있습니다.")
    return ""


def _lock(projects: Iterable[Project], user: User) -> tuple[list[Project], list[Project]]:
    """Return the projects as they are stored now, held, and those that are not the user's."""
    asked = {project.pk: project for project in projects}
    mine = _with_bodies(Project.objects.publishable_by(user).filter(pk__in=asked))
    locked = list(mine.select_for_update(of=("self",)).order_by("pk"))
    for project in locked:
        del asked[project.pk]
    return locked, list(asked.values())


def _with_bodies(projects: Any) -> Any:
    """Bring the bodies along, each once: 500 projects are often of some thirty."""
    return projects.prefetch_related("owner", "department__municipality")


def _check(projects: list[Project]) -> list[Checked]:
    """Return what stands against each project."""
    warnings = warnings_about(projects)
    return [
        Checked(project, why_not_publish(project), tuple(warnings[project.pk]))
        for project in projects
    ]


def _not_accepted(checked: Checked, why: str, seen: Collection[str] | None) -> str:
    """Return why a project that gives warnings stays as it is; '' if somebody accepted them."""
    if not checked.warnings:
        return ""
    if not why:
        return _("확인할 점이 있어 공개하지 않았습니다.")
    if seen is not None and checked.mark not in seen:
        return _("그사이 확인할 점이 달라졌습니다. 다시 확인하고 공개해 주세요.")
    return ""


def _said(project: Project, why: str) -> str:
    """Return what the history says of a publication."""
    again = project.publication == Publication.WITHDRAWN
    what = _("다시 공개") if again else _("공개")
    return _("%(what)s: %(why)s") % {"what": what, "why": why} if why else what


def _sort(locked: list[Project], strange: list[Project], why_not: Check) -> Report:
    """Part the projects into those that pass and those that do not."""
    report = Report()
    for project in locked:
        _place(report, project, why_not(project))
    for project in strange:
        _place(report, project, _("이 사업을 공개하거나 취소할 권한이 없습니다."))
    return report


def _place(report: Report, project: Project, reason: str) -> None:
    if reason:
        report.refused.append(Refusal(project, reason))
    else:
        report.done.append(project)


def _save(projects: list[Project], user: User, reason: str) -> None:
    """Write the new state, which is one for all of them, and a version of each."""
    if not projects:
        return
    now = timezone.now()
    for project in projects:
        project.modified_at = now
    # Not ``bulk_update``: working out a CASE of 500 equal values took half of the time.
    state = {field: getattr(projects[0], field) for field in _FIELDS}
    Project.objects.filter(pk__among=[project.pk for project in projects]).update(**state)
    Project.history.bulk_history_create(
        projects,
        batch_size=_BATCH,
        update=True,
        default_user=user,
        default_change_reason=reason,
        default_date=now,
    )


def _existed(project: Project) -> bool:
    """Return whether the owner existed on any day of the project's year."""
    owner, year = project.owner, project.fiscal_year
    began = owner.valid_from is None or owner.valid_from <= date(year, 12, 31)
    return began and (owner.valid_to is None or owner.valid_to > date(year, 1, 1))
