"""오류 표시된 엑셀: the clerk's own sheets, with what is wrong where it is wrong.

Written anew from the values that the reader got, never by editing the original: what the child
process did not understand does not travel (docs/decisions/0007). The file is read twice, once for
what must be known before a sheet's first row, so that no more than a row of it is in memory.
"""

import io
from contextlib import closing
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook

from registry.actions.handouts.accepted import Accepted, write_accepted
from registry.actions.handouts.findings import Finding, Findings
from registry.actions.handouts.listing import write_list
from registry.actions.handouts.mending import Mending
from registry.actions.handouts.merged import moved
from registry.actions.handouts.outline import Outline, outlines
from registry.actions.handouts.paper import (
    DOUBTFUL,
    DOUBTFUL_WON,
    DOUBTFUL_WORDS,
    HEADING,
    PART_OF_WON,
    WON,
    WRONG,
    WRONG_WON,
    WRONG_WORDS,
    Look,
    sheet_title,
    text_cell,
    value_cell,
    width_of,
    widths,
)
from registry.actions.importing.staging import COMMAND_LINE_LIMITS, corrections_of
from registry.actions.importing.uploading import choices_of
from registry.models import ImportBatch, User
from registry.sheets.cells import column_letter
from registry.sheets.choosing import NO_CHOICES, Choices
from registry.sheets.handout import HEADING as ERRORS_HEADING
from registry.sheets.handout import OWN_SHEETS, spell_mark
from registry.sheets.marks import Mark
from registry.sheets.row import Corrections
from registry.sheets.workbook import Grid, Row, open_workbook

_WORDS_WIDTH = 60
_MOST_NOTES = 3_000  # Excel opens slowly with more; the column and the list have every reason
_MOST_FROZEN = 15


def return_workbook(batch: ImportBatch, user: User) -> bytes:
    """Return the file of a staged batch as an xlsx to repair; raise Refused if it is unreadable.

    `user` is who will choose from the accepted values: their bodies are offered.
    """
    data, accepted = bytes(batch.content or b""), Accepted.of(user, batch.municipality)
    words = corrections_of(batch)
    return marked_copy(data, Findings.of(batch), accepted, choices_of(batch), words)


def marked_copy(
    data: bytes,
    findings: Findings,
    accepted: Accepted,
    how: Choices = NO_CHOICES,
    words: Corrections = MappingProxyType({}),
) -> bytes:
    """Return the sheets of a file with its problems marked; raise Refused.

    `how` it was read; `words` are those put in the place of others, which stand in the copy.
    """
    found = outlines(data, findings, COMMAND_LINE_LIMITS, how)
    book = Workbook(write_only=True)
    sheets = {outline.name: book.create_sheet(sheet_title(outline.name)) for outline in found}
    notes = _Notes(_MOST_NOTES)
    source = open_workbook(data, COMMAND_LINE_LIMITS)
    with closing(source):
        grids = (grid for grid in source.grids if grid.name not in OWN_SHEETS)
        for outline, grid in zip(found, grids, strict=True):
            told = findings.in_sheet(outline.name)
            mending = Mending(words, outline.tables)
            _SheetWriter(sheets[outline.name], outline, told, notes, mending).write(grid)
    write_list(book, findings, found, {name: sheet.title for name, sheet in sheets.items()})
    write_accepted(book, accepted)
    _open_at_first_problem(book, found, findings)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _open_at_first_problem(book: Any, found: list[Outline], findings: Findings) -> None:
    """Let the program open the first sheet in which there is something to do."""
    shown = [place for place, outline in enumerate(found) if outline.visible]
    wrong = [place for place in shown if findings.in_sheet(found[place].name)]
    book.active = next(iter([*wrong, *shown]), len(found))


class _Notes:
    """How many more cell notes the workbook may have."""

    def __init__(self, left: int) -> None:
        self.left = left

    def allowed(self, text: str) -> str:
        """Return the note, or none once there are enough."""
        self.left -= 1
        return text if self.left >= 0 else ""


