"""Rows of 소계 and 합계: no projects, but a check on the projects around them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, count
from typing import NamedTuple

from registry.notation.codes import Certainty
from registry.notation.won import format_won
from registry.sheets.amounts import plain_won, won_amount
from registry.sheets.cells import clean, column_letter
from registry.sheets.headings import Column
from registry.sheets.records import Problem, problem, where
from registry.sheets.row import Plan, RowReader
from registry.sheets.values import Unreadable
from registry.sheets.workbook import Row

_LONGEST_RUN = 300  # subtotals that one subtotal may gather; a real sheet has a few dozen


class CheckedSum(NamedTuple):
    """One cell of a sum row: what it states, what the projects come to, whether they agree.

    `refused` rows around it have an error in this column, and are missing from what they come to.
    """

    sheet: str
    row: int
    column: str
    heading: str
    stated: int
    computed: int
    agrees: bool
    refused: int = 0


class Sums:
    """Adds up the money of a table between its sum rows, all of it and source by source.

    A sum may stand above or below its projects, and gather those before it or other sums; it
    agrees where it is the sum of any unbroken run of projects that ends or begins at it. Where
    projects take a row for each source, 합계 has such rows too: `source` is the word they hold.
    """

    def __init__(self, plan: Plan, unit: int | None) -> None:
        self.plan = plan
        money = {"total", "funding"}
        self.columns = [c for c in plan.table.columns.known if c.heading.field in money]
        self.unit = unit
        self._places = [column.index for column in self.columns]
        self._ledgers: dict[str, _Ledger] = {}

    def add(self, wons: Mapping[int, int], source: str = "", times: int = 1) -> None:
        """Add the won of a row, by the index of their columns; with `times` −1 take them back."""
        segment = self._ledger(source).segments[-1]
        for place, index in enumerate(self._places):
            if index in wons:
                segment[place] += wons[index] * times

    def refuse(self, row: RowReader, source: str = "") -> None:
        """Note the money of a row that could not be read: △120,000."""
        letters = _unread_money(row) if row.problems else ()
        places = [p for p, c in enumerate(self.columns) if column_letter(c.index) in letters]
        for ledger in map(self._ledger, {"", source} if places else ()):
            for place in places:
                ledger.refused[len(ledger.segments) - 1, place] += 1

    def state(self, number: int, cells: Row, source: str = "") -> None:
        """Take what a sum row says; the projects after it are another segment."""
        ledger = self._ledger(source)
        ledger.stated.append((number, self._values(cells)))
        ledger.segments.append([0] * len(self.columns))

    def checked(self) -> Iterator[CheckedSum]:
        """Yield every figure of every sum row, compared, in the order of the paper."""
        found = [one for ledger in self._ledgers.values() for one in self._check(ledger)]
        yield from sorted(found, key=lambda one: one.row)

    def _ledger(self, source: str) -> "_Ledger":
        if source not in self._ledgers:
            self._ledgers[source] = _Ledger([[0] * len(self.columns)], [], Counter())
        return self._ledgers[source]

    def _check(self, ledger: "_Ledger") -> Iterator[CheckedSum]:
        for at, (number, values) in enumerate(ledger.stated):
            for column, place, stated in zip(self.columns, count(), values, strict=False):
                if stated is not None:
                    computed = ledger.nearest(at, place, stated)
                    letter, agrees = column_letter(column.index), computed == stated
                    refused = 0 if agrees else ledger.refused_in(at, place, computed)
                    yield CheckedSum(
                        self.plan.sheet,
                        number,
                        letter,
                        column.text,
                        stated,
                        computed,
                        agrees,
                        refused,
                    )

    def _values(self, cells: Row) -> list[int | None]:
        return [self._won(column, cells) for column in self.columns]

    def _won(self, column: Column, cells: Row) -> int | None:
        text = cells[column.index] if column.index < len(cells) else ""
        return cell_won(text, column.heading.unit or self.unit) if text else None


@dataclass(slots=True)
class _Ledger:
    """The sums of one source: what the projects between the sum rows come to, and those rows."""

    segments: list[list[int]]
    stated: list[tuple[int, list[int | None]]]
    refused: Counter[tuple[int, int]]  # rows with errors, by segment and place

    def nearest(self, at: int, place: int, stated: int) -> int:
        """Return the sum of a run around the row that comes nearest to what it states."""
        before = reversed(self.segments[max(0, at + 1 - _LONGEST_RUN) : at + 1])
        after = self.segments[at + 1 : at + 1 + _LONGEST_RUN]
        everything = sum(segment[place] for segment in self.segments)
        runs = [*accumulate(s[place] for s in before), *accumulate(s[place] for s in after)]
        return min([everything, *runs], key=lambda computed: abs(computed - stated))

    def refused_in(self, at: int, place: int, computed: int) -> int:
        """Return how many rows were refused in a run that comes to `computed`."""
        last = len(self.segments)
        before = range(at, max(-1, at - _LONGEST_RUN), -1)
        after = range(at + 1, min(last, at + 1 + _LONGEST_RUN))
        found = [0]
        for run in (before, after, range(last)) if self.refused else ():
            wons = accumulate(self.segments[one][place] for one in run)
            refused = accumulate(self.refused[one, place] for one in run)
            found += [rows for won, rows in zip(wons, refused, strict=True) if won == computed]
        return max(found)


def cell_won(text: str, unit: int | None) -> int | None:
    """Return the exact won of a cell, None where it holds no exact amount."""
    text = text.strip()
    try:
        won = plain_won(text, unit) if text else None
        return _exact_won(clean(text), unit) if text and won is None else won
    except Unreadable:
        return None


def _exact_won(text: str, unit: int | None) -> int | None:
    amount = won_amount(text, unit)
    return amount.won if amount.certainty is Certainty.EXACT else None


def _unread_money(row: RowReader) -> set[str]:
    """Return the letters of the cells whose errors keep their money out of every sum."""
    wrong = {one.column for one in row.problems if one.severity == "error" and one.column}
    return wrong - {column_letter(index) for index in row.wons}


def sum_problem(one: CheckedSum, shown: str) -> Problem:
    """Return the warning for a sum that does not agree; rows with errors may be all there is."""
    return problem(
        "sum-incomplete" if one.refused else "sum-differs",
        one.sheet,
        one.row,
        where(one.row, one.heading, one.column, shown),
        column=one.column,
        stated=format_won(one.stated),
        computed=format_won(one.computed),
        difference=format_won(abs(one.stated - one.computed)),
        refused=one.refused,
    )
