"""Confirming a preview: checked against the database once more, then all of it or nothing."""

from collections.abc import Iterable
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from registry.actions.importing.bodies import Bodies
from registry.actions.importing.bulk import overwrite
from registry.actions.importing.plan import Plan, PlannedRow
from registry.actions.importing.planning import Progress, make_plan, silent
from registry.actions.importing.staging import (
    Upload,
    changes_of,
    read,
    replace_rows,
    store,
    upload_of,
)
from registry.actions.importing.writing import write_rows
from registry.models import ImportBatch, ImportRow, Municipality, Project, User
from registry.notation.codes import BatchState, Effect

_DONE = ("state", "confirmed_at", "content", "counts", "options")


class NotConfirmed(Exception):
    """Nothing was written."""


class AlreadyDone(NotConfirmed):
    """The batch was confirmed or discarded meanwhile."""


class HasErrors(NotConfirmed):
    """The file has rows that cannot be imported."""


class PreviewChanged(NotConfirmed):
    """The registry changed since the preview; there is a new one to look at."""


class DatabaseRefused(NotConfirmed):
    """The database kept a promise that the preview did not foresee."""


def confirm(batch: ImportBatch, user: User, progress: Progress = silent) -> ImportBatch:
    """Write a staged batch and return it; raise NotConfirmed where nothing was written.

    What would change must still be what the preview showed; else the new preview is kept, and
    PreviewChanged raised. A writer's rows on published projects stay waiting in the batch.
    """
    file = _File(batch)
    try:
        with transaction.atomic():
            batch = locked(batch, BatchState.STAGED)
            plan = file.plan(user, progress)
            same = _shows(batch.rows.all()) == _shows_plan(plan.rows)
            if same:
                _finish(batch, plan, user, progress)
            else:
                replace_rows(batch, plan)
    except (IntegrityError, DataError) as error:
        raise DatabaseRefused from error
    if not same:
        raise PreviewChanged
    return batch


def import_at_once(
    upload: Upload, user: User, progress: Progress = silent
) -> tuple[Plan, ImportBatch | None]:
    """Preview and confirm in one: the plan, and the batch unless errors or nothing to do."""
    bodies = Bodies()
    reading = read(upload, bodies, progress)
    try:
        with transaction.atomic():
            _lock_owners({record.municipality or "" for record in reading.rows})
            plan = make_plan(reading, user, bodies, lock=True, progress=progress)
            effects = {row.effect for row in plan.rows}
            if Effect.WRONG in effects or not effects - {Effect.UNCHANGED}:
                return plan, None
            batch = store(upload, user, plan)
            _finish(batch, plan, user, progress)
    except (IntegrityError, DataError) as error:
        raise DatabaseRefused from error
    return plan, batch


def apply_waiting(batch: ImportBatch, user: User, progress: Progress = silent) -> int:
    """Write those waiting rows of a confirmed batch that `user` may publish; return how many.

    Raise PreviewChanged where one of them would now change something else than it shows.
    """
    file = _File(batch)
    try:
        with transaction.atomic():
            batch = locked(batch, BatchState.CONFIRMED)
            plan = file.plan(user, progress)
            shown = {(row.sheet, row.row): row for row in batch.rows.filter(effect=Effect.WAITING)}
            mine = [row for row in plan.rows if _is_mine(row) and _place(row) in shown]
            same = all(shown[_place(row)].changes == changes_of(row) for row in mine)
            _apply(batch, shown, mine, user if same else None, progress)
    except (IntegrityError, DataError) as error:
        raise DatabaseRefused from error
    if not same:
        raise PreviewChanged
    return len(mine)


def waiting_for(batch: ImportBatch, user: User) -> QuerySet[ImportRow]:
    """Return the waiting rows of a batch whose projects `user` may change."""
    mine = Project.objects.editable_by(user)
    return batch.rows.filter(effect=Effect.WAITING, project__in=mine)


class _File:
    """The file of a batch, read again before any lock is taken: its bytes never change."""

    def __init__(self, batch: ImportBatch) -> None:
        if not batch.content:
            raise AlreadyDone
        self._bodies = Bodies()
        self._reading = read(upload_of(batch), self._bodies)

    def plan(self, user: User, progress: Progress) -> Plan:
        """Return what it would do now, and hold the projects that it would change."""
        return make_plan(self._reading, user, self._bodies, lock=True, progress=progress)


def _is_mine(row: PlannedRow) -> bool:
    return row.effect in (Effect.CHANGED, Effect.UNCHANGED)


def _apply(
    batch: ImportBatch,
    shown: dict[tuple[str, int], ImportRow],
    mine: list[PlannedRow],
    user: User | None,
    progress: Progress,
) -> None:
    """Write the rows and keep that they are done; without a `user` only show them anew."""
    if user:
        write_rows(mine, batch, user, progress)
    for row in mine:
        kept = shown[_place(row)]
        kept.changes = changes_of(row)
        if user or row.effect == Effect.UNCHANGED:
            kept.effect = row.effect
    rows = [shown[_place(row)] for row in mine]
    overwrite(ImportRow, rows, ["effect", "changes"])
    _close(batch, {**batch.counts, **_effects(batch)})


def locked(batch: ImportBatch, state: BatchState) -> ImportBatch:
    """Return the batch as it is now, and hold it and the owners it is about.

    Two imports into one body go one after the other, or both would register the same project.
    """
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state != state:
        raise AlreadyDone
    _lock_owners(held.options.get("owners", []))
    return held


def _lock_owners(codes: Iterable[str]) -> None:
    owners = Municipality.objects.filter(code__in=codes).order_by("pk")
    list(owners.select_for_update(no_key=True).values_list("pk"))


def _finish(batch: ImportBatch, plan: Plan, user: User, progress: Progress) -> None:
    """Write the plan and keep what was done, row by row."""
    if any(row.wrong for row in plan.rows):
        raise HasErrors
    new = {_place(row): row for row in plan.rows if row.is_new}
    write_rows(plan.rows, batch, user, progress)
    kept = list(batch.rows.filter(effect=Effect.NEW))
    for one in kept:
        one.project = new[one.sheet, one.row].project
    overwrite(ImportRow, kept, ["project"])
    batch.state, batch.confirmed_at = BatchState.CONFIRMED, timezone.now()
    _close(batch, batch.counts)


def _close(batch: ImportBatch, counts: dict[str, Any]) -> None:
    """Keep the counts; the bytes are kept only as long as a row waits for a publisher."""
    batch.counts = counts
    if not batch.rows.filter(effect=Effect.WAITING).exists():
        batch.content = None
    batch.save(update_fields=_DONE)


def _effects(batch: ImportBatch) -> dict[str, int]:
    found = list(batch.rows.values_list("effect", flat=True))
    return {effect.value: found.count(effect.value) for effect in Effect}


def _place(row: PlannedRow) -> tuple[str, int]:
    return (row.sheet[:100], row.row)


def _shows(rows: Iterable[ImportRow]) -> dict[tuple[str, int], Any]:
    """Return what a preview promised: per row its effect, its project and its changes."""
    return {(row.sheet, row.row): (row.effect, row.project_id, row.changes) for row in rows}


def _shows_plan(rows: Iterable[PlannedRow]) -> dict[tuple[str, int], Any]:
    return {
        _place(row): (
            row.effect.value,
            row.project.pk if row.project and not row.wrong else None,
            changes_of(row),
        )
        for row in rows
    }
