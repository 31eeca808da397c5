"""가져오기: a clerk's file, previewed, then written as a whole or not at all.

Bottom up: ``bodies`` (the register, from the fixture or the database), ``drafts`` (light copies of
projects), ``plan`` (what one row would do) and ``wording`` → ``matching`` and ``twins`` (which row
is which project), ``comparing``, ``periods``, ``amounts``, ``money``, ``partners``, ``citing``,
``departments`` (what would change), ``registering`` (what is new) and ``checking`` (what the
database would refuse) → ``planning`` (rows against the database, set-based) → ``keeping`` (a row
as the batch keeps it), ``freshness`` (does a preview still hold) and ``staging`` (a file into a
preview) → ``databases`` (what each takes at once), ``bulk`` and ``writing`` → ``confirming`` and
``answering`` (what a clerk says to a preview's questions); ``showing`` (what a kept row shows).
Before that ``uploading`` keeps a file while its clerk decides how it is read, with what
``repairing`` takes over from the file that it repairs, and ``working`` does what is long outside
the request. Back again: ``traces`` (what a batch left in the history) →
``judging`` (what can be given back), ``outcomes`` (the three lists) and ``restoring`` (giving
back) → ``undoing``.
"""

from registry.actions.importing.answering import answer, holds_answers
from registry.actions.importing.confirming import (
    AlreadyDone,
    DatabaseRefused,
    HasErrors,
    NotConfirmed,
    PreviewChanged,
    apply_waiting,
    confirm,
    import_at_once,
    public_changes,
    waiting_for,
)
from registry.actions.importing.outcomes import Undone, outcome
from registry.actions.importing.plan import Answer, Change
from registry.actions.importing.scope import batch_for
from registry.actions.importing.showing import shown_changes
from registry.actions.importing.staging import (
    CHECKING,
    OPEN,
    Refused,
    Upload,
    answers_of,
    discard,
    fill,
    imported_before,
    receive,
    stage,
)
from registry.actions.importing.surveying import must_accept
from registry.actions.importing.undoing import CannotUndo, foresee, may_undo, undo
from registry.actions.importing.uploading import (
    check,
    choices_of,
    choose,
    expire,
    forget_remembered,
    kept_until,
    outline_of,
    remember,
    step_of,
    unfinished,
    upload,
)
from registry.actions.importing.working import CHECK, CONFIRM, Work, begin, forget, work_on
from registry.actions.importing.writing import WRITING

STEPS = (CHECKING, WRITING)

__all__ = [
    "CHECK",
    "CONFIRM",
    "OPEN",
    "STEPS",
    "AlreadyDone",
    "Answer",
    "CannotUndo",
    "Change",
    "DatabaseRefused",
    "HasErrors",
    "NotConfirmed",
    "PreviewChanged",
    "Refused",
    "Undone",
    "Upload",
    "Work",
    "answer",
    "answers_of",
    "apply_waiting",
    "batch_for",
    "begin",
    "check",
    "choices_of",
    "choose",
    "confirm",
    "discard",
    "expire",
    "fill",
    "foresee",
    "forget",
    "forget_remembered",
    "holds_answers",
    "import_at_once",
    "imported_before",
    "kept_until",
    "may_undo",
    "must_accept",
    "outcome",
    "outline_of",
    "public_changes",
    "receive",
    "remember",
    "shown_changes",
    "stage",
    "step_of",
    "undo",
    "unfinished",
    "upload",
    "waiting_for",
    "work_on",
]
