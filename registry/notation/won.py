"""Amounts of money: ``26억1200만원`` ⇄ 2,612,000,000 won; this module is the door to them all."""

from registry.notation.amount import Amount, read_amount
from registry.notation.figure import MAX_WON, NotAnAmount, UnitMissing, parse_won
from registry.notation.unit import read_unit

__all__ = [
    "MAX_WON",
    "Amount",
    "NotAnAmount",
    "UnitMissing",
    "format_won",
    "parse_won",
    "read_amount",
    "read_unit",
    "shorten_won",
]

_SCALE = ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))


def format_won(won: int) -> str:
    """Return `won` as people read it; not a single won is lost.

    >>> format_won(5_224_000_000), format_won(5_000), format_won(0), format_won(-12_345)
    ('52억 2,400만 원', '5,000원', '0원', '-1만 2,345원')
    """
    return _write(won, _split(abs(won)))


def shorten_won(won: int) -> str:
    """Return the two largest units of `won` for a headline, saying 약 where it cuts.

    >>> shorten_won(6_976_847_060_000), shorten_won(5_224_000_000)
    ('약 6조 9,768억 원', '52억 2,400만 원')

    It cuts and never rounds: 약 must not promise more than there is.
    """
    parts = _split(abs(won))
    short = _write(won, parts[:2])
    return short if len(parts) <= 2 else f"약 {short}"


def _split(won: int) -> list[str]:
    """Return the units that are not zero, the largest first: 52억, 2,400만."""
    parts = []
    for scale, unit in _SCALE:
        count, won = divmod(won, scale)
        if count:
            parts.append(f"{count:,}{unit}")
    return parts


def _write(won: int, parts: list[str]) -> str:
    text = " ".join(parts) or "0"
    gap = "" if text[-1].isdigit() else " "
    return f"{'-' if won < 0 else ''}{text}{gap}원"
