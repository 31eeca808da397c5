"""A title as it is compared: one spelling for one thing, and what says little marked as such."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from registry.notation.hangul import name_key

# Each line is one thing; clerks write it in all these ways.
_SPELLINGS = (
    ("cctv", "폐쇄회로tv", "폐쇄회로", "영상정보처리기기", "영상정보", "방범카메라", "감시카메라"),
    ("홈페이지", "누리집", "웹사이트", "웹페이지"),
    ("gis", "지리정보", "공간정보"),
    ("재난", "재해"),
    ("bis", "버스정보", "버스도착정보", "버스안내"),
    ("its", "지능형교통체계", "지능형교통시스템", "지능형교통"),
    ("와이파이", "wifi", "무선인터넷", "무선랜"),
    ("pc", "컴퓨터"),
    ("db", "데이터베이스", "디비"),
    ("iot", "사물인터넷"),
    ("ai", "인공지능"),
    ("앱", "어플리케이션", "애플리케이션", "어플"),
    ("정보보호", "정보보안", "사이버보안"),
    ("개인정보",),  # 개인정보 보호 is not 정보보호
    ("화상회의", "영상회의"),
    ("도로명주소", "새주소"),
    ("통신망", "네트워크"),
    ("광대역", "초고속"),
    ("드론", "무인항공기", "무인기"),
    ("기록관리", "기록물관리", "기록물"),
    ("스마트시티", "스마트도시", "유비쿼터스도시", "ucity", "유시티"),
    ("디지털트윈", "디지털쌍둥이"),
    ("주차", "파킹"),
    ("클라우드", "cloud"),
    ("빅데이터", "bigdata"),
    ("예보", "예경보", "경보"),
    ("전산실", "서버실", "전산센터"),
    ("서버", "server"),
    ("전화", "콜센터"),
    ("lpr", "차량번호인식", "차번인식"),
)
# They stand in every other title and say what is done, or that something is.
_COMMON = (
    "시스템", "구축", "사업", "추진", "도입", "개발", "용역", "과제", "고도화", "개선", "운영",
    "유지보수", "유지관리", "확충", "설치", "교체", "증설", "확장", "확대", "강화", "지원",
    "조성", "기반", "서비스", "관리", "정보화", "정보", "통합", "종합", "플랫폼", "및", "노후",
    "장비", "개편", "구매", "실시", "수립", "제작", "보급", "재구축", "기능", "환경", "차세대",
    "스마트", "디지털", "행정", "업무", "센터", "활용", "안내", "공공", "이전", "위탁", "임차",
    "개선사업", "대민", "표준", "기본", "전산", "프로그램", "소프트웨어", "솔루션", "리뉴얼",
    "신규", "온라인", "인터넷", "시민", "주민", "도민", "군민", "구민", "관내", "연차", "단계",
    "공사", "시범", "계획",
)  # fmt: skip

_FIRST_CODE = 0xE000  # one sign of the private area stands for each line of _SPELLINGS
_NUMBER = re.compile(
    r"(?<!\d)(?!(?:119|112|120)(?!\d))\d+(?:년도|년|차|단계|개소|개|대|식|호|월)?"
)
_ASCII = re.compile("[a-z0-9]+")
_UNIT = re.compile("[a-z0-9]+|[^a-z0-9]")


@cache
def _codes() -> dict[str, str]:
    """Return the sign that stands for each spelling."""
    return {
        spelling: chr(_FIRST_CODE + line)
        for line, spellings in enumerate(_SPELLINGS)
        for spelling in spellings
    }


def _either(words: Collection[str]) -> re.Pattern[str]:
    """Return what finds one of `words`, the longest; ``ai`` is not found in ``mail``."""
    longest = sorted(words, key=len, reverse=True)
    whole = (f"(?<![a-z]){word}(?![a-z])" if _ASCII.fullmatch(word) else word for word in longest)
    return re.compile("|".join(whole))


_SPELLED = _either(_codes())
_SAID_OFTEN = _either(_COMMON)


def units_of(title: str, places: Collection[str] = ()) -> list[tuple[str, bool]]:
    """Return the syllables of a title, each with whether it stands in a common word.

    What several spellings stand for is one sign, a word in Latin letters one unit; numbers and
    the names of `places` are left out, and so is how the title is spaced.
    """
    return list(_units(_plain(title, places)))


def other_spellings(key: str) -> list[str]:
    """Return in which other ways the thing of a key is written; none of what is written one way.

    >>> other_spellings("누리집"), other_spellings("민원")
    (['홈페이지', '웹사이트', '웹페이지'], [])
    """
    lines = (line for line in _SPELLINGS if key in line)
    return [other for line in lines for other in line if other != key]


def words_of(title: str, places: Collection[str] = ()) -> list[str]:
    """Return the words of a title as they were written, without numbers and `places`.

    >>> words_of("2013년 수원시 CCTV 설치", {"수원시"})
    ['CCTV', '설치']
    """
    words = re.split(r"[\s()\[\]·,/]+", title)
    return [word for word in words if word not in places and _NUMBER.sub("", name_key(word))]


def is_common(word: str) -> bool:
    """Return whether a word says only what is done, not to what."""
    return not _SAID_OFTEN.sub("", name_key(word))


def keys_of(title: str, places: Collection[str] = ()) -> list[str]:
    """Return the keys under which the same thing may be stored: one for each spelling.

    >>> keys_of("누리집 개편")
    ['누리집개편', '홈페이지', '웹사이트', '웹페이지']
    """
    key = _plain(title, places)
    lines = {ord(_codes()[found[0]]) - _FIRST_CODE for found in _SPELLED.finditer(key)}
    others = (word for line in sorted(lines) for word in _SPELLINGS[line])
    return [key, *(word for word in others if word not in key)]


def same_thing(key: str) -> str:
    """Return a key in which every spelling of a thing is the one sign that stands for it."""
    return _SPELLED.sub(lambda found: _codes()[found[0]], key)


def _plain(title: str, places: Collection[str]) -> str:
    return _NUMBER.sub("", name_key(" ".join(words_of(title, places))))


def _units(key: str) -> Iterator[tuple[str, bool]]:
    text = same_thing(key)
    common = {at for found in _SAID_OFTEN.finditer(text) for at in range(*found.span())}
    for unit in _UNIT.finditer(text):
        yield unit[0], unit.start() in common
