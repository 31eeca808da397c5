"""The parser, in a process of its own with little memory and time: ``python -m`` this module.

It reads the bytes of a workbook on standard input and its limits as the one argument, and
writes lines of JSON: ``{"kind": …}``, then for each sheet ``{"sheet": …}`` and its
rows as lists of text, at last ``{"end": true}``; or ``{"refused": code, "values": {…}}``. A
process that ends without an ``end`` has failed, and the parent says so.
"""

import io
import json
import math
import resource
import sys
from collections.abc import Iterator
from itertools import chain, islice, repeat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
    load_workbook,
)

from registry.sheets.archive import Archive
from registry.sheets.cells import cell_text, column_letter
from registry.sheets.container import Kind, Limits, Refused
from registry.sheets.handout import ERRORS, OWN_SHEETS, without_ours
from registry.sheets.marks import MOST_MERGES, SheetMarks
from registry.sheets.unit_notes import unit_notes

_MEGABYTE = 1024 * 1024
_SECONDS_A_MEGABYTE = 0.15
_MEMORY_A_BYTE = 4
_SPARE_TEXT = 16 * _MEGABYTE
_TEXT_A_BYTE = 4  # characters; a sheet shows some of its texts again and again
_NOTES = 50

Event = dict[str, object] | list[str]


def main() -> None:
    """Read standard input and write what it holds, or why it is refused."""
    limits = Limits(**json.loads(sys.argv[1]))
    _bound(limits, 0)
    data = sys.stdin.buffer.read()
    kind = Kind(sys.argv[2])
    _bound(limits, len(data))
    try:
        for event in events(data, kind, limits):
            _say(event)
        _say({"end": True})
    except Refused as refused:
        _say({"refused": refused.code, "values": refused.values})


def events(data: bytes, kind: Kind, limits: Limits) -> Iterator[Event]:
    """Yield the sheets and rows of a workbook; raise Refused where it cannot be read."""
    archive = Archive(data, limits) if kind is Kind.ZIP else None
    if archive:
        _bound(limits, len(data) + archive.unpacked)
    marks = archive.inspect() if archive else {}
    workbook = _open(data)
    _check_sheets(workbook, limits)
    kind_name = archive.kind if archive else "xls"
    sheets = _worksheets(workbook)
    yield _about(kind_name, sheets)
    text = _Text(
        limits.cell, _SPARE_TEXT + _TEXT_A_BYTE * (archive.unpacked if archive else len(data))
    )
    for visible, grid in sheets:
        yield _head(grid, visible, marks.get(grid.name, SheetMarks()))
        yield from _rows(grid, limits, text)


def _about(kind: str, sheets: list[tuple[bool, CalamineSheet]]) -> Event:
    """Return what is known before any row; the sheets that we put into a file do not count."""
    theirs = [sheet for sheet in sheets if sheet[1].name not in OWN_SHEETS]
    returned = any(grid.name == ERRORS for _visible, grid in sheets)
    notes = chain.from_iterable(unit_notes(_words(grid, returned)) for _visible, grid in theirs)
    units = [*islice(notes, _NOTES)]
    return {"kind": kind, "sheets": len(theirs), "units": units, "returned": returned}


def _words(grid: CalamineSheet, returned: bool) -> Iterator[list[str]]:
    """Yield the rows without their numbers, and without what we said in a column of ours."""
    rows = ([cell if type(cell) is str else "" for cell in cells] for cells in grid.iter_rows())
    return without_ours(rows, {}) if returned else rows


def _worksheets(workbook: CalamineWorkbook) -> list[tuple[bool, CalamineSheet]]:
    """Return every sheet of cells, and whether it is visible."""
    return [
        (sheet.visible is SheetVisibleEnum.Visible, workbook.get_sheet_by_index(index))
        for index, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _open(data: bytes) -> CalamineWorkbook:
    try:
        return load_workbook(io.BytesIO(data))
    except PasswordError:
        raise Refused("encrypted") from None
    except (CalamineError, ZipError, XmlError):
        raise Refused("broken") from None


def _check_sheets(workbook: CalamineWorkbook, limits: Limits) -> None:
    if len(workbook.sheet_names) > limits.sheets:
        raise Refused("too-many-sheets", sheets=limits.sheets)
    if max(map(len, workbook.sheet_names), default=0) > limits.sheet_name:
        raise Refused("sheet-name", characters=limits.sheet_name)


def _head(grid: CalamineSheet, visible: bool, known: SheetMarks) -> Event:
    merges = grid.merged_cell_ranges or known.merges
    if len(merges) > MOST_MERGES:
        raise Refused("too-demanding")
    return {"sheet": grid.name, "visible": visible, "merges": merges, "marks": known.marks}


def _rows(grid: CalamineSheet, limits: Limits, text: "_Text") -> Iterator[Event]:
    """Yield the rows from row 1 and column A on; rows are as long as their last value."""
    before = [""] * (grid.start[1] if grid.start else 0)
    if len(before) + grid.width > limits.columns:
        last = column_letter(len(before) + grid.width - 1)
        raise Refused("too-many-columns", sheet=grid.name, column=last, columns=limits.columns)
    gap = 0
    for number, values in enumerate(grid.iter_rows(), start=1):
        texts = [value if type(value) is str else cell_text(value) for value in values]
        if not any(texts):
            gap += 1
            continue
        if number > limits.sheet_rows:
            raise Refused("too-many-rows", sheet=grid.name, row=number, rows=limits.rows)
        text.take(texts, number)
        yield from repeat([], gap)
        yield before + texts
        gap = 0


class _Text:
    """How much a file has said: a cell has an end, and a text shown in every cell has one too."""

    def __init__(self, cell: int, most: int) -> None:
        self._cell = cell
        self._left = most

    def take(self, texts: list[str], number: int) -> None:
        """Count the texts of a row; raise Refused where they are too long, alone or together."""
        lengths = [*map(len, texts)]
        if max(lengths) > self._cell:
            raise Refused("too-much-text", row=number, characters=f"{self._cell:,}")
        self._left -= sum(lengths)
        if self._left < 0:
            raise Refused("too-demanding")


def _bound(limits: Limits, size: int) -> None:
    """Let this process have the memory and the processor time that a file of `size` may need."""
    memory = limits.memory + _MEMORY_A_BYTE * size
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    seconds = math.ceil(limits.seconds + _SECONDS_A_MEGABYTE * size / _MEGABYTE)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _say(event: Event) -> None:
    line = json.dumps(event, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


if __name__ == "__main__":
    main()
