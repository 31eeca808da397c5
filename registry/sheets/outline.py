"""A file as a clerk is asked about it: its sheets, header rows, units and columns, unbelieved.

Every sheet gets an outline, also one without 사업명, whose header is then only proposed. Nothing
is judged here: what is still to be decided is the business of ``deciding``.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from registry.notation.codes import Stage
from registry.notation.codes import gettext_noop as _
from registry.notation.unit import UNITS, read_unit
from registry.sheets.cells import clean, column_letter, one_line
from registry.sheets.choosing import NO_CHOICES, Choices, SheetChoice
from registry.sheets.container import Limits, Refused
from registry.sheets.delimited import Content
from registry.sheets.handout import OWN_SHEETS
from registry.sheets.heading import MONEY_FIELDS
from registry.sheets.headings import Column, Columns
from registry.sheets.layout import Kind, Line, Table, Walk
from registry.sheets.proposing import propose_header
from registry.sheets.surroundings import learn_from_name
from registry.sheets.workbook import Grid, Row, Workbook, open_workbook

EXAMPLES = 3
_SHOWN_ROWS = 10
_BELOW_HEADER = 3  # rows shown below a header that stands deeper
_KEPT_ROWS = 100
_SHOWN_COLUMNS = 30
_LONGEST = 60
_UNIT_WORDS = {won: word for word, won in reversed(UNITS.items())}
_HIDDEN = _("숨긴 시트입니다.")
_EMPTY = _("값이 없는 시트입니다.")
_NO_NAME = _(
    "‘사업명’이라는 열이 없습니다. 제목 행이 맞는지 보고, 다음 단계에서 사업 이름이 적힌 열을 "
    "골라 주세요."
)
_NO_TABLE = _("표로 보이는 곳이 없습니다.")


@dataclass(frozen=True)
class ColumnOutline:
    """A column: what heads it, and the first different values below."""

    column: Column
    examples: tuple[str, ...]

    @property
    def letter(self) -> str:
        """Return its letters: F."""
        return column_letter(self.column.index)


@dataclass(frozen=True)
class TableOutline:
    """A table: its header, what is said around it, and its columns before anybody chose.

    `unit` is a word, and stands in `unit_cell` unless another sheet says it.
    """

    header_rows: tuple[int, ...]
    shape: str
    unit: str | None
    unit_cell: str | None
    fiscal_year: int | None
    stage: Stage | None
    found: Columns
    columns: tuple[ColumnOutline, ...]
    rows: int


@dataclass(frozen=True)
class ShownRow:
    """One of the first rows: its number, what it is ("" for a project), and its cells."""

    number: int
    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SheetOutline:
    """A sheet; `state` is data, skipped, hidden or empty, with a reason in Korean.

    Where `proposed`, its header is a guess or a clerk's choice, for no heading says 사업명.
    """

    name: str
    state: str
    reason: str = ""
    rows: int = 0
    shown: tuple[ShownRow, ...] = ()
    tables: tuple[TableOutline, ...] = ()
    proposed: bool = False


@dataclass(frozen=True)
class Outline:
    """A file; `notes` are the words about units that no unit of money could be read from."""

    format: str
    encoding: str | None
    notes: tuple[str, ...]
    sheets: tuple[SheetOutline, ...]


def outline_workbook(
    data: Content, *, choices: Choices = NO_CHOICES, limits: Limits | None = None
) -> Outline:
    """Return what is in a file; raise Refused where it cannot be read at all.

    Of `choices` only the header rows count: what columns mean is not asked here.
    """
    limits = limits or Limits()
    workbook = open_workbook(data, limits)
    noted = _noted_unit(workbook)
    with closing(workbook):
        theirs = (grid for grid in workbook.grids if grid.name not in OWN_SHEETS)
        sheets = tuple(outline_sheet(grid, choices, noted, limits) for grid in theirs)
    if not any(sheet.tables for sheet in sheets):
        raise Refused("no-rows")
    notes = tuple(note for note in dict.fromkeys(workbook.unit_notes) if not read_unit(note))
    return Outline(workbook.format, workbook.encoding, notes, sheets)


def _noted_unit(workbook: Workbook) -> str | None:
    units = {unit for note in workbook.unit_notes if (unit := read_unit(note))}
    return _UNIT_WORDS[units.pop()] if len(units) == 1 else None


class _Kept:
    """The rows of a sheet while they are walked: the first ones stay, the others are counted.

    Walked again, it goes on where it was left.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self.first: list[Row] = []
        self.filled = 0
        self.last = 0  # the number of the last row that holds anything
        self._walked = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            if len(self.first) < _KEPT_ROWS:
                self.first.append(row)
            self._walked += 1
            if any(row):
                self.filled += 1
                self.last = self._walked
            yield row


