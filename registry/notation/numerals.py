"""Korean numbers, whatever they count: ``6천100만``, ``오억 삼천``, ``52.24억``, ``1,234천``."""

import re
from fractions import Fraction

SMALL_UNITS = {"십": 10, "백": 100, "천": 1000}
LARGE_UNITS = {"만": 10**4, "억": 10**8, "조": 10**12}

_DIGITS = {"영": 0, "공": 0} | {word: n for n, word in enumerate("일이삼사오육칠팔구", 1)}
# Contracts write amounts in Chinese numerals so that nobody can add a stroke: 壹億貳千萬.
_CHINESE = str.maketrans(
    "零一二三四五六七八九壹貳參肆伍陸柒捌玖十拾百佰千仟萬万億兆",
    "영일이삼사오육칠팔구일이삼사오육칠팔구십십백백천천만만억조",
)
_PLAIN = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_BARE = re.compile(rf"(?:{_PLAIN})(?:\.[0-9]+)?")
_DECIMAL = re.compile(rf"((?:{_PLAIN})\.[0-9]+)([십백천]?)([만억조]?)")
_TERM = re.compile(rf"({_PLAIN}|[영공일이삼사오육칠팔구])?([십백천])?")
_BY_LARGE_UNIT = re.compile(r"([만억조])")


def is_bare(compact: str) -> bool:
    """Return whether `compact` is digits alone, so that a table's unit applies to it.

    >>> is_bare("1,234.5"), is_bare("1,50"), is_bare("5억")
    (True, False, False)
    """
    return _BARE.fullmatch(compact) is not None


def read_number(compact: str) -> Fraction | None:
    """Return the number `compact` writes, or None where it writes none.

    >>> [int(read_number(t)) for t in ("6억6천100만", "오억삼천만", "52.24억", "12백만")]
    [661000000, 530000000, 5224000000, 12000000]
    """
    compact = compact.translate(_CHINESE)
    if decimal := _DECIMAL.fullmatch(compact):
        return _read_decimal(*decimal.groups())
    total = _read_groups(compact)
    return None if total is None else Fraction(total)


def _read_decimal(number: str, small: str, large: str) -> Fraction:
    scale = SMALL_UNITS.get(small, 1) * LARGE_UNITS.get(large, 1)
    return Fraction(number.replace(",", "")) * scale


def _read_groups(compact: str) -> int | None:
    """Read 6조 9768억 4706만: groups below ten thousand, each before its large unit."""
    *paired, rest = _BY_LARGE_UNIT.split(compact)
    terms = [
        (_read_group(group), LARGE_UNITS[unit])
        for group, unit in zip(paired[::2], paired[1::2], strict=True)
    ]
    if rest or not terms:
        terms.append((_read_group(rest), 1))
    return _add_up(terms)


def _read_group(group: str) -> int | None:
    """Read 6천100: digits, or Hangul digits, each before 천, 백, 십 or nothing."""
    terms: list[tuple[int | None, int]] = []
    at = 0
    while at < len(group):
        term = _TERM.match(group, at)
        if term is None or term.end() == at:
            return None
        terms.append((_read_digits(term[1]), SMALL_UNITS.get(term[2], 1)))
        at = term.end()
    return _add_up(terms) if terms else None


def _read_digits(written: str | None) -> int:
    if written is None:
        return 1  # 천만원 is 1천만원
    return _DIGITS[written] if written in _DIGITS else int(written.replace(",", ""))


def _add_up(terms: list[tuple[int | None, int]]) -> int | None:
    """Add falling terms. 2만1억 and 5억20000만 do not fall, 오영 has two ones: not numbers."""
    total, limit = 0, None
    for count, unit in terms:
        if count is None or (limit is not None and (limit == 1 or count * unit >= limit)):
            return None
        total, limit = total + count * unit, unit
    return total
