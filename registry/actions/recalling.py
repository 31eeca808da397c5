"""What the public read of a project, and when: every state that was ever shown.

Told from the versions of the history, drafts and the time before the day of publication left out.
"""

from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from typing import Any

from django.utils import timezone

from registry.actions.restoring import CHILDREN, end_of_save, rows_then, rows_told
from registry.models import (
    Citation,
    Department,
    FundingSource,
    Municipality,
    Participation,
    Project,
    Source,
)
from registry.notation.codes import ParticipationRole, Publication
from registry.notation.ladder import step


@dataclass(frozen=True)
class Told:
    """A project with its rows as the public read it from `since` on; `until` it was taken back."""

    project: Project
    since: datetime
    until: datetime | None


def public_states(project: Project) -> list[Told]:
    """Return every state that the public could read, the first one first; eight queries."""
    versions = list(Project.history.filter(id=project.pk).order_by("history_date", "history_id"))
    told = {model: rows_told(model, project) for model in CHILDREN}
    known = _Known(versions, told)
    states = []
    for version, following in pairwise([*versions, None]):
        since = _since(version)
        if since is None or (following is not None and following.history_date <= since):
            continue  # nobody could read it before the next version
        end = end_of_save(version, following)
        rows = {model: rows_then(told[model], version, end) for model in CHILDREN}
        states.append(Told(known.project(version, rows), since, _until(following)))
    return states


def state_on(project: Project, moment: datetime) -> Project | None:
    """Return a project as the public read it just before `moment`; None if it could not."""
    shown = [one for one in public_states(project) if one.since < moment]
    if not shown or (shown[-1].until is not None and shown[-1].until < moment):
        return None
    return shown[-1].project


def last_change(project: Project) -> datetime:
    """Return since when a published project reads as it does now."""
    day = project.published_from
    if day is None:
        return project.modified_at
    return max(project.modified_at, _midnight(day))


def _since(version: Any) -> datetime | None:
    if version.publication != Publication.PUBLISHED or version.history_type == "-":
        return None
    since: datetime = max(version.history_date, _midnight(version.published_from))
    return since


def _until(following: Any) -> datetime | None:
    if following is None or following.publication == Publication.PUBLISHED:
        return None
    until: datetime = following.history_date
    return until


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _record(version: Any) -> Any:
    """Return the record that a version tells of; its own `instance` asks the database again."""
    told = {one.attname: getattr(version, one.attname) for one in version.tracked_fields}
    return version.instance_type(**told)


class _Known:
    """What the rows of all versions point at, each kind asked for once."""

    def __init__(self, versions: list[Any], told: dict[Any, list[Any]]) -> None:
        bodies = {row.municipality_id for row in told[Participation]}
        bodies |= {version.owner_id for version in versions}
        self._bodies = Municipality.objects.select_related("parent").in_bulk(bodies - {None})
        offices = Department.objects.select_related("parent", "municipality")
        self._offices = offices.in_bulk({one.department_id for one in versions} - {None})
        self._sources = Source.objects.in_bulk({row.source_id for row in told[Citation]})

    def project(self, version: Any, rows: dict[Any, dict[int, Any]]) -> Project:
        """Return a project as it was, its rows laid into it where its page looks for them."""
        then = _record(version)
        then.modified_at = version.history_date
        then.owner = self._bodies.get(version.owner_id)
        then.department = self._offices.get(version.department_id)
        laid = {model: [_record(row) for row in found.values()] for model, found in rows.items()}
        for row in laid[FundingSource]:
            row.step = step(row.stage, row.round)
        for row in laid[Participation]:
            row.municipality = self._bodies.get(row.municipality_id)
        for row in laid[Citation]:
            row.source = self._sources.get(row.source_id)
        laid[Citation] = [row for row in laid[Citation] if row.source]
        names = ("funding", "participations", "phases", "citations")
        then._prefetched_objects_cache = dict(
            zip(names, (laid[model] for model in CHILDREN), strict=True)
        )
        joint = [row for row in laid[Participation] if row.role == ParticipationRole.JOINT]
        then.joint_count, then.published_parts = len(joint), []
        return then  # type: ignore[no-any-return]
