"""가져오기: a clerk's file, previewed, then written as a whole or not at all.

Bottom up: ``bodies`` (the register, from the fixture or the database) and ``wording`` →
``plan`` (what one row would do) → ``matching`` and ``twins`` (which row is which project),
``comparing``, ``periods``, ``amounts``, ``money``, ``partners``, ``citing``, ``departments``
(what would change) and ``checking`` (what the database would refuse) → ``planning`` (a file
against the database, set-based) → ``bulk`` and ``writing`` → ``staging`` and ``confirming``,
which the doors call. Back again: ``traces`` (what a batch left in the history) → ``judging``
(what can be given back) → ``undoing``.
"""

from registry.actions.importing.confirming import (
    AlreadyDone,
    DatabaseRefused,
    HasErrors,
    PreviewChanged,
    apply_waiting,
    confirm,
    waiting_for,
)
from registry.actions.importing.judging import Undone
from registry.actions.importing.scope import batch_for
from registry.actions.importing.staging import Refused, Upload, discard, imported_before, stage
from registry.actions.importing.undoing import CannotUndo, foresee, may_undo, outcome, undo

__all__ = [
    "AlreadyDone",
    "CannotUndo",
    "DatabaseRefused",
    "HasErrors",
    "PreviewChanged",
    "Refused",
    "Undone",
    "Upload",
    "apply_waiting",
    "batch_for",
    "confirm",
    "discard",
    "foresee",
    "imported_before",
    "may_undo",
    "outcome",
    "stage",
    "undo",
    "waiting_for",
]
