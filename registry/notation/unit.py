"""The unit of a table: ``(단위: 백만원, %)`` means that 1 is 1,000,000 won."""

import re

from registry.notation.paper import is_overlong, squeeze

UNITS = {
    "원": 1,
    "천원": 10**3,
    "만원": 10**4,
    "십만원": 10**5,
    "백만원": 10**6,
    "천만원": 10**7,
    "억원": 10**8,
    "십억원": 10**9,
    "백억원": 10**10,
    "천억원": 10**11,
    "조원": 10**12,
    # Without 원 only what is never said of people or things; 천 and 만 may be heads or cards.
    "백만": 10**6,
    "억": 10**8,
    "조": 10**12,
}

_SAID = re.compile(r"단위[:=은는]?([^)\]}>]*)")
_BRACKETED = re.compile(r"[(\[{<]([^()\[\]{}<>]*)[)\]}>]")
_BETWEEN_WORDS = re.compile(r"[^가-힣A-Za-z%/²³]+")


def read_unit(text: str) -> int | None:
    """Return the won one stands for, or None where `text` names no unit of money.

    >>> read_unit("(단위: 백만원, %)"), read_unit("(단 위 : 백 만 원)")
    (1000000, 1000000)
    >>> read_unit("총사업비\\n[천원]")
    1000
    >>> read_unit("(단위 : 주)"), read_unit("사업명")
    (None, None)

    Two units of money in one line say nothing certain, and 원/㎡ is a price:

    >>> read_unit("(단위: 천원, 백만원)"), read_unit("(단위: 원/㎡)")
    (None, None)
    """
    if is_overlong(text):
        return None
    compact = squeeze(text)
    if compact in UNITS:
        return UNITS[compact]
    return _only_unit(_SAID.findall(compact)) or _only_unit(_BRACKETED.findall(compact))


def _only_unit(places: list[str]) -> int | None:
    words = {word for place in places for word in _BETWEEN_WORDS.split(place)}
    units = {unit for word in words if (unit := _unit_of(word)) is not None}
    return units.pop() if len(units) == 1 else None


def _unit_of(word: str) -> int | None:
    """Return the unit in 백만원, in 명/백만원 and in 백만원/%, not in 원/㎡."""
    *before, last = word.split("/")
    if last == "%" and before:
        last = before[-1]
    return UNITS.get(last)
