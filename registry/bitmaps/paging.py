"""The projects of a selection in the order of a list, some of them at a time.

Most lists stand in the order of their totals, of which there is an index. The bits tell at which
amount a page begins, so that every page is as near as the first; from there the index is walked
until the page is full.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F

from registry.bitmaps.index import Index
from registry.bitmaps.kept import DIGITS
from registry.bitmaps.keys import Flags, keys_of
from registry.filters.questions import BANDS
from registry.models import Project
from registry.querysets import ProjectQuerySet

Order = tuple[Any, str]
Take = Callable[[int, int, int], list[int]]  # of bits, from one place to another
# Fewer are looked up and put in order by the database, which finds each by its key.
FEW = 2_000
DOWN = (F("total_won").desc(nulls_last=True), "number")
UP = (F("total_won").asc(nulls_first=True), "-number")
BY_CHANGE = ("-modified_at", "number"), ("modified_at", "-number")


def in_turn(groups: Iterable[int], take: Take, first: int, last: int) -> list[int]:
    """Return keys from one place to another of selections that follow each other."""
    keys: list[int] = []
    for bits in groups:
        count = bits.bit_count()
        if first < min(count, last):
            keys += take(bits, first, min(last, count))
        first, last = max(first - count, 0), max(last - count, 0)
    return keys


def by_total(index: Index, bits: int, first: int, last: int) -> list[int]:
    """Return keys of the selection from one place to another, the largest total first."""
    if bits.bit_count() <= FEW:
        few = Project.objects.filter(pk__among=keys_of(bits)).order_by(*DOWN)
        return list(few.values_list("pk", flat=True)[first : min(last, bits.bit_count())])
    known = bits & index.of("band", *BANDS)
    before = known.bit_count()
    return [
        *_of_known(index, known, first, min(last, before)),
        *_of_unknown(index, bits ^ known, max(first - before, 0), last - before),
    ]


def _of_known(index: Index, bits: int, first: int, last: int) -> list[int]:
    """Return keys of projects with a total: the bits tell where in the index they begin."""
    if first >= last:
        return []
    group, above = digit_group(index, bits, "won", first, descending=True)
    won = sum(1 << digit for digit in range(DIGITS) if group & index.of("won", digit))
    rows = Project.objects.published().filter(total_won__lte=won).order_by(*DOWN)
    return _walked(rows, bits, index.of("band", *BANDS), first - above, last - above)


def _of_unknown(index: Index, bits: int, first: int, last: int) -> list[int]:
    """Return keys of projects without one."""
    rows = Project.objects.published().filter(total_won__isnull=True)
    whole = index.of("all", "") & ~index.of("band", *BANDS)
    return from_nearer_end(rows, (DOWN, UP), bits, whole, first, last)


def digit_group(
    index: Index, bits: int, kind: str, place: int, *, descending: bool
) -> tuple[int, int]:
    """Return those with the number that is at a place, and how many come before them.

    Digit by digit, from the highest: those that have it are larger than those that do not.
    """
    above = 0
    for digit in reversed(range(DIGITS)):
        having = bits & index.of(kind, digit)
        before, after = (having, bits ^ having) if descending else (bits ^ having, having)
        count = before.bit_count()
        if place < above + count:
            bits = before
        else:
            bits, above = after, above + count
    return bits, above


def from_nearer_end(
    rows: ProjectQuerySet,
    orders: tuple[Order, Order],
    bits: int,
    whole: int,
    first: int,
    last: int,
) -> list[int]:
    """Return keys from one place to another in the first order; the second is its reverse."""
    count = bits.bit_count()
    last = min(last, count)
    if first >= last:
        return []
    if first <= count // 2:
        return _walked(rows.order_by(*orders[0]), bits, whole, first, last)
    return _walked(rows.order_by(*orders[1]), bits, whole, count - last, count - first)[::-1]


def _walked(rows: ProjectQuerySet, bits: int, whole: int, first: int, last: int) -> list[int]:
    """Return keys of the selection as the index of the database has them, from its beginning.

    How far to walk is guessed from how much of the `whole` is selected, and further if need be.
    """
    ordered, here = rows.values_list("pk", flat=True), Flags(bits)
    if bits == whole:
        return list(ordered[first:last])
    reach = last * whole.bit_count() // bits.bit_count() + FEW
    found: list[int] = []
    while len(found) < last - first and reach < 8 * whole.bit_count():
        found = [key for key in ordered[:reach] if here.has(key)][first:last]
        reach *= 4
    return found


def in_place(projects: ProjectQuerySet, keys: list[int]) -> list[Project]:
    """Return the projects with these keys, in the order of the keys."""
    found = projects.in_bulk(keys)
    return [found[key] for key in keys if key in found]
