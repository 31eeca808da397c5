"""Files as a clerk would send them, for the tests of import and export."""

import csv
import io
from typing import Any

from openpyxl import Workbook

from registry.actions.importing import Upload, confirm, shown_changes, stage
from registry.models import ImportBatch, Municipality, User
from registry.notation.codes import Effect

HEADINGS = ("사업명", "회계연도", "총사업비(천원)")


def csv_of(*rows: Any, headings: tuple[str, ...] = HEADINGS, encoding: str = "utf-8-sig") -> bytes:
    """Return a CSV with one row of headings."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def xlsx_of(*rows: Any, headings: tuple[str, ...] = HEADINGS, sheet: str = "사업") -> bytes:
    """Return a workbook of one sheet with one row of headings."""
    workbook = Workbook()
    workbook.active.title = sheet
    for row in (headings, *rows):
        workbook.active.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def upload_of(data: bytes, *, code: str = "41", name: str = "사업.csv", **options: Any) -> Upload:
    """Return a file for 경기도, or for the body with `code`."""
    return Upload(name, data, Municipality.objects.get(code=code), **options)


def staged(user: User, *rows: Any, code: str = "41", **options: Any) -> ImportBatch:
    """Return the preview of a CSV for 경기도."""
    return stage(upload_of(csv_of(*rows, **options), code=code), user)


def imported(user: User, *rows: Any, code: str = "41", **options: Any) -> ImportBatch:
    """Return the import of a CSV for 경기도, confirmed."""
    return confirm(staged(user, *rows, code=code, **options), user)


def counts(batch: ImportBatch) -> dict[str, int]:
    """Return how many rows do what, leaving out what none does."""
    return {e.value: batch.counts[e.value] for e in Effect if batch.counts[e.value]}


def messages(batch: ImportBatch) -> list[str]:
    """Return every sentence of a batch, in the order of its rows."""
    return [one["message"] for row in batch.rows.all() for one in row.problems]


def codes(batch: ImportBatch) -> list[str]:
    """Return the codes of every problem of a batch."""
    return [one["code"] for row in batch.rows.all() for one in row.problems]


def changes(batch: ImportBatch, row: int = 2) -> dict[str, tuple[str, str]]:
    """Return what one row changes: the label, then the old and the new value."""
    found = batch.rows.get(row=row)
    return {one.label: (one.old, one.new) for one in shown_changes([found])[found.pk]}
