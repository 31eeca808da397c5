"""An earlier version of a project brought back: its fields and rows as they stood, as a change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from registry.actions.closing import says_closed, standing_lock
from registry.models import Citation, FundingSource, Participation, Phase, Project, User
from registry.notation.codes import Publication, Role

CHILDREN: tuple[Any, ...] = (FundingSource, Participation, Phase, Citation)
# What the public sees is decided by publishing and withdrawing alone; a number never changes.
KEPT = frozenset(
    {"id", "number", "publication", "published_from", "withdrawn_on", "withdrawn_reason"}
)
# The rows of one save are written after the project, each at its own moment.
_ONE_SAVE = timedelta(seconds=3)


class NotRestorable(Exception):
    """The version cannot be brought back; the text says why."""


@dataclass(frozen=True)
class Past:
    """A project at the end of one save: its version, and each row's by model and id."""

    version: Any
    rows: dict[Any, dict[int, Any]]


def past_of(project: Project, version: Any) -> Past:
    """Return how a project stood when `version` of it had been saved with its rows."""
    later = Project.history.filter(id=project.pk, history_id__gt=version.history_id)
    end = end_of_save(version, later.order_by("history_id").first())
    told = {model: rows_told(model, project) for model in CHILDREN}
    return Past(version, {model: rows_then(told[model], version, end) for model in CHILDREN})


def rows_told(model: Any, project: Project) -> list[Any]:
    """Return every version of a project's rows of one kind, in order."""
    versions = model.history.filter(project_id=project.pk)
    return list(versions.order_by("history_date", "history_id"))


def rows_then(told: list[Any], version: Any, end: datetime) -> dict[int, Any]:
    """Return the rows, by id, as they stood when `version` had been saved and before `end`.

    An import writes all of one moment: what is of the version's own moment is its own.
    """
    latest = {}
    for row in told:
        if row.history_date < end or row.history_date <= version.history_date:
            latest[row.id] = row
    return {pk: row for pk, row in latest.items() if row.history_type != "-"}


def end_of_save(version: Any, following: Any) -> datetime:
    """Return until when the rows of a save are written: the next save begins another."""
    end: datetime = version.history_date + _ONE_SAVE
    return min(end, following.history_date) if following else end


def present_of(project: Project) -> Past:
    """Return how a project stands now, as its latest versions have it."""
    return past_of(project, Project.history.filter(id=project.pk).latest("history_id"))


def why_not_restore(project: Project, past: Past, user: User) -> str:
    """Return why `user` cannot bring a version back; '' if nothing is in the way."""
    if not Project.objects.editable_by(user).filter(pk=project.pk).exists():
        if project.publication != Publication.DRAFT:
            return _("공개한 적이 있는 사업은 공개 권한이 있는 담당자만 되살릴 수 있습니다.")
        return _("이 사업을 고칠 권한이 없습니다.")
    if gone := _gone(past):
        return _("그때의 값이 지워져 되살릴 수 없습니다: %(names)s") % {"names": ", ".join(gone)}
    then = past.version.instance
    if then.owner_id != project.owner_id and not _may_move(project, then, user):
        return _("그때의 지자체로 옮길 권한이 없습니다.")
    if _into_closed_year(project, then) and not _may_move(project, then, user, Role.PUBLISHER):
        return says_closed(then.fiscal_year)
    if then.department and then.department.municipality.lineage != then.owner.lineage:
        return _("그때의 담당 부서가 이제 다른 지자체의 부서라서 되살릴 수 없습니다.")
    if _is_above(project, then.part_of):
        return _("그때의 상위 사업이 이제 이 사업의 일부라서 되살릴 수 없습니다.")
    return ""


@transaction.atomic
def restore(project: Project, past: Past, user: User, reason: str) -> None:
    """Write a version and its rows over what is stored; raise NotRestorable where it cannot be."""
    list(Project.objects.filter(pk=project.pk).select_for_update(of=("self",)).values_list("pk"))
    project.refresh_from_db()
    if why := why_not_restore(project, past, user):
        raise NotRestorable(why)
    try:
        with transaction.atomic():
            _write(project, past, user, reason)
    except (IntegrityError, ValidationError) as error:
        raise NotRestorable(
            _("그때의 값이 지금의 규칙에 맞지 않아 되살릴 수 없습니다.")
        ) from error


def _write(project: Project, past: Past, user: User, reason: str) -> None:
    for field in past.version.tracked_fields:
        if field.name not in KEPT:
            setattr(project, field.attname, getattr(past.version, field.attname))
    project.validate_constraints()
    _sign(project, user, reason)
    project.save()
    for model, then in past.rows.items():
        stored = {row.pk: row for row in model.objects.filter(project=project)}
        for pk in stored.keys() - then.keys():
            _sign(stored[pk], user, reason)
            stored[pk].delete()
        for pk, version in then.items():
            if pk not in stored or _differs(stored[pk], version):
                row = version.instance
                _sign(row, user, reason)
                row.save()


def _sign(row: Any, user: User, reason: str) -> None:
    row._history_user, row._change_reason = user, reason


def _differs(row: Any, version: Any) -> bool:
    fields = version.tracked_fields
    return any(getattr(row, one.attname) != getattr(version, one.attname) for one in fields)


def _gone(past: Past) -> list[str]:
    """Return what the version points at that is no longer there, by the names of its fields."""
    wanted: dict[tuple[str, Any], set[int]] = {}
    for version in [past.version, *(row for rows in past.rows.values() for row in rows.values())]:
        for field in version.tracked_fields:
            pk = getattr(version, field.attname)
            if isinstance(field, ForeignKey) and pk is not None:
                wanted.setdefault((str(field.verbose_name), field.related_model), set()).add(pk)
    return [
        name
        for (name, model), pks in wanted.items()
        if model._base_manager.filter(pk__in=pks).count() < len(pks)
    ]


def _into_closed_year(project: Project, then: Project) -> bool:
    moves = (then.owner_id, then.fiscal_year) != (project.owner_id, project.fiscal_year)
    return moves and standing_lock(then.owner, then.fiscal_year) is not None


def _may_move(project: Project, then: Project, user: User, role: Role | None = None) -> bool:
    if role is None:
        role = Role.WRITER if project.publication == Publication.DRAFT else Role.PUBLISHER
    return user.municipalities(role).filter(pk=then.owner_id).exists()


def _is_above(project: Project, above: Project | None) -> bool:
    """Return whether a project is `above` itself, or that is part of it."""
    while above is not None:
        if above.pk == project.pk:
            return True
        above = above.part_of
    return False
