"""양식: a workbook to write projects in, blank or with a municipality's projects in it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from registry.actions.handouts.accepted import Accepted, funding_keys_of, write_accepted
from registry.actions.handouts.guide import COLUMNS, FUNDING, write_guide
from registry.actions.handouts.paper import (
    HEADING,
    PART_OF_WON,
    WON,
    text_cell,
    value_cell,
    width_of,
    widths,
)
from registry.models import Municipality, Project, User
from registry.notation.codes import Publication
from registry.notation.unit import UNITS
from registry.resources import ProjectResource, funding_keys, in_order
from registry.sheets.funding_columns import FundingKey, funding_heading
from registry.sheets.handout import CHOICES
from registry.sheets.heading import MONEY_FIELDS
from registry.sheets.heading_words import EXPORT_HEADINGS

FORM_UNITS = ("천원", "원", "백만원")
_SHEET = "사업"
_ROOM = 1_000  # rows below the last project for which the lists are offered
_WIDE = {"name": 40, "description": 40, "quote": 40, "municipality": 18, "department": 20}
_DAYS = frozenset({"start", "end"})


@dataclass(frozen=True)
class FormOrder:
    """Which form is wanted: whose, for which year's money, in which unit (천원)."""

    user: User
    body: Municipality
    year: int
    unit: str = FORM_UNITS[0]

    @property
    def won(self) -> int:
        """Return how many won one of the unit is."""
        return UNITS[self.unit]


def blank_form(order: FormOrder) -> bytes:
    """Return the form with nothing in it."""
    return _form(order, Project.objects.none())


def filled_form(order: FormOrder) -> bytes:
    """Return the form with the projects of the body that the person may read."""
    return _form(order, projects_of(order))


def projects_of(order: FormOrder) -> QuerySet[Project]:
    """Return the projects that stand in a filled form: not those that were withdrawn."""
    mine = Project.objects.readable_by(order.user).led_by(order.body)
    return mine.exclude(publication=Publication.WITHDRAWN).order_by("fiscal_year", "number")


def _form(order: FormOrder, projects: QuerySet[Project]) -> bytes:
    money = in_order({*funding_keys_of(order.year), *funding_keys(projects)})
    accepted = Accepted.of(order.user, order.body, order.year)
    book = Workbook(write_only=True)
    sheet = _Sheet(book.create_sheet(_SHEET), order, money)
    rows = sheet.write(projects)
    sheet.offer(accepted, last=rows + _ROOM)
    write_guide(book, sheet.named, sheet.headings[-1], order.unit)
    write_accepted(book, accepted)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class _Sheet:
    """The sheet 사업: the columns of the export, money in the unit that was asked for."""

    def __init__(self, sheet: Any, order: FormOrder, money: list[FundingKey]) -> None:
        self.sheet, self.order, self.money = sheet, order, money
        self.resource = ProjectResource(funding=money, for_public=False)
        self.fields = [*EXPORT_HEADINGS]
        self.named = {field: _heading(field, order) for field in self.fields}
        self.headings = [*self.named.values(), *(_money_heading(key, order) for key in money)]

    def write(self, projects: QuerySet[Project]) -> int:
        """Write the headings and the projects; return in which row the last one stands."""
        self._prepare()
        notes = [COLUMNS[field][0] for field in self.fields] + [FUNDING[0]] * len(self.money)
        told = zip(self.headings, notes, strict=True)
        self.sheet.append([text_cell(self.sheet, head, HEADING, note) for head, note in told])
        last = 1
        for last, cells in enumerate(self._rows(projects), 2):  # noqa: B007
            self.sheet.append(cells)
        return last

    def offer(self, accepted: Accepted, last: int) -> None:
        """Let the program offer the accepted values; others may be written all the same."""
        for place, (field, values) in enumerate(accepted.lists.items(), 1):
            if values:
                letter = get_column_letter(place)
                source = f"'{CHOICES}'!${letter}$2:${letter}${len(values) + 1}"
                column = get_column_letter(self.fields.index(field) + 1)
                self.sheet.data_validations.append(_list(source, f"{column}2:{column}{last}"))

    def _prepare(self) -> None:
        self.sheet.freeze_panes = self.sheet_corner
        money = [width_of(heading) for heading in self.headings[len(self.fields) :]]
        widths(self.sheet, [*(_WIDE.get(field, 16) for field in self.fields), *money])
        for place, field in enumerate([*self.fields, *["funding"] * len(self.money)], 1):
            if field in MONEY_FIELDS:
                column = self.sheet.column_dimensions[get_column_letter(place)]
                column.number_format = WON.number_format

    @property
    def sheet_corner(self) -> str:
        """Return the cell right of 사업명 and below the headings."""
        return f"{get_column_letter(self.fields.index('name') + 2)}2"

    def _rows(self, projects: QuerySet[Project]) -> Iterator[list[Any]]:
        columns = self.resource.get_export_fields()
        names = [*self.fields, *["funding"] * len(self.money)]
        for project in self.resource.iter_queryset(projects):
            values = [self.resource.export_field(column, project) for column in columns]
            yield [self._cell(*pair) for pair in zip(names, values, strict=True)]

    def _cell(self, name: str, value: Any) -> Any:
        if name in MONEY_FIELDS:
            return None if value == "" else self._won(value)
        if isinstance(value, int):
            return value
        return (value_cell if name in _DAYS else text_cell)(self.sheet, value)

    def _won(self, won: int) -> Any:
        """Return an amount in the unit of the form, to the last won."""
        units, rest = divmod(won, self.order.won)
        if not rest:
            return value_cell(self.sheet, str(units), WON)
        exact = Decimal(won) / self.order.won
        return value_cell(self.sheet, f"{exact.normalize():f}", PART_OF_WON)


def _heading(field: str, order: FormOrder) -> str:
    """Return the heading of the export, its (원) for the unit of the form."""
    return EXPORT_HEADINGS[field].replace("(원)", f"({order.unit})")


def _money_heading(key: FundingKey, order: FormOrder) -> str:
    return f"{funding_heading(*key)}({order.unit})"


def _list(source: str, cells: str) -> DataValidation:
    """Return a drop-down list that warns of other values: (지움) and 〃 are none of the list."""
    offered = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        errorTitle="목록에 없는 값입니다",
        error="‘고를 수 있는 값’ 시트에 없는 값입니다. 이대로 적으려면 ‘예’를 누르세요.",
    )
    offered.add(cells)
    return offered
