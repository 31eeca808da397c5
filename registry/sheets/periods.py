"""The period of a row: from its words, or from columns for the first and the last day."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from registry.notation.codes import PeriodCertainty
from registry.notation.period import NotAPeriod, Period, first_day, last_day, read_period
from registry.sheets.row import RowReader
from registry.sheets.values import (
    Unreadable,
    is_excel_month,
    read_date,
    read_period_certainty,
    read_text,
)

_UNKNOWN = frozenset({"미정", "미확정", "추후확정", "추후결정", "해당없음"})
PERIOD_FIELDS = frozenset({"period", "start", "end", "period_certainty"})


def row_period(row: RowReader, as_of: date | None, fiscal_year: int | None) -> Period | None:
    """Return the period that the row gives, None where it gives none."""
    words = row.read("period", read_text)
    if not row.plan.has_days:
        return _in_order(row, _from_words(row, words, as_of, fiscal_year)) if words else None
    start, end = (_day(row, name, as_of, fiscal_year) for name in ("start", "end"))
    certainty = row.read("period_certainty", read_period_certainty)
    if not (words or start or end or certainty):
        return None
    period = _from_words(row, words, as_of, fiscal_year) if words and not certainty else None
    if start or end or certainty:
        period = _from_columns(words or "", start, end, certainty, period)
        if not certainty and period.end and {"start", "end"} & row.derived:
            period = replace(period, certainty=PeriodCertainty.DERIVED)
    return _in_order(row, period)


def _day(row: RowReader, name: str, as_of: date | None, fiscal_year: int | None) -> str | None:
    """Return the first or the last day of a column of its own; 미정 is no day, and no mistake."""
    text = row.texts.get(name)
    if text is None or "".join(text.split()) in _UNKNOWN:
        return None
    return row.read(name, lambda _text: _date_or_words(row, name, text, as_of, fiscal_year))


def _date_or_words(
    row: RowReader, name: str, text: str, as_of: date | None, fiscal_year: int | None
) -> str:
    """Return the date in 2013.3.4, and the day that 3월 or 2013년 말 comes to."""
    try:
        date_ = read_date(text)
        if is_excel_month(text):
            row.tell("month-from-excel", name, text, date=date_)
        return date_
    except Unreadable:
        day = _day_of_words(text, name, as_of, fiscal_year)
        if day is None:
            raise
    row.derived |= {name}
    return day


def _day_of_words(text: str, name: str, as_of: date | None, fiscal_year: int | None) -> str | None:
    try:
        period = _read(text, as_of, fiscal_year)
    except NotAPeriod:
        return None
    whole = period.start and period.end and period.certainty is PeriodCertainty.DERIVED
    return (period.start if name == "start" else period.end) if whole else None


def _from_words(
    row: RowReader, words: str, as_of: date | None, fiscal_year: int | None
) -> Period | None:
    """Return what the words come to; words that come to nothing are kept as words."""
    try:
        period = _read(words, as_of, fiscal_year)
    except NotAPeriod as error:
        if not {"start", "end"} & row.given:
            row.tell("not-a-period", "period", words, reason=str(error))
        return Period(words, None, None, PeriodCertainty.UNREADABLE)
    if not period.agrees:
        row.tell("period-disagrees", "period", words, start=period.start, end=period.end)
    return period


@lru_cache(maxsize=8192)
def _read(words: str, as_of: date | None, fiscal_year: int | None) -> Period:
    return read_period(words, as_of, fiscal_year)


def _from_columns(
    words: str,
    start: str | None,
    end: str | None,
    certainty: PeriodCertainty | None,
    read: Period | None,
) -> Period:
    """Return the period of the columns; where one is blank, the words may tell that day."""
    if read and not certainty:
        start, end = start or read.start, end or read.end
    if certainty is None:
        certainty = PeriodCertainty.EXACT if end else PeriodCertainty.OPEN
    text = words or " ~ ".join((start or "", end or "")).strip()
    return Period(text, start, end, certainty)


def _in_order(row: RowReader, period: Period | None) -> Period | None:
    if period is None or not (period.start and period.end):
        return period
    if _follows(period.start, period.end):
        return period
    name = "end" if "end" in row.given else "period"
    row.tell("end-before-start", name, start=period.start, end=period.end)
    return None


@lru_cache(maxsize=8192)
def _follows(start: str, end: str) -> bool:
    return first_day(start) <= last_day(end)
