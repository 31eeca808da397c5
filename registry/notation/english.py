"""What an English reader is told of amounts and dates; the paper itself is never read so."""

from registry.notation.codes import Precision
from registry.notation.partial import first_day, precision_of

_SCALE = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"), (1, ""))
_PARTS = 10_000  # four decimals: a budget of 15.5676 trillion
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def won_in_english(won: int) -> str:
    """Return `won` as an English reader expects it; not a single won is lost.

    >>> won_in_english(5_224_000_000), won_in_english(980_000_000), won_in_english(-12_345)
    ('KRW 5.224 billion', 'KRW 980 million', '-KRW 12,345')

    What four decimals cannot say is written out:

    >>> won_in_english(6_976_847_060_000), won_in_english(0)
    ('KRW 6,976,847,060,000', 'KRW 0')
    """
    scale, unit = _unit_of(won)
    return _write(won, scale, unit) if abs(won) * _PARTS % scale == 0 else _write(won, 1, "")


def short_won_in_english(won: int) -> str:
    """Return `won` to four decimals for a headline, saying about where it cuts.

    >>> short_won_in_english(6_976_847_060_000), short_won_in_english(5_224_000_000)
    ('about KRW 6.9768 trillion', 'KRW 5.224 billion')

    It cuts and never rounds, as ``won.shorten_won`` does.
    """
    scale, unit = _unit_of(won)
    short = _write(won, scale, unit)
    return short if abs(won) * _PARTS % scale == 0 else f"about {short}"


def date_in_english(partial: str) -> str:
    """Return a partial date as people read it.

    >>> date_in_english("2013-03"), date_in_english("2013-03-04"), date_in_english("2013")
    ('March 2013', '4 March 2013', '2013')
    """
    day, precision = first_day(partial), precision_of(partial)
    words = [str(day.day), _MONTHS[day.month - 1], str(day.year)]
    return " ".join(words[[Precision.DAY, Precision.MONTH, Precision.YEAR].index(precision) :])


def _unit_of(won: int) -> tuple[int, str]:
    """Return the largest unit that the amount fills."""
    return next((unit for unit in _SCALE if abs(won) >= unit[0]), _SCALE[-1])


def _write(won: int, scale: int, unit: str) -> str:
    whole, parts = divmod(abs(won) * _PARTS // scale, _PARTS)
    decimals = f".{parts:04d}".rstrip("0").rstrip(".")
    return f"{'-' if won < 0 else ''}KRW {whole:,}{decimals}{unit}"
