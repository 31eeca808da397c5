"""One exact figure of won: ``26억1200만원`` is 2,612,000,000 won."""

import re

from registry.notation.numerals import is_bare, read_number
from registry.notation.paper import as_topic, is_overlong, quote, squeeze, tidy

MAX_WON = 9_223_372_036_854_775_807  # what a BigIntegerField holds

_SHAPE = re.compile(r"(일?금)?([₩\\])?(?P<number>.+?)(?P<won>원[정整]?)?")
_NEGATIVE = re.compile(r"[△▲\-−–](?P<marked>.+)|\((?P<bracketed>[0-9,.]+)\)")
# Two numbers in one cell must not run together into one: "120 240" is not 120,240.
_GLUED = re.compile(r"[0-9],? +[0-9]")
_UNIT_ALONE = {"천원", "백만원", "천", "백만"}
_NO_OWN_UNIT = re.compile(r"[0-9,.영공일이삼사오육칠팔구십백천]+")
_STRAY_REST = re.compile(r".*[억조](?=[^만억조]*[1-9일이삼사오육칠팔구십백천])[^만억조]+")


class NotAnAmount(ValueError):
    """The text does not read as an amount of won."""


class UnitMissing(NotAnAmount):
    """The number is there, but nothing says whether it counts won, thousands or millions."""


def parse_won(text: str, unit: int = 1) -> int:
    """Return the won that `text` names exactly; bare numbers count `unit` won each.

    >>> parse_won("26억1200만원"), parse_won("15조 5,676억원"), parse_won("1,240", unit=10**6)
    (2612000000, 15567600000000, 1240000000)

    In a budget △, ▲ and accounting brackets mean minus:

    >>> parse_won("△1,234"), parse_won("(1,234)")
    (-1234, -1234)
    >>> parse_won("2만1억")
    Traceback (most recent call last):
    registry.notation.figure.NotAnAmount: ‘2만1억’은 금액으로 읽을 수 없습니다. \
숫자만 적거나 ‘52억 2,400만’처럼 적어 주세요.
    """
    won = None if is_unsafe(text) else count_signed(squeeze(text), unit)
    if won is None:
        raise NotAnAmount(refusal(text))
    return won


def refusal(text: str) -> str:
    """Return the sentence that refuses `text`."""
    return (
        f"{as_topic(text)} 금액으로 읽을 수 없습니다. "
        "숫자만 적거나 ‘52억 2,400만’처럼 적어 주세요."
    )


def is_unsafe(text: str) -> bool:
    """Return whether `text` is endless, or holds numbers that only a space keeps apart."""
    return is_overlong(text) or _GLUED.search(tidy(text)) is not None


def count_signed(compact: str, unit: int | None) -> int | None:
    """Return the won, perhaps negative, or None where `compact` is no exact amount."""
    if negative := _NEGATIVE.fullmatch(compact):
        won = count_won(negative["marked"] or negative["bracketed"], unit)
        return None if won is None else -won
    return count_won(compact, unit)


def count_won(compact: str, unit: int | None) -> int | None:
    """Return the won of an unsigned, squeezed amount, or None where it is none."""
    shape = _SHAPE.fullmatch(compact)
    if shape is None or compact in _UNIT_ALONE:
        return None
    number = read_number(shape["number"])
    if number is None:
        return None
    if not (shape["won"] or shape[2]):
        number *= _unit_for(shape["number"], unit)
    return _whole_won(int(number), compact) if number.denominator == 1 else None


def _unit_for(number: str, unit: int | None) -> int:
    """Return what to multiply `number` by, which is written without 원."""
    if unit is None and is_bare(number):
        raise UnitMissing(
            f"{as_topic(number)} 원인지 천원인지 백만원인지 알 수 없습니다. "
            "금액 단위를 정해 주세요."
        )
    # "5억 2400" is said for 5억 2400만, and "3천" in a table of 백만원 for 30억: nobody can tell.
    if _STRAY_REST.fullmatch(number) or (unit != 1 and _is_small_word(number)):
        raise UnitMissing(
            f"{quote(number)}의 끝 단위를 알 수 없습니다. ‘만’이나 ‘원’까지 적어 주세요."
        )
    return unit if unit is not None and is_bare(number) else 1


def _is_small_word(number: str) -> bool:
    return not is_bare(number) and _NO_OWN_UNIT.fullmatch(number) is not None


def _whole_won(won: int, compact: str) -> int:
    if won > MAX_WON:
        raise NotAnAmount(f"{as_topic(compact)} 너무 큰 금액입니다. 단위를 확인해 주세요.")
    return won
