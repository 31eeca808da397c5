"""What an English reader is told of amounts and dates; the paper itself is never read so."""

from registry.notation.codes import Precision
from registry.notation.partial import first_day, precision_of

_SCALE = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"), (1, ""))
_SHORT = 4  # decimals: a budget of 15.5676 trillion
_PARTS = 10_000  # what they part one into
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def won_in_english(won: int) -> str:
    """Return `won` as an English reader expects it; not a single won is lost.

    >>> won_in_english(5_224_000_000), won_in_english(980_000_000), won_in_english(-12_345)
    ('KRW 5.224 billion', 'KRW 980 million', '-KRW 12,345')

    It takes as many decimals as that needs: one sentence never mixes billions with plain digits.

    >>> won_in_english(6_976_847_060_000), won_in_english(0)
    ('KRW 6.97684706 trillion', 'KRW 0')
    """
    scale, unit = _unit_of(won)
    return _write(won, scale, unit, decimals=len(str(scale)) - 1)


def digits_in_english(won: int) -> str:
    """Return `won` in digits alone where the words take more decimals than one reads at sight.

    >>> digits_in_english(6_976_847_060_000), digits_in_english(5_224_000_000)
    ('KRW 6,976,847,060,000', '')
    """
    return "" if _is_short(won) else _write(won, 1, "")


def short_won_in_english(won: int) -> str:
    """Return `won` to four decimals for a headline, saying about where it cuts.

    >>> short_won_in_english(6_976_847_060_000), short_won_in_english(5_224_000_000)
    ('about KRW 6.9768 trillion', 'KRW 5.224 billion')

    It cuts and never rounds, as ``won.shorten_won`` does.
    """
    scale, unit = _unit_of(won)
    short = _write(won, scale, unit, decimals=_SHORT)
    return short if _is_short(won) else f"about {short}"


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


def _is_short(won: int) -> bool:
    """Return whether four decimals say the amount whole."""
    return abs(won) * _PARTS % _unit_of(won)[0] == 0


def _write(won: int, scale: int, unit: str, decimals: int = 0) -> str:
    whole, rest = divmod(abs(won), scale)
    parts = f".{rest * 10**decimals // scale:0{decimals}d}".rstrip("0").rstrip(".")
    return f"{'-' if won < 0 else ''}KRW {whole:,}{parts}{unit}"
