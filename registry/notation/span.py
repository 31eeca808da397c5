"""From one date to another, as far as both are written: ``2013.3~8``, ``2013.3~``, ``'13~'15``."""

import re
from dataclasses import dataclass

from registry.notation.codes import PeriodCertainty, Precision
from registry.notation.length import Length, end_after
from registry.notation.moment import Moment, NeedsReference, Today, read_moment
from registry.notation.partial import (
    NotAPeriod,
    add_months,
    first_day,
    last_day,
    months_between,
    precision_of,
    write_korean,
)

_OPEN_ENDS = {"", "계속", "미정", "미확정", "종료일미정", "종료시", "현재"}
_HYPHENED_DATE = re.compile(r"'?[0-9]{2,4}-[0-9]{1,2}")
_BEGINNING = re.compile(r"(?P<day>.+?)에?(?:착수|시작|개시|착공)")
_ENDING = re.compile(r"(?P<day>.+?)에?(?:까지|완료|준공|종료|개통)")
_LENDS = re.compile(r".*(?P<unit>월|분기|년)")
_BORROWS = re.compile(r"[0-9]{1,2}(?:/4)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A period in its original words, and the dates they come to.

    `months` is the length as written, else counted. `agrees` is False where the written length
    and the written dates contradict each other.
    """

    text: str
    start: str | None
    end: str | None
    certainty: PeriodCertainty
    months: int | None = None
    agrees: bool = True


def read_span(compact: str, length: Length | None, today: Today) -> Period | None:
    """Return the period between the dates in `compact`, or None where there are none."""
    start, end = _split_ends(compact)
    if end is None:
        return _read_single(start, length, today)
    if end in _OPEN_ENDS:
        return _read_open(start, length, today)
    if not start:
        return _until(read_end(end, today), length)
    return _read_both(_with_lent_unit(start, end), end, length, today)


def read_end(compact: str, today: Today, start: Moment | None = None) -> Moment | None:
    """Return the moment in 8월까지 or 8월 완료."""
    found = _ENDING.fullmatch(compact)
    return read_moment(found["day"] if found else compact, today, start)


def _split_ends(compact: str) -> tuple[str, str | None]:
    """Split at the one ~, or at the one hyphen unless it stands inside 2013-03."""
    for sign in "~-":
        if compact.count(sign) == 1 and not _HYPHENED_DATE.fullmatch(compact):
            start, _, end = compact.partition(sign)
            return start, end
    return compact, None


def _with_lent_unit(start: str, end: str) -> str:
    """Return 3월 for the 3 of 3~8월."""
    lent = _LENDS.fullmatch(end.removesuffix("까지"))
    return start + lent["unit"] if lent and _BORROWS.fullmatch(start) else start


def _read_single(compact: str, length: Length | None, today: Today) -> Period | None:
    if beginning := _BEGINNING.fullmatch(compact):
        return _read_open(beginning["day"], length, today)
    moment = read_end(compact, today)
    if moment is None or _ENDING.fullmatch(compact):
        return _until(moment, length)
    if length and moment.start == moment.end and precision_of(moment.start) != Precision.YEAR:
        return _for_length(moment, length)
    return _join(moment, moment, length)


def _read_open(compact: str, length: Length | None, today: Today) -> Period | None:
    moment = read_moment(compact, today)
    if moment is None or length:
        return _for_length(moment, length) if moment and length else None
    return Period(compact, moment.start, None, PeriodCertainty.OPEN)


def _for_length(start: Moment, length: Length) -> Period | None:
    """Return the period of 2013.3부터 12개월간."""
    end = end_after(start.start, length)
    if end is None:
        return None
    months = length.months or months_between(start.start, end)
    return Period("", start.start, end, PeriodCertainty.DERIVED, months)


def _until(end: Moment | None, length: Length | None) -> Period | None:
    """Return the period of ~2013.12: written, but nobody says from when."""
    if end is None:
        return None
    if length and length.months:
        start = add_months(_month_of(end.end), 1 - length.months)
        return Period("", start, end.end, PeriodCertainty.DERIVED, length.months)
    return Period("", None, end.end, _certainty(end))


def _read_both(start: str, end: str, length: Length | None, today: Today) -> Period | None:
    try:
        first = read_moment(start, today)
    except NeedsReference:
        if length is None or length.months is None:
            raise
        return _until(read_end(end, today), length)  # 내달 or not: 34 months up to 2015-12
    last = read_end(end, today, first) if first else None
    return _join(first, last, length) if first and last else None


def _join(first: Moment, last: Moment, length: Length | None) -> Period:
    if last_day(last.end) < first_day(first.start):
        raise NotAPeriod(
            f"끝나는 때({write_korean(last.end)})가 시작하는 때({write_korean(first.start)})보다 "
            "빠릅니다."
        )
    counted = months_between(first.start, last.end)
    months = length.months if length and length.months else counted
    agrees = months == counted or (months == counted - 1 and _is_day(first))
    start = first.start
    if not agrees and first.derived:
        start = add_months(_month_of(last.end), 1 - months)  # the number is firmer than 내달
    return Period("", start, last.end, _certainty(first, last), months, agrees)


def _is_day(moment: Moment) -> bool:
    """Return whether 2013.3.4~2013.9.3 may be called six months though it touches seven."""
    return precision_of(moment.start) == Precision.DAY


def _month_of(partial: str) -> str:
    return last_day(partial).isoformat()[:7]


def _certainty(*moments: Moment) -> PeriodCertainty:
    derived = any(moment.derived for moment in moments)
    return PeriodCertainty.DERIVED if derived else PeriodCertainty.EXACT
