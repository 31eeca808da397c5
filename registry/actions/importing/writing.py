"""Writing a plan: bulk writes with history, one version of each project that a row changes.

A project gets a version even where only its money changed, so that its history shows every
import that touched it. Nothing here asks whether it may: ``confirming`` has.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.planning import Progress, silent
from registry.models import (
    Citation,
    FundingSource,
    ImportBatch,
    Municipality,
    NumberCounter,
    Participation,
    Project,
    Source,
    User,
)
from registry.notation.codes import Effect

BATCH_SIZE = 500
WRITING = "저장"


def write_rows(
    rows: Iterable[PlannedRow], batch: ImportBatch, user: User, progress: Progress = silent
) -> None:
    """Write the new and the changed rows of a plan; call it inside a transaction."""
    writer = _Writer(batch, user)
    rows = [row for row in rows if row.effect in (Effect.NEW, Effect.CHANGED)]
    # Several rows may be about one project.
    found = {id(row.project): row.project for row in rows if row.is_new and row.project}
    new = list(found.values())
    changed = [row for row in rows if not row.is_new]
    progress(WRITING, 0, len(rows))
    writer.create_projects(new)
    progress(WRITING, len(new), len(rows))
    writer.update_projects(changed)
    writer.write_children(rows)
    progress(WRITING, len(rows), len(rows))


class _Writer:
    """The bulk writes of one import, each version with its user, its batch and its reason."""

    def __init__(self, batch: ImportBatch, user: User) -> None:
        self._version: dict[str, Any] = {
            "batch_size": BATCH_SIZE,
            "default_user": user,
            "default_change_reason": f"가져오기 {batch.pk}: {batch.file_name}",
            "custom_historical_attrs": {"import_batch": batch},
        }

    def create_projects(self, projects: list[Project]) -> None:
        """Register new projects under numbers of their own, as drafts."""
        groups: dict[tuple[int, int], list[Project]] = defaultdict(list)
        owners: dict[int, Municipality] = {}
        for project in projects:
            project.prepare()
            groups[project.fiscal_year, project.owner_id].append(project)
            owners[project.owner_id] = project.owner
        # In one order, so that two imports never wait for each other's counters.
        for (year, owner), members in sorted(groups.items(), key=lambda group: group[0]):
            numbers = NumberCounter.objects.issue(year, owners[owner], len(members))
            for project, number in zip(members, numbers, strict=True):
                project.number = number
        self._create(Project, projects)

    def update_projects(self, rows: list[PlannedRow]) -> None:
        """Write the columns that any row changed; the projects are locked, so none is lost."""
        projects = list({row.project.pk: row.project for row in rows if row.project}.values())
        now = timezone.now()
        for project in projects:
            project.modified_at = now
        fields = {"modified_at"}.union(*(row.fields for row in rows))
        self._update(Project, projects, sorted(_field_name(Project, name) for name in fields))

    def write_children(self, rows: list[PlannedRow]) -> None:
        """Write what hangs on the projects; who leaves goes first, a new one may be alike."""
        children = [row.children for row in rows]
        self._delete(FundingSource, [one for c in children for one in c.gone_money])
        self._delete(Participation, [one for c in children for one in c.gone_partners])
        self._create(FundingSource, [one for c in children for one in c.money])
        self._update(FundingSource, [one for c in children for one in c.changed_money], ["won"])
        self._create(Participation, [one for c in children for one in c.partners])
        sources = {id(c.source): c.source for c in children if c.source and c.source.pk is None}
        self._create(Source, list(sources.values()))
        self._create(Citation, [one for c in children for one in c.citations])
        changed = [one for c in children for one in c.changed_citations]
        self._update(Citation, changed, ["quote"])

    def _create(self, model: type[models.Model], rows: list[Any]) -> None:
        for row in rows:
            _take_ids(row)
        if rows:
            bulk_create_with_history(rows, model, **self._version)

    def _update(self, model: Any, rows: list[Any], fields: list[str]) -> None:
        if not rows:
            return
        overwrite(model, rows, fields)
        model.history.bulk_history_create(rows, update=True, **self._version)

    def _delete(self, model: Any, rows: list[Any]) -> None:
        """Delete rows and keep a last version of each; queryset.delete() would do it one by one.

        Neither model has anything hanging on it, so nothing is left behind.
        """
        if not rows:
            return
        version = model.history.model
        tracked = [field.attname for field in version.tracked_fields]
        version.objects.bulk_create(
            [
                version(
                    history_date=timezone.now(),
                    history_type="-",
                    history_user=self._version["default_user"],
                    history_change_reason=self._version["default_change_reason"],
                    **self._version["custom_historical_attrs"],
                    **{name: getattr(row, name) for name in tracked},
                )
                for row in rows
            ],
            batch_size=BATCH_SIZE,
        )
        gone = model.objects.filter(pk__in=[row.pk for row in rows])
        gone._raw_delete(gone.db)


def overwrite(model: Any, rows: list[Any], fields: list[str]) -> None:
    """Write some columns of stored rows, as inserts that meet their own key.

    bulk_update's CASE for every row and column takes three times as long. Call it only for rows
    that nobody can have deleted meanwhile: here they, or what they hang on, are locked.
    """
    if rows:
        model._base_manager.bulk_create(
            rows,
            batch_size=BATCH_SIZE,
            update_conflicts=True,
            update_fields=fields,
            unique_fields=["id"],
        )


def _take_ids(row: models.Model) -> None:
    """Copy the ids of what was saved after `row` was made: Citation(project=new) has none yet."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.is_cached(row):
            setattr(row, field.name, field.get_cached_value(row))


def _field_name(model: type[models.Model], name: str) -> str:
    """Return the name that bulk_update takes: ``department`` for ``department_id``."""
    return next(f.name for f in model._meta.concrete_fields if name in (f.name, f.attname))
