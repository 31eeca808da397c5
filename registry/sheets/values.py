"""What one cell says: each reader takes cleaned text and gives a value, or raises Unreadable."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from registry.notation.codes import Certainty, PeriodCertainty, ProjectType, Status
from registry.notation.partial import NotAPeriod, partial_of
from registry.sheets.cells import one_line, unguard
from registry.sheets.choices import (
    find_certainty,
    find_period_certainty,
    find_status,
    find_type,
    labels,
)

FIRST_YEAR, LAST_YEAR = 1990, 2100

_NUMBER = re.compile(r"\d{4}-\d{2}(?:\d{3})?-\d{4,6}")
_YEAR = re.compile(r"(?:FY|')?(\d{2}|\d{4})(?:년도|년|회계연도|회계년도)?", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,6})(?:개|곳|개소)?(?:공공)?(?:기관|시군구|시군|지자체)?")
_DATE = re.compile(
    r"'?(?P<year>\d{4}|\d{2})"
    r"(?:[-./년](?P<month>\d{1,2})(?:[-./월](?P<day>\d{1,2})[일.]?)?)?[.년월]?(?:00:00:00)?"
)
_RUN_TOGETHER = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Excel writes Mar-13 for 2013-03 in a CSV, and 13-Mar for 3-13: of what year, nobody knows.
_EXCEL_MONTH = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})-(?P<year>\d{{2}})", re.IGNORECASE)
_EXCEL_DAY = re.compile(rf"\d{{1,2}}-(?:{'|'.join(_MONTHS)})", re.IGNORECASE)
_SERIAL = re.compile(r"[34567]\d{4}")  # days since 1900: 30,000 is in 1982, 79,999 in 2119
_SERIAL_ZERO = datetime.date(1899, 12, 30)
_BULLETS = frozenset("○●◦◎□■◇◆▶▷▪•·‧∙※ㅇ-")
_FOOTNOTE_ENDS = frozenset(")*†‡¹²³⁴⁵⁶⁷⁸⁹")
_BULLET = re.compile(r"^(?:[○●◦◎□■◇◆▶▷▪•·‧∙※]\s*|[ㅇ-]\s+)+")
_FOOTNOTE_MARK = re.compile(r"(?:\s*(?:주\s?)?\d{0,2}\)|\s*[*†‡]+|[¹²³⁴⁵⁶⁷⁸⁹]+\)?)+$")
_BETWEEN_NAMES = re.compile(r"[,、;/\n·•‧・ㆍᆞ]|\s및\s")
_NOBODY = frozenset({"없음", "해당없음", "해당 없음"})
_AND_MORE = re.compile(
    r"(?:(?:(?P<names>.+?)\s*)?(?:등|외)\s*|(?:도내|시내|관내|전국|총)\s*)?(?P<count>\d{1,4})\s*여?\s*"
    r"(?:개소|개|곳)?\s*(?:공공|참여|관계|산하)?\s*(?:기관|시·?군·?구|시·?군|구·?군|지자체|자치단체)?"
)


class Unreadable(ValueError):
    """The cell does not hold what its column asks for; `code` names the problem."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())


def read_text(text: str) -> str:
    """Return words as written, without the mark that keeps a spreadsheet from running them."""
    return unguard(text)


def read_name(text: str) -> str:
    """Return a name on one line."""
    return one_line(unguard(text))


def read_written_name(text: str) -> str:
    """Return a name on one line, without the bullet before it and the footnote marks after it.

    >>> read_written_name("○ 홈페이지 개편 1)"), read_written_name("CCTV 설치(2단계)")
    ('홈페이지 개편', 'CCTV 설치(2단계)')
    """
    name = read_name(text)
    if name[0] in _BULLETS:
        name = _BULLET.sub("", name)
    if name[-1:] not in _FOOTNOTE_ENDS:
        return name or text
    bare = _FOOTNOTE_MARK.sub("", name)
    # The bracket of (1) is closed by its own; that of 개편1) was never opened.
    return bare if bare and bare.count("(") == bare.count(")") else name or text


def read_number(text: str) -> str:
    """Return a public number: ``2013-41-0007``."""
    number = _squeezed(text)
    if not _NUMBER.fullmatch(number):
        raise Unreadable("not-a-number")
    return number


