"""What must be known of a clerk's sheet before its first row is written again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from registry.actions.handouts.findings import Findings
from registry.actions.handouts.merged import Cell, cells_of, first_cells
from registry.actions.handouts.paper import width_of
from registry.sheets.choosing import NO_CHOICES, Choices
from registry.sheets.container import Limits
from registry.sheets.handout import HEADING, OWN_SHEETS
from registry.sheets.heading import MONEY_FIELDS
from registry.sheets.layout import Kind, Table, Walk
from registry.sheets.marks import Merge
from registry.sheets.surroundings import Surroundings, learn_from_title
from registry.sheets.workbook import Grid, Row, open_workbook

_SAMPLE = 200  # rows that say how wide the columns are
_SEVERAL = 3  # filled cells; a title that runs over its neighbours makes no column wide


@dataclass
class Outline:
    """A sheet: how large it is, where its headings are, and what its wrong cells hold."""

    name: str
    visible: bool
    merges: list[Merge] = field(default_factory=list)
    width: int = 0
    height: int = 0
    widths: list[int] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    values: dict[Cell, str] = field(default_factory=dict)
    firsts: dict[Cell, Cell] = field(default_factory=dict)  # of wrong cells that are merged
    first_like_ours: int = 0  # the first row in which the clerk's own sheet says 오류

    @property
    def heading_rows(self) -> set[int]:
        """Return every row of headings, repeated ones too."""
        return {row for table in self.tables for row in table.header_rows} | set(self.repeated)

    @property
    def first_heading_rows(self) -> set[int]:
        """Return the first row of every header."""
        rows = self.heading_rows
        return {row for row in rows if row - 1 not in rows}

    def value(self, row: int, place: int) -> str:
        """Return what a wrong cell holds; a merged one what its first cell does."""
        own = self.values.get((row, place), "")
        return own or self.values.get(self.firsts.get((row, place), (0, 0)), "")

    @property
    def money(self) -> set[int]:
        """Return the places of the columns that hold money."""
        columns = (column for table in self.tables for column in table.columns.known)
        return {column.index for column in columns if column.heading.field in MONEY_FIELDS}


def outlines(
    data: bytes, findings: Findings, limits: Limits, how: Choices = NO_CHOICES
) -> list[Outline]:
    """Return what a file's own sheets are like, read as a clerk said; raise Refused."""
    workbook = open_workbook(data, limits)
    with closing(workbook):
        theirs = (grid for grid in workbook.grids if grid.name not in OWN_SHEETS)
        return [_outline(grid, findings, how) for grid in theirs]


def _outline(grid: Grid, findings: Findings, how: Choices) -> Outline:
    outline = Outline(grid.name, grid.visible, grid.merges)
    outline.width = max((last[1] + 1 for _first, last in grid.merges), default=0)
    wrong = cells_of(findings.in_sheet(grid.name))
    outline.firsts = first_cells(grid.merges, wrong)
    rows = _watched(iter(grid.rows), outline, wrong)
    _find_tables(Grid(grid.name, True, rows, grid.merges, grid.marks), outline, how)
    for _row in rows:
        pass  # a sheet without a table is not walked to its end
    marked = (mark.column + 1 for marks in grid.marks.values() for mark in marks)
    outline.width = max(outline.width, *marked, 0)
    return outline


def _find_tables(grid: Grid, outline: Outline, how: Choices) -> None:
    walk = Walk(grid, learn_from_title(Surroundings(), grid.name), how)
    for line in walk.lines():
        if line.table and line.table not in outline.tables[-1:]:
            outline.tables.append(line.table)
        if line.kind is Kind.REPEATED_HEADER:
            outline.repeated.append(line.number)
    if walk.table and walk.table not in outline.tables[-1:]:  # headings, and nothing below
        outline.tables.append(walk.table)


def _watched(rows: Iterable[Row], outline: Outline, wrong: set[Cell]) -> Iterator[Row]:
    """Yield the rows, noting how far they reach and what stands in the wrong cells."""
    watched: dict[int, list[int]] = defaultdict(list)
    for row, place in wrong | set(outline.firsts.values()):
        watched[row].append(place)
    for number, cells in enumerate(rows, 1):
        filled = _filled(cells)
        outline.width = max(outline.width, filled)
        if filled:
            outline.height = number
        if not outline.first_like_ours and HEADING in cells:
            outline.first_like_ours = number
        if number <= _SAMPLE:
            _measure(cells, outline)
        for place in watched.get(number, ()):
            if place < len(cells):
                outline.values[number, place] = cells[place]
        yield cells


def _filled(cells: Row) -> int:
    """Return how many columns a row takes up."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return end


def _measure(cells: Row, outline: Outline) -> None:
    if len(cells) - cells.count("") < _SEVERAL:
        return
    outline.widths += [width_of("")] * (len(cells) - len(outline.widths))
    for index, text in enumerate(cells):
        outline.widths[index] = max(outline.widths[index], width_of(text))
