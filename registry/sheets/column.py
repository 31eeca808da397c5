"""Columns beside each other, and what one takes from the next: its unit, its year, its stage."""

from collections import Counter
from dataclasses import dataclass, replace

from registry.notation.codes import Stage
from registry.sheets.heading import MONEY_FIELDS, TOLD, UNKNOWN, WHOLE_WORDS, Heading, compact

# 세부사업명 is the project where 단위사업명 stands beside it: the budget system exports both.
_LARGER_PROJECTS = frozenset({"단위사업", "단위사업명", "정책", "단위"})
_LEFT_OVER = frozenset({"다음연도이월액", "다음연도이월", "이월액"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its place from 0, the heading as written, and what it means."""

    index: int
    text: str
    heading: Heading

    def means(self, **changes: object) -> "Column":
        """Return the column with its heading changed."""
        return replace(self, heading=replace(self.heading, **changes))  # type: ignore[arg-type]


def settle(columns: list[Column]) -> list[Column]:
    """Return the columns as they are meant beside each other."""
    columns = _settle_names(_settle_amounts(_settle_told(columns)))
    columns = _lend_budget(columns)
    return _spread_year(_spread_unit(columns))


def _settle_told(columns: list[Column]) -> list[Column]:
    """Pass over what our own files tell; 발주시기 of a clerk's own table is asked for instead."""
    if any(column.heading.field == "number" for column in columns):
        return columns
    return [replace(one, heading=UNKNOWN) if one.heading == TOLD else one for one in columns]


def _settle_amounts(columns: list[Column]) -> list[Column]:
    """Decide what 사업비 is: the total, unless 총사업비 has a column of its own."""
    has_total = any(column.heading.field == "total" for column in columns)
    meant = ("funding", "계") if has_total else ("total", "")
    return [
        column.means(field=meant[0], word=meant[1]) if column.heading.field == "amount" else column
        for column in columns
    ]


def _settle_names(columns: list[Column]) -> list[Column]:
    """Set the larger projects aside where the smaller ones have a column of their own."""
    names = [column for column in columns if column.heading.field == "name"]
    larger = [column for column in names if compact(column.text) in _LARGER_PROJECTS]
    if not larger or len(larger) == len(names):
        return columns
    return [column.means(field="aside") if column in larger else column for column in columns]


def _lend_budget(columns: list[Column]) -> list[Column]:
    """Let 국비 and 시비 belong to the 본예산 or 경정액 that stands directly left of them.

    Where the same sources stand again further right, they belong to whatever stands left of
    them, be it a year or a 요구액 that is set aside; 국비 right of 다음연도이월액 always does.
    """
    seen = Counter(_plain_source(column) for column in columns)
    settled: list[Column] = []
    leader: Column | None = None
    for column in columns:
        source = _plain_source(column)
        if not source or not leader or column.index != settled[-1].index + 1:
            leader = None if source else _leader(column)
            settled.append(column)
            continue
        settled.append(_led_by(leader, column, again=seen[source] > 1))
    return settled


def _plain_source(column: Column) -> str:
    """Return 국비 for a column that says so and nothing of a year or a budget, else ""."""
    heading = column.heading
    plain = heading.field == "funding" and not (heading.key or heading.stage or heading.of_total)
    return heading.word if plain and not heading.fiscal_year and not _is_whole(heading) else ""


def _leader(column: Column) -> Column | None:
    heading = column.heading
    money = heading.field == "funding" and not heading.key and _is_whole(heading)
    return column if money or heading.field == "aside" else None


def _led_by(leader: Column, column: Column, *, again: bool) -> Column:
    heading = leader.heading
    if heading.field == "aside":
        left_over = compact(leader.text) in _LEFT_OVER
        return column.means(field="aside") if again or left_over else column
    if heading.stage is None and not again:
        return column
    return column.means(stage=heading.stage, round=heading.round, fiscal_year=heading.fiscal_year)


def _is_whole(heading: Heading) -> bool:
    return heading.word in WHOLE_WORDS


def _spread_unit(columns: list[Column]) -> list[Column]:
    """Give the unit noted at the total to the money beside it: ``예산액(백만원) | 국비``."""
    money = [c.heading for c in columns if c.heading.field in MONEY_FIELDS]
    noted = {heading.unit for heading in money if heading.unit is not None}
    wholes = [h for h in money if h.field == "total" or (_is_whole(h) and not h.key)]
    if len(noted) != 1 or not any(heading.unit for heading in wholes):
        return columns
    (unit,) = noted
    return [c.means(unit=unit) if c.heading.field in MONEY_FIELDS else c for c in columns]


def _spread_year(columns: list[Column]) -> list[Column]:
    """Give the one year that headings name to the budgets beside it: ``2013 본예산 | 추경``."""
    years = {c.heading.fiscal_year for c in columns if c.heading.field == "funding"} - {None}
    if len(years) != 1:
        return columns
    (year,) = years
    return [c.means(fiscal_year=year) if _lacks_year(c.heading) else c for c in columns]


def _lacks_year(heading: Heading) -> bool:
    budgeted = heading.stage not in (None, Stage.PLAN)
    return heading.field == "funding" and not heading.key and budgeted and not heading.fiscal_year
