"""Partial dates: ``2013``, ``2013-03`` or ``2013-03-04``, no more exact than the paper."""

import calendar
import re
from datetime import date

from registry.notation.codes import Precision
from registry.notation.paper import as_topic, topic_particle

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100  # outside of these a figure is not a year of a project
_LENGTHS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


class NotAPeriod(ValueError):
    """The text does not read as a period, or as a day that exists."""


def first_day(partial: str) -> date:
    """Return the first day that `partial` may mean.

    >>> first_day("2013-03"), first_day("2013")
    (datetime.date(2013, 3, 1), datetime.date(2013, 1, 1))
    """
    year, month, day = _numbers(partial)
    return date(year, month or 1, day or 1)


def last_day(partial: str) -> date:
    """Return the last day that `partial` may mean.

    >>> last_day("2014-02"), last_day("2015")
    (datetime.date(2014, 2, 28), datetime.date(2015, 12, 31))
    """
    year, month, day = _numbers(partial)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def precision_of(partial: str) -> Precision:
    """Return how exactly `partial` was written.

    >>> precision_of("2013-03").label
    '월'
    """
    _numbers(partial)
    return _LENGTHS[len(partial)]


def write_partial(day: date, precision: Precision) -> str:
    """Return `day` as exactly as `precision` says.

    >>> write_partial(date(2013, 3, 1), Precision.MONTH)
    '2013-03'
    """
    written = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
    return day.isoformat()[: written[precision]]


def partial_of(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return the partial date of these numbers, or refuse a day that does not exist.

    >>> partial_of(2013, 3)
    '2013-03'
    >>> partial_of(2014, 2, 30)
    Traceback (most recent call last):
    registry.notation.partial.NotAPeriod: 2014-02-30은 없는 날짜입니다.
    """
    parts = (number for number in (month, day) if number is not None)
    partial = "-".join([f"{year:04d}", *(f"{number:02d}" for number in parts)])
    _numbers(partial)
    return partial


def months_between(start: str, end: str) -> int:
    """Return how many calendar months `start` to `end` touches.

    >>> months_between("2013-03", "2015-12"), months_between("2013", "2015")
    (34, 36)
    """
    first, last = first_day(start), last_day(end)
    return (last.year - first.year) * 12 + last.month - first.month + 1


def add_months(partial: str, months: int) -> str:
    """Return the month that lies `months` after `partial`.

    >>> add_months("2015-12", -33)
    '2013-03'
    """
    day = first_day(partial)
    years, month = divmod(day.month - 1 + months, 12)
    return partial_of(day.year + years, month + 1)


def write_korean(partial: str) -> str:
    """Return `partial` as people read it.

    >>> write_korean("2013-03"), write_korean("2013-03-04"), write_korean("2013")
    ('2013년 3월', '2013년 3월 4일', '2013년')
    """
    numbers = (number for number in _numbers(partial) if number is not None)
    return " ".join(f"{number}{unit}" for number, unit in zip(numbers, "년월일", strict=False))


def _numbers(partial: str) -> tuple[int, int | None, int | None]:
    found = _PARTIAL.fullmatch(partial)
    if found is None:
        raise NotAPeriod(f"{as_topic(partial)} 날짜가 아닙니다. ‘2013-03’처럼 적어 주세요.")
    year, month, day = (int(number) if number else None for number in found.groups())
    if year is None or not _exists(year, month, day):
        raise NotAPeriod(f"{partial}{topic_particle(partial)} 없는 날짜입니다.")
    return year, month, day


def _exists(year: int, month: int | None, day: int | None) -> bool:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= (month or 1) <= 12 or month == 0:
        return False
    return day is None or 1 <= day <= calendar.monthrange(year, month or 1)[1]
