"""The total and the estimate of a row, from one cell or from the columns of an export."""

import re
from functools import lru_cache

from registry.notation.amount import Amount, read_amount
from registry.notation.bodies import Body
from registry.notation.codes import Certainty
from registry.notation.figure import MAX_WON, NotAnAmount, UnitMissing
from registry.notation.statement import Statement, read_statement
from registry.sheets.records import NO_AMOUNT, StatedEstimate
from registry.sheets.row import RowReader
from registry.sheets.values import Unreadable, read_certainty, read_text

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_ESTIMATE_FIELDS = frozenset({"estimate", "estimate_text", "estimate_basis"})
_LESS = ("△", "▲")  # before an amount: less than before; no amount of a project begins so
_NO_WON = frozenset({Certainty.UNDECIDED, Certainty.UNSTATED, Certainty.NONE})
_WITH_WON = frozenset({Certainty.EXACT, Certainty.ABOUT})


def plain_won(text: str, unit: int | None) -> int | None:
    """Return the won of bare digits, which most cells are; None leaves it to `notation`.

    >>> plain_won("1,240", 10**6), plain_won("52억", 1), plain_won("1,50", 1)
    (1240000000, None, None)
    """
    digits = text.replace(",", "") if "," in text and _GROUPED.fullmatch(text) else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        return None
    won = int(digits)
    if won and unit is None:
        raise Unreadable("unit-missing")
    won *= unit or 1
    return won if won <= MAX_WON else None


def won_amount(text: str, unit: int | None) -> Amount:
    """Return the amount in `text`; raise Unreadable for no amount, and for one below zero."""
    won = plain_won(text, unit)
    return _words_amount(text, unit) if won is None else Amount(text, Certainty.EXACT, won)


@lru_cache(maxsize=8192)
def _words_amount(text: str, unit: int | None) -> Amount:
    try:
        amount = read_amount(text, unit)
    except UnitMissing as error:
        raise _unit_missing(error, unit) from None
    except NotAnAmount as error:
        raise _no_amount(error, text) from None
    return _not_negative(amount)


def _no_amount(error: NotAnAmount, text: str) -> Unreadable:
    """Tell a change of the budget (△5억여 원) from what is no amount at all."""
    if text.lstrip("- ").startswith(_LESS):
        return Unreadable("negative-amount")
    return Unreadable("not-an-amount", reason=str(error))


def _unit_missing(error: UnitMissing, unit: int | None) -> Unreadable:
    """Tell a table without a unit from a number that no unit makes sure: 5억 2400."""
    if unit is None:
        return Unreadable("unit-missing")
    return Unreadable("not-an-amount", reason=str(error))


def _not_negative(amount: Amount) -> Amount:
    if amount.won is not None and amount.won < 0:
        raise Unreadable("negative-amount")
    return amount


def total_statement(text: str, unit: int | None, owner: Body | None) -> Statement:
    """Return all that a cell says about a total; raise Unreadable where it says nothing sure."""
    try:
        statement = read_statement(text, unit, owner)
    except UnitMissing as error:
        raise _unit_missing(error, unit) from None
    except NotAnAmount as error:
        raise _no_amount(error, text) from None
    _not_negative(statement.amount)
    return statement


