"""What a row of a clerk's sheet says, as a record; and what is wrong with it, as a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from registry.notation.amount import Amount
from registry.notation.codes import Certainty, Funding, ProjectType, Stage, Status, SubKind
from registry.notation.particles import Quoted
from registry.sheets.funding_columns import FundingKey
from registry.sheets.messages import PROBLEMS, severity

if TYPE_CHECKING:
    from registry.notation.period import Period

NO_AMOUNT = Amount("", Certainty.UNSTATED)


class Participant(NamedTuple):
    """A body that takes part: its name as written, and its code where we know it."""

    name: str
    municipality: str | None


class FundingRow(NamedTuple):
    """Money of one source, year and stage."""

    source: Funding
    sub_kind: SubKind | None
    fiscal_year: int | None
    stage: Stage
    round: int | None
    won: int

    @property
    def key(self) -> FundingKey:
        """Return which money it is, without the won."""
        return FundingKey(*self[:5])


class StatedEstimate(NamedTuple):
    """A number that is no budget; `won` is None where only words were given."""

    text: str
    won: int | None
    basis: str


class Problem(NamedTuple):
    """Something in the file that a clerk must put right (error) or may accept (warning)."""

    sheet: str
    row: int
    column: str | None
    field: str | None
    severity: str
    code: str
    message: str
    text: str = ""  # what the cell says
    choices: tuple[str, ...] = ()  # what it might say instead

    def as_json(self) -> dict[str, Any]:
        """Return the problem as ``read_workbook --json`` prints it (DESIGN.md 7)."""
        return dict(zip(self._fields[:7], self, strict=False))


@dataclass(slots=True, kw_only=True)
class ProjectRecord:
    """One project as a file has it, every value with the words it was read from.

    `given` names the fields with a value, `cleared` those with ``(지움)``; a field in neither was
    blank or has no column, and an import keeps what is stored. Money columns that were cleared
    stand in `cleared_funding`. `columns` tells in which column (``F``) each field stands.
    """

    sheet: str
    row: int
    rows: tuple[int, ...]
    number: str | None = None
    municipality: str | None = None
    municipality_text: str = ""
    department: str | None = None
    name: str | None = None
    fiscal_year: int | None = None
    type: ProjectType | None = None
    status: Status | None = None
    period: "Period | None" = None
    total: Amount = NO_AMOUNT
    total_is_of_year: bool = False  # read from 예산액, where no 총사업비 stands
    estimate: StatedEstimate | None = None
    funding: tuple[FundingRow, ...] = ()
    participants: tuple[Participant, ...] = ()
    participants_stated: int | None = None
    description: str | None = None
    outputs: str | None = None
    note: str | None = None
    source_title: str | None = None
    quote: str | None = None
    given: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()
    cleared_funding: tuple[FundingKey, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict, repr=False)
    has_errors: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the record as ``read_workbook --json`` prints it (DESIGN.md 7)."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "rows": list(self.rows),
            "number": self.number,
            "municipality": self.municipality,
            "participants": [p.municipality or p.name for p in self.participants],
            "participants_stated": self.participants_stated,
            "department": self.department,
            "name": self.name,
            "fiscal_year": self.fiscal_year,
            "status": self.status,
            "type": self.type,
            "period": _period_json(self.period),
            "total": _amount_json(self.total),
            "estimate": self.estimate._asdict() if self.estimate else None,
            "funding": [row._asdict() for row in self.funding],
            "note": self.note,
        }


def _period_json(period: "Period | None") -> dict[str, Any] | None:
    if period is None:
        return None
    return {
        "text": period.text,
        "start": period.start,
        "end": period.end,
        "certainty": period.certainty,
    }


def _amount_json(amount: Amount) -> dict[str, Any]:
    return {
        "text": amount.text,
        "won": amount.won,
        "min_won": amount.min_won,
        "max_won": amount.max_won,
        "certainty": amount.certainty,
    }


def where(row: int, heading: str = "", letter: str = "", sheet: str = "") -> str:
    """Return where in the file: for people, with the cell.

    >>> where(7, "총사업비", "F"), where(9), where(7, "국비", "G", "본예산")
    ('7행 총사업비(F7)', '9행', '‘본예산’ 시트 7행 국비(G7)')
    """
    place = f"‘{sheet}’ 시트 {row}행" if sheet else f"{row}행"
    cell = f"{letter}{row}" if letter else ""
    return f"{place} {heading}({cell})" if heading and cell else place


def problem(
    code: str,
    sheet: str,
    row: int,
    place: str,
    *,
    column: str | None = None,
    field: str | None = None,
    text: str = "",
    choices: tuple[str, ...] = (),
    **values: object,
) -> Problem:
    """Return the problem with the sentence of `code`, filled in.

    >>> problem("not-a-year", "", 7, where(7, "회계연도", "C"), text="내년").message
    '7행 회계연도(C7): ‘내년’을 연도로 읽을 수 없습니다. ‘2013’처럼 네 자리로 적어 주세요.'
    """
    shown = {"where": place, "text": Quoted(text), "choices": ", ".join(choices)}
    message = PROBLEMS[code].format(**shown, **values)
    return Problem(sheet, row, column, field, severity(code), code, message, text, choices)
