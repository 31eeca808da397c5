"""What a file was understood to say, as Python has it and as JSON prints it (DESIGN.md 7)."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from registry.notation.codes import Stage
from registry.notation.unit import UNITS
from registry.sheets.headings import Columns
from registry.sheets.layout import Kind
from registry.sheets.records import Problem, ProjectRecord
from registry.sheets.sums import CheckedSum

_UNIT_WORDS = {won: word for word, won in reversed(UNITS.items())}


class Refusal(NamedTuple):
    """Why a file cannot be read at all."""

    code: str
    message: str


class Skipped(NamedTuple):
    """A row that is no project, and what it is."""

    sheet: str
    row: int
    kind: Kind


@dataclass
class Sheet:
    """A sheet and what was understood of it. `state`: data, skipped, hidden or empty."""

    name: str
    state: str
    reason: str | None = None
    header_rows: tuple[int, ...] = ()
    unit: int | None = None
    unit_cell: str | None = None
    fiscal_year: int | None = None
    stage: Stage | None = None
    columns: Columns | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the sheet as ``read_workbook --json`` prints it."""
        return {
            "name": self.name,
            "state": self.state,
            "reason": self.reason,
            "header_rows": list(self.header_rows),
            "unit": _UNIT_WORDS.get(self.unit) if self.unit else None,
            "unit_cell": self.unit_cell,
            "fiscal_year": self.fiscal_year,
            "stage": self.stage,
        }


@dataclass
class Reading:
    """All that was understood of a file; a refused file has no rows."""

    file: str
    format: str | None = None
    encoding: str | None = None
    refused: Refusal | None = None
    sheets: list[Sheet] = field(default_factory=list)
    rows: list[ProjectRecord] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sums: list[CheckedSum] = field(default_factory=list)

    @property
    def not_read(self) -> list[dict[str, str]]:
        """Return every sheet of which nothing was read, and why."""
        passed = (one for one in self.sheets if one.state != "data")
        return [{"name": one.name, "reason": one.reason or ""} for one in passed]

    def as_json(self) -> dict[str, Any]:
        """Return the reading as ``read_workbook --json`` prints it (DESIGN.md 7)."""
        return {
            "file": self.file,
            "format": self.format,
            "encoding": self.encoding,
            "refused": self.refused._asdict() if self.refused else None,
            "sheets": [sheet.as_json() for sheet in self.sheets],
            "rows": [record.as_json() for record in self.rows],
            "skipped": [skipped._asdict() for skipped in self.skipped],
            "problems": [one.as_json() for one in self.problems],
        }
