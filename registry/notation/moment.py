"""One end of a period: ``2013년 3월``, ``'13.3.``, ``내년 2월``, ``하반기``, ``1/4분기``."""

import re
from dataclasses import dataclass
from datetime import date

from registry.notation.codes import Precision
from registry.notation.paper import as_topic
from registry.notation.partial import (
    NotAPeriod,
    add_months,
    first_day,
    partial_of,
    precision_of,
    write_partial,
)

# 후년 and 내후년 are left out: people mean two years or three by them.
_YEAR_WORDS = {
    "올해": 0, "올": 0, "금년": 0, "금년도": 0, "당해": 0, "당해연도": 0, "당해년도": 0,
    "내년": 1, "내년도": 1, "명년": 1, "차년도": 1,
    "지난해": -1, "작년": -1, "전년": -1, "전년도": -1, "재작년": -2, "지지난해": -2,
}  # fmt: skip
_AFTER_START = {"익년": 1, "익년도": 1, "이듬해": 1, "다음해": 1}
_MONTH_WORDS = {
    "이달": 0, "이번달": 0, "금월": 0, "당월": 0,
    "내달": 1, "다음달": 1, "익월": 1, "차월": 1, "지난달": -1, "전월": -1, "전달": -1,
}  # fmt: skip
_SPANS = {
    "상반기": (1, 6), "하반기": (7, 12), "연중": (1, 12), "중": (1, 12),
    "연초": (1, 1), "초": (1, 1), "연말": (12, 12), "말": (12, 12),
}  # fmt: skip
_NEEDS_YEAR = {"중", "초", "말"}


