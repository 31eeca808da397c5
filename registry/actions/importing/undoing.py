"""Undoing an import: every project that nobody touched since is as it was before.

What somebody wrote since is kept, what cannot be given back is named with the reason; both the
preview and the undo itself ask the same ``judging`` about the same ``traces``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.importing.confirming import AlreadyDone, DatabaseRefused, locked
from registry.actions.importing.databases import run
from registry.actions.importing.judging import judge
from registry.actions.importing.outcomes import Undone, foreseen, outcome
from registry.actions.importing.restoring import Reverser
from registry.actions.importing.traces import traced
from registry.models import ImportBatch, ImportRow, Project, User
from registry.notation.codes import BatchState, Effect, Outcome

_DONE = ("state", "undone_at", "content", "counts", "options")


class CannotUndo(ValueError):
    """Nothing was undone; the text says why."""


@contextmanager
def foresee(batch: ImportBatch, user: User) -> Iterator[Undone]:
    """Have what an undo by `user` would do now, to be read while this lasts; nothing is written.

    Raise CannotUndo, with a sentence, where `may_undo` says no.
    """
    refuse(batch, user)
    with transaction.atomic(), _judged(batch, user) as undone:
        yield undone


def undo(batch: ImportBatch, user: User) -> Undone:
    """Give back what the batch changed; where that is nothing at all the batch stays as it is."""
    try:
        with transaction.atomic():
            held = _held(batch, user)
            with _judged(held, user) as undone:
                if not undone.does_something:
                    return undone.read()
                _tell(held)
                Reverser(held, user, _("가져오기 %d 되돌림") % held.pk).give_back()
                _close(held, user, undone)
    except (IntegrityError, DataError) as error:
        raise DatabaseRefused from error
    return outcome(held)


def may_undo(batch: ImportBatch, user: User) -> bool:
    """Return whether there is something to undo and `user` writes for the batch's body."""
    mine = ImportBatch.objects.editable_by(user).filter(pk=batch.pk)
    return batch.state == BatchState.CONFIRMED and mine.exists()


def refuse(batch: ImportBatch, user: User) -> None:
    """Raise CannotUndo, with a sentence, where `may_undo` says no."""
    if batch.state == BatchState.UNDONE:
        raise CannotUndo(_("이미 되돌린 가져오기입니다. 두 번 되돌리지 않습니다."))
    if batch.state != BatchState.CONFIRMED:
        raise CannotUndo(_("저장하지 않은 가져오기라서 되돌릴 것이 없습니다."))
    if not may_undo(batch, user):
        raise CannotUndo(_("이 가져오기를 되돌릴 권한이 없습니다."))


@contextmanager
def _judged(batch: ImportBatch, user: User) -> Iterator[Undone]:
    with traced(batch):
        judge(user)
        yield foreseen(dropped=batch.rows.filter(effect=Effect.WAITING).count())


def _held(batch: ImportBatch, user: User) -> ImportBatch:
    """Return the batch, held with every project that it wrote: the history stays as it is."""
    try:
        held = locked(batch, BatchState.CONFIRMED)
    except AlreadyDone:
        refuse(ImportBatch.objects.get(pk=batch.pk), user)
        raise
    refuse(held, user)
    touched = Project.history.filter(import_batch=held).values("id")
    projects = Project.objects.filter(pk__in=touched).order_by("pk")
    for _pk in projects.select_for_update(of=("self",)).values_list("pk").iterator():
        pass
    return held


def _tell(batch: ImportBatch) -> None:
    """Keep what becomes of each project in the first row that is about it.

    A row lets go of a project that will be deleted at the same stroke: it is wide to write twice.
    """
    run(
        f"""
        UPDATE {ImportRow._meta.db_table} AS r
        SET number = t.number, outcome = t.outcome, outcome_reason = t.reason,
            outcome_by = t.who, outcome_at = t.seen_at,
            project_id = CASE WHEN t.made AND t.outcome = %s THEN NULL ELSE r.project_id END
        FROM undo_project AS t WHERE r.id = t.row_id
        """,
        [Outcome.REVERSED.value],
    )


def _close(batch: ImportBatch, user: User, undone: Undone) -> None:
    """Keep who undid the batch and how many projects came to what."""
    batch.rows.filter(effect=Effect.WAITING).delete()
    batch.counts = {**batch.counts, **undone.counts, Effect.WAITING.value: 0}
    by = user.get_full_name() or user.get_username()
    batch.options = {**batch.options, "undone": {"by": by, "dropped": undone.dropped}}
    batch.state, batch.undone_at = BatchState.UNDONE, timezone.now()
    batch.content = None
    batch.save(update_fields=_DONE)
