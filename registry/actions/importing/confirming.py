"""Confirming a preview: checked against the database once more, then all of it or nothing."""

import json
from hashlib import blake2b
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from registry.actions.importing.bodies import Bodies
from registry.actions.importing.freshness import is_fresh
from registry.actions.importing.keeping import keep_rows
from registry.actions.importing.plan import Place, PlannedRow
from registry.actions.importing.planning import Planner
from registry.actions.importing.staging import (
    File,
    Progress,
    Upload,
    answers_of,
    fill,
    receive,
    silent,
    tally,
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


class _Stale(Exception):
    """The registry changed since the preview was made."""


def confirm(batch: ImportBatch, user: User, progress: Progress = silent) -> ImportBatch:
    """Write a staged batch and return it; raise NotConfirmed where nothing was written.

    What would change must still be what the preview showed; else the new preview is kept, and
    PreviewChanged raised. A writer's rows on published projects stay waiting in the batch.
    """
    try:
        try:
            return _write(batch, user, progress)
        except _Stale:
            _look_again(batch, user, progress)
            return _write(batch, user, progress)
    except _Stale:  # it changes faster than we look
        raise PreviewChanged from None
    except (IntegrityError, DataError) as error:
        raise DatabaseRefused from error


@transaction.atomic
def _write(batch: ImportBatch, user: User, progress: Progress) -> ImportBatch:
    held = locked(batch, BatchState.STAGED)
    changed = held.rows.filter(effect=Effect.CHANGED)
    hold_projects(changed)
    mine = Project.objects.editable_by(user)
    if not is_fresh(held, user) or changed.exclude(project__in=mine.values("pk")).exists():
        raise _Stale  # a project may have gone to another body, and its versions with it
    if held.rows.filter(effect=Effect.WRONG).exists():
        raise HasErrors
    held.options["public"] = public_changes(held)
    write_rows(held.rows.all(), held, user, progress)
    held.state, held.confirmed_at = BatchState.CONFIRMED, timezone.now()
    _close(held)
    return held


def hold_projects(rows: QuerySet[ImportRow]) -> None:
    """Hold the projects of these rows until the transaction ends, in one order."""
    projects = Project.objects.filter(pk__in=rows.values("project")).order_by("pk")
    for _pk in projects.select_for_update(of=("self",)).values_list("pk").iterator():
        pass


def _look_again(batch: ImportBatch, user: User, progress: Progress) -> None:
    """Make the preview anew; raise PreviewChanged where it shows something else."""
    with transaction.atomic():
        held = locked(batch, BatchState.STAGED)
        if not held.content:
            raise AlreadyDone
        before = _digest(held)
        fill(held, upload_of(held), user, progress)
        same = _digest(held) == before
    if not same:
        raise PreviewChanged


def _digest(batch: ImportBatch) -> bytes:
    """Return what a preview promises, as a few bytes: per row its effect and its changes."""
    digest = blake2b(digest_size=16)
    digest.update(_spelt([batch.options.get(name) for name in ("unusual", "problems")]))
    names = ("sheet", "row", "effect", "project_id", "changes", "writes", "problems")
    for values in batch.rows.order_by("sheet", "row").values_list(*names).iterator():
        digest.update(_spelt(values))
    return digest.digest()


def _spelt(values: Any) -> bytes:
    """Return values as JSON has them: the same whether just worked out or read back."""
    return json.dumps(values, sort_keys=True).encode()


def import_at_once(
    upload: Upload, user: User, progress: Progress = silent
) -> tuple[ImportBatch, bool]:
    """Preview and confirm in one; return the batch, and whether it was written.

    It is not where rows are wrong or nothing would change: then the batch shows why, and is
    discarded with the transaction that its caller may hold.
    """
    try:
        with transaction.atomic():
            batch = receive(upload, user, content=False)
            fill(batch, upload, user, progress)
            if not _worth_writing(batch):
                return batch, False
            if batch.counts[Effect.WAITING]:  # a publisher will need the file again
                batch.content = upload.read()
                batch.save(update_fields=["content"])
            return _write(batch, user, progress), True
    except (IntegrityError, DataError, _Stale) as error:
        raise DatabaseRefused from error


def _worth_writing(batch: ImportBatch) -> bool:
    doing = (Effect.NEW, Effect.CHANGED, Effect.WAITING)
    return not batch.counts[Effect.WRONG] and any(batch.counts[one] for one in doing)


def apply_waiting(batch: ImportBatch, user: User, progress: Progress = silent) -> int:
    """Write those waiting rows of a confirmed batch that `user` may publish; return how many.

    Raise PreviewChanged where one of them would now change something else than it shows.
    """
    try:
        with transaction.atomic():
            held = locked(batch, BatchState.CONFIRMED)
            if not held.content:
                raise AlreadyDone
            waiting = held.rows.filter(effect=Effect.WAITING)
            hold_projects(waiting)
            mine = _plan_again(held, waiting, user)
            same = _shown(waiting, mine) == {row.place: _shows(row) for row in mine}
            rows = _renew(held, mine, writable=same)
            if same:
                held.options["public"] = held.options.get("public", 0) + _changed(rows)
                write_rows(rows, held, user, progress)
            _close(held)
    except (IntegrityError, DataError) as error:
        raise DatabaseRefused from error
    if not same:
        raise PreviewChanged
    return len(mine)


def public_changes(batch: ImportBatch) -> int:
    """Return how many public projects a preview would change for everybody to see; one query."""
    return _changed(batch.rows.filter(project__in=Project.objects.published().values("pk")))


def _changed(rows: QuerySet[ImportRow]) -> int:
    """Return how many projects these rows change; several rows may be about one."""
    changed = rows.filter(effect=Effect.CHANGED).order_by()
    return changed.values("project").distinct().count()


def waiting_for(batch: ImportBatch, user: User) -> QuerySet[ImportRow]:
    """Return the waiting rows of a batch whose projects `user` may change."""
    mine = Project.objects.editable_by(user)
    return batch.rows.filter(effect=Effect.WAITING, project__in=mine)


def _plan_again(batch: ImportBatch, waiting: QuerySet[ImportRow], user: User) -> list[PlannedRow]:
    """Return those of the waiting rows that this user may write, as they would be now."""
    alike = batch.rows.filter(key__in=waiting.values("key"))
    places = set(alike.values_list("sheet", "row"))
    planner = Planner(user, Bodies(), answers_of(batch))
    rows = [row for portion in File(upload_of(batch), planner).rows(places) for row in portion]
    planner.plan(rows, settle=True)
    wanted = set(waiting.values_list("sheet", "row"))
    done = (Effect.CHANGED, Effect.UNCHANGED)
    return [row for row in rows if row.place in wanted and row.effect in done]


def _shown(waiting: QuerySet[ImportRow], mine: list[PlannedRow]) -> dict[Place, Any]:
    places = {row.place for row in mine}
    found = waiting.values_list("sheet", "row", "changes")
    return {(sheet, row): changes for sheet, row, changes in found if (sheet, row) in places}


def _shows(row: PlannedRow) -> list[dict[str, Any]]:
    return [change._asdict() for change in row.changes]


def _renew(batch: ImportBatch, rows: list[PlannedRow], *, writable: bool) -> QuerySet[ImportRow]:
    """Keep the rows anew, to be written or still waiting; return them."""
    for row in rows:
        row.editable = writable
    last = batch.rows.order_by("pk").values_list("pk", flat=True).last() or 0
    kept = batch.rows.filter(effect=Effect.WAITING).values_list("pk", "sheet", "row")
    places = {row.place for row in rows}
    batch.rows.filter(pk__in=[pk for pk, *place in kept if tuple(place) in places]).delete()
    keep_rows(batch, rows)
    return batch.rows.filter(pk__gt=last)


def locked(batch: ImportBatch, state: BatchState) -> ImportBatch:
    """Return the batch as it is now, and hold it and the owners it is about.

    Two imports into one body go one after the other, or both would register the same project.
    """
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state != state:
        raise AlreadyDone
    owners = Municipality.objects.filter(code__in=held.options.get("owners", [])).order_by("pk")
    list(owners.select_for_update(no_key=True).values_list("pk"))
    return held


def _close(batch: ImportBatch) -> None:
    """Keep the counts; the bytes are kept only as long as a row waits for a publisher."""
    batch.counts = tally(batch)
    if not batch.counts[Effect.WAITING]:
        batch.content = None
    batch.save(update_fields=_DONE)