def _any_of(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MOMENT = re.compile(
    rf"(?P<side>오는|지난(?!해|달))?"
    rf"(?:(?P<year>'?[0-9]{{2}}|[0-9]{{4}})(?P<mark>년도?|[./-]|(?![0-9]))"
    rf"|(?P<word>{_any_of(_YEAR_WORDS | _AFTER_START)}))?"
    rf"(?:(?P<month>[0-9]{{1,2}})(?:월|[./-]|$)"
    rf"(?:(?P<day>[0-9]{{1,2}})(?:일|\.)?)?(?P<about>초순?|중순?|상순|하순|말|경)?"
    rf"|(?P<quarter>[1-4])(?:/4|사)?분기|(?P<span>{_any_of(_SPANS)})"
    rf"|(?P<turn>{_any_of(_MONTH_WORDS)}))?"
)
_CLOSED_UP = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_QUARTER_OR_DAY = re.compile(r"[1-4]/4")


class NeedsReference(NotAPeriod):
    """The words are relative, and nothing says to which day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The first and last partial date that some words cover."""

    start: str
    end: str
    derived: bool  # worked out from words such as 내년 or 상반기, not written as dates


@dataclass(frozen=True, slots=True)
class Today:
    """From where relative words are understood."""

    reference: date | None
    fiscal_year: int | None

    def year(self, words: str) -> int:
        """Return the year of 올해."""
        return self.day(words).year if self.reference or not self.fiscal_year else self.fiscal_year

    def default_year(self, words: str) -> int:
        """Return the year of a bare 3월: the budget's, which a plan written in autumn means."""
        return self.fiscal_year or self.day(words).year

    def day(self, words: str) -> date:
        """Return the day from which 내달 counts."""
        if self.reference is None:
            raise NeedsReference(
                f"{as_topic(words)} 기준이 되는 날이 있어야 읽을 수 있습니다. "
                "연도와 월을 적거나 기준일을 정해 주세요."
            )
        return self.reference


def read_moment(compact: str, today: Today, start: Moment | None = None) -> Moment | None:
    """Return what one end of a period covers, or None; `start` lends its year to the end.

    >>> read_moment("2013년상반기", Today(None, None))
    Moment(start='2013-01', end='2013-06', derived=True)
    >>> read_moment("내년2월", Today(date(2013, 1, 2), None))
    Moment(start='2014-02', end='2014-02', derived=True)
    """
    if closed_up := _CLOSED_UP.fullmatch(compact):
        return _exactly(*(int(part) if part else None for part in closed_up.groups()))
    found = _MOMENT.fullmatch(compact)
    if not compact or found is None or _QUARTER_OR_DAY.fullmatch(compact):
        return None
    if found["turn"]:
        return _turn_of_month(found, today)
    return _read_numbers(found, today, start)


def _exactly(year: int | None, month: int | None, day: int | None = None) -> Moment:
    partial = partial_of(year or 0, month, day)
    return Moment(partial, partial, derived=False)


def _turn_of_month(found: re.Match[str], today: Today) -> Moment | None:
    """Read 이달, 내달: they stand alone."""
    if found["year"] or found["word"] or found["side"]:
        return None
    this_month = write_partial(today.day(found[0]), Precision.MONTH)
    partial = add_months(this_month, _MONTH_WORDS[found["turn"]])
    return Moment(partial, partial, derived=True)


def _read_numbers(found: re.Match[str], today: Today, start: Moment | None) -> Moment | None:
    if _is_short(found):
        return _read_short(found, today, start)
    if found["span"] in _NEEDS_YEAR and not (found["year"] or found["word"]):
        return None
    month, day = (int(found[name]) if found[name] else None for name in ("month", "day"))
    year, derived = _year_of(found, today, start)
    if first_last := _months_of(found):
        first, last = first_last
        return Moment(partial_of(year, first), partial_of(year, last), derived=True)
    partial = partial_of(year, month, day)
    return Moment(partial, partial, derived or found["about"] is not None)


def _is_short(found: re.Match[str]) -> bool:
    """Return whether two digits may be a year or a month: 13, 3, 10.3."""
    if found["word"] or found["side"] or found["quarter"] or found["span"] or found["about"]:
        return False
    if found["year"] is None:
        return found[0].isdigit()
    plain = len(found["year"]) == 2 and not found["mark"].startswith("년")
    return plain and found["day"] is None


def _read_short(found: re.Match[str], today: Today, start: Moment | None) -> Moment | None:
    """Read 15 in 2013~15, 8 in 2013.3~8 as the start was written; 10.3 alone may be either."""
    like = precision_of(start.start) if start else None
    if found["year"] is None or found["month"] is None:
        return _read_bare(int(found[0].strip("./-")), like, start)
    first, second = int(found["year"]), int(found["month"])
    if like == Precision.DAY or second > 12:
        year, derived = _year_of_start(found[0], today, start)
        partial = partial_of(year, first, second)
        return Moment(partial, partial, derived)
    may_be_month = first <= 12 and like != Precision.MONTH
    return None if may_be_month else _exactly(_century(found["year"]), second)


def _read_bare(number: int, like: Precision | None, start: Moment | None) -> Moment | None:
    if start is None or like == Precision.DAY:
        return None
    if like == Precision.YEAR:
        partial = partial_of(_century(f"{number:02d}"))
    else:
        partial = partial_of(first_day(start.start).year, number)
    return Moment(partial, partial, start.derived)


def _year_of(found: re.Match[str], today: Today, start: Moment | None) -> tuple[int, bool]:
    """Return the year that is meant and whether it had to be worked out."""
    words, word = found[0], found["word"]
    if found["year"]:
        return _century(found["year"]), False
    if word in _AFTER_START and start:
        return first_day(start.start).year + 1, start.derived
    if word:
        return today.year(words) + (_YEAR_WORDS | _AFTER_START)[word], True
    if found["side"] and found["month"]:
        return _nearest_year(found["side"], int(found["month"]), today, words), True
    return _year_of_start(words, today, start)


def _year_of_start(words: str, today: Today, start: Moment | None) -> tuple[int, bool]:
    if start:
        return first_day(start.start).year, start.derived
    return today.default_year(words), True


def _nearest_year(side: str, month: int, today: Today, words: str) -> int:
    """Return the year of 오는 3월, the next March, or of 지난 3월, the last."""
    if today.reference is None:
        return today.default_year(words)
    year, now = today.reference.year, today.reference.month
    return year + (month < now) if side == "오는" else year - (month > now)


def _months_of(found: re.Match[str]) -> tuple[int, int] | None:
    if found["quarter"]:
        return int(found["quarter"]) * 3 - 2, int(found["quarter"]) * 3
    return _SPANS[found["span"]] if found["span"] else None


def _century(written: str) -> int:
    year = int(written.removeprefix("'"))
    if year > 99:
        return year
    return 2000 + year if year < 70 else 1900 + year
