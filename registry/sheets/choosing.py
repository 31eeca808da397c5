"""What a clerk has chosen of a file: which sheets, which header rows, what the columns mean."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from registry.notation.unit import read_unit
from registry.sheets.cells import column_letter
from registry.sheets.heading import Heading, compact
from registry.sheets.headings import Column, Columns, join_columns
from registry.sheets.meaning import AS_WRITTEN, heading_of
from registry.sheets.surroundings import Surroundings


@dataclass(frozen=True)
class SheetChoice:
    """What was chosen of one sheet; what is None or empty stays as it is found.

    `header_rows` are the numbers of its first header, from the top down; `unit` is a word (천원)
    that holds whatever the words around the table say, or "" where the clerk agrees with them;
    `fiscal_year` holds where no column says one.
    """

    read: bool | None = None
    header_rows: tuple[int, ...] = ()
    unit: str | None = None
    fiscal_year: int | None = None

    def settle(self, around: Surroundings) -> Surroundings:
        """Return what holds for a table of the sheet."""
        if self.unit and read_unit(self.unit) != around.unit:
            around = replace(around, unit=read_unit(self.unit), unit_cell=None)
        if self.fiscal_year:
            around = replace(around, fiscal_year=self.fiscal_year)
        return around


AS_FOUND = SheetChoice()


@dataclass(frozen=True)
class Choices:
    """All choices for a file.

    `sheets` goes by name, `columns` by the fingerprint of the headings and then by letter: tables
    with the same headings, on any sheet and in any file, are read alike.
    """

    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of_sheet(self, name: str) -> SheetChoice:
        """Return what was chosen of a sheet."""
        return self.sheets.get(name, AS_FOUND)

    def apply(self, columns: Columns, shape: str) -> Columns:
        """Return the columns of a table whose headings have the fingerprint `shape`."""
        chosen = self.columns.get(shape)
        if not chosen:
            return columns
        # 구분 without words such as 계 and 국비 below it is known by name, yet means nothing.
        unknown = [_as(column, replace(column.heading, field="")) for column in columns.unknown]
        known = [column for column in columns.all if column not in columns.unknown]
        everything = sorted([*known, *unknown], key=lambda column: column.index)
        return join_columns([_as_chosen(column, chosen) for column in everything])

    def as_json(self) -> dict[str, Any]:
        """Return the choices as JSON keeps them."""
        return {
            "sheets": {
                name: {
                    "read": sheet.read,
                    "header_rows": list(sheet.header_rows),
                    "unit": sheet.unit,
                    "fiscal_year": sheet.fiscal_year,
                }
                for name, sheet in self.sheets.items()
            },
            "columns": {shape: dict(columns) for shape, columns in self.columns.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Choices":
        """Return what `as_json` gave; nothing chosen where nothing was kept.

        >>> choices = Choices({"본예산": SheetChoice(True, (3,), "천원")}, {"f": {"B": "name"}})
        >>> Choices.from_json(choices.as_json()) == choices
        True
        """
        sheets = {
            name: SheetChoice(**{**sheet, "header_rows": tuple(sheet["header_rows"])})
            for name, sheet in kept.get("sheets", {}).items()
        }
        return cls(sheets, kept.get("columns", {}))


NO_CHOICES = Choices()


def fingerprint(columns: Columns) -> str:
    """Return by what the same headings in the same places are known again."""
    said = [f"{column_letter(column.index)} {compact(column.text)}" for column in columns.all]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _as_chosen(column: Column, chosen: Mapping[str, str]) -> Column:
    code = chosen.get(column_letter(column.index), AS_WRITTEN)
    return _as(column, heading_of(code, column.heading, column.text))


def _as(column: Column, heading: Heading) -> Column:
    return replace(column, heading=heading)
