"""One row of a table while it is read: its texts by field, and what turns out to be wrong."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from registry.notation.codes import Stage
from registry.sheets.cells import CLEAR, clean, column_letter
from registry.sheets.funding_columns import FundingKey
from registry.sheets.heading import AFTER, BEFORE, WHOLE_WORDS, Heading
from registry.sheets.heading_words import EXPORT_HEADINGS
from registry.sheets.headings import Column
from registry.sheets.layout import Table
from registry.sheets.records import Problem, problem, where
from registry.sheets.values import Unreadable
from registry.sheets.workbook import Row

BLANKS = frozenset("-─—―–−‐·ㆍ…")
NOTHING = BLANKS | {""}
AS_ABOVE = frozenset({"〃", "″", '"', "''", "상동", "위와 같음", "위와같음", "″″", "〃〃"})
_SPECIAL = NOTHING | AS_ABOVE | {CLEAR}
_TOTAL_FIELDS = frozenset({"certainty", "total_text", "total_min", "total_max"})
_DAY_FIELDS = frozenset({"start", "end", "period_certainty"})

V = TypeVar("V")
Corrections = Mapping[tuple[str, str], str]


class Said(Protocol):
    """What the rows above have said."""

    def get(self, name: str) -> str:
        """Return what they say in the column of a field."""


@dataclass(frozen=True, slots=True)
class Money:
    """A column of money: where it is, and what its heading says."""

    index: int
    letter: str
    text: str
    heading: Heading


@dataclass
class Plan:
    """What is the same for every row of a table: which column holds what.

    `shown` is the sheet's name where the file has several, else ""; `corrections` are the words
    that a clerk has put in the place of others, by field.
    """

    sheet: str
    shown: str
    table: Table
    corrections: Corrections = field(default_factory=dict)
    singles: list[tuple[int, str]] = field(init=False)
    money: list[Money] = field(init=False)
    years: list[Money] = field(init=False)  # 계 of a year, in a plan over years
    outside: list[Money] = field(init=False)  # 기투자 and 향후, around them
    by_field: dict[str, Column] = field(init=False)
    letters: Mapping[str, str] = field(init=False)
    width: int = field(init=False)
    bare_total: bool = field(init=False)  # no column says how certain the total is
    has_days: bool = field(init=False)  # columns for the first or the last day
    source: str = ""
    _of_source: dict[str, "Plan"] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = [c for c in self.table.columns.known if c.heading.field != "aside"]
        self.singles = [(c.index, c.heading.field) for c in known if c.heading.field != "funding"]
        self.money = [
            Money(c.index, column_letter(c.index), c.text, c.heading)
            for c in known
            if c.heading.field == "funding"
        ]
        self.years = [money for money in self.money if _is_planned(money.heading)]
        self.outside = [
            Money(c.index, column_letter(c.index), c.text, c.heading)
            for c in self.table.columns.known
            if c.heading.field == "aside" and c.heading.word in (BEFORE, AFTER)
        ]
        self.by_field = {c.heading.field: c for c in known if c.heading.field != "funding"}
        self.letters = {name: column_letter(c.index) for name, c in self.by_field.items()}
        self._of_source: dict[str, Plan] = {}
        self.bare_total = _TOTAL_FIELDS.isdisjoint(self.by_field)
        self.has_days = not _DAY_FIELDS.isdisjoint(self.by_field)
        self.width = max((c.index for c in known), default=-1) + 1

    @property
    def only_year(self) -> int | None:
        """Return the one year that the headings of money name: 2013 of ``2013 본예산 | 추경``."""
        years = {money.heading.fiscal_year for money in self.money} - {None}
        return years.pop() if len(years) == 1 else None

    def of_source(self, word: str) -> "Plan":
        """Return the plan of a row that holds the money of one source: 국비, 도비."""
        if word not in self._of_source:
            plan = self._of_source[word] = copy(self)
            plan.source = word
            plan.money = [*map(self._with_word(word), self._whole_money())]
        return self._of_source[word]

    def _whole_money(self) -> list[Money]:
        """Return the columns that hold a whole: the total, and 계 of every year."""
        wholes = [money for money in self.money if money.heading.word in WHOLE_WORDS]
        total = self.by_field.get("total")
        if total is None:
            return wholes
        heading = Heading("funding", total.heading.unit, word="계", of_total=True)
        letter = column_letter(total.index)
        return [Money(total.index, letter, total.text, heading), *wholes]

    @staticmethod
    def _with_word(word: str) -> Callable[[Money], Money]:
        return lambda money: replace(money, heading=replace(money.heading, word=word))


def _is_planned(heading: Heading) -> bool:
    whole = heading.key is None and heading.word in WHOLE_WORDS
    return whole and heading.stage in (None, Stage.PLAN)


class RowReader:
    """A row: `texts` by field, blank ones left out; `given`, `cleared` and `problems` fill up."""

    __slots__ = (
        "above",
        "cells",
        "cleared",
        "derived",
        "given",
        "number",
        "plan",
        "problems",
        "remarks",
        "shares",
        "texts",
        "wons",
    )

    def __init__(self, plan: Plan, number: int, cells: Row, above: Said | None) -> None:
        self.plan = plan
        self.number = number
        short = plan.width - len(cells)
        self.cells = cells + [""] * short if short > 0 else cells
        self.given: set[str] = set()
        self.cleared: frozenset[str] = frozenset()
        self.problems: list[Problem] = []
        self.shares: tuple[tuple[Money, FundingKey, str], ...] = ()  # 30 % in a column of money
        self.derived: frozenset[str] = frozenset()  # days worked out from words: 3월
        self.remarks: tuple[str, ...] = ()  # words that go into the note
        self.wons: dict[int, int] = {}  # what exact money stands in which column
        self.above = above
        self.texts = self._read_texts()

    def _read_texts(self) -> dict[str, str]:
        texts = {}
        grouped, corrections = self.plan.table.grouped, self.plan.corrections
        for index, name in self.plan.singles:
            raw = self.cells[index]
            if not raw and name in grouped:
                raw = self._above(name)
            if not raw:
                continue
            text = clean(raw)
            if text in _SPECIAL:
                text = self._special(name, text)
            if text:
                texts[name] = corrections.get((name, text), text) if corrections else text
        return texts

    def _special(self, name: str, text: str) -> str:
        """Return what a mark stands for: nothing, what is above, or that nothing is to stay."""
        if text in AS_ABOVE:
            text = self._above(name)
        if text == CLEAR:
            self.cleared |= {name}
        return "" if text in NOTHING or text == CLEAR else text

    def _above(self, name: str) -> str:
        return self.above.get(name) if self.above else ""

    def read_all(self, readers: list[tuple[str, Callable[[str], Any]]]) -> dict[str, Any]:
        """Return what each of `readers` makes of its field; of all rows, so without more calls."""
        values: dict[str, Any] = {}
        for name, reader in readers:
            text = self.texts.get(name)
            try:
                values[name] = None if text is None else reader(text)
            except Unreadable as error:
                self.tell(error.code, name, text or "", **error.values)
            else:
                if text is not None:
                    self.given.add(name)
        return values

    def read(self, name: str, reader: Callable[[str], V]) -> V | None:
        """Return what `reader` makes of the field, None where it is blank or cannot be read."""
        text = self.texts.get(name)
        if text is None:
            return None
        try:
            value = reader(text)
        except Unreadable as error:
            self.tell(error.code, name, text, **error.values)
            return None
        self.given.add(name)
        return value

    def tell(self, code: str, name: str, text: str = "", **values: object) -> None:
        """Note a problem with a field."""
        column = self.plan.by_field.get(name)
        heading = column.text if column else EXPORT_HEADINGS.get(name, "")
        self._tell(code, name, heading, self.plan.letters.get(name), text, values)

    def tell_money(self, code: str, money: Money, text: str = "", **values: object) -> None:
        """Note a problem with a column of money."""
        self._tell(code, "funding", money.text, money.letter, text, values)

    def tell_column(self, code: str, column: Column, text: str = "") -> None:
        """Note a problem with a column, whatever it holds."""
        name, letter = column.heading.field, column_letter(column.index)
        self._tell(code, name, column.text, letter, text, {})

    def _tell(
        self,
        code: str,
        name: str,
        heading: str,
        letter: str | None,
        text: str,
        values: dict[str, Any],
    ) -> None:
        if code == "unit-missing" and any(one.code == code for one in self.problems):
            return  # said once for the row
        place = where(self.number, heading, letter or "", self.plan.shown)
        self.problems.append(
            problem(
                code,
                self.plan.sheet,
                self.number,
                place,
                column=letter,
                field=name,
                text=text,
                **values,
            )
        )
