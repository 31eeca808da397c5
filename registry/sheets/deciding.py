"""What a clerk still has to decide before a file can be read: sheets, units, columns."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from registry.notation.codes import Certainty
from registry.notation.unit import read_unit
from registry.notation.won import format_won
from registry.sheets.amounts import plain_won, total_statement, won_amount
from registry.sheets.cells import column_letter
from registry.sheets.choosing import Choices
from registry.sheets.heading import MONEY_FIELDS, Heading
from registry.sheets.headings import Column, Columns
from registry.sheets.outline import ColumnOutline, Outline, SheetOutline, TableOutline
from registry.sheets.values import Unreadable

_WIDE = 3  # columns that make a list, whatever their headings say


class Step(StrEnum):
    """Where a file stands: at its sheets, at its columns, or ready to be checked."""

    SHEETS = "sheets"
    COLUMNS = "columns"
    READY = "ready"


class MoneyReading(StrEnum):
    """Why an example of money reads as nothing."""

    NO_UNIT = "unit-missing"
    NO_AMOUNT = "not-an-amount"


@dataclass(frozen=True)
class Kind:
    """Tables with the same headings, which are read alike: the first, and where they all are."""

    sheet: SheetOutline
    table: TableOutline
    places: tuple[tuple[str, int], ...]  # sheet and last header row
    rows: int


def read_sheets(outline: Outline, choices: Choices) -> list[SheetOutline]:
    """Return the sheets that would be read: the chosen ones, else those with 사업명.

    Where no sheet has 사업명, the longest one that looks like a table is proposed.
    """
    usual = {sheet.name for sheet in outline.sheets if sheet.state == "data"}
    if not usual:
        guesses = [s for s in outline.sheets if s.proposed and s.state != "hidden"]
        usual = {max(guesses, key=lambda sheet: sheet.rows).name} if guesses else set()
    return [
        sheet
        for sheet in outline.sheets
        if sheet.tables and _said_or(choices.of_sheet(sheet.name).read, sheet.name in usual)
    ]


def _said_or(said: bool | None, usual: bool) -> bool:
    return usual if said is None else said


def settled(outline: Outline, choices: Choices) -> Choices:
    """Return the choices with every sheet named, so that the file is read as it was shown."""
    read = {sheet.name for sheet in read_sheets(outline, choices)}
    sheets = {}
    for sheet in outline.sheets:
        chosen = replace(choices.of_sheet(sheet.name), read=sheet.name in read)
        if sheet.proposed and sheet.name in read:
            chosen = replace(chosen, header_rows=sheet.tables[0].header_rows)
        sheets[sheet.name] = chosen
    return replace(choices, sheets=sheets)


def contradicted_unit(
    sheet: SheetOutline, choices: Choices, unit: str | None
) -> TableOutline | None:
    """Return the table that says another unit than the clerk chose for the file."""
    if unit is None or choices.of_sheet(sheet.name).unit is not None:
        return None
    return next((one for one in sheet.tables if one.unit not in (None, unit)), None)


def lacks_unit(sheet: SheetOutline, choices: Choices, unit: str | None) -> bool:
    """Return whether bare numbers stand for money, and nobody says what they count."""
    chosen = choices.of_sheet(sheet.name).unit or unit
    return any(
        reading_of(column, known.heading, chosen or table.unit) is MoneyReading.NO_UNIT
        for table in sheet.tables
        for known, column in _known(table, choices)
    )


def _known(table: TableOutline, choices: Choices) -> list[tuple[Column, ColumnOutline]]:
    outlines = {one.column.index: one for one in table.columns}
    return [(one, outlines[one.index]) for one in understood(table, choices).known]


def understood(table: TableOutline, choices: Choices) -> Columns:
    """Return what the columns of a table mean by now."""
    return choices.apply(table.found, table.shape)


def undecided(table: TableOutline, choices: Choices) -> list[str]:
    """Return the letters of the columns of which nobody knows what they mean."""
    columns, chosen = understood(table, choices), choices.columns.get(table.shape, {})
    seconds = [second for second, _first in columns.duplicates]
    letters = [column_letter(column.index) for column in (*columns.unknown, *seconds)]
    return [letter for letter in letters if letter not in chosen]


def doubled(table: TableOutline, choices: Choices) -> list[tuple[Column, Column]]:
    """Return the columns that mean the same, the second before the first."""
    return list(understood(table, choices).duplicates)


def names_projects(table: TableOutline, choices: Choices) -> bool:
    """Return whether a column holds 사업명."""
    return "name" in understood(table, choices).fields


def kinds_of(sheets: list[SheetOutline]) -> list[Kind]:
    """Return the different tables of these sheets, in their order."""
    kinds: dict[str, Kind] = {}
    for sheet in sheets:
        for table in sheet.tables:
            place = (sheet.name, table.header_rows[-1])
            known = kinds.get(table.shape) or Kind(sheet, table, (), 0)
            kinds[table.shape] = replace(
                known, places=(*known.places, place), rows=known.rows + table.rows
            )
    return list(kinds.values())


def open_sheets(outline: Outline, choices: Choices, unit: str | None) -> bool:
    """Return whether step 2 leaves a question: no sheet to read, or a unit unsaid or doubted."""
    read = read_sheets(outline, choices)
    return not read or any(
        contradicted_unit(sheet, choices, unit) or lacks_unit(sheet, choices, unit)
        for sheet in read
    )


def open_columns(outline: Outline, choices: Choices) -> bool:
    """Return whether step 3 leaves a question."""
    return any(
        undecided(kind.table, choices)
        or doubled(kind.table, choices)
        or not names_projects(kind.table, choices)
        for kind in kinds_of(read_sheets(outline, choices))
    )


def next_step(outline: Outline, choices: Choices, unit: str | None, seen: Collection[str]) -> Step:
    """Return the first step that needs the clerk; steps once `seen` need only their questions.

    One sheet with 사업명, all its columns known, and no other table beside it needs none.
    """
    new = Step.SHEETS not in seen and _sheets_unclear(outline, choices)
    if new or open_sheets(outline, choices, unit):
        return Step.SHEETS
    return Step.COLUMNS if open_columns(outline, choices) else Step.READY


def _sheets_unclear(outline: Outline, choices: Choices) -> bool:
    """Return whether a clerk should see which sheets are read before any is.

    Of 본예산 (사업명) and 출연기관 (내역) only the first is read by itself: half of the file
    would be missing without a word.
    """
    read = read_sheets(outline, choices)
    if len(read) != 1 or any(holds_list(one) for one in outline.sheets if one not in read):
        return True
    return read[0].proposed and open_columns(outline, choices)


def holds_list(sheet: SheetOutline) -> bool:
    """Return whether a visible sheet holds a list, which may be of projects.

    A cover holds none: pairs such as 작성 부서 | 정보통신과, in two columns and without money.
    """
    if sheet.state in ("hidden", "empty") or not sheet.tables or not sheet.rows:
        return False
    return not sheet.proposed or any(_is_list(table) for table in sheet.tables)


def _is_list(table: TableOutline) -> bool:
    filled = [one for one in table.columns if one.examples]
    money = any(one.column.heading.field in MONEY_FIELDS for one in filled)
    return len(filled) >= _WIDE or (money and len(filled) > 1)


def reading_of(
    column: ColumnOutline, heading: Heading, unit: str | None
) -> str | MoneyReading | None:
    """Return how the first example of money reads: ``52억 2,400만 원``; None where it is none.

    `unit` is the word that holds where the heading names none.
    """
    if heading.field not in MONEY_FIELDS or not column.examples:
        return None
    text = column.examples[0]
    counts = heading.unit or (read_unit(unit) if unit else None)
    try:
        won = _won(text, counts, heading)
    except Unreadable as error:
        known = error.code == MoneyReading.NO_UNIT
        return MoneyReading.NO_UNIT if known else MoneyReading.NO_AMOUNT
    return None if won is None else format_won(won)


def _won(text: str, unit: int | None, heading: Heading) -> int | None:
    won = plain_won(text, unit)
    if won is not None:
        return won
    total = heading.field == "total"
    amount = total_statement(text, unit, None).amount if total else won_amount(text, unit)
    return amount.won if amount.certainty in (Certainty.EXACT, Certainty.ABOUT) else None


def looks_like_money(column: ColumnOutline) -> bool:
    """Return whether the examples of a column could be money."""
    try:
        return bool(column.examples) and all(
            won_amount(text, 1).certainty is not Certainty.UNSTATED for text in column.examples
        )
    except Unreadable:
        return False