@dataclass
class _Gathered:
    """What a walk has seen of a sheet."""

    kinds: dict[int, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    examples: list[dict[int, list[str]]] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Count a row, and keep its values where they are among the first."""
        if line.number <= _KEPT_ROWS:
            self.kinds[line.number] = line.kind or ""
        if line.table is None:
            return
        if not self.tables or self.tables[-1] is not line.table:
            self.tables.append(line.table)
            self.rows.append(0)
            self.examples.append({column.index: [] for column in line.table.columns.all})
        if line.kind is None:
            self.rows[-1] += 1
            if self.rows[-1] <= _KEPT_ROWS:
                self._exemplify(line.cells)

    def _exemplify(self, cells: Row) -> None:
        for index, values in self.examples[-1].items():
            text = one_line(clean(cells[index])) if index < len(cells) else ""
            if text and len(values) < EXAMPLES and text not in values:
                values.append(text)


def outline_sheet(grid: Grid, choices: Choices, noted: str | None, limits: Limits) -> SheetOutline:
    """Return what is in a sheet; raise Refused for more rows than may be read."""
    kept = _Kept(grid.rows)
    grid.rows = kept
    header = choices.of_sheet(grid.name).header_rows
    gathered = _walk(grid, header)
    for _row in kept:  # a walk gives up where no header comes
        continue
    if grid.visible and sum(gathered.rows) > limits.rows:
        raise Refused("too-many-rows", sheet=grid.name, row=kept.last, rows=limits.rows)
    if not kept.filled:
        return SheetOutline(grid.name, "empty", _EMPTY)
    if gathered.tables:
        return _outline(grid, kept, gathered, noted)
    return _proposal(grid, kept, gathered, noted)


def _walk(grid: Grid, header: tuple[int, ...]) -> _Gathered:
    gathered = _Gathered()
    choices = Choices({grid.name: SheetChoice(header_rows=header)}) if header else NO_CHOICES
    walk = Walk(grid, learn_from_name(grid.name), choices)
    for line in walk.lines():
        gathered.take(line)
    if walk.table and not gathered.tables:  # a header with nothing below it
        gathered.tables.append(walk.table)
        gathered.rows.append(0)
        gathered.examples.append({})
    return gathered


def _proposal(grid: Grid, kept: _Kept, walked: _Gathered, noted: str | None) -> SheetOutline:
    """Return the outline of a sheet without 사업명, its header guessed from its first rows."""
    header = propose_header(kept.first)
    if not header:
        shown = _shown(kept, walked.kinds, None)
        return SheetOutline(grid.name, "skipped", _NO_TABLE, kept.filled, shown)
    gathered = _walk(Grid(grid.name, True, iter(kept.first)), header)
    titles = sum(1 for row in kept.first[: header[-1]] if any(row))
    gathered.rows = [kept.filled - titles]
    return _outline(grid, kept, gathered, noted)


def _outline(grid: Grid, kept: _Kept, gathered: _Gathered, noted: str | None) -> SheetOutline:
    tables = tuple(
        _table(table, rows, examples, noted)
        for table, rows, examples in zip(
            gathered.tables, gathered.rows, gathered.examples, strict=True
        )
    )
    proposed = not any("name" in table.found.fields for table in tables)
    state, reason = ("skipped", _NO_NAME) if proposed else ("data", "")
    if not grid.visible:
        state, reason = "hidden", _HIDDEN
    shown = _shown(kept, gathered.kinds, tables[0])
    return SheetOutline(grid.name, state, reason, sum(gathered.rows), shown, tables, proposed)


def _table(
    table: Table, rows: int, examples: dict[int, list[str]], noted: str | None
) -> TableOutline:
    found = table.found or table.columns
    columns = tuple(
        ColumnOutline(column, tuple(_printed(column, examples.get(column.index, ()))))
        for column in found.all
    )
    unit, cell = _unit(table, found)
    around = table.around
    return TableOutline(
        table.header_rows, table.shape, unit or noted, cell, around.fiscal_year, around.stage,
        found, columns, rows,
    )  # fmt: skip


def _unit(table: Table, found: Columns) -> tuple[str | None, str | None]:
    """Return the unit that is said around a table, else in its headings, and its cell."""
    if table.around.unit:
        return _UNIT_WORDS[table.around.unit], table.around.unit_cell
    for column in found.known:
        if column.heading.field in MONEY_FIELDS and column.heading.unit:
            cell = f"{column_letter(column.index)}{table.header_rows[-1]}"
            return _UNIT_WORDS[column.heading.unit], cell
    return None, None


def _printed(column: Column, texts: Iterable[str]) -> Iterator[str]:
    """Yield values as the paper has them: a sheet keeps 5224000 and prints 5,224,000."""
    money = column.heading.field in MONEY_FIELDS
    for text in texts:
        yield f"{int(text):,}" if money and text.isascii() and text.isdigit() else text


def _shown(kept: _Kept, kinds: dict[int, str], table: TableOutline | None) -> tuple[ShownRow, ...]:
    """Return the first rows, down to some below the header."""
    header = table.header_rows if table else ()
    last = max(_SHOWN_ROWS, header[-1] + _BELOW_HEADER if header else 0)
    return tuple(
        ShownRow(
            number,
            "header" if number in header else kinds.get(number, Kind.BLANK.value),
            tuple(_cells(row, table if number not in header else None)),
        )
        for number, row in enumerate(kept.first[:last], 1)
    )


def _cells(row: Row, table: TableOutline | None) -> Iterator[str]:
    columns = {one.column.index: one.column for one in table.columns} if table else {}
    for index, raw in enumerate(row[:_SHOWN_COLUMNS]):
        text = one_line(clean(raw))[:_LONGEST]
        column = columns.get(index)
        yield from _printed(column, [text]) if column else [text]
