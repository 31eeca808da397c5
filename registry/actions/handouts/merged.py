"""Merged cells: what is wrong with a covered one is shown in the first, which a clerk sees."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from registry.actions.handouts.findings import Finding
from registry.sheets.marks import Merge

Cell = tuple[int, int]  # the row from 1, the column from 0
Told = Mapping[int, list[Finding]]


def cells_of(told: Told) -> set[Cell]:
    """Return the cells that problems of a sheet are about."""
    return {
        (row, one.place) for row, found in told.items() for one in found if one.place is not None
    }


def first_cells(merges: Iterable[Merge], cells: Iterable[Cell]) -> dict[Cell, Cell]:
    """Return for each of `cells` that is merged the cell in which its value stands.

    >>> first_cells([Merge((4, 1), (6, 1))], [(6, 1), (8, 1)])
    {(6, 1): (5, 1)}
    """
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(cells):
        columns[column].append(row)
    found: dict[Cell, Cell] = {}
    for (top, left), (bottom, right) in merges:
        for column in [one for one in columns if left <= one <= right]:
            rows = columns[column]
            within = slice(bisect_left(rows, top + 1), bisect_right(rows, bottom + 1))
            found |= {(row, column): (top + 1, left) for row in rows[within]}
            del rows[within]  # a hostile file has thousands of merges over one place
    return found


def moved(told: Told, firsts: Mapping[Cell, Cell]) -> dict[int, list[tuple[int, Finding]]]:
    """Return by row the problems of merged cells, each with the column in which it is shown."""
    found: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
    for row in sorted(told):
        for one in told[row]:
            if one.place is not None and (first := firsts.get((row, one.place))):
                found[first[0]].append((first[1], one))
    return found
