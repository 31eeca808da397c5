"""What step 3 asks of each column: which field it is, with its examples as they would be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions import importing
from registry.models import ImportBatch
from registry.sheets.choosing import Choices
from registry.sheets.deciding import (
    Kind,
    MoneyReading,
    doubled,
    kinds_of,
    looks_like_money,
    names_projects,
    read_sheets,
    reading_of,
    undecided,
    understood,
)
from registry.sheets.heading import MONEY_FIELDS, Heading
from registry.sheets.meaning import (
    AS_WRITTEN,
    ASIDE,
    LABELS,
    field_options,
    label_of,
    money_options,
)
from registry.sheets.outline import ColumnOutline, Outline

_SAYS = {
    MoneyReading.NO_UNIT: gettext_lazy("단위를 몰라 읽을 수 없습니다"),
    MoneyReading.NO_AMOUNT: gettext_lazy("금액으로 읽을 수 없습니다"),
}


@dataclass(frozen=True)
class ColumnQuestion:
    """One column on the page: its heading and examples, the choice, and how it reads by now."""

    column: ColumnOutline
    field: BoundField
    reads: str
    warning: str
    open: bool
    automatic: bool


@dataclass(frozen=True)
class TableQuestion:
    """Tables with the same headings: where they are, their columns, and what they lack."""

    kind: Kind
    columns: list[ColumnQuestion]
    notes: list[str]

    @property
    def places(self) -> str:
        """Return where they are: 본예산 3행, 추경 3행."""
        places = self.kind.places
        shown = [
            _("‘%(sheet)s’ 시트 %(row)s행") % {"sheet": s, "row": row} for s, row in places[:5]
        ]
        more = _(" 외 %(count)s곳") % {"count": len(places) - 5} if len(places) > 5 else ""
        return ", ".join(shown) + more


class ColumnsForm(forms.Form):
    """The questions of step 3, one for each different column of the sheets that are read."""

    remember = forms.BooleanField(required=False, initial=True)

    def __init__(self, batch: ImportBatch, outline: Outline, data: Any = None) -> None:
        super().__init__(data)
        self.batch = batch
        self.known = self._said = importing.choices_of(batch)
        self.kinds = kinds_of(read_sheets(outline, self.known))
        self.fields["remember"].label = _("이 열 맞추기를 %(body)s 기본값으로 기억합니다") % {
            "body": batch.municipality.full_name
        }
        for place, kind in enumerate(self.kinds):
            for column in kind.table.columns:
                self.fields[_name(place, column)] = self._field(kind, column)

    def _field(self, kind: Kind, column: ColumnOutline) -> forms.ChoiceField:
        written = self._written(kind, column)
        chosen = self.known.columns.get(kind.table.shape, {}).get(column.letter)
        first = [(AS_WRITTEN, _said(written))] if written else [("", _("고르세요"))]
        return forms.ChoiceField(
            label=column.column.text,
            required=False,
            choices=[*first, *self._options(kind, column)],
            initial=chosen or (AS_WRITTEN if written else ""),
        )

    @staticmethod
    def _written(kind: Kind, column: ColumnOutline) -> Heading | None:
        """Return what the heading itself says; None where it says nothing, or what another did."""
        known = {one.index: one.heading for one in kind.table.found.known}
        return known.get(column.column.index)

    @cached_property
    def _fields(self) -> list[tuple[str, str]]:
        return [(option.code, _(option.label)) for option in field_options()]

    def _options(self, kind: Kind, column: ColumnOutline) -> Iterator[tuple[str, Any]]:
        yield ASIDE, _(LABELS[ASIDE])
        yield _("등록 항목"), self._fields
        money = column.column.heading.field in MONEY_FIELDS
        if money or looks_like_money(column):
            for source, options in self._money(kind):
                yield _("재원: %(source)s") % {"source": _(source)}, options

    def _money(self, kind: Kind) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the money that a column may hold: of the table's year, of those it names."""
        said = {one.column.heading.fiscal_year for one in kind.table.columns} - {None}
        main = kind.table.fiscal_year or timezone.localdate().year
        years = [main, *sorted({year for year in said if year} - {main})[:4]]
        return [
            (source, [(one.code, _(one.label)) for one in options])
            for source, options in money_options(years)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse going on with a column undecided, doubled, or without 사업명."""
        cleaned: dict[str, Any] = super().clean() or {}
        self._said = self._chosen()  # before an error takes a choice away
        if "next" in self.data and not self.errors:
            for place, kind in enumerate(self.kinds):
                self._check(place, kind)
        return cleaned

    def _check(self, place: int, kind: Kind) -> None:
        choices = self.choices()
        open_ones = undecided(kind.table, choices)
        for letter in open_ones:
            self.add_error(
                f"{place}-{letter}",
                _("무엇인지 고르세요. 필요 없으면 ‘가져오지 않음’을 고르세요."),
            )
        for second, first in doubled(kind.table, choices):
            letters = {one.column.index: one.letter for one in kind.table.columns}
            if letters[second.index] in open_ones:
                continue
            self.add_error(
                f"{place}-{letters[second.index]}",
                _(
                    "‘%(meaning)s’에 두 열을 맞췄습니다: %(first)s열 ‘%(one)s’, %(second)s열 "
                    "‘%(other)s’. 한 열만 두고 다른 열은 ‘가져오지 않음’으로 바꿔 주세요."
                )
                % {
                    "meaning": label_of(second.heading),
                    "first": letters[first.index],
                    "one": first.text,
                    "second": letters[second.index],
                    "other": second.text,
                },
            )
        if not names_projects(kind.table, choices):
            self.add_error(None, _lacks_name(kind))

    def choices(self) -> Choices:
        """Return what was chosen, put into what was known."""
        return self._said

    def _chosen(self) -> Choices:
        columns = dict(self.known.columns)
        for place, kind in enumerate(self.kinds):
            said = {
                column.letter: self.cleaned_data.get(_name(place, column), "")
                for column in kind.table.columns
            }
            columns[kind.table.shape] = {letter: code for letter, code in said.items() if code}
        return replace(self.known, columns=columns)

    @property
    def questions(self) -> list[TableQuestion]:
        """Return the tables as the page asks about them."""
        choices = self._said
        return [
            TableQuestion(kind, self._columns(place, kind, choices), self._notes(kind, choices))
            for place, kind in enumerate(self.kinds)
        ]

    def _columns(self, place: int, kind: Kind, choices: Choices) -> list[ColumnQuestion]:
        meanings = {one.index: one.heading for one in understood(kind.table, choices).known}
        chosen = choices.columns.get(kind.table.shape, {})
        undecided_ones = undecided(kind.table, choices)
        unit = self._unit(kind, choices)
        questions = []
        for column in kind.table.columns:
            heading = meanings.get(column.column.index)
            reads = reading_of(column, heading, unit) if heading else None
            questions.append(
                ColumnQuestion(
                    column=column,
                    field=self[_name(place, column)],
                    reads="" if reads is None or isinstance(reads, MoneyReading) else reads,
                    warning=str(_SAYS[reads]) if isinstance(reads, MoneyReading) else "",
                    open=column.letter in undecided_ones,
                    automatic=chosen.get(column.letter, AS_WRITTEN) == AS_WRITTEN
                    and heading is not None,
                )
            )
        return questions

    def _unit(self, kind: Kind, choices: Choices) -> str | None:
        chosen = choices.of_sheet(kind.sheet.name).unit
        return chosen or kind.table.unit or self.batch.options.get("unit")

    def _notes(self, kind: Kind, choices: Choices) -> list[str]:
        """Return what the tables lack that a project should have."""
        fields = understood(kind.table, choices).fields
        year = choices.of_sheet(kind.sheet.name).fiscal_year or kind.table.fiscal_year
        notes = [] if "name" in fields else [_lacks_name(kind)]
        if not year and not fields & {"fiscal_year", "number"}:
            notes.append(
                _(
                    "회계연도를 알 수 없습니다. 회계연도 열을 맞추거나, 앞 단계에서 이 시트의 "
                    "회계연도를 적어 주세요. 없으면 새 사업을 등록할 수 없습니다."
                )
            )
        if "total" not in fields and "funding" not in fields:
            notes.append(_("금액 열이 없습니다. 금액 없이 등록하게 됩니다."))
        return notes


def _name(place: int, column: ColumnOutline) -> str:
    return f"{place}-{column.letter}"


def _said(heading: Heading) -> str:
    return _("%(meaning)s (제목대로)") % {"meaning": _(label_of(heading))}


def _lacks_name(kind: Kind) -> str:
    return _(
        "필수 항목 ‘사업명’이 ‘%(sheet)s’ 시트에 빠졌습니다. 사업 이름이 적힌 열을 ‘사업명’으로 "
        "맞추거나, 앞 단계에서 이 시트를 빼 주세요."
    ) % {"sheet": kind.sheet.name}
