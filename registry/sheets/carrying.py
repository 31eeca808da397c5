"""What a row takes from the rows above it: 〃, merged cells, a blank 부서, a name of last year."""

from collections import deque

from registry.sheets.cells import clean
from registry.sheets.heading import MONEY_FIELDS
from registry.sheets.headings import Column
from registry.sheets.row import AS_ABOVE, BLANKS, Plan, RowReader
from registry.sheets.surroundings import group_of
from registry.sheets.workbook import Grid, Row

# Kept from row to row; of other columns only the row right above counts.
_CARRIED = frozenset({"municipality", "sido", "department", "fiscal_year"})
# One cell for several projects says the same of each of them.
_SHARED_WORDS = _CARRIED | {
    "name", "type", "status", "stage", "kind", "period", "start", "end",
    "participants", "description", "note", "source_title",
}  # fmt: skip


class Above:
    """What the rows of a table so far have said: `get` tells what 〃 means in the next one."""

    def __init__(self, plan: Plan, grid: Grid) -> None:
        self.plan = plan
        self._last: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._merges = _Merges(plan, grid) if grid.merges else None
        self._covered: list[Column] = []  # of the row at hand
        self._untold = set(plan.table.grouped)
        self._name_untold = True
        self._carried = [name for name in plan.by_field if name in _CARRIED]
        self._years = [c.index for f, c in plan.by_field.items() if f in ("fiscal_year", "stage")]
        self._goes_on = False  # the row has no name, and is a next year of the project above

    def get(self, name: str) -> str:
        """Return what the row above says in the column of a field, or what still holds there."""
        return self._last.get(name) or self._kept.get(name, "")

    def fill(self, number: int, cells: Row) -> Row:
        """Return the cells of a row with those that hold what stands above filled in."""
        columns = self._covered = self._merges.above(number) if self._merges else []
        self._goes_on = bool(self._years) and self._is_next_year(cells)
        if self._goes_on:
            columns = [*columns, *self._identity()]
        if not columns:
            return cells
        filled = cells + [""] * (self.plan.width - len(cells))
        for column in columns:
            index, name = column.index, column.heading.field
            if name in _SHARED_WORDS:
                filled[index] = filled[index] or self.get(name)
        return filled

    def remember(self, row: RowReader) -> None:
        """Keep what a row below may mean, and say once where a blank cell meant it."""
        for name in self._carried:
            if name in row.texts:
                self._kept[name] = row.texts[name]
        self._last = row.texts
        if self._untold:
            self._tell(row)
        if self._goes_on and self._name_untold:
            row.tell("taken-from-above", "name", self.get("name"))
            self._name_untold = False
        if self._covered:
            self._tell_shared(row)

    def name_group(self, cells: Row) -> None:
        """Take 정보통신과 from ``정보통신과 | 소계``, which stands above its projects."""
        for name in self.plan.table.grouped:
            index = self.plan.by_field[name].index
            group = group_of(cells[index]) if index < len(cells) else ""
            if group:
                self._kept[name] = self._last[name] = group

    def _is_next_year(self, cells: Row) -> bool:
        """Return whether a row without a name holds another year or budget of the one above."""
        index = self.plan.table.name_index
        if len(cells) > index and cells[index].strip():
            return False
        if self.plan.table.source_index is not None or "name" not in self._last:
            return False
        said = [clean(cells[at]) for at in self._years if at < len(cells)]
        return any(text and text not in BLANKS and text not in AS_ABOVE for text in said)

    def _identity(self) -> list[Column]:
        fields = ("name", "municipality", "sido", "department")
        return [self.plan.by_field[name] for name in fields if name in self.plan.by_field]

    def _tell(self, row: RowReader) -> None:
        for name in self._untold & row.texts.keys():
            if not row.cells[self.plan.by_field[name].index]:
                row.tell("taken-from-above", name, row.texts[name])
                self._untold.remove(name)

    def _tell_shared(self, row: RowReader) -> None:
        """Tell an amount that several projects share: it is counted with the first alone."""
        for column in self._covered:
            if column.heading.field in MONEY_FIELDS and not row.cells[column.index]:
                row.tell_column("merged-amount", column)
                return


class _Merges:
    """Which columns of a row are merged with the row above; rows are asked for from the top down.

    A merge may reach over all the rows there are, and is not written out for each of them.
    """

    def __init__(self, plan: Plan, grid: Grid) -> None:
        columns = {c.index: c for c in plan.table.columns.known if c.heading.field != "aside"}
        begins = plan.table.header_rows[-1]
        self._waiting = deque(
            sorted(
                (
                    (first + 1, last + 1, columns[left])
                    for (first, left), (last, _right) in grid.merges
                    if left in columns and first >= begins and last > first
                ),
                key=lambda merge: merge[0],
            )
        )
        self._open: dict[int, tuple[int, Column]] = {}

    def above(self, number: int) -> list[Column]:
        """Return the columns whose cell in row `number` is merged with the one above it."""
        while self._waiting and self._waiting[0][0] < number:
            _first, last, column = self._waiting.popleft()
            self._open[column.index] = last, column
        return [column for last, column in self._open.values() if number <= last]