@lru_cache(maxsize=1024)
def read_year(text: str) -> int:
    """Return a fiscal year.

    >>> read_year("2013년도"), read_year("'13"), read_year("２０１３")
    (2013, 2013, 2013)
    """
    match = _YEAR.fullmatch(_squeezed(text))
    year = _century(match[1]) if match else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable("not-a-year")
    return year


@lru_cache(maxsize=1024)
def read_count(text: str) -> int:
    """Return how many: ``12``, ``12개 기관``."""
    match = _COUNT.fullmatch(_squeezed(text).replace(",", ""))
    if match is None:
        raise Unreadable("not-a-count")
    return int(match[1])


def is_excel_month(text: str) -> bool:
    """Return whether a date is as Excel rewrote it: Mar-13."""
    return _EXCEL_MONTH.fullmatch(_squeezed(text)) is not None


@lru_cache(maxsize=8192)
def read_date(text: str) -> str:
    """Return a partial date, no more exact than it was written.

    >>> read_date("2013. 3. 4."), read_date("'13.3월"), read_date("2013"), read_date("41337")
    ('2013-03-04', '2013-03', '2013', '2013-03-04')
    >>> read_date("Mar-13")
    '2013-03'
    """
    squeezed = _squeezed(text)
    if _SERIAL.fullmatch(squeezed):
        return (_SERIAL_ZERO + datetime.timedelta(int(squeezed))).isoformat()
    if excel := _EXCEL_MONTH.fullmatch(squeezed):
        return partial_of(_century(excel["year"]), _MONTHS.index(excel["month"].lower()) + 1)
    if _EXCEL_DAY.fullmatch(squeezed):
        raise Unreadable("date-changed-by-excel")
    match = _RUN_TOGETHER.fullmatch(squeezed) or _DATE.fullmatch(squeezed)
    if match is None:
        raise Unreadable("not-a-date")
    month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
    try:
        return partial_of(_century(match["year"]), month, day)
    except NotAPeriod:
        raise Unreadable("not-a-date") from None


def _century(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= FIRST_YEAR % 100 else 2000)


def read_status(text: str) -> Status:
    """Return the status; 신규 and 계속 are none."""
    status = find_status(text)
    if status is None:
        raise Unreadable("unknown-choice", choices=labels(Status))
    return status


def read_type(text: str) -> ProjectType:
    """Return the type of project."""
    type_ = find_type(text)
    if type_ is None:
        raise Unreadable("unknown-choice", choices=labels(ProjectType))
    return type_


def read_certainty(text: str) -> Certainty:
    """Return how certain the total is."""
    certainty = find_certainty(text)
    if certainty is None:
        raise Unreadable("unknown-choice", choices=labels(Certainty))
    return certainty


def read_period_certainty(text: str) -> PeriodCertainty:
    """Return how certain the period is."""
    certainty = find_period_certainty(text)
    if certainty is None:
        raise Unreadable("unknown-choice", choices=labels(PeriodCertainty))
    return certainty


@lru_cache(maxsize=4096)
def split_participants(text: str) -> tuple[tuple[str, ...], int | None]:
    """Return the names in a cell, and how many bodies it says take part.

    >>> split_participants("용인시·평택시, 김포시")
    (('용인시', '평택시', '김포시'), None)
    >>> split_participants("경기관광공사 등 12개 공공기관"), split_participants("5개 시군")
    ((('경기관광공사',), 12), ((), 5))
    """
    text = unguard(text)
    if text in _NOBODY:
        return (), None
    more = _AND_MORE.fullmatch(text)
    names = (more["names"] or "") if more else text
    parts = names.split(";") if ";" in names else _BETWEEN_NAMES.split(names)
    return tuple(filter(None, map(str.strip, parts))), int(more["count"]) if more else None


def join_participants(names: Iterable[str]) -> str:
    """Return the cell that `split_participants` takes apart into `names`.

    >>> join_participants(["용인시", "평택시"]), join_participants(["경기관광·문화재단"])
    ('용인시, 평택시', '경기관광·문화재단;')
    """
    names = list(names)
    plain = ", ".join(names)
    return plain if split_participants(plain) == (tuple(names), None) else "; ".join(names) + ";"
