"""The rows of one table → records: every column read by its own rule, in the order they need."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from registry.notation.amount import Amount
from registry.notation.bodies import Body
from registry.notation.codes import Certainty
from registry.notation.statement import Statement
from registry.sheets.amounts import Totals
from registry.sheets.budgets import Budget, read_budget
from registry.sheets.carrying import Above
from registry.sheets.cells import clean
from registry.sheets.checks import check_sums, check_years
from registry.sheets.funding_columns import FundingKey
from registry.sheets.funding_rows import LADDER, FundingReader, whole_of_year
from registry.sheets.heading import WHOLE_WORDS, compact
from registry.sheets.offices import read_department
from registry.sheets.owners import Owners
from registry.sheets.periods import PERIOD_FIELDS, row_period
from registry.sheets.records import NO_AMOUNT, FundingRow, ProjectRecord
from registry.sheets.row import AS_ABOVE, Corrections, Plan, RowReader
from registry.sheets.sampling import is_source_word
from registry.sheets.shares import column_parts, stated_parts
from registry.sheets.sums import Sums
from registry.sheets.values import (
    read_count,
    read_name,
    read_number,
    read_status,
    read_text,
    read_type,
    read_written_name,
    read_year,
)
from registry.sheets.workbook import Grid, Row

# What the database can hold of each.
LONGEST = {
    "name": 200,
    "department": 120,
    "period": 120,
    "total": 200,
    "total_text": 200,
    "estimate_text": 200,
    "estimate_basis": 120,
    "outputs": 200,
}
# What a project cannot be without, and what says something of another cell: to take a certainty
# away one clears the amount itself.
_STAYS = frozenset(
    {"number", "municipality", "name", "fiscal_year", "type", "status"}
    | {"certainty", "total_min", "total_max", "period_certainty", "source_title"}
)
_SIMPLE: dict[str, Callable[[str], Any]] = {
    "number": read_number,
    "department": read_department,
    "name": read_name,
    "type": read_type,
    "status": read_status,
    "description": read_text,
    "outputs": read_text,
    "source_title": read_text,
    "quote": read_text,
}


@dataclass(frozen=True)
class Context:
    """What holds for the whole file: who may be meant, the day of the file, its unit."""

    owners: Owners
    as_of: date | None
    unit: int | None
    corrections: Corrections = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """A project that is being read: its record, its first row, and whose money that row holds."""

    record: ProjectRecord
    row: RowReader
    owner: Body | None
    source: str = ""
    budget: Budget | None = None
    statement: Statement | None = None
    parts: tuple[dict[int, int], ...] | None = ()  # its won by source, until a row says 계


class TableReader:
    """Reads the rows of one table."""

    def __init__(self, plan: Plan, context: Context, grid: Grid) -> None:
        self.plan = plan
        self.context = context
        self.marks = grid.marks
        self.around = plan.table.around
        self.unit = self.around.unit or context.unit
        self.funding = FundingReader(self.around, self.unit)
        self.sums = Sums(plan, self.unit)
        self._above = Above(plan, grid)
        readers = _SIMPLE if "number" in plan.by_field else _SIMPLE | {"name": read_written_name}
        self._simple = [(name, readers[name]) for name in plan.by_field if name in readers]
        self._limits = [(name, most) for name, most in LONGEST.items() if name in plan.by_field]
        self._has_period = not PERIOD_FIELDS.isdisjoint(plan.by_field)
        self._whole = whole_of_year(plan)
        self._year = self.around.fiscal_year or plan.only_year

    def read(self, number: int, cells: Row) -> Entry:
        """Return the record of a row, and the row with the problems it had."""
        filled = self._above.fill(number, cells)
        row = RowReader(self.plan, number, filled, self._above)
        self._tell_marks(row)
        self._above.remember(row)
        values = row.read_all(self._simple)
        year = row.read("fiscal_year", read_year) or self._year
        owner = self.context.owners.owner(row, year)
        record = ProjectRecord(
            sheet=self.plan.sheet,
            row=number,
            rows=(number,),
            fiscal_year=year,
            municipality=owner.code if owner else None,
            municipality_text=row.texts.get("municipality", ""),
            period=row_period(row, self.context.as_of, year) if self._has_period else None,
            note=_note(row),
            columns=self.plan.letters,
            **values,
        )
        self._read_participants(record, row, owner, year)
        budget = row.read("stage", read_budget) if "stage" in row.texts else None
        entry = Entry(record, row, owner, self._source(cells), budget)
        self._read_money(entry)
        self._count(entry, row, entry.source)
        return entry

    def state(self, number: int, cells: Row) -> None:
        """Take a row of 소계 or 합계: its figures to be checked, and whose projects follow."""
        word = self._source(cells)
        self.sums.state(number, cells, "" if word in WHOLE_WORDS else word)
        self._above.name_group(cells)

    def _count(self, entry: Entry, row: RowReader, word: str) -> None:
        """Add a row to the sums: its source's own, and that of all unless a 계 says it better."""
        wons, word = row.wons, "" if word in WHOLE_WORDS else word
        self.sums.refuse(row, word)
        if not word:
            for part in entry.parts or ():
                self.sums.add(part, times=-1)
            entry.parts = None
            self.sums.add(wons)
            return
        self.sums.add(wons, word)
        if entry.parts is not None:
            entry.parts += (wons,)
            self.sums.add(wons)

    def _source(self, cells: Row) -> str:
        """Return the word by which the row says whose money it holds, "" where it says nothing."""
        index = self.plan.table.source_index
        if index is None or index >= len(cells):
            return ""
        text = clean(cells[index])
        return compact(text) if is_source_word(text) else ""

    def continues(self, entry: Entry, cells: Row) -> bool:
        """Return whether the row holds more money of the project above: 국비 under its 계."""
        if self.plan.table.source_index is None:
            return False
        index = self.plan.table.name_index
        name = clean(cells[index]) if index < len(cells) else ""
        same = name in ("", entry.row.texts.get("name")) or name in AS_ABOVE
        return same and bool(self._source(cells))

    def extend(self, entry: Entry, number: int, cells: Row) -> None:
        """Add the money of one more row to the project."""
        word, record = self._source(cells), entry.record
        record.rows = (*record.rows, number)
        plan = self.plan if word in WHOLE_WORDS else self.plan.of_source(word)
        row = RowReader(plan, number, cells, None)
        if word in WHOLE_WORDS:
            total = Totals(row, self.unit, entry.owner).amount
            record.total = total if record.total is NO_AMOUNT else record.total
            entry.row.given |= row.given & {"total"}
        rows, cleared = self.funding.read(row, entry.owner, record.fiscal_year, entry.budget)
        record.funding += tuple(rows.values())
        record.cleared_funding += tuple(cleared)
        entry.row.problems += row.problems
        self._count(entry, row, word)

    def finish(self, entry: Entry) -> ProjectRecord:
        """Return the record once all its rows are read, having checked its sums."""
        check_sums(entry.record, entry.row, entry.statement)
        if entry.record.funding:
            entry.row.given.add("funding")
        _add_remarks(entry.record, entry.row)
        _check(entry.record, entry.row, self._limits)
        return entry.record

    def _tell_marks(self, row: RowReader) -> None:
        """Tell the cells that arrive blank though they hold a formula or an error."""
        if not self.marks:
            return
        for mark in self.marks.get(row.number - 1, ()):
            for name, column in self.plan.by_field.items():
                if column.index == mark.column:
                    row.tell(mark.code, name, mark.text)
            for money in self.plan.money:
                if money.index == mark.column:
                    row.tell_money(mark.code, money, mark.text)

    def _read_participants(
        self, record: ProjectRecord, row: RowReader, owner: Body | None, year: int | None
    ) -> None:
        if "participants" in row.texts or "participants_stated" in row.texts:
            record.participants, stated = self.context.owners.participants(row, owner, year)
            count = row.read("participants_stated", read_count)
            record.participants_stated = stated if count is None else count

    def _read_money(self, entry: Entry) -> None:
        record, row, owner, year = entry.record, entry.row, entry.owner, entry.record.fiscal_year
        if entry.source and entry.source not in WHOLE_WORDS:
            row.plan = self.plan.of_source(entry.source)
            rows, cleared = self.funding.read(row, owner, year, entry.budget)
            row.plan = self.plan
        else:
            rows, cleared = self.funding.read(row, owner, year, entry.budget)
            self._read_total(entry, rows)
        record.funding, record.cleared_funding = tuple(rows.values()), tuple(cleared)

    def _read_total(self, entry: Entry, rows: dict[FundingKey, FundingRow]) -> None:
        record, row = entry.record, entry.row
        totals = Totals(row, self.unit, entry.owner)
        entry.statement = totals.statement
        if totals.statement and totals.statement.parts:
            known = {key.source for key in rows}
            rows |= {part.key: part for part in stated_parts(row, totals.statement, known)}
        record.total, record.estimate = totals.amount, totals.estimate
        if record.total is NO_AMOUNT and "total" not in self.plan.by_field:
            self._total_of_year(entry, rows)
        if row.shares:
            rows |= dict(column_parts(row, record.total))
        if record.total.won is not None and record.total.certainty is Certainty.EXACT:
            check_years(row, record.total.won, totals.unit_of("total"))

    def _total_of_year(self, entry: Entry, rows: dict[FundingKey, FundingRow]) -> None:
        """Take 예산액 for the total where the table has no 총사업비, and say so."""
        record, row = entry.record, entry.row
        money = self._whole
        if money is None:
            return
        key = self.funding.key(money.heading, entry.owner, record.fiscal_year, entry.budget)
        if key in rows and key.stage in LADDER:
            text = row.cells[money.index].strip()
            record.total = Amount(text, Certainty.EXACT, rows[key].won)
            record.total_is_of_year = True
            row.given.add("total")