class _SheetWriter:
    """Writes one sheet of the clerk's again, what is wrong beside it."""

    def __init__(
        self,
        sheet: Any,
        outline: Outline,
        told: dict[int, list[Finding]],
        notes: _Notes,
        mending: Mending,
    ) -> None:
        self.sheet, self.outline, self.told, self.notes = sheet, outline, told, notes
        self.mending, self.moved = mending, moved(told, outline.firsts)
        self.money = outline.money
        self.heading_rows = outline.heading_rows
        self.first_rows = _rows_of_the_heading(outline, told)
        # A column 오류 of the clerk's own would be taken for ours if ours were not the last.
        self.has_words = bool(told or outline.first_like_ours)

    def write(self, grid: Grid) -> None:
        """Write all rows."""
        self._prepare(grid)
        for number, cells in enumerate(grid.rows, 1):
            mended = self.mending.mended(number, _with_marks(cells, grid, number))
            self.sheet.append(self._row(number, mended))

    def _prepare(self, grid: Grid) -> None:
        """Set what stands before the rows of a sheet in its file."""
        outline, sheet = self.outline, self.sheet
        sheet.sheet_state = "visible" if outline.visible else "hidden"
        own = outline.widths[: outline.width]
        own += [width_of("")] * (outline.width - len(own))
        widths(sheet, [*own, _WORDS_WIDTH] if self.has_words else own)
        for first, last in grid.merges:
            sheet.merged_cells.add(_area(first, last))
        if len(outline.tables) == 1 and not outline.repeated:
            self._head_the_only_table(outline.tables[0].header_rows[-1])

    def _head_the_only_table(self, row: int) -> None:
        """Keep the headings in sight, and let a clerk show the rows with an error alone."""
        if row <= _MOST_FROZEN:
            self.sheet.freeze_panes = f"A{row + 1}"
        if self.told and self.outline.height > row:
            last = (self.outline.height - 1, self.outline.width)
            self.sheet.auto_filter.ref = _area((row - 1, 0), last)

    def _row(self, number: int, cells: Row) -> list[Any]:
        told = self.told.get(number, [])
        width, by_place = self.outline.width, self._by_place(number, told)
        if not any(cells) and not told and not by_place and number not in self.first_rows:
            return []
        texts = cells[:width] + [""] * (width - len(cells))
        row = [self._cell(number, i, text, by_place.get(i)) for i, text in enumerate(texts)]
        return [*row, self._words(number, told)] if self.has_words else row

    def _by_place(self, number: int, told: list[Finding]) -> dict[int | None, list[Finding]]:
        """Return the problems of a row by the column in which they are shown."""
        firsts = self.outline.firsts
        own = [(one.place, one) for one in told if (number, one.place) not in firsts]
        found: dict[int | None, list[Finding]] = {}
        for place, one in [*own, *self.moved.get(number, ())]:
            found.setdefault(place, []).append(one)
        return found

    def _cell(self, number: int, index: int, text: str, told: list[Finding] | None) -> Any:
        if told:
            said = (one.said if one.row == number else f"{one.row}행: {one.said}" for one in told)
            note = self.notes.allowed("\n".join(said))
            won = index in self.money
            look = _worst(told, WRONG_WON, DOUBTFUL_WON) if won else _worst(told, WRONG, DOUBTFUL)
            return value_cell(self.sheet, text, look, note)
        if number in self.heading_rows:
            return value_cell(self.sheet, text, HEADING)
        if index in self.money and text.replace(".", "").isdecimal():
            return value_cell(self.sheet, text, PART_OF_WON if "." in text else WON)
        return value_cell(self.sheet, text)

    def _words(self, number: int, told: list[Finding]) -> Any:
        """Return the cell of the column 오류."""
        if number in self.first_rows:
            return text_cell(self.sheet, ERRORS_HEADING, HEADING)
        if not told or number < min(self.first_rows):
            return None
        words = "\n".join(f"{'' if one.is_error else '확인: '}{one.in_its_row}" for one in told)
        return text_cell(self.sheet, words, _worst(told, WRONG_WORDS, DOUBTFUL_WORDS))


def _rows_of_the_heading(outline: Outline, told: dict[int, list[Finding]]) -> set[int]:
    """Return in which rows the heading 오류 stands: with the others, else above what is wrong."""
    rows = outline.first_heading_rows
    first, like_ours = min(told, default=0), outline.first_like_ours
    if told and (not rows or first < min(rows)):
        rows = rows | {max(first - 1, 1)}
    if like_ours and (not rows or like_ours < min(rows)):
        rows = rows | {like_ours}
    return rows or {1}


def _worst(told: list[Finding], wrong: Look, doubtful: Look) -> Look:
    return wrong if any(one.is_error for one in told) else doubtful


def _with_marks(cells: Row, grid: Grid, number: int) -> Row:
    """Return a row in which a formula without a value is not a blank cell."""
    marks: list[Mark] = grid.marks.get(number - 1, [])
    if not marks:
        return cells
    filled = cells + [""] * (max(mark.column for mark in marks) + 1 - len(cells))
    for mark in marks:
        filled[mark.column] = filled[mark.column] or spell_mark(mark)
    return filled


def _area(first: tuple[int, int], last: tuple[int, int]) -> str:
    """Return the name of an area (A1:AA2) from two cells, each (row, column) from 0."""
    (top, left), (bottom, right) = first, last
    return f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
