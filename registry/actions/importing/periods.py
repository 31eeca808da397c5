"""What a row would change in the period of its project.

The days count, not the words for them: ‘2013. 3. ~ 2014. 2.’ says the same as ‘오는 3월부터 내년
2월까지’. Words are compared where they stand beside columns for the days, as in our own export.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from registry.actions.importing.drafts import Draft
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import label, same_words, tell
from registry.models.fields import written_date
from registry.notation.codes import PeriodCertainty
from registry.notation.particles import Quoted
from registry.notation.period import (
    NotAPeriod,
    Period,
    first_day,
    fits,
    last_day,
    precision_of,
    read_period,
)

_ENDS = ("start", "end")
_DAYS = ("period_start", "period_start_precision", "period_end", "period_end_precision")
_ALL = (*_DAYS, "period_text", "period_certainty")


def compare_period(row: PlannedRow, project: Draft) -> None:
    """Set the period that the row gives, and keep the change if there is one."""
    if row.given.period is None and not row.given.cleared:
        return
    before = _values(project, _ALL)
    if "period" in row.given.cleared:
        _clear(row)
    elif row.given.period:
        _merge(row, project, row.given.period)
    for end in _ENDS:
        if end in row.given.cleared:
            _set_day(row, end, None)
    if not row.quiet and _values(project, _ALL) != before:
        row.note("period", label("period"), period_text(row.earlier), period_text(project))


def period_text(project: Draft) -> str:
    """Return a period for the preview: its days, and its words where it has any."""
    days = _days_text(project)
    words = f"(원문: “{project.period_text}”)" if days else project.period_text
    certainty = _certainty(project.period_certainty) if days or project.period_text else ""
    return " ".join(filter(None, [days, project.period_text and words, certainty]))


def _days_text(project: Draft) -> str:
    start = written_date(project.period_start, project.period_start_precision)
    end = written_date(project.period_end, project.period_end_precision)
    return f"{start} ~ {end}".strip() if start or end else ""


def check_words(row: PlannedRow, project: Draft) -> None:
    """Tell where changed words and the columns for the days say different things.

    A clerk wrote ‘2013.3 ~ 2014.6’ into an exported workbook and left 완료일 at 2013-12: the days
    count, and the public would have read both. What was stored so is no news of this file.
    """
    if "period" not in row.given.given or row.fields.isdisjoint(_ALL):
        return
    days = [_column_day(row, project, end) for end in _ENDS]
    words = _read_words(project.period_text, project.fiscal_year)
    if words and not fits(words, *days):
        told = Quoted(_days_text(project))
        tell(row, "period-words-differ", "period", project.period_text, days=told)


def _column_day(row: PlannedRow, project: Draft, end: str) -> str | None:
    """Return a day that a column gives, or that a blank one keeps; None if words give it."""
    by_column = end in row.given.given or f"period_{end}" not in row.fields
    day, precision = project.__dict__[f"period_{end}"], project.__dict__[f"period_{end}_precision"]
    told = by_column and end in row.given.columns
    return written_date(day, precision) or None if told else None


@lru_cache(maxsize=8192)
def _read_words(words: str, fiscal_year: int) -> Period | None:
    """Return what the words say by themselves; 내달 says nothing without its day."""
    try:
        return read_period(words, None, fiscal_year)
    except NotAPeriod:
        return None


def _certainty(code: str) -> str:
    plain = code in ("", PeriodCertainty.EXACT)
    return "" if plain else f"[{PeriodCertainty(code).label}]"


def _values(project: Draft, names: tuple[str, ...]) -> list[Any]:
    columns = project.__dict__
    return [columns[name] for name in names]


def _clear(row: PlannedRow) -> None:
    row.set("period_text", "")
    row.set("period_certainty", "")
    for end in _ENDS:
        _set_day(row, end, None)


def _merge(row: PlannedRow, project: Draft, period: Period) -> None:
    before = _values(project, _DAYS)
    for end, partial in zip(_ENDS, (period.start, period.end), strict=True):
        if partial or ("period" in row.given.given and not _told_by_column(row, end)):
            _set_day(row, end, partial)
    same_days = _values(project, _DAYS) == before
    _merge_words(row, project, period, keep=same_days and any(before))
    if "period_certainty" in row.given.given or not (same_days and any(before)):
        row.set("period_certainty", period.certainty.value)


def _told_by_column(row: PlannedRow, end: str) -> bool:
    """Return whether the file has a column for this end, which was left blank: keep it then."""
    return end in row.given.columns and end not in row.given.given


def _merge_words(row: PlannedRow, project: Draft, period: Period, *, keep: bool) -> None:
    """Set the words; with `keep` only where they are more than another way to write the days."""
    written = "period" in row.given.given
    words = period.text.strip() if written else ""
    beside_days = any(end in row.given.columns for end in _ENDS)
    if keep and not (written and (beside_days or not project.period_text)):
        return
    if not same_words(project.period_text, words):
        row.set("period_text", words)


def _set_day(row: PlannedRow, end: str, partial: str | None) -> None:
    day, precision = day_of(end, partial)
    row.set(f"period_{end}", day)
    row.set(f"period_{end}_precision", precision)


@lru_cache(maxsize=8192)
def day_of(end: str, partial: str | None) -> tuple[date | None, str]:
    """Return the day that a partial date begins or ends with, and how exactly it was written."""
    if not partial:
        return None, ""
    read = first_day if end == "start" else last_day
    return read(partial), precision_of(partial).value
