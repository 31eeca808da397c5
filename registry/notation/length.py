"""How long something takes: ``34개월간``, ``3년간``, ``180일``."""

import re
from dataclasses import dataclass
from datetime import timedelta

from registry.notation.codes import Precision
from registry.notation.partial import add_months, first_day, precision_of, write_partial

_COUNT = r"(?:총|약)?(?<![0-9.'])(?P<count>[0-9]{1,3})"
_BESIDE_DATES = (
    re.compile(rf"(?P<rest>.*?)\({_COUNT}(?P<unit>개월|개년|년|주|일)(?:간|동안|이내)?\)"),
    re.compile(rf"(?P<rest>.*?),?{_COUNT}(?P<unit>개월|개년)(?:간|동안|이내)?"),
    # 15년 and 30일 may also be the end of 13~15년 and of 3월 4일~30일: only with 간.
    re.compile(rf"(?P<rest>.*?),?{_COUNT}(?P<unit>년|주|일)(?:간|동안|이내)"),
    re.compile(rf"{_COUNT}(?P<unit>개월|개년|년)(?:간|동안)?\((?P<rest>.+)\)"),
)
_ALONE = re.compile(rf"{_COUNT}(?P<unit>개월|개년|년|주|일)(?:간|동안|이내)?")


@dataclass(frozen=True, slots=True)
class Length:
    """A length in months, or in days where it was written in days or weeks."""

    months: int | None
    days: int | None


def split_length(compact: str) -> tuple[str, Length | None]:
    """Return the dates without the length that stands beside them, and the length.

    >>> split_length("2013.3~2015.12(34개월)")
    ('2013.3~2015.12', Length(months=34, days=None))
    >>> split_length("2013~2015년")
    ('2013~2015년', None)
    """
    for pattern in _BESIDE_DATES:
        if found := pattern.fullmatch(compact):
            return found["rest"], _length_of(found)
    return compact, None


def read_length(compact: str) -> Length | None:
    """Return the length that `compact` is, if it is one and nothing else.

    >>> read_length("6개월"), read_length("2013년")
    (Length(months=6, days=None), None)
    """
    found = _ALONE.fullmatch(compact)
    return _length_of(found) if found else None


def end_after(start: str, length: Length) -> str | None:
    """Return the last date of `length` from `start`; days need a day to count from.

    >>> end_after("2013-03", Length(12, None)), end_after("2013-03-04", Length(6, None))
    ('2014-02', '2013-09-03')
    >>> end_after("2013", Length(36, None)), end_after("2013-03", Length(None, 180)) is None
    ('2015', True)
    """
    if length.months:
        return _months_after(start, length.months)
    if not length.days or precision_of(start) != Precision.DAY:
        return None
    return (first_day(start) + timedelta(days=length.days - 1)).isoformat()


def _months_after(start: str, months: int) -> str:
    precision = precision_of(start)
    if precision == Precision.DAY:
        return _day_before_months_after(start, months)
    whole_years = precision == Precision.YEAR and months % 12 == 0
    last = first_day(add_months(start, months - 1))
    return write_partial(last, Precision.YEAR if whole_years else Precision.MONTH)


def _day_before_months_after(start: str, months: int) -> str:
    """Return 2013-09-03 for six months from 2013-03-04, and 2013-02-28 for one from 01-31."""
    month_after = first_day(add_months(start, months + 1)) - timedelta(days=1)
    day = min(first_day(start).day - 1, month_after.day)
    first = first_day(add_months(start, months))
    return (first + timedelta(days=day - 1)).isoformat()


def _length_of(found: re.Match[str]) -> Length:
    count, unit = int(found["count"]), found["unit"]
    if unit in {"주", "일"}:
        return Length(None, count * 7 if unit == "주" else count)
    return Length(count if unit == "개월" else count * 12, None)
