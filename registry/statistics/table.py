"""What every statistic has: the conditions of the list, a finding, and rows for page and file."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from registry.actions.xlsx import Cell
from registry.bitmaps import Index, current, selected, sum_of_totals, sum_of_year
from registry.filters import Address, ProjectFilter
from registry.querysets import ProjectQuerySet, TotalSum, YearSum

SHOWN = 20


class Table(ABC):
    """One statistic of what the list finds; a subclass says of what."""

    name: ClassVar[str]
    title: ClassVar[Any]  # a word that is translated when it is shown
    template: ClassVar[str]
    page_number = "1"
    sums_totals: ClassVar[bool] = True  # whether its figures are parts of the sum of totals

    def __init__(self, asked: ProjectFilter, address: Address, index: Index | None = None) -> None:
        self.asked = asked
        self.index = index or current()
        self.address = address.without("sort", "per", "page")

    @property
    def applied(self) -> Address:
        """Return the conditions that the table keeps to: all of them, if it can."""
        return self.address

    @property
    def selection(self) -> ProjectQuerySet:
        """Return the projects that the list finds, in no order."""
        return self.asked.selection()

    @cached_property
    def bits(self) -> int:
        """Return their bits."""
        return selected(self.index, self.asked)

    @cached_property
    def totals(self) -> TotalSum:
        """Return the sum of the whole selection, as the list says it."""
        return sum_of_totals(self.index, self.bits)

    @property
    def year(self) -> int | None:
        """Return the year whose money is summed: the one that is asked for, if it is one."""
        return self.asked.years[0] if len(self.asked.years) == 1 else None

    @cached_property
    def year_sum(self) -> YearSum | None:
        """Return the sum of one year's money of the whole selection, if one year is asked for."""
        return sum_of_year(self.index, self.bits, self.year) if self.year else None

    @property
    def cited_totals(self) -> TotalSum | None:
        """Return the sum that a citation of the table names, if the table is of that sum."""
        return self.totals if self.sums_totals else None

    @property
    @abstractmethod
    def rows(self) -> Sequence[Any]:
        """Return what the page shows."""

    @property
    @abstractmethod
    def finding(self) -> str:
        """Return what the table says, in one sentence; '' where it says nothing."""

    @property
    @abstractmethod
    def headings(self) -> list[str]:
        """Return the headings of the file."""

    @abstractmethod
    def lines(self) -> Iterator[list[Cell]]:
        """Yield the rows of the file; amounts are whole won."""

    def of(self, key: str, *values: str) -> str:
        """Return the address of the list with one condition replaced."""
        return str(self.address.having(key, *values))


def share_of(part: int, whole: int) -> float | None:
    """Return a share in percent, None of nothing.

    >>> share_of(1, 3), share_of(0, 0)
    (33.333333333333336, None)
    """
    return part * 100 / whole if whole else None
