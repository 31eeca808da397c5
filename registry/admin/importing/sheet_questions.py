"""What step 2 asks of each sheet: whether to read it, its header rows, its unit, its year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.importing.form import OFFERED_UNITS
from registry.models import ImportBatch
from registry.sheets.cells import column_letter
from registry.sheets.choosing import Choices, SheetChoice
from registry.sheets.deciding import contradicted_unit, lacks_unit, read_sheets
from registry.sheets.header import MAX_HEADER_ROWS
from registry.sheets.outline import Outline, SheetOutline, TableOutline
from registry.sheets.values import FIRST_YEAR, LAST_YEAR

_DEEPEST = 1000  # row in which a header may stand
_AS_SAID = "said"  # the unit that the file names


@dataclass(frozen=True)
class SheetQuestion:
    """One sheet on the page: what was found, what is asked, and what is wrong with it."""

    place: int
    sheet: SheetOutline
    read: BoundField
    first: BoundField
    last: BoundField
    unit: BoundField
    year: BoundField
    is_read: bool
    contradicted: TableOutline | None
    lacks_unit: bool

    @property
    def settings(self) -> list[BoundField]:
        """Return what is asked of a sheet besides whether to read it."""
        return [self.first, self.last, self.unit, self.year]

    @property
    def has_errors(self) -> bool:
        """Return whether an answer cannot be taken."""
        return any(field.errors for field in self.settings)

    @property
    def table(self) -> TableOutline | None:
        """Return its first table."""
        return self.sheet.tables[0] if self.sheet.tables else None

    @property
    def width(self) -> int:
        """Return how many columns the first rows have."""
        return max((len(row.cells) for row in self.sheet.shown), default=0)

    @property
    def letters(self) -> list[str]:
        """Return what the columns are called."""
        return [column_letter(index) for index in range(self.width)]

    @property
    def rows(self) -> Iterator[tuple[int, str, list[str]]]:
        """Yield the first rows, all of one width."""
        for row in self.sheet.shown:
            yield row.number, row.kind, [*row.cells, *[""] * (self.width - len(row.cells))]


class SheetsForm(forms.Form):
    """The questions of step 2, five for each sheet that holds anything."""

    def __init__(self, batch: ImportBatch, outline: Outline, data: Any = None) -> None:
        super().__init__(data)
        self.batch, self.outline = batch, outline
        self.known = importing.choices_of(batch)
        self.fallback: str | None = batch.options.get("unit")
        self._read = {sheet.name for sheet in read_sheets(outline, self.known)}
        self.asked = [one for one in enumerate(outline.sheets) if one[1].state != "empty"]
        self.empty = [sheet for sheet in outline.sheets if sheet.state == "empty"]
        for place, sheet in self.asked:
            self._ask(place, sheet)

    def _ask(self, place: int, sheet: SheetOutline) -> None:
        chosen = self.known.of_sheet(sheet.name)
        header = sheet.tables[0].header_rows if sheet.tables else (None,)
        self.fields[f"read-{place}"] = forms.BooleanField(
            label=_("이 시트를 읽습니다"), required=False, initial=sheet.name in self._read
        )
        self.fields[f"first-{place}"] = _row_number(_("제목 첫 행"), header[0])
        self.fields[f"last-{place}"] = _row_number(_("제목 끝 행"), header[-1])
        self.fields[f"unit-{place}"] = forms.ChoiceField(
            label=_("금액 단위"),
            required=False,
            choices=self._units(sheet),
            initial=self._unit_now(sheet, chosen),
        )
        self.fields[f"year-{place}"] = forms.IntegerField(
            label=_("회계연도"),
            required=False,
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            initial=chosen.fiscal_year or (sheet.tables[0].fiscal_year if sheet.tables else None),
        )

    def _units(self, sheet: SheetOutline) -> list[tuple[str, str]]:
        """Return the units to choose from: what a heading says of its column stays."""
        said = list(dict.fromkeys(table.unit for table in sheet.tables if table.unit))
        first = [("", _("고르세요"))]
        if said:
            as_said = _("파일에 적힌 대로 (%(units)s)") % {"units": ", ".join(said)}
            open_ = contradicted_unit(sheet, self.known, self.fallback)
            first = [*(first if open_ else []), (_AS_SAID, as_said)]
        elif self.fallback:
            first = [("", _("앞에서 고른 대로 (%(unit)s)") % {"unit": self.fallback})]
        if sheet.tables and all(map(says_unit_in_headings, sheet.tables)):
            return first
        return [*first, *((unit, unit) for unit in OFFERED_UNITS)]

    def _unit_now(self, sheet: SheetOutline, chosen: SheetChoice) -> str:
        """Return what stands in the choice of the unit: none while the file contradicts it."""
        if chosen.unit:
            return chosen.unit
        open_ = contradicted_unit(sheet, self.known, self.fallback)
        return "" if open_ or not any(table.unit for table in sheet.tables) else _AS_SAID

    def clean(self) -> dict[str, Any]:
        """Refuse headers upside down or too high, and going on with a question open."""
        cleaned: dict[str, Any] = super().clean() or {}
        for place, _sheet in self.asked:
            self._check_header(place)
        if "next" in self.data and not self.errors:
            self._check_open()
        return cleaned

    def _check_header(self, place: int) -> None:
        first, last = (self.cleaned_data.get(f"{name}-{place}") for name in ("first", "last"))
        if (first is None) != (last is None):
            self.add_error(f"first-{place}", _("제목의 첫 행과 끝 행을 모두 적어 주세요."))
        elif first and last and not 0 <= last - first < MAX_HEADER_ROWS:
            self.add_error(
                f"last-{place}",
                _("제목은 위에서 아래로 %(rows)s행까지입니다.") % {"rows": MAX_HEADER_ROWS},
            )

    def _check_open(self) -> None:
        choices, outline = self.choices(), self.outline
        read = read_sheets(outline, choices)
        if not read:
            self.add_error(None, _("읽을 시트를 하나 이상 골라 주세요."))
        for place, sheet in self.asked:
            if sheet not in read:
                continue
            if contradicted_unit(sheet, choices, self.fallback):
                self.add_error(
                    f"unit-{place}", _("파일에 적힌 단위와 고른 단위가 다릅니다. 정해 주세요.")
                )
            elif lacks_unit(sheet, choices, self.fallback):
                self.add_error(
                    f"unit-{place}",
                    _("숫자만 있는 금액이 있는데 단위가 적혀 있지 않습니다. 단위를 골라 주세요."),
                )

    def choices(self) -> Choices:
        """Return what was chosen, put into what was known."""
        sheets = {
            **self.known.sheets,
            **{sheet.name: self._choice(place, sheet) for place, sheet in self.asked},
        }
        return replace(self.known, sheets=sheets)

    def _choice(self, place: int, sheet: SheetOutline) -> SheetChoice:
        data = self.cleaned_data
        table = sheet.tables[0] if sheet.tables else None
        first, last = data.get(f"first-{place}"), data.get(f"last-{place}")
        header = tuple(range(first, last + 1)) if first and last else ()
        kept = self.known.of_sheet(sheet.name).header_rows
        if table and header == table.header_rows and not sheet.proposed:
            header = kept
        year = data.get(f"year-{place}")
        return SheetChoice(
            read=data.get(f"read-{place}", False),
            header_rows=header,
            unit=self._unit(place),
            fiscal_year=None if table and year == table.fiscal_year else year,
        )

    def _unit(self, place: int) -> str | None:
        """Return the unit that was chosen, "" for what the file says, None for nothing yet."""
        said = self.cleaned_data.get(f"unit-{place}")
        if said == _AS_SAID or self.data.get("take-unit") == str(place):
            return ""
        return said or None

    @property
    def questions(self) -> list[SheetQuestion]:
        """Return the sheets as the page asks about them."""
        return [self._question(place, sheet) for place, sheet in self.asked]

    def _question(self, place: int, sheet: SheetOutline) -> SheetQuestion:
        return SheetQuestion(
            place=place,
            sheet=sheet,
            read=self[f"read-{place}"],
            first=self[f"first-{place}"],
            last=self[f"last-{place}"],
            unit=self[f"unit-{place}"],
            year=self[f"year-{place}"],
            is_read=sheet.name in self._read,
            contradicted=contradicted_unit(sheet, self.known, self.fallback),
            lacks_unit=sheet.name in self._read and lacks_unit(sheet, self.known, self.fallback),
        )


def _row_number(label: str, initial: int | None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, required=False, min_value=1, max_value=_DEEPEST
    )


def says_unit_in_headings(table: TableOutline) -> bool:
    """Return whether the unit of a table stands in its headings: 총사업비(천원)."""
    return any(column.heading.unit for column in table.found.known)
