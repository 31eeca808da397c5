"""The address of a list: which conditions, in one order, so that one question has one address."""

from collections.abc import Iterable
from typing import Self
from urllib.parse import quote_plus

from django.http import QueryDict

# What the list asks, in the order in which the page shows it; then how it is shown. Only 발주 시기
# stands first there and keeps its place here: addresses that were cited stay the same.
CONDITIONS = (
    *("q", "year", "region", "office", "city", "follow", "type", "fund", "band", "min", "max"),
    *("amount", "status", "from", "to", "tender", "dept", "as_of"),
)
_LONGEST = 200  # longer is no answer to anything, and no address either
PRESENTATION = {"sort": "-total", "per": "20", "page": "1"}
KEYS = (*CONDITIONS, *PRESENTATION)


class Address:
    """The parameters of a list as pairs, without what is empty, unknown, repeated or default.

    >>> here = Address([("region", "41"), ("year", "2013"), ("q", ""), ("page", "3")])
    >>> str(here), str(here.without("region")), str(here.having("fund", "national"))
    ('?year=2013&region=41&page=3', '?year=2013', '?year=2013&region=41&fund=national')
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        kept = dict.fromkeys(
            (key, value[:_LONGEST])
            for key, value in pairs
            if key in KEYS and value.strip() and PRESENTATION.get(key) != value
        )
        self.pairs = sorted(kept, key=lambda pair: KEYS.index(pair[0]))

    @classmethod
    def of(cls, data: QueryDict) -> Self:
        """Return the address that was asked for."""
        return cls((key, value) for key in data for value in data.getlist(key))

    def __str__(self) -> str:
        query = "&".join(f"{quote_plus(key)}={quote_plus(value)}" for key, value in self.pairs)
        return f"?{query}" if query else ""

    def without(self, *keys: str, value: str | None = None) -> "Address":
        """Return the address without these conditions (or one value of one), on its first page."""
        return Address(
            (key, held)
            for key, held in self.pairs
            if key != "page" and (key not in keys or (value is not None and held != value))
        )

    def having(self, key: str, *values: str) -> "Address":
        """Return the address with a condition replaced, on its first page unless that is asked."""
        return Address([*self.without(key).pairs, *((key, value) for value in values)])