class Totals:
    """The total of one row: `amount`, with the `statement` where the cell said more."""

    __slots__ = ("amount", "estimate", "owner", "row", "statement", "unit")

    def __init__(self, row: RowReader, unit: int | None, owner: Body | None) -> None:
        self.row = row
        self.unit = unit
        self.owner = owner
        self.statement: Statement | None = None
        self.estimate: StatedEstimate | None = None
        self.amount = self._amount()
        if self.statement or not _ESTIMATE_FIELDS.isdisjoint(row.texts):
            self._read_estimate()

    def unit_of(self, name: str) -> int | None:
        """Return what a bare number counts in the column of a field."""
        column = self.row.plan.by_field.get(name)
        return (column.heading.unit if column else None) or self.unit

    def _amount(self) -> Amount:
        cell = self._from_cell("total", self.unit_of("total"))
        if self.row.plan.bare_total:
            return cell or NO_AMOUNT
        certainty = self.row.read("certainty", read_certainty)
        words = self.row.read("total_text", read_text)
        if certainty is None:
            amount = cell or self._unmarked()
            return _worded(amount, words) if words else amount
        amount = self._stated(certainty, cell or NO_AMOUNT)
        has_words = "total_text" in self.row.plan.by_field
        return _worded(amount, words or "") if has_words else amount

    def _from_cell(self, name: str, unit: int | None) -> Amount | None:
        text = self.row.texts.get(name)
        if text is None:
            return None
        try:
            won = plain_won(text, unit)
            if won is None:
                self.statement = total_statement(text, unit, self.owner)
        except Unreadable as error:
            self.row.tell(error.code, name, text, **error.values)
            return Amount(text, Certainty.UNSTATED)
        self.row.given.add("total")
        amount = self.statement.amount if self.statement else Amount(text, Certainty.EXACT, won)
        if name == "total" and amount.won is not None and amount.certainty is Certainty.EXACT:
            self.row.wons[self.row.plan.by_field[name].index] = amount.won
        return amount

    def _unmarked(self) -> Amount:
        """Return the total where no cell holds it: from its words, else from its bounds."""
        if amount := self._from_cell("total_text", None):
            return amount
        low, high = self._won("total_min"), self._won("total_max")
        if low is None and high is None:
            return NO_AMOUNT
        return Amount("", Certainty.RANGE, None, low, high)

    def _stated(self, certainty: Certainty, cell: Amount) -> Amount:
        """Return the amount of the cells, as certain as a column of its own says."""
        low, high = self._won("total_min"), self._won("total_max")
        low = cell.min_won if low is None else low
        high = cell.max_won if high is None else high
        if certainty is Certainty.RANGE:
            return self._checked(Amount(cell.text, certainty, None, low, high), cell.won is None)
        if certainty in _WITH_WON:
            low = low if certainty is Certainty.ABOUT else None
            return self._checked(Amount(cell.text, certainty, cell.won, low), cell.won is not None)
        if certainty is Certainty.ESTIMATED and cell.won is not None:
            self.estimate = StatedEstimate(cell.text, cell.won, "")
        without = cell.won is None or certainty not in _NO_WON
        return self._checked(Amount(cell.text, certainty), without)

    def _checked(self, amount: Amount, agrees: bool) -> Amount:
        bare = amount.certainty is Certainty.RANGE and amount.min_won is amount.max_won is None
        if agrees and not bare:
            return amount
        if not any(one.field == "total" for one in self.row.problems):
            label = self.row.texts["certainty"]
            self.row.tell("amount-disagrees", "certainty", label)
        return Amount(amount.text, Certainty.UNSTATED)

    def _figure(self, name: str) -> Amount | None:
        return self.row.read(name, lambda text: won_amount(text, self.unit_of(name)))

    def _won(self, name: str) -> int | None:
        amount = self._figure(name)
        return amount.won if amount else None

    def _read_estimate(self) -> None:
        """Join the columns of the estimate with what the total's own words say of it."""
        stated = self.statement.estimate if self.statement else None
        if stated:
            self.estimate = StatedEstimate(stated.text, stated.won, stated.basis)
        amount = self._figure("estimate")
        words = self.row.read("estimate_text", read_text)
        basis = self.row.read("estimate_basis", read_text)
        if amount or words or basis:
            before = self.estimate or StatedEstimate("", None, "")
            self.estimate = StatedEstimate(
                words or (amount.text if amount else before.text),
                amount.won if amount else before.won,
                basis or before.basis,
            )


def _worded(amount: Amount, words: str) -> Amount:
    return Amount(words, amount.certainty, amount.won, amount.min_won, amount.max_won)
