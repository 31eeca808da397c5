"""What is measured: the registry's own entry points, as its doors call them."""

from datetime import date
from pathlib import Path

from django.db import transaction

from registry.actions import importing
from registry.actions.importing.confirming import import_at_once
from registry.actions.importing.staging import COMMAND_LINE_LIMITS
from registry.models import ImportBatch, Municipality, User
from registry.notation.codes import BatchState

NAME = "bench"


def person() -> User:
    """Return who imports."""
    return User.objects.get(username=NAME)


def upload_of(path: Path) -> importing.Upload:
    """Return a file as the command would take it."""
    return importing.Upload(
        path.name,
        path,
        Municipality.objects.get(code="41"),
        as_of=date(2026, 11, 1),
        limits=COMMAND_LINE_LIMITS,
    )


@transaction.atomic
def import_file(path: Path) -> None:
    """Preview and confirm in one; what was not written leaves nothing, as with the command."""
    _batch, written = import_at_once(upload_of(path), person())
    if not written:
        transaction.set_rollback(True)


def stage_and_confirm(path: Path) -> None:
    """Preview, then confirm."""
    importing.confirm(importing.stage(upload_of(path), person()), person())


def undo() -> None:
    """Take the import back."""
    importing.undo(ImportBatch.objects.get(state=BatchState.CONFIRMED), person())
