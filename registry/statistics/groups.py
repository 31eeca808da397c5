"""A selection in parts: counts, exact totals, whose money it is.

Each part is what the list finds with that one more condition, so a figure here and on the list
it leads to are the same: what belongs to a larger project counts only once within its part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.bitmaps import Index, breakdown, sum_of_totals, sum_of_year
from registry.notation.ladder import Breakdown
from registry.querysets import TotalSum, YearSum

FEWEST = 5  # bodies of a kind; fewer do not speak for it, and no middle of them is told


@dataclass(frozen=True, slots=True)
class Group:
    """One part: its sum of totals, of one year if asked, by source; `known` name a source.

    The pairs of possible duplicates are told once for the whole selection, not here.
    """

    totals: TotalSum
    year: YearSum | None
    split: Breakdown
    known: int

    @property
    def is_told(self) -> bool:
        """Return whether any total of it is exact; else its sum is unknown, not 0."""
        return self.totals.count > sum(self.totals.left_out.values())


def groups(index: Index, parts: Mapping[str, int], year: int | None = None) -> dict[str, Group]:
    """Return the parts of a selection, given as bits, that are not empty."""
    return {key: _group(index, bits, year) for key, bits in parts.items() if bits}


def _group(index: Index, bits: int, year: int | None) -> Group:
    return Group(
        totals=sum_of_totals(index, bits, with_pairs=False),
        year=sum_of_year(index, bits, year) if year else None,
        split=breakdown(index, bits),
        known=(bits & index.of("known", "yes")).bit_count(),
    )


def median(values: Iterable[int]) -> int | None:
    """Return the value in the middle (of two, their mean in whole won); None of nothing.

    >>> median([3, 1, 2]), median([1, 4]), median([])
    (2, 2, None)
    """
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2
