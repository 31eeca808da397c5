"""The door: the bytes of a clerk's file → what it says, row by row, and what is wrong with it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date

from registry.notation.places import Register
from registry.notation.unit import read_unit
from registry.sheets.cells import column_letter
from registry.sheets.choosing import NO_CHOICES, Choices
from registry.sheets.container import Limits, Refused
from registry.sheets.delimited import Content
from registry.sheets.duplicates import Duplicates
from registry.sheets.headings import Column
from registry.sheets.layout import Kind, Table, Walk
from registry.sheets.owners import Owners
from registry.sheets.passing import WITHOUT_NAMES, passed_over
from registry.sheets.records import Problem, ProjectRecord, problem, where
from registry.sheets.result import Reading, Refusal, Sheet, Skipped
from registry.sheets.row import Corrections, Plan
from registry.sheets.sums import sum_problem
from registry.sheets.surroundings import learn_from_name
from registry.sheets.table import Context, Entry, TableReader
from registry.sheets.workbook import Grid, Row, Workbook, open_workbook

__all__ = ["Reading", "Refusal", "Sheet", "Skipped", "column_problems", "read_workbook"]

Read = tuple[ProjectRecord, list[Problem]]

_SHOWN = 12
_LONGEST_HEADING = 20


def read_workbook(
    data: Content,
    file_name: str,
    *,
    register: Register,
    municipality: str | None = None,
    as_of: date | None = None,
    unit: int | None = None,
    limits: Limits | None = None,
    choices: Choices = NO_CHOICES,
) -> Reading:
    """Return what `data` says; never raises for anything that is in the file.

    `municipality` is the code of the owner where the file names none, `as_of` the day for
    relative words, `unit` what a bare number counts where the file gives no unit, `choices` what
    a clerk has said of its sheets and columns.
    """
    context = Context(Owners(register, municipality, as_of), as_of, unit)
    stream = Stream(file_name, context, limits or Limits(), choices)
    reading, duplicates = stream.reading, Duplicates()
    try:
        for record, problems in stream.read(data):
            found = duplicates.problem(record, record.sheet if stream.many else "")
            reading.rows.append(record)
            reading.problems += [*problems, found] if found else problems
    except Refused as refused:
        refusal = Refusal(refused.code, str(refused))
        return Reading(
            file_name, reading.format, reading.encoding, refusal, _not_read(reading.sheets)
        )
    return reading


def read_stream(
    file_name: str,
    *,
    register: Register,
    municipality: str | None = None,
    as_of: date | None = None,
    unit: int | None = None,
    corrections: Corrections | None = None,
    limits: Limits | None = None,
    choices: Choices = NO_CHOICES,
) -> "Stream":
    """Return a reader that takes no more memory for a million rows than for a thousand.

    It leaves it to its caller to find the rows that say the same. `corrections` are the words
    that a clerk has put in the place of what a field says: ``("status", "신규"): "계획"``.
    """
    owners = Owners(register, municipality, as_of)
    context = Context(owners, as_of, unit, corrections or {})
    return Stream(file_name, context, limits or Limits(), choices)


class Stream:
    """Reads a file row by row; what is no row's own goes into `reading` on the way."""

    def __init__(
        self, file_name: str, context: Context, limits: Limits, choices: Choices = NO_CHOICES
    ) -> None:
        self.reading = Reading(file_name)
        self.context = context
        self.limits = limits
        self.choices = choices
        self.rows = 0
        self.many = False  # several sheets: then every sentence names its sheet
        self.found: list[str] = []  # the likeliest headings where 사업명 is missing

    def read(self, data: Content) -> Iterator[Read]:
        """Yield every project with the problems of its rows; raise Refused."""
        workbook = open_workbook(data, self.limits)
        self.reading.format, self.reading.encoding = workbook.format, workbook.encoding
        self.many = workbook.sheets > 1
        self.context = replace(self.context, unit=_noted_unit(workbook) or self.context.unit)
        with closing(workbook):
            for grid in workbook.grids:
                yield from self._sheet(grid)
        if not any(sheet.state == "data" for sheet in self.reading.sheets):
            self._refuse()

    def _refuse(self) -> None:
        if not self.found:
            raise Refused("no-rows")
        more = " …" if len(self.found) > _SHOWN else ""
        raise Refused("no-name-column", found=", ".join(self.found[:_SHOWN]) + more)

    def _sheet(self, grid: Grid) -> Iterator[Read]:
        if passed := passed_over(grid, self.choices.of_sheet(grid.name)):
            self.reading.sheets.append(passed)
            return
        walk = Walk(grid, learn_from_name(grid.name), self.choices)
        sheet = Sheet(grid.name, "empty", "값이 없는 시트입니다.")
        self.reading.sheets.append(sheet)
        yield from self._read_lines(walk, sheet, grid)
        if sheet.state == "skipped" and walk.found:
            self.found = self.found or _shown_headings(walk.found)

    def _read_lines(self, walk: Walk, sheet: Sheet, grid: Grid) -> Iterator[Read]:
        """Read the rows of a sheet; each table in it has a reader of its own."""
        reader: TableReader | None = None
        entry: Entry | None = None
        above: list[Skipped] = []
        for line in walk.lines():
            if line.table and (reader is None or line.table is not reader.plan.table):
                yield from self._leave(reader, entry)
                named = line.table.names_projects
                reader, entry = self._enter(sheet, line.table, grid) if named else None, None
            if reader and entry and line.kind is None and reader.continues(entry, line.cells):
                reader.extend(entry, line.number, line.cells)
                above.append(Skipped(sheet.name, line.number, Kind.CONTINUATION))
            elif line.kind:
                above.append(Skipped(sheet.name, line.number, line.kind))
                if reader and line.kind in (Kind.SUBTOTAL, Kind.GRAND_TOTAL):
                    reader.state(line.number, line.cells)
            elif reader:
                yield from self._finished(reader, entry)
                entry = reader.read(line.number, line.cells)
            else:
                above.append(Skipped(sheet.name, line.number, Kind.NOTE))
        yield from self._leave(reader, entry)
        if sheet.state == "data":
            self.reading.skipped += above
        elif above:
            sheet.state, sheet.reason = "skipped", WITHOUT_NAMES

    def _enter(self, sheet: Sheet, table: Table, grid: Grid) -> TableReader:
        """Begin a table: what holds for its sheet, and which of its columns are in doubt."""
        if sheet.state != "data":
            sheet.state, sheet.reason = "data", None
            sheet.header_rows, sheet.columns = table.header_rows, table.columns
            sheet.unit = table.around.unit or _heading_unit(table) or self.context.unit
            sheet.unit_cell = table.around.unit_cell or _heading_unit_cell(table)
            sheet.fiscal_year, sheet.stage = table.around.fiscal_year, table.around.stage
        shown = sheet.name if self.many else ""
        plan = Plan(sheet.name, shown, table, self.context.corrections)
        self.reading.problems += column_problems(plan, self.context.owners.default is None)
        return TableReader(plan, self.context, grid)

    def _leave(self, reader: TableReader | None, entry: Entry | None) -> Iterator[Read]:
        """Finish a table: its last project, and its sums."""
        yield from self._finished(reader, entry)
        if reader:
            checked = [*reader.sums.checked()]
            self.reading.sums += checked
            wrong = [one for one in checked if not one.agrees]
            self.reading.problems += [sum_problem(one, reader.plan.shown) for one in wrong]

    def _finished(self, reader: TableReader | None, entry: Entry | None) -> Iterator[Read]:
        """Yield a project that has all its rows."""
        if reader is None or entry is None:
            return
        record = reader.finish(entry)
        self.rows += 1
        if self.rows > self.limits.rows:
            sheet = reader.plan.sheet
            raise Refused("too-many-rows", sheet=sheet, row=record.row, rows=self.limits.rows)
        yield record, entry.row.problems


