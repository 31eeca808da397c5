"""Where the tables of a sheet are: titles above, header rows, and rows that are no project.

A sheet is walked once, row by row, with a short look ahead: a hundred thousand rows cost no more
memory than one.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from registry.notation.unit import read_unit
from registry.sheets.cells import clean
from registry.sheets.choosing import NO_CHOICES, Choices, fingerprint
from registry.sheets.header import (
    MAX_HEADER_ROWS,
    heading_paths,
    names_projects,
    read_header,
)
from registry.sheets.heading import MONEY_FIELDS, compact, is_unit_alone
from registry.sheets.headings import Column, Columns, understand_headings
from registry.sheets.sampling import grouped_columns, is_source_word, without_idle_columns
from registry.sheets.surroundings import (
    Surroundings,
    is_footnote,
    is_group_title,
    is_remark,
    is_sum_alone,
    learn,
    total_word,
)
from registry.sheets.workbook import Grid, Row

_AHEAD = 6
_SEARCHED = 300  # rows without a header, after which a sheet holds no table
_FEW = 3  # cells in a row that may be a title, a unit or a footnote
_WIDE = 2  # cells merged to the right of one that titles a group of projects


class Kind(StrEnum):
    """What a row is that is no project."""

    TITLE = "title"
    UNIT = "unit"
    GRAND_TOTAL = "grand_total"
    SUBTOTAL = "subtotal"
    FOOTNOTE = "footnote"
    NOTE = "note"
    REPEATED_HEADER = "repeated_header"
    CONTINUATION = "continuation"
    BLANK = "blank"


@dataclass(frozen=True)
class Table:
    """A header, and what holds for the rows below it."""

    header_rows: tuple[int, ...]
    columns: Columns
    around: Surroundings
    name_index: int
    source_index: int | None = None  # the column that says 계, 국비, 도비 row by row
    grouped: frozenset[str] = frozenset()  # columns whose blank cells mean "as above"
    found: Columns | None = None  # the columns before a clerk chose what they mean
    shape: str = ""  # the fingerprint of the headings

    @property
    def names_projects(self) -> bool:
        """Return whether a column holds 사업명; a header that a clerk chose may have none."""
        return "name" in self.columns.fields


@dataclass(slots=True)
class Line:
    """A row below a header, or a row of words around it: a project where `kind` is None."""

    number: int
    cells: Row
    kind: Kind | None
    table: Table | None


class Walk:
    """One pass over a sheet; `around` is what its name and the tables so far have told."""

    def __init__(self, grid: Grid, around: Surroundings, choices: Choices = NO_CHOICES) -> None:
        self.around = around
        self._choices = choices
        self._chosen = choices.of_sheet(grid.name)
        self._header: list[Row] = []  # the rows of a header that a clerk chose
        self.table: Table | None = None
        self.found: Row = []  # the likeliest headings of a sheet that has none of ours
        self._number = 0
        self._rows = iter(grid.rows)
        self._ahead: deque[Row] = deque()
        self._entered = 0  # rows that have come into sight
        self._blank: list[int] = []
        self._hot: deque[int] = deque()  # the rows in sight that hold the word 사업명
        self._wide = {first[0] + 1 for first, last in grid.merges if last[1] - first[1] >= _WIDE}
        self._full = 0  # rows of this table with more than one cell
        self._sum: Kind | None = None  # the sum to which the row before belongs
        self._look_ahead(_AHEAD)

    def lines(self) -> Iterator[Line]:
        """Yield every row but first headers; blank ones only between others."""
        searched = max(_SEARCHED, *self._chosen.header_rows, 0)
        while self._ahead and (self.table or self._number < searched):
            header = self._header_here()
            if header:
                yield from self._enter(*header)
                continue
            cells = self._next()
            if any(cells):
                line = self._line(cells)
                yield from self._gap()
                yield line
            elif self.table:
                self._blank.append(self._number)

    def _gap(self) -> Iterator[Line]:
        """Yield the blank rows that turn out to stand between others."""
        for number in self._blank:
            yield Line(number, [], Kind.BLANK, self.table)
        self._blank.clear()

    def _look_ahead(self, rows: int) -> None:
        for cells in islice(self._rows, rows):
            self._entered += 1
            self._ahead.append(cells)
            if names_projects(cells, self.table.name_index if self.table else None):
                self._hot.append(self._entered)

    def _next(self) -> Row:
        self._number += 1
        cells = self._ahead.popleft()
        self._look_ahead(1)
        return cells

    def _is_hot(self, within: int) -> bool:
        """Return whether one of the next rows holds the word 사업명."""
        while self._hot and self._hot[0] <= self._number:
            self._hot.popleft()
        return bool(self._hot) and self._hot[0] <= self._number + within

    def _header_here(self) -> tuple[Columns, int] | None:
        """Return the columns and the height of a header that begins at the next row."""
        if self._chosen.header_rows and (self.table is None or self._repeats()):
            return self._chosen_header()
        if not self._is_hot(MAX_HEADER_ROWS):
            return None
        for height in range(min(MAX_HEADER_ROWS, len(self._ahead)), 0, -1):
            columns = read_header(list(islice(self._ahead, height)))
            if columns:
                return columns, height
        return None

    def _chosen_header(self) -> tuple[Columns, int] | None:
        """Return the header that the clerk chose, once it is the next row."""
        height = len(self._chosen.header_rows)
        if self.table is None and self._number + 1 != self._chosen.header_rows[0]:
            return None
        self._header = list(islice(self._ahead, height))
        return understand_headings(heading_paths(self._header)), len(self._header)

    def _repeats(self) -> bool:
        """Return whether the header that the clerk chose stands there once more."""
        first = self._ahead[0] == self._header[0]
        return first and list(islice(self._ahead, len(self._header))) == self._header

    def _enter(self, columns: Columns, height: int) -> Iterator[Line]:
        """Pass a header: the same once more, or the beginning of another table."""
        numbers = tuple(range(self._number + 1, self._number + 1 + height))
        repeated = self.table is not None and self._is_the_same(columns, self.table)
        for number in numbers:
            cells = self._next()
            if repeated:
                yield Line(number, cells, Kind.REPEATED_HEADER, self.table)
        if not repeated:
            self.table, self._full = self._table(numbers, columns), 0

    def _is_the_same(self, columns: Columns, table: Table) -> bool:
        """Return whether the header says once more what holds already, as on a printed page."""
        around = replace(self._chosen.settle(self.around), unit_cell=table.around.unit_cell)
        return fingerprint(columns) == table.shape and around == table.around

    def _table(self, numbers: tuple[int, ...], columns: Columns) -> Table:
        """Return the table whose header has just been passed."""
        shape = fingerprint(columns)
        for column in (*columns.unknown, *columns.known):
            if _notes_unit(column):
                self.around = learn(self.around, numbers[-1], [""] * column.index + [column.text])
        unknown = [column for column in columns.unknown if not _notes_unit(column)]
        columns = columns._replace(unknown=tuple(unknown))
        found = without_idle_columns(columns, self._sample())
        columns = self._choices.apply(found, shape)
        name = columns.index_of("name") or 0
        source, grouped = (
            columns.index_of("money_source"),
            grouped_columns(columns, self._sample()),
        )
        around = self._chosen.settle(self.around)
        return Table(numbers, columns, around, name, source, grouped, found, shape)

    def _sample(self) -> list[Row]:
        return [cells for cells in self._ahead if any(cells)]

    def _line(self, cells: Row) -> Line:
        if self.table is None:
            self._remember(cells)
            return Line(self._number, cells, self._words(cells), None)
        kind = self._sum = self._total(cells, self.table) or self._sum_goes_on(cells, self.table)
        filled = len(cells) - cells.count("")
        if kind is None and filled <= _FEW:
            kind = self._few_words(cells, self.table)
        self._full += kind is None and filled > 1
        return Line(self._number, cells, kind, self.table)

    def _words(self, cells: Row) -> Kind:
        """Learn from a row of words outside a table."""
        before = self.around.unit_cell
        self.around = learn(self.around, self._number, cells)
        if self.table and self._number == self.table.header_rows[-1] + 1:
            self.table = replace(self.table, around=self.around)  # the unit below its header
        return Kind.TITLE if self.around.unit_cell == before else Kind.UNIT

    def _remember(self, cells: Row) -> None:
        if len(cells) - cells.count("") > len(self.found) - self.found.count(""):
            self.found = cells

    def _total(self, cells: Row, table: Table) -> Kind | None:
        """Return which sum the row is, if it is one: 소계, 부서별 소계, 합계."""
        last = table.name_index + 1
        name = cells[last - 1] if len(cells) >= last else ""
        labels = [name] if name else [text for text in cells[:last] if text]
        word = total_word(name) if name else next(filter(None, map(total_word, labels)), "")
        if not word:
            grouped = not name and bool(labels) and is_group_title(labels[0])
            return Kind.SUBTOTAL if grouped and len(cells) > last and any(cells[last:]) else None
        alone = any(map(is_sum_alone, labels)) and (word != "계" or self._at_an_end(table))
        of_group = any(map(_is_label, cells[:last]))
        return Kind.GRAND_TOTAL if alone and not of_group else Kind.SUBTOTAL

    def _sum_goes_on(self, cells: Row, table: Table) -> Kind | None:
        """Return the sum that a row of 국비 or 도비 without a name splits by source."""
        source = table.source_index
        if self._sum is None or source is None or len(cells) <= source:
            return None
        named = len(cells) > table.name_index and cells[table.name_index].strip()
        return None if named or not is_source_word(cells[source]) else self._sum

    def _at_an_end(self, table: Table) -> bool:
        """Return whether this row is the first or the last of its table: a bare 계 sums it all."""
        return self._number == table.header_rows[-1] + 1 or not any(map(any, self._ahead))

    def _few_words(self, cells: Row, table: Table) -> Kind | None:
        """Return what a row of one to three cells is, when it is no project."""
        texts = [clean(text) for text in cells if text]
        name = clean(cells[table.name_index]) if len(cells) > table.name_index else ""
        if any("단위" in "".join(text.split()) and read_unit(text) for text in texts):
            return self._words(cells)
        if is_footnote(texts[0]):
            return Kind.FOOTNOTE
        if len(texts) == 1 and self._is_hot(_AHEAD) and self._header_follows():
            return self._words(cells)
        return Kind.NOTE if len(texts) == 1 and self._is_apart(name, table) else None

    def _is_apart(self, name: str, table: Table) -> bool:
        """Return whether the only words of a row are no project: <신규사업>, 1) 2단계 사업임."""
        if not name or self._number in self._wide:
            return True
        if len(table.columns.known) == 1:
            return False
        following = next((cells for cells in self._ahead if any(cells)), [])
        if len(following) - following.count("") > 1:
            return is_group_title(name)
        return bool(self._full) and is_remark(name)

    def _header_follows(self) -> bool:
        rows = list(self._ahead)
        return any(
            read_header(rows[start : start + height])
            for start in range(len(rows))
            for height in range(1, MAX_HEADER_ROWS + 1)
        )


def _notes_unit(column: Column) -> bool:
    """Return whether a heading notes the unit of the table: (단위: 천원), 비고 (단위: 천원)."""
    if column.heading.field in MONEY_FIELDS or not read_unit(column.text):
        return False
    return is_unit_alone(column.text) or "단위" in compact(column.text)


def _is_label(text: str) -> bool:
    """Return whether a cell of a sum row names whose sum it is."""
    return bool(text) and not total_word(text) and not text.strip().isdecimal()
