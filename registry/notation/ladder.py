"""How budgets climb: 계획 < 본예산 < 추경 1 < 추경 2 …; only the latest step counts.

>>> step(Stage.ORIGINAL), step(Stage.SUPPLEMENTARY, 2), step(Stage.SPENT)
(1, 4, None)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from registry.notation.codes import Funding, Stage

# Papers write 2013.3.4. ~ 2014.3.4. for twelve months, hence 365 days between the two.
TWELVE_MONTHS = timedelta(days=365)

_STEPS = {Stage.PLAN: 0, Stage.ORIGINAL: 1, Stage.SUPPLEMENTARY: 2}


def step(stage: str, round_: int = 0) -> int | None:
    """Return the place of a stage on the ladder, or None for 이월, 현액, 지출 and 결산.

    Those four say what became of a budget; they are never added across years (DESIGN 3.4).
    """
    base = _STEPS.get(Stage(stage))
    return None if base is None else base + round_


@dataclass(frozen=True, slots=True)
class Money:
    """One cell of the funding matrix: whose money, of which year (None: unknown), how far up."""

    source: Funding
    fiscal_year: int | None
    step: int | None
    won: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total by source.

    `rest` is 재원 미공개, total − parts: None where the total is not exact, 0 where the parts
    reach it. `excess` is by how much the parts exceed it, or what it is about or at most: real
    tables do that.
    """

    parts: dict[Funding, int]
    rest: int | None
    excess: int


def latest(rows: Iterable[Money]) -> list[Money]:
    """Keep, for each year, the rows on the highest step reached in that year."""
    rows = [row for row in rows if row.step is not None]
    top: dict[int | None, int] = {}
    for row in rows:
        top[row.fiscal_year] = max(top.get(row.fiscal_year, 0), row.step or 0)
    return [row for row in rows if row.step == top[row.fiscal_year]]


def parts_of(rows: Iterable[Money]) -> list[Money]:
    """Return the rows that make up a total.

    Rows without a year split the whole life of a project; where there are such rows, the rows
    of single years split the same money again and are not added to them.
    """
    parts = latest(row for row in rows if row.source != Funding.WHOLE)
    without_year = [row for row in parts if row.fiscal_year is None]
    return without_year or parts


def break_down(rows: Iterable[Money], total: int | None, most: int | None = None) -> Breakdown:
    """Return `total` won (None: not exact) by source, with what no source accounts for.

    `most` is what parts of a total that is not exact should not exceed: 약 5억, 7억 이내.
    """
    parts: dict[Funding, int] = {}
    for row in parts_of(rows):
        parts[row.source] = parts.get(row.source, 0) + row.won
    known = sum(parts.values())
    if total is None:
        return Breakdown(parts, None, 0 if most is None else max(known - most, 0))
    return Breakdown(parts, max(total - known, 0), max(known - total, 0))


def year_won(
    year: int,
    rows: Iterable[Money],
    *,
    total: int | None,
    registered: int,
    start: date | None,
    end: date | None,
) -> int | None:
    """Return the won of one year of a project, or None where the paper does not tell (DESIGN 3.4).

    `total` is the exact total (None: not exact), `registered` the year of first registration,
    `start` and `end` the first and last day of the period where known.
    """
    rows = list(rows)
    told = year_told(year, rows, total=total)
    if told is not None:
        return told
    elsewhere = any(row.fiscal_year not in (None, year) for row in rows)
    return None if elsewhere or not _within_year(year, registered, start, end) else total


def year_told(year: int, rows: list[Money], *, total: int | None) -> int | None:
    """Return the won of one year as its own rows tell it, None where `total` has to stand for it.

    The rows tell it as 계 of the year, or as parts of single years that reach the whole total.
    """
    stated = latest(row for row in rows if row.source == Funding.WHOLE and row.fiscal_year == year)
    if stated:
        return stated[0].won
    parts = parts_of(rows)
    of_year = [row.won for row in parts if row.fiscal_year == year]
    if of_year and sum(row.won for row in parts) == total:
        return sum(of_year)
    return None


def _within_year(year: int, registered: int, start: date | None, end: date | None) -> bool:
    if start is None and end is None:
        return registered == year
    if start is None or end is None:
        return False  # an open end may lie in any year
    return start.year == year and end <= start + TWELVE_MONTHS
