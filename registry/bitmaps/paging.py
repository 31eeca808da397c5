"""The projects of a selection in the order of a list, some of them at a time.

Most lists stand in the order of their totals, of which there is an index: it is walked until the
page is full, from whichever end is nearer, so that the last page is as near as the first.
"""

from typing import Any

from django.db.models import F

from registry.bitmaps.index import Index
from registry.bitmaps.keys import Flags, keys_of
from registry.models import Project
from registry.querysets import ProjectQuerySet

Order = tuple[Any, str]
# Fewer are looked up and put in order by the database, which finds each by its key.
FEW = 2_000
DOWN = (F("total_won").desc(nulls_last=True), "number")
UP = (F("total_won").asc(nulls_first=True), "-number")


def in_turn(index: Index, groups: list[int], first: int, last: int) -> list[int]:
    """Return keys from one place to another of selections that follow each other."""
    keys: list[int] = []
    for bits in groups:
        count = bits.bit_count()
        if first < min(count, last):
            keys += by_total(index, bits, first, min(last, count))
        first, last = max(first - count, 0), max(last - count, 0)
    return keys


def by_total(index: Index, bits: int, first: int, last: int) -> list[int]:
    """Return keys of the selection from one place to another, the largest total first."""
    count = bits.bit_count()
    last = min(last, count)
    if count <= FEW:
        few = Project.objects.filter(pk__among=keys_of(bits)).order_by(*DOWN)
        return list(few.values_list("pk", flat=True)[first:last])
    if first <= count // 2:
        return _walked(index, bits, DOWN, first, last)
    return _walked(index, bits, UP, count - last, count - first)[::-1]


def _walked(index: Index, bits: int, order: Order, first: int, last: int) -> list[int]:
    """Return keys of the selection as the index of the database has them, from one end of it.

    How far to walk is guessed from how much of everything is selected, and further if need be.
    """
    published = Project.objects.published().order_by(*order).values_list("pk", flat=True)
    everything, here = index.of("all", ""), Flags(bits)
    if bits == everything:
        return list(published[first:last])
    whole = everything.bit_count()
    reach = last * whole // bits.bit_count() + FEW
    found: list[int] = []
    while len(found) < last - first and reach < 8 * whole:
        found = [key for key in published[:reach] if here.has(key)][first:last]
        reach *= 4
    return found


def in_place(projects: ProjectQuerySet, keys: list[int]) -> list[Project]:
    """Return the projects with these keys, in the order of the keys."""
    found = projects.in_bulk(keys)
    return [found[key] for key in keys if key in found]
