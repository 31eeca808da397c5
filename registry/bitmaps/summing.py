"""Sums over bits: what ``querysets.money`` asks of the database, added up digit by digit."""

from collections import defaultdict
from collections.abc import Iterable

from registry.bitmaps.index import Index
from registry.bitmaps.kept import DIGITS
from registry.bitmaps.keys import Flags, bits_of, keys_of
from registry.models.twins import Pair
from registry.notation.codes import Certainty, Funding
from registry.notation.ladder import Breakdown
from registry.querysets import TotalSum, YearSum

_SOURCES = [source for source in Funding if source != Funding.WHOLE]


def _won(index: Index, of: str, bits: int) -> int:
    """Return the sum of an amount: each binary digit as often as it is there."""
    return sum(
        (held & bits).bit_count() << digit
        for digit in range(DIGITS)
        if (held := index.bits.get((of, digit)))
    )


def outside_larger(index: Index, bits: int) -> int:
    """Leave out what is part of another project of these."""
    here = Flags(bits)
    parts = keys_of(bits & index.of("part", "yes"))
    return bits & ~bits_of([key for key in parts if any(map(here.has, index.larger(key)))])


def sum_of_totals(index: Index, bits: int, *, with_pairs: bool = True) -> TotalSum:
    """Return the sum of the exact totals, and what it leaves out."""
    exact = bits & index.of("amount", Certainty.EXACT)
    summed = outside_larger(index, bits) & exact
    counted = {one: (bits & index.of("amount", one)).bit_count() for one in Certainty}
    return TotalSum(
        count=bits.bit_count(),
        won=_won(index, "won", summed),
        left_out={one: n for one, n in counted.items() if n and one != Certainty.EXACT},
        inside_larger=(exact ^ summed).bit_count(),
        **(_repeated(index, summed) if with_pairs else {"pairs": 0}),
    )


def _repeated(index: Index, bits: int) -> dict[str, int]:
    """Return how many pairs there are, and the won of the later one of each.

    Of each the one that was registered first is left: the amounts of a pair may differ.
    """
    found = _pairs(index, bits)
    later = bits_of({later for _first, later in found})
    return {"pairs": len(found), "repeated_won": _won(index, "won", later) if found else 0}


def pairs(index: Index, bits: int) -> int:
    """Return how many pairs of these are flagged as possible duplicates."""
    return len(_pairs(index, bits))


def _pairs(index: Index, bits: int) -> list[Pair]:
    here = Flags(bits)
    return [pair for pair in index.pairs if here.has(pair[0]) and here.has(pair[1])]


def twins_of(index: Index, keys: Iterable[int]) -> dict[int, list[int]]:
    """Return the public others of those of these projects that may be there twice."""
    wanted, public = set(keys), Flags(index.of("all", ""))
    found: dict[int, list[int]] = defaultdict(list)
    for pair in index.pairs:
        for key, other in (pair, pair[::-1]):
            if key in wanted and public.has(other):
                found[key].append(other)
    return dict(found)


def sum_of_year(index: Index, bits: int, year: int) -> YearSum:
    """Return the sum of one year's money; who does not tell it is left out."""
    summed = outside_larger(index, bits)
    here, count = Flags(summed), summed.bit_count()
    told = [
        amount
        for years in index.years.values()
        for key, amount in zip(*years.get(year, ((), ())), strict=True)
        if here.has(key)
    ]
    undivided = (summed & index.of("undivided", year)).bit_count()
    return YearSum(count, sum(told), count - len(told), undivided)


def breakdown(index: Index, bits: int) -> Breakdown:
    """Return the exact totals by source, with what no source accounts for."""
    summed = outside_larger(index, bits) & index.of("amount", Certainty.EXACT)
    parts = {source: _won(index, source.value, summed) for source in _SOURCES}
    return Breakdown(
        {source: amount for source, amount in parts.items() if amount},
        _won(index, "rest", summed),
        _won(index, "excess", summed),
    )
