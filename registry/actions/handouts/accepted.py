"""고를 수 있는 값: what may be written in a column, as a list to look into and to choose from."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from registry.actions.handouts.paper import HEADING, text_cell, width_of, widths
from registry.models import Department, Municipality, User
from registry.notation.codes import (
    Certainty,
    Code,
    PeriodCertainty,
    ProjectType,
    Role,
    Stage,
    Status,
)
from registry.notation.funding import FUNDING_KINDS
from registry.sheets.funding_columns import FundingKey, funding_heading
from registry.sheets.handout import CHOICES
from registry.sheets.heading_words import EXPORT_HEADINGS

_FUNDING = "재원 제목"


@dataclass(frozen=True)
class Accepted:
    """The accepted values by field of the export, and headings of money."""

    lists: dict[str, list[str]]
    funding: list[str]

    @classmethod
    def of(cls, user: User, body: Municipality, year: int | None = None) -> "Accepted":
        """Return what `user` may write for `body`; the headings of money are those of `year`."""
        lists = {
            "municipality": _bodies(user),
            "department": _departments(body),
            "type": _labels(ProjectType),
            "status": _labels(Status),
            "certainty": _labels(Certainty),
            "period_certainty": _labels(PeriodCertainty),
        }
        return cls(lists, funding_headings(year or timezone.localdate().year))

    @property
    def columns(self) -> list[tuple[str, list[str]]]:
        """Return every list with its heading, in the order of the sheet."""
        named = [(EXPORT_HEADINGS[field], values) for field, values in self.lists.items()]
        return [*named, (_FUNDING, self.funding)]


def write_accepted(book: Any, accepted: Accepted) -> None:
    """Add the sheet: a list a column."""
    sheet = book.create_sheet(CHOICES)
    sheet.freeze_panes = "A2"
    columns = accepted.columns
    widths(sheet, [max(map(width_of, (head, *values))) for head, values in columns])
    sheet.append([text_cell(sheet, heading, HEADING) for heading, _values in columns])
    for row in zip_longest(*(values for _heading, values in columns), fillvalue=""):
        sheet.append([text_cell(sheet, value) for value in row])


def funding_headings(year: int) -> list[str]:
    """Return the headings under which money of a year may be written."""
    keys = [(source, kind, year, Stage.ORIGINAL) for source, kind in FUNDING_KINDS]
    return [funding_heading(*key) for key in keys]


def funding_keys_of(year: int) -> list[FundingKey]:
    """Return the money of a year for which a form has columns: every source, no kinds of it."""
    return [
        FundingKey(source, None, year, Stage.ORIGINAL, None)
        for source, kind in FUNDING_KINDS
        if kind is None
    ]


def _bodies(user: User) -> list[str]:
    bodies = user.municipalities(Role.WRITER).local_governments().order_by("code")
    return list(dict.fromkeys(bodies.values_list("full_name", flat=True)))


def _departments(body: Municipality) -> list[str]:
    offices = Department.objects.in_use().filter(municipality__lineage=body.lineage)
    return sorted({str(office) for office in offices.select_related("parent")})


def _labels(codes: type[Code]) -> list[str]:
    return [code.label for code in codes]