def _add_remarks(record: ProjectRecord, row: RowReader) -> None:
    """Put shares that came to no won into the note, where nothing is lost of them."""
    words = [one for one in row.remarks if one not in (record.note or "")]
    if words:
        record.note = "; ".join(filter(None, [record.note, *words]))
        row.given.add("note")


def _note(row: RowReader) -> str | None:
    """Return 비고, after 신규 or 계속 where that has a column of its own."""
    note, kind = row.read("note", read_text), row.texts.get("kind")
    if kind is None or (note and kind in note):
        return note
    row.given.add("note")
    return f"{kind}; {note}" if note else kind


def _check(record: ProjectRecord, row: RowReader, limits: list[tuple[str, int]]) -> None:
    """Tell what no single cell could: no name, a cell too long, something that cannot go."""
    if record.name is None and "name" not in row.cleared:
        row.tell("name-missing", "name")
    for name, most in limits:
        if name in row.texts and len(row.texts[name]) > most:
            row.tell("too-long", name, limit=most)
    if row.cleared:
        for name in _STAYS & row.cleared:
            row.tell("cannot-clear", name)
        record.cleared = row.cleared
    record.given = _one_copy(frozenset(row.given))
    if row.problems:
        record.has_errors = any(one.severity == "error" for one in row.problems)


@lru_cache(maxsize=4096)
def _one_copy(fields: frozenset[str]) -> frozenset[str]:
    """Return one and the same set for all rows that fill the same columns."""
    return fields
