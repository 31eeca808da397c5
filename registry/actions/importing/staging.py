"""Taking a file in: read, planned, and kept for its preview. Nothing of it is written yet."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from registry.actions.importing.bodies import Bodies
from registry.actions.importing.plan import Plan, PlannedRow
from registry.actions.importing.planning import Progress, make_plan, silent
from registry.models import ImportBatch, ImportRow, Municipality, User
from registry.notation.codes import BatchState
from registry.notation.unit import read_unit
from registry.sheets.container import Limits
from registry.sheets.reading import Reading, read_workbook

READING = "읽기"
_BATCH_SIZE = 500
_SHEET_NAME = 100
_NAME = 200
# Who can start a command on the server may read more than a browser may send.
COMMAND_LINE_LIMITS = Limits(
    size=512 * 2**20, unpacked=4 * 2**30, rows=1_000_000, seconds=600.0, memory=4 * 2**30
)


class Refused(ValueError):
    """The file cannot be read at all; the text says why."""


@dataclass(frozen=True)
class Upload:
    """A file and how to read it. `unit` is a word (천원), used where the file names none."""

    file_name: str
    data: bytes
    municipality: Municipality
    unit: str | None = None
    as_of: date = field(default_factory=timezone.localdate)
    limits: Limits = field(default_factory=Limits)

    @property
    def sha256(self) -> str:
        """Return by what the same file is known again."""
        return hashlib.sha256(self.data).hexdigest()


def read(upload: Upload, bodies: Bodies, progress: Progress = silent) -> Reading:
    """Return what the file says; raise Refused where it cannot be read at all."""
    progress(READING, 0, 1)
    reading = read_workbook(
        upload.data,
        upload.file_name,
        register=bodies.register(),
        municipality=upload.municipality.code,
        as_of=upload.as_of,
        unit=read_unit(upload.unit) if upload.unit else None,
        limits=upload.limits,
    )
    if reading.refused:
        raise Refused(reading.refused.message)
    progress(READING, 1, 1)
    return reading


def preview(upload: Upload, user: User, progress: Progress = silent) -> Plan:
    """Return what the file would do for `user`, and keep nothing."""
    bodies = Bodies()
    return make_plan(read(upload, bodies, progress), user, bodies, progress=progress)


def stage(upload: Upload, user: User, progress: Progress = silent) -> ImportBatch:
    """Keep a file with its preview; raise Refused where it cannot be read at all."""
    return store(upload, user, preview(upload, user, progress))


@transaction.atomic
def store(upload: Upload, user: User, plan: Plan) -> ImportBatch:
    """Keep a plan as a batch, its rows beside it."""
    batch = ImportBatch.objects.create(
        file_name=upload.file_name[:255],
        sha256=upload.sha256,
        content=upload.data,
        user=user,
        municipality=upload.municipality,
        options={"unit": upload.unit, "as_of": upload.as_of.isoformat()},
    )
    replace_rows(batch, plan)
    return batch


def replace_rows(batch: ImportBatch, plan: Plan) -> None:
    """Make the batch's preview that of `plan`."""
    batch.counts = plan.counts()
    batch.options = {
        **batch.options,
        "owners": sorted(plan.owners),
        "problems": [problem._asdict() for problem in plan.problems],
    }
    batch.save()
    batch.rows.all().delete()
    rows = [_row(batch, planned) for planned in plan.rows]
    ImportRow.objects.bulk_create(rows, batch_size=_BATCH_SIZE)


def _row(batch: ImportBatch, planned: PlannedRow) -> ImportRow:
    record, project = planned.record, planned.project
    return ImportRow(
        batch=batch,
        sheet=planned.sheet[:_SHEET_NAME],
        row=planned.row,
        effect=planned.effect,
        name=((record.name if record else "") or (project.name if project else ""))[:_NAME],
        project=project if project and project.pk and not planned.wrong else None,
        changes=changes_of(planned),
        problems=[problem._asdict() for problem in planned.problems],
    )


def changes_of(planned: PlannedRow) -> list[dict[str, Any]]:
    """Return what the row changes, as the batch keeps it: field, label, old, new."""
    return [] if planned.wrong else [change._asdict() for change in planned.changes]


def upload_of(batch: ImportBatch) -> Upload:
    """Return the file of a batch, to be read again as it was read for its preview."""
    return Upload(
        file_name=batch.file_name,
        data=bytes(batch.content or b""),
        municipality=batch.municipality,
        unit=batch.options["unit"],
        as_of=date.fromisoformat(batch.options["as_of"]),
        limits=COMMAND_LINE_LIMITS,
    )


def imported_before(sha256: str, user: User) -> ImportBatch | None:
    """Return the latest import of the very same file, of those that `user` may know of."""
    batches = ImportBatch.objects.readable_by(user).filter(sha256=sha256)
    return batches.filter(state=BatchState.CONFIRMED).order_by("-confirmed_at").first()


def discard(batch: ImportBatch) -> None:
    """Give a staged file up; its bytes and its rows go."""
    with transaction.atomic():
        staged = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.STAGED)
        if staged.update(state=BatchState.DISCARDED, content=None):
            batch.rows.all().delete()
