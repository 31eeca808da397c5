"""연도별: what the list says of each year, and by how much it differs from the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.xlsx import Cell
from registry.bitmaps import selected, sum_of_totals, sum_of_year
from registry.language import say_won
from registry.querysets import TotalSum, YearSum
from registry.statistics.table import Table

_MOST = 10  # years on one page; four questions each


@dataclass(frozen=True, slots=True)
class YearRow:
    """One fiscal year: what the list of that year finds, and its sums."""

    year: int
    totals: TotalSum
    money: YearSum
    address: str
    change: float | None  # of the year's money, in percent of the year before
    registered: bool  # whether projects were; else it has only what those of other years tell


class YearTable(Table):
    """Each year as the list shows it: registered in it, or with money of it."""

    name = "years"
    title = gettext_lazy("연도별 사업과 사업비")
    template = "registry/stats/years.html"
    sums_totals = False

    @cached_property
    def years(self) -> list[int]:
        """Return the years asked for, or all there are, the newest first."""
        if self.asked.years:
            return sorted(self.asked.years, reverse=True)
        there = self.index.answers("year")
        return sorted((year for year in there if self.bits & there[year]), reverse=True)

    @property
    def more(self) -> list[tuple[int, str]]:
        """Return the years that the page leaves to be asked for, and how to ask."""
        return [(year, self.of("year", str(year))) for year in self.years[_MOST:]]

    @cached_property
    def rows(self) -> list[YearRow]:
        """Return a row for every year, the newest first."""
        return self._told(self.years[:_MOST])

    def _told(self, years: list[int]) -> list[YearRow]:
        told = [(year, *self._sums(year)) for year in years]
        money = {year: won.won for year, _of, won in told if year in self.registered}
        return [
            YearRow(
                *(year, totals, of_year, self.of("year", str(year))),
                *(_change(money, year), year in self.registered),
            )
            for year, totals, of_year in told
        ]

    @cached_property
    def registered(self) -> set[int]:
        """Return the years in which projects were registered.

        What those of 2026 will still cost in 2028 is not a year that can be compared: it looked
        as if money had fallen by nine tenths.
        """
        among = selected(self.index, self.asked, "year")
        there = self.index.answers("registered")
        return {year for year, bits in there.items() if bits & among}

    def _sums(self, year: int) -> tuple[TotalSum, YearSum]:
        """Return the two sums that the list of one year shows."""
        bits = selected(self.index, self.asked, "year") & self.index.of("year", year)
        return sum_of_totals(self.index, bits), sum_of_year(self.index, bits, year)

    @property
    def scale(self) -> int:
        """Return the won at which a bar is full: the most of a year."""
        return max((row.money.won for row in self.rows), default=0)

    @cached_property
    def finding(self) -> str:
        """Return the newest registered year's money, and how it differs from the year before."""
        if not self.years:
            return ""
        years = [year for year in self.years if year in self.registered] or self.years
        newest = self._told(years[:2])[0]
        if newest.money.count == newest.money.left_out:
            return _("%(year)d년 사업비는 공개되지 않았습니다.") % {"year": newest.year}
        said = _("%(year)d년 사업비로 확인된 금액은 %(won)s입니다.") % {
            "year": newest.year,
            "won": say_won(newest.money.won),
        }
        if newest.change is None:
            return said
        words = _("늘었습니다") if newest.change >= 0 else _("줄었습니다")
        return _("%(said)s 한 해 전보다 %(share).1f%% %(words)s.") % {
            "said": said,
            "share": abs(newest.change),
            "words": words,
        }

    @property
    def headings(self) -> list[str]:
        """Return the headings of the file."""
        return [
            _("회계연도"), _("사업"), _("그해 사업비(원)"), _("그해 금액을 알 수 없는 사업"),
            _("총사업비 전체를 넣은 사업"), _("총사업비(원)"), _("합계에서 뺀 사업"),
        ]  # fmt: skip

    def lines(self) -> Iterator[list[Cell]]:
        """Yield every year of the page."""
        for row in self.rows:
            left_out = sum(row.totals.left_out.values()) + row.totals.inside_larger
            yield [
                row.year, row.totals.count, row.money.won, row.money.left_out,
                row.money.undivided, row.totals.won, left_out,
            ]  # fmt: skip


def _change(money: dict[int, int], year: int) -> float | None:
    """Return by how much a year differs from the one before, in percent, where both have money.

    >>> _change({2013: 150, 2012: 100}, 2013), _change({2013: 150}, 2013)
    (50.0, None)
    """
    before, now = money.get(year - 1, 0), money.get(year, 0)
    return (now - before) * 100 / before if before and now else None
