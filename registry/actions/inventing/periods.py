"""When a project runs, as the paper says it and as dates."""

import random
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from registry.notation.codes import PeriodCertainty, Precision

_MONTH = Precision.MONTH.value
_UNKNOWN = 0.08  # of all projects: the paper says nothing, or only how long from the start
_LONG = 0.15  # run into the next years


class Period(NamedTuple):
    """The columns of a period, in the order in which they are written."""

    text: str = ""
    start: date | None = None
    start_precision: str = ""
    end: date | None = None
    end_precision: str = ""
    certainty: str = ""

    @property
    def last_year(self) -> int | None:
        """Return the year in which it ends, where that is known."""
        return self.end.year if self.end else None


def period(rng: random.Random, year: int) -> Period:
    """Return when a project registered in `year` runs."""
    kind = rng.random()
    if kind < _UNKNOWN:
        relative = Period(f"착수일로부터 {rng.randrange(3, 13)}개월", certainty="relative")
        return rng.choice((Period(), relative))
    first = rng.randrange(1, 10)
    start = date(year, first, 1)
    if kind < 0.11:
        return Period(f"{year}. {first}. ~ 계속", start, _MONTH, certainty="open")
    return _closed(rng, start, year + (rng.choice((1, 1, 2)) if kind > 1 - _LONG else 0))


def _closed(rng: random.Random, start: date, last_year: int) -> Period:
    last = rng.randrange(start.month + 1, 13)
    end = date(last_year, last, monthrange(last_year, last)[1])
    text = f"{start.year}. {start.month}. ~ {last_year}. {last}."
    if rng.random() < 0.2:
        text = f"'{start:%y}.{start.month}.~'{end:%y}.{last}."
    return Period(text, start, _MONTH, end, _MONTH, PeriodCertainty.EXACT.value)