def _noted_unit(workbook: Workbook) -> int | None:
    """Return the one unit that the sheets of a workbook name anywhere, for those that do not."""
    units = {unit for note in workbook.unit_notes if (unit := read_unit(note))}
    return units.pop() if len(units) == 1 else None


def _shown_headings(cells: Row) -> list[str]:
    """Return headings as a message lists them: each once, none longer than a heading is."""
    texts = [" ".join(text.split())[:_LONGEST_HEADING] for text in cells]
    return list(dict.fromkeys(filter(None, texts)))


def _not_read(sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets of a refused file: nothing of them counts."""
    return [
        replace(sheet, state="skipped") if sheet.state == "data" else sheet for sheet in sheets
    ]


def _heading_unit(table: Table) -> int | None:
    """Return the unit that the headings name, the total's first."""
    units = [c.heading for c in table.columns.known if c.heading.unit]
    units.sort(key=lambda heading: heading.field != "total")
    return units[0].unit if units else None


def _heading_unit_cell(table: Table) -> str | None:
    unit = _heading_unit(table)
    columns = [c for c in table.columns.known if unit and c.heading.unit == unit]
    columns.sort(key=lambda column: column.heading.field != "total")
    return f"{column_letter(columns[0].index)}{table.header_rows[-1]}" if columns else None


def column_problems(plan: Plan, owner_unknown: bool) -> list[Problem]:
    """Return what is in doubt about the columns of a table, each named once."""
    number, columns = plan.table.header_rows[-1], plan.table.columns
    problems = []
    for column in columns.unknown:
        problems.append(_column_problem("unknown-column", plan, column))
    for column, first in columns.duplicates:
        problems.append(_column_problem("duplicate-column", plan, column, first=first.text))
    if owner_unknown and not {"municipality", "sido", "number"} & plan.by_field.keys():
        place = where(number, sheet=plan.shown)
        problems.append(
            problem("municipality-missing", plan.sheet, number, place, field="municipality")
        )
    return problems


def _column_problem(code: str, plan: Plan, column: Column, first: str = "") -> Problem:
    number, letter = plan.table.header_rows[-1], column_letter(column.index)
    place = where(number, column.text, letter, plan.shown)
    return problem(code, plan.sheet, number, place, column=letter, text=column.text, first=first)
