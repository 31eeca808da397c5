"""가져오기: a clerk's file, previewed, then written as a whole or not at all.

Bottom up: ``bodies`` (the register, from the fixture or the database) and ``wording`` →
``plan`` (what one row would do) → ``matching`` and ``twins`` (which row is which project),
``comparing``, ``periods``, ``amounts``, ``money``, ``partners``, ``citing``, ``departments``
(what would change) and ``checking`` (what the database would refuse) → ``planning`` (a file
against the database, set-based) → ``writing`` → ``staging`` and ``confirming``, which the
doors call.
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
from registry.actions.importing.staging import Refused, Upload, discard, imported_before, stage

__all__ = [
    "AlreadyDone",
    "DatabaseRefused",
    "HasErrors",
    "PreviewChanged",
    "Refused",
    "Upload",
    "apply_waiting",
    "confirm",
    "discard",
    "imported_before",
    "stage",
    "waiting_for",
]
