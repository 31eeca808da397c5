"""What the words around a table say of it: unit, year, budget; and which rows are sums.

``2013년도 제1회 추경 정보화사업 현황`` above a table of ``(단위: 천원)``.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from registry.notation.codes import Stage
from registry.notation.unit import read_unit
from registry.sheets.cells import clean, column_letter
from registry.sheets.workbook import Row

_YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})\s*(?:회계연도|년도|년)(?!\s*\d)|^\D{0,2}((?:19|20)\d{2})\D{0,2}$"
    r"|^((?:19|20)\d{2})(?=[\s.]*(?:본예산|당초|추경|추가경정|제\d))"
)
_ROUND = re.compile(
    r"제?\s*(\d{1,2})\s*(?:회|차)\s*(?:추경|추가경정)|(?:추경|추가경정)\s*(?:예산)?\s*제?\s*(\d{1,2})"
)
_STAGES = (
    (re.compile(r"추경|추가경정"), Stage.SUPPLEMENTARY),
    (re.compile(r"본예산|당초\s*예산"), Stage.ORIGINAL),
    (re.compile(r"예산\s*현액"), Stage.CURRENT),
    (re.compile(r"결산"), Stage.SETTLED),
)
_TOTAL = re.compile(
    r"(?:^|[\s)\]:·])(총\s*합\s*계|소\s*계|합\s*계|총\s*계|누\s*계|(?<!\S)계)\s*(?:\([^)]*\))?\s*$"
)
_FOOTNOTE = re.compile(
    r"\s*(?:※|\*|☞|주\s*\d?\s*[):.]|\(주\s*\d?\)|-?\s*끝\s*[-.]|(?:자료|출처|작성\S*|문의)\s*:)"
)


_GROUP = re.compile(
    r"\s*(?:[□■◇◆◎▶▷]|[가나다라마바사]\.\s|[ⅠⅡⅢⅣⅤⅥⅦⅧ]|[<〈《\[【「].*[>〉》\]】」]\s*$)"
)
_REMARK = re.compile(
    r"\s*(?:[□■◇◆◎▶▷☎○●◦]|ㅇ\s|\(?\d{1,2}\)|[①-⑳]|(?:주|담당|작성|문의|연락처|기준)\S{0,4}\s*:)"
)


@dataclass(frozen=True)
class Surroundings:
    """What holds for a whole table, and the cell in which its unit stands."""

    unit: int | None = None
    unit_cell: str | None = None
    fiscal_year: int | None = None
    stage: Stage | None = None
    round: int | None = None


def learn(around: Surroundings, number: int, cells: Row) -> Surroundings:
    """Return what is known after reading a row above a table."""
    for index, raw in enumerate(cells):
        if text := clean(raw):
            around = learn_from_title(around, text)
            unit = read_unit(text)
            if unit is not None:
                around = replace(around, unit=unit, unit_cell=f"{column_letter(index)}{number}")
    return around


def learn_from_title(around: Surroundings, text: str) -> Surroundings:
    """Return what is known after a title or the name of a sheet.

    >>> known = learn_from_title(Surroundings(), "2013년도 제1회 추경 정보화사업")
    >>> known.fiscal_year, str(known.stage), known.round
    (2013, 'supplementary', 1)
    >>> learn_from_title(Surroundings(), "2013년~2015년 투자계획").fiscal_year is None
    True
    """
    year = _year_in(text)
    stage = next((stage for words, stage in _STAGES if words.search(text)), None)
    if year:
        around = replace(around, fiscal_year=year)
    if stage:
        found = _ROUND.search(text) if stage is Stage.SUPPLEMENTARY else None
        round_ = int(found[1] or found[2]) if found else None
        around = replace(around, stage=stage, round=round_)
    return around


def _year_in(text: str) -> int | None:
    """Return the one year that `text` names; several name none."""
    years = {int(next(filter(None, found))) for found in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def total_word(text: str) -> str:
    """Return the word by which `text` calls its row a sum, or "".

    >>> [total_word(text) for text in ("부서별 소 계", "합계(12건)", "계", "특별회계")]
    ['소계', '합계', '계', '']
    """
    text = text.rstrip()
    if not text.endswith(("계", ")")):
        return ""
    found = _TOTAL.search(clean(text))
    return "".join(found[1].split()) if found else ""


def group_of(text: str) -> str:
    """Return whose sum a label announces, "" where it names nobody.

    >>> group_of("정보통신과 소계"), group_of("총무과"), group_of("부서별 소 계"), group_of("계")
    ('정보통신과', '총무과', '', '')
    """
    text = clean(text)
    found = _TOTAL.search(text)
    group = text[: found.start()].strip() if found else text
    return "" if group.endswith("별") else group


@lru_cache(maxsize=8192)
def is_sum_alone(text: str) -> bool:
    """Return whether `text` is nothing but 총계 or 합계: the sum of the whole table."""
    return bool(_TOTAL.match(clean(text))) and total_word(text) != "소계"


@lru_cache(maxsize=1024)
def is_footnote(text: str) -> bool:
    """Return whether `text` explains the table instead of belonging to it.

    >>> [is_footnote(text) for text in ("※ 국비는 내시 기준", "주) 부가세 포함", "주차관제")]
    [True, True, False]
    """
    return bool(_FOOTNOTE.match(text))


def is_group_title(text: str) -> bool:
    """Return whether `text`, alone in its row above projects, is the title of a group of them.

    >>> titles = ("□ 신규사업", "가. 계속사업", "<정보통신과>", "홈페이지")
    >>> [is_group_title(text) for text in titles]
    [True, True, True, False]
    """
    return bool(_GROUP.match(text))


def is_remark(text: str) -> bool:
    """Return whether `text`, alone in a row below all projects, speaks of them.

    >>> [is_remark(text) for text in ("1) 2단계 사업임", "담당: 정보통신과", "3차원 공간정보")]
    [True, True, False]
    """
    return bool(_REMARK.match(text))


def learn_from_name(name: str) -> Surroundings:
    """Return what the name of a sheet tells: ``2013 본예산(천원)``."""
    around = learn_from_title(Surroundings(), name)
    return replace(around, unit=read_unit(name))
