"""Periods: ``3월부터 내년 2월까지``, ``2013.3~2014.2`` ⇄ the first and the last date written."""

import re
from dataclasses import replace
from datetime import date

from registry.notation.codes import PeriodCertainty
from registry.notation.length import Length, read_length, split_length
from registry.notation.moment import Moment, NeedsReference, Today
from registry.notation.paper import as_topic, is_overlong, tidy
from registry.notation.partial import (
    NotAPeriod,
    first_day,
    last_day,
    precision_of,
    write_korean,
    write_partial,
)
from registry.notation.span import Period, read_end, read_span

__all__ = [
    "NeedsReference",
    "NotAPeriod",
    "Period",
    "first_day",
    "fits",
    "format_period",
    "last_day",
    "precision_of",
    "read_period",
    "write_partial",
]

_QUOTES = re.compile(r"[’‘`´′ʹʼ]")
_NOISE = re.compile(r"\((?:[월화수목금토일]|예정)\)|(?<=[0-9])[ T]00:00(?::00)?| ?예정$")
_TILDES = re.compile(r" - |[∼〜–—―−]|부터|에서")
_LABEL = re.compile(r"^(?:사업|추진|용역|공사|과업)?기간:?")
_FROM_START = re.compile(
    r"(?:사업|공사|용역|과업)?(?:계약체결|계약|착수|착공|협약|발주|체결)"
    r"(?:(?:일|시|후|이후)+(?:로|으로)?(?:기준)?~?|~|$)(?P<end>.*)"
)
_ALWAYS = {
    "계속", "계속사업", "매년", "상시", "연중상시", "수시",
    "미정", "미확정", "추후확정", "추후결정", "기간미정",
}  # fmt: skip


def read_period(
    text: str, reference: date | None = None, fiscal_year: int | None = None
) -> Period:
    """Return the period that `text` names, relative words seen from `reference`.

    >>> period = read_period("오는 3월부터 내년 2월까지", reference=date(2013, 1, 2))
    >>> period.start, period.end, period.certainty.label
    ('2013-03', '2014-02', '계산')

    The article says 내달 and 34개월 in one breath. On 2 January 내달 is February, which makes 35:
    the written length counts, and `agrees` says that somebody should look.

    >>> period = read_period("내달부터 2015년 12월까지 34개월간", reference=date(2013, 1, 2))
    >>> period.start, period.end, period.months, period.agrees
    ('2013-03', '2015-12', 34, False)

    3월~8월 alone is of the fiscal year. An empty cell is no period; ask before calling.
    """
    compact = "" if is_overlong(text) else _compact(text)
    rest, length = split_length(compact)
    today = Today(reference, fiscal_year)
    period = _read_words(rest, length, today) or read_span(rest, length, today)
    if period is None:
        raise NotAPeriod(
            f"{as_topic(text)} 기간으로 읽을 수 없습니다. ‘2013.3.~2014.2.’처럼 적어 주세요."
        )
    return replace(period, text=text)


def fits(words: Period, start: str | None, end: str | None) -> bool:
    """Return whether days from columns of their own can be what `words` say of them.

    A column may be more exact than the words, and fill in what they leave open at the beginning.

    >>> fits(read_period("2013.3 ~ 2013.12"), "2013-03-04", "2013-12-20")
    True
    >>> fits(read_period("2013.3 ~ 2014.6"), "2013-03", "2013-12")
    False
    >>> fits(read_period("2013년 상반기"), "2013-02", "2013-05")
    True
    """
    if end and words.start and words.certainty == PeriodCertainty.OPEN:
        return False  # 2013.3 ~ 계속
    derived = words.certainty == PeriodCertainty.DERIVED
    ends = ((words.start, start), (words.end, end))
    within = (words.start, words.end) if derived and words.start and words.end else None
    return all(_meets(within or (told, told), day) for told, day in ends if told and day)


def _meets(span: tuple[str, str], day: str) -> bool:
    first, last = span
    return first_day(first) <= last_day(day) and first_day(day) <= last_day(last)


def format_period(start: str | None, end: str | None, certainty: PeriodCertainty) -> str:
    """Return the period as people read it.

    >>> format_period("2013-03", "2014-02", PeriodCertainty.EXACT)
    '2013년 3월 ~ 2014년 2월'
    >>> format_period("2013-01", None, PeriodCertainty.OPEN)
    '2013년 1월 ~ 종료일 미정'
    """
    if start and end:
        first, last = write_korean(start), write_korean(end)
        return first if first == last else f"{first} ~ {last}"
    if start:
        return f"{write_korean(start)} ~ 종료일 미정"
    relative = certainty == PeriodCertainty.RELATIVE
    if end:
        return f"착수일 ~ {write_korean(end)}" if relative else f"{write_korean(end)}까지"
    return "착수일 기준" if relative else "기간 미정"


def _compact(text: str) -> str:
    plain = _NOISE.sub("", _QUOTES.sub("'", tidy(text)))
    compact = _LABEL.sub("", _TILDES.sub("~", plain).replace(" ", ""))
    return compact.replace("연내", "연말까지")


def _read_words(rest: str, length: Length | None, today: Today) -> Period | None:
    """Read what names no dates of its own: 계속, 34개월간, 착수일로부터 6개월."""
    if rest in _ALWAYS:
        return Period(rest, None, None, PeriodCertainty.OPEN)
    if not rest and length:
        return _relative(None, length)
    found = _FROM_START.fullmatch(rest)
    if found is None:
        return None
    if alone := read_length(found["end"]):
        return _relative(None, alone)
    end = read_end(found["end"], today)
    return _relative(end, length) if end or not found["end"] else None


def _relative(end: Moment | None, length: Length | None) -> Period:
    months = length.months if length else None
    return Period("", None, end.end if end else None, PeriodCertainty.RELATIVE, months)
