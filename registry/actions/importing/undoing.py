"""Undoing an import: every project that nobody touched since is as it was before.

What somebody wrote since is kept, what cannot be given back is named with the reason; both the
preview and the undo itself ask the same ``judging`` about the same ``traces``.
"""

from dataclasses import asdict
from typing import Any

from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.importing.bulk import Versioned
from registry.actions.importing.confirming import AlreadyDone, DatabaseRefused, locked
from registry.actions.importing.judging import Entry, Judge, Undone
from registry.actions.importing.traces import CHILDREN, Trace, differing, traces
from registry.models import DuplicateDecision, ImportBatch, ImportRow, Project, Source, User
from registry.notation.codes import BatchState, Effect

_DONE = ("state", "undone_at", "content", "counts", "options")
# What a version does not keep of a project but is worked out from it.
_WORKED_OUT = ["name_key", "name_stem", "modified_at"]


class CannotUndo(ValueError):
    """Nothing was undone; the text says why."""


def foresee(batch: ImportBatch, user: User) -> Undone:
    """Return what an undo by `user` would do now, and write nothing."""
    refuse(batch, user)
    found = traces(batch)
    undone, _back = Judge(found, user).sort(found)
    undone.dropped = batch.rows.filter(effect=Effect.WAITING).count()
    return undone


def undo(batch: ImportBatch, user: User) -> Undone:
    """Give back what the batch changed; where that is nothing at all the batch stays as it is."""
    try:
        with transaction.atomic():
            held = _held(batch, user)
            found = traces(held, lock=True)
            undone, back = Judge(found, user).sort(found)
            undone.dropped = held.rows.filter(effect=Effect.WAITING).count()
            if undone.does_something:
                _Reverser(held, user, _("가져오기 %d 되돌림") % held.pk).give_back(back)
                _close(held, user, undone)
    except (IntegrityError, DataError) as error:
        raise DatabaseRefused from error
    return undone


def outcome(batch: ImportBatch) -> Undone:
    """Return what the undo of an undone batch did."""
    kept = batch.options.get("undone", {})
    lists = {
        name: [Entry(**one) for one in kept.get(name, [])]
        for name in ("reversed", "kept", "failed")
    }
    return Undone(**lists, dropped=kept.get("dropped", 0))


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


def _held(batch: ImportBatch, user: User) -> ImportBatch:
    try:
        held = locked(batch, BatchState.CONFIRMED)
    except AlreadyDone:
        refuse(ImportBatch.objects.get(pk=batch.pk), user)
        raise
    refuse(held, user)
    return held


def _close(batch: ImportBatch, user: User, undone: Undone) -> None:
    """Keep who undid the batch and what became of each project."""
    batch.rows.filter(effect=Effect.WAITING).delete()
    batch.counts = {**batch.counts, Effect.WAITING.value: 0}
    by = user.get_full_name() or user.get_username()
    batch.options = {**batch.options, "undone": {**asdict(undone), "by": by}}
    batch.state, batch.undone_at = BatchState.UNDONE, timezone.now()
    batch.content = None
    batch.save(update_fields=_DONE)


class _Reverser(Versioned):
    """The bulk writes of one undo; who leaves goes first, what returns may be alike."""

    def __init__(self, batch: ImportBatch, user: User, reason: str) -> None:
        super().__init__(batch, user, reason)
        self._batch, self._user = batch, user

    def give_back(self, back: list[Trace]) -> None:
        """Write every project and all that hangs on it as they were."""
        new = [trace.project.stored for trace in back if trace.project.is_new]
        for model in CHILDREN:
            self._remove(model, back)
        self._restore_projects([trace for trace in back if not trace.project.is_new])
        for model in CHILDREN:
            self._restore(model, back)
        self._remove_projects(new)
        self._remove_sources()

    def _remove(self, model: Any, back: list[Trace]) -> None:
        """Delete the children that were not there."""
        lines = _lines(model, back)
        self.delete(model, [one.stored for one in lines if one.stored and not one.before])

    def _restore(self, model: Any, back: list[Trace]) -> None:
        """Write the children that were there, those that are gone under their own id."""
        lines = [line for line in _lines(model, back) if line.before]
        changed = [line for line in lines if line.stored and differing(line.stored, line.before)]
        fields = {name for line in changed for name in differing(line.stored, line.before)}
        self.update(model, [_as_before(line) for line in changed], sorted(fields))
        self.create(model, [_as_before(line) for line in lines if not line.stored])

    def _restore_projects(self, back: list[Trace]) -> None:
        lines = [trace.project for trace in back]
        fields = {name for line in lines for name in differing(line.stored, line.before)}
        projects = [_as_before(line) for line in lines]
        for project in projects:
            project.prepare()
            project.modified_at = timezone.now()
        self.update(Project, projects, sorted(fields.union(_WORKED_OUT)))

    def _remove_projects(self, projects: list[Project]) -> None:
        """Delete drafts that the batch made; their numbers are never issued again."""
        pks = [project.pk for project in projects]
        pairs = models.Q(first__in=pks) | models.Q(second__in=pks)
        self.delete(DuplicateDecision, list(DuplicateDecision.objects.filter(pairs)))
        ImportRow.objects.filter(project__in=pks).update(project=None)
        self.delete(Project, projects)

    def _remove_sources(self) -> None:
        """Delete the documents that the batch entered, if nobody cites or has changed them."""
        made = Source.history.filter(import_batch=self._batch, history_type="+")
        others = Source.history.exclude(import_batch=self._batch)
        mine = Source.objects.editable_by(self._user).filter(pk__in=made.values("id"))
        unused = mine.exclude(pk__in=others.values("id")).filter(citations__isnull=True)
        self.delete(Source, list(unused))


def _lines(model: Any, back: list[Trace]) -> list[Any]:
    return [line for trace in back for line in trace.children if line.model is model]


def _as_before(line: Any) -> Any:
    """Return the row with the values of the version before; what has no version stays."""
    row = line.stored or line.model()
    for column in line.before.tracked_fields:
        setattr(row, column.attname, getattr(line.before, column.attname))
    return row
