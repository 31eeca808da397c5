"""A selection parted by one column of its projects: counts, exact totals, whose money it is.

Each part is what the list finds with that one more condition, so a figure here and on the list
it leads to are the same: what belongs to a larger project counts only once within its part.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from registry.filters.funding import parts, with_known_source, won_of
from registry.notation.codes import Certainty, Funding
from registry.notation.ladder import Breakdown
from registry.querysets import ProjectQuerySet, TotalSum, YearSum

_SOURCES = [source for source in Funding if source != Funding.WHOLE]
Key = str | int


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


def groups(selection: ProjectQuerySet, column: str, year: int | None = None) -> dict[Key, Group]:
    """Return the parts of a selection by the values of `column`; five queries, six with a year."""
    chosen = selection.once()
    summed = once_within(chosen, column)
    exact = summed.exact()
    counted = _certainties(chosen, column)
    kept = {row[column]: row for row in exact.values(column).annotate(won=Sum("total_won"), n=_N)}
    split = _splits(exact, column)
    known = dict(
        chosen.filter(with_known_source()).values(column).annotate(n=_N).values_list(column, "n")
    )
    years = _years(summed, column, year) if year else {}
    return {
        key: Group(
            _total(counted[key], kept.get(key)), years.get(key), split[key], known.get(key, 0)
        )
        for key in counted
    }


_N = Count("pk")


def once_within(selection: ProjectQuerySet, column: str) -> ProjectQuerySet:
    """Leave out what is part of a project of the same part of the selection, three levels up."""
    chosen, path, inside = selection.values("pk"), "part_of", Q()
    for _level in range(3):
        inside |= Q(**{f"{path}__in": chosen, f"{path}__{column}": F(column)})
        path = f"{path}__part_of"
    return selection.exclude(inside)


def _certainties(selection: ProjectQuerySet, column: str) -> dict[Key, dict[Certainty, int]]:
    rows = selection.values(column, "total_certainty").annotate(n=_N)
    counted: dict[Key, dict[Certainty, int]] = defaultdict(dict)
    for row in rows:
        counted[row[column]][Certainty(row["total_certainty"])] = row["n"]
    return counted


def _total(counted: dict[Certainty, int], kept: dict[str, Any] | None) -> TotalSum:
    exact, summed = counted.get(Certainty.EXACT, 0), kept["n"] if kept else 0
    return TotalSum(
        count=sum(counted.values()),
        won=kept["won"] if kept else 0,
        left_out={
            one: counted[one] for one in Certainty if one in counted and one != Certainty.EXACT
        },
        inside_larger=exact - summed,
        pairs=0,
    )


def _splits(exact: ProjectQuerySet, column: str) -> dict[Key, Breakdown]:
    """Return the exact totals of each part by source, and what no source accounts for."""
    sources: dict[Key, dict[Funding, int]] = defaultdict(dict)
    rows: Any = parts().filter(project__in=exact.values("pk"))
    by_source = rows.values(f"project__{column}", "source").annotate(sum=Sum("won"))
    for row in by_source:
        sources[row[f"project__{column}"]][Funding(row["source"])] = row["sum"]
    gaps = exact.annotate(gap=F("total_won") - Coalesce(won_of(*_SOURCES), 0)).values(column)
    sums = gaps.annotate(
        rest=Sum("gap", filter=Q(gap__gt=0)), excess=Sum("gap", filter=Q(gap__lt=0))
    )
    found: dict[Key, Breakdown] = defaultdict(lambda: Breakdown({}, None, 0))
    for row in sums:
        rest, excess = row["rest"] or 0, -(row["excess"] or 0)
        found[row[column]] = Breakdown(sources[row[column]], rest, excess)
    return found


def _years(summed: ProjectQuerySet, column: str, year: int) -> dict[Key, YearSum]:
    rows = summed.with_year_won(year).values(column)
    sums = rows.annotate(n=_N, told=Count("year_won"), won=Sum("year_won"))
    return {
        row[column]: YearSum(row["n"], row["won"] or 0, row["n"] - row["told"]) for row in sums
    }


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
