"""A file between its upload and its preview: kept, outlined, chosen about, given up in time."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from registry.actions.importing.confirming import AlreadyDone
from registry.actions.importing.repairing import NOTHING_EARLIER, Earlier
from registry.actions.importing.staging import (
    OPEN,
    Progress,
    Refused,
    Upload,
    discard,
    fill,
    receive,
    silent,
    upload_of,
)
from registry.models import ColumnMapping, ImportBatch, ImportRow, Municipality, User
from registry.notation.codes import BatchState
from registry.sheets.choosing import Choices, SheetChoice
from registry.sheets.container import Refused as FileRefused
from registry.sheets.deciding import Kind, Step, kinds_of, next_step, read_sheets, settled
from registry.sheets.meaning import AS_WRITTEN, is_meaning
from registry.sheets.outline import Outline, outline_workbook

_OUTLINED_SECONDS = 10 * 60


def upload(upload: Upload, user: User, repairs: ImportBatch | None = None) -> ImportBatch:
    """Keep a file of which nothing is believed yet; raise Refused where it cannot be read.

    How its headings were understood the last time is taken over, and the batch says so. Where it
    `repairs` a file, so is what was chosen of that one, which is then given up.
    """
    earlier = Earlier(outline_of(repairs), choices_of(repairs)) if repairs else NOTHING_EARLIER
    outline, sheets = _as_before(upload, earlier)
    remembered = _remembered(outline, upload.municipality)
    columns = remembered | earlier.columns(outline)
    choices = settled(outline, Choices(sheets, columns))
    options: dict[str, Any] = {
        "remembered": sorted(one for one in remembered if columns[one] == remembered[one]),
        "rows": _rows(outline, choices),
    }
    upload = replace(upload, choices=choices)
    if repairs is None or not sheets:  # a file that shares no sheet with it is just another
        return receive(upload, user, **options)
    if earlier.fits_wholly(outline, choices):
        options["seen"] = repairs.options.get("seen", [])
    return _in_place_of(repairs, upload, user, options)


def _in_place_of(
    repairs: ImportBatch, upload: Upload, user: User, options: dict[str, Any]
) -> ImportBatch:
    """Keep the repaired copy of a file, read as of the same day, and give that file up."""
    said = repairs.options
    upload = replace(upload, as_of=date.fromisoformat(said["as_of"]))
    options |= {"repairs": repairs.pk, "corrections": said.get("corrections", [])}
    with transaction.atomic():
        batch = receive(upload, user, **options)
        discard(repairs)
    return batch


def _as_before(upload: Upload, earlier: Earlier) -> tuple[Outline, dict[str, SheetChoice]]:
    """Return what is in a file, and what was chosen of its sheets before."""
    plain = _outline(upload, Choices())
    tried = earlier.headers(plain)
    headed = _headed(upload, plain, tried)
    sheets = earlier.sheets(headed)
    if all(sheets[name].header_rows == one.header_rows for name, one in tried.items()):
        return headed, sheets
    return _headed(upload, plain, sheets), sheets


def _headed(upload: Upload, plain: Outline, sheets: dict[str, SheetChoice]) -> Outline:
    """Return the outline under chosen header rows; a long file is not read again for none."""
    if not any(one.header_rows for one in sheets.values()):
        return plain
    try:
        return _outline(upload, Choices(sheets))
    except Refused:  # nothing stands in those rows any more
        return plain


def choices_of(batch: ImportBatch) -> Choices:
    """Return what the clerk has chosen so far."""
    return Choices.from_json(batch.mapping)


def outline_of(batch: ImportBatch) -> Outline:
    """Return what is in the file, with the header rows as chosen; raise Refused.

    Reading a long file again for every page would take seconds: for some minutes it is kept.
    """
    return _outlined(batch, choices_of(batch))


def _outlined(batch: ImportBatch, choices: Choices) -> Outline:
    headers = {name: sheet.header_rows for name, sheet in choices.sheets.items()}
    place = hashlib.sha256(json.dumps([batch.sha256, headers]).encode()).hexdigest()
    outline: Outline | None = cache.get(f"outline-{place}")
    if outline is None:
        outline = _outline(upload_of(batch), choices)
        cache.set(f"outline-{place}", outline, _OUTLINED_SECONDS)
    return outline


def _outline(upload: Upload, choices: Choices) -> Outline:
    try:
        return outline_workbook(upload.data, choices=choices, limits=upload.limits)
    except FileRefused as refused:
        raise Refused(str(refused)) from refused


def step_of(batch: ImportBatch) -> Step:
    """Return the first step at which the clerk has something to decide."""
    seen = batch.options.get("seen", [])
    return next_step(outline_of(batch), choices_of(batch), batch.options.get("unit"), seen)


def choose(
    batch: ImportBatch, choices: Choices, *, seen: Collection[Step] = (), **options: Any
) -> ImportBatch:
    """Keep choices, and which steps have been seen; a preview made before them is void.

    Raise AlreadyDone where the file was saved or given up meanwhile.
    """
    rows = _rows(_outlined(batch, choices), choices)
    with transaction.atomic():
        held = _held(batch)
        held.mapping, held.state = choices.as_json(), BatchState.UPLOADED
        steps = sorted({*held.options.get("seen", []), *seen})
        held.options = {**held.options, **options, "seen": steps, "rows": rows, "answers": []}
        held.rows.all().delete()
        held.save(update_fields=["mapping", "state", "options"])
    return held


def check(batch: ImportBatch, user: User, progress: Progress = silent) -> ImportBatch:
    """Make the preview of a file; raise Refused, or AlreadyDone where its choices changed."""
    with transaction.atomic():
        held = _held(batch)
        if held.mapping != batch.mapping:
            raise AlreadyDone
        upload = upload_of(held)
        limits = replace(upload.limits, rows=settings.IMPORT_MAX_ROWS)
        fill(held, replace(upload, limits=limits), user, progress)
    return held


def _held(batch: ImportBatch) -> ImportBatch:
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state not in OPEN:
        raise AlreadyDone
    return held


def _rows(outline: Outline, choices: Choices) -> int:
    return sum(sheet.rows for sheet in read_sheets(outline, choices))


def remember(batch: ImportBatch, kinds: Iterable[Kind], choices: Choices) -> None:
    """Keep what the clerk decided about these headings, for the next file of the municipality."""
    for kind in kinds:
        chosen = choices.columns.get(kind.table.shape, {})
        if any(code != AS_WRITTEN for code in chosen.values()):
            texts = {one.letter: one.column.text for one in kind.table.columns}
            mapping = {f"{letter} {texts[letter]}": code for letter, code in chosen.items()}
            ColumnMapping.objects.update_or_create(
                municipality=batch.municipality,
                fingerprint=kind.table.shape,
                defaults={"mapping": mapping},
            )


def _remembered(outline: Outline, municipality: Municipality) -> dict[str, dict[str, str]]:
    """Return by fingerprint what was decided of the headings in a file the last time."""
    shapes = [kind.table.shape for kind in kinds_of(list(outline.sheets))]
    kept = ColumnMapping.objects.filter(municipality=municipality, fingerprint__in=shapes)
    return {
        one.fingerprint: {
            heading.split(" ")[0]: code
            for heading, code in one.mapping.items()
            if is_meaning(code)
        }
        for one in kept
    }


def forget_remembered(batch: ImportBatch) -> Choices:
    """Return the choices without what was taken over from the last time."""
    choices = choices_of(batch)
    taken = set(batch.options.get("remembered", []))
    columns = {shape: chosen for shape, chosen in choices.columns.items() if shape not in taken}
    return replace(choices, columns=columns)


def unfinished(user: User) -> QuerySet[ImportBatch]:
    """Return the files that a clerk has begun and neither saved nor given up, newest first."""
    found = ImportBatch.objects.readable_by(user).filter(user=user, state__in=OPEN)
    return found.select_related("municipality").defer("content").order_by("-pk")


def kept_until(batch: ImportBatch) -> datetime:
    """Return when a file that is not saved is given up by itself."""
    return batch.created_at + timedelta(days=settings.IMPORT_KEEP_DAYS)


def expire() -> int:
    """Give up every file that was not saved in time; return how many. Their bytes and rows go."""
    before = timezone.now() - timedelta(days=settings.IMPORT_KEEP_DAYS)
    old = ImportBatch.objects.filter(state__in=OPEN, created_at__lt=before)
    gone = list(old.values_list("pk", flat=True))
    if gone:
        old.filter(pk__in=gone).update(state=BatchState.DISCARDED, content=None, mapping={})
        discarded = {"batch__in": gone, "batch__state": BatchState.DISCARDED}
        ImportRow.objects.filter(**discarded).delete()
    return len(gone)
