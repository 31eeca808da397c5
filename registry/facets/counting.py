"""How many projects each answer would give.

Each facet is counted over the selection without its own condition, so that the number beside an
answer is the number of rows after choosing it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial

from registry.bitmaps import (
    Index,
    by_lineage,
    by_region,
    current,
    led_by,
    of_own_office,
    selected,
)
from registry.filters import ProjectFilter
from registry.filters.bodies import Bodies

Counts = dict[str, Counter[str]]

# The facets whose answers the projects give themselves, as the index has them.
_ANSWERED = ("year", "type", "status", "amount", "fund", "band", "tender")
# What is offered whatever else is asked: a year in which something was registered, a tender.
_OFFERED = {"registered": "year-offered", "tender": "tender-offered"}
_SIDO = 2  # how long the code of a 시·도 is


def count(asked: ProjectFilter, index: Index | None = None) -> Counts:
    """Return the number of projects for each answer of each facet."""
    counts: Counts = defaultdict(Counter)
    for facet, option, bits in _answers(asked, index or current()):
        if n := bits.bit_count():
            counts[facet][option] = n
    return counts


def _answers(asked: ProjectFilter, index: Index) -> Iterator[tuple[str, str, int]]:
    """Yield (facet, option, bits of the projects) of everything that is counted."""
    select = partial(selected, index, asked)
    within = {facet: select(facet) for facet in _ANSWERED}
    for (facet, option), bits in index.bits.items():
        if facet in within:
            yield facet, str(option), bits & within[facet]
        if facet in _OFFERED:
            yield _OFFERED[facet], str(option), bits
    chosen = select()
    yield "known", "yes", chosen & index.of("known", "yes")
    yield "joined", "yes", chosen & ~led_by(index, asked.bodies, asked.cities)
    yield "office", "1", select("office") & _led(asked, index)
    yield from _of_bodies(asked, index)
    yield from _followed(asked, index)


def _of_bodies(asked: ProjectFilter, index: Index) -> Iterator[tuple[str, str, int]]:
    """Yield what each 시·도 and each 시·군·구 has."""
    bodies, everything = asked.bodies, index.of("all", "")
    for region, bits in by_region(index, everything, bodies).items():
        yield "region-offered", region, bits
    for region, bits in by_region(index, selected(index, asked, "region"), bodies).items():
        yield "region", region, bits
    in_city = selected(index, asked, "city", "office")
    joined = {} if "office" in asked.asked else _joined(index, bodies)
    for lineage, bits in by_lineage(index, in_city, bodies).items():
        yield "city", lineage, bits | in_city & joined.get(lineage, 0)


def _joined(index: Index, bodies: Bodies) -> dict[str, int]:
    """Return what each body takes part in; no project belongs to a 일반구 or a 행정시."""
    joined: dict[str, int] = defaultdict(int)
    for body in bodies.all:
        if body.is_local_government:
            joined[body.lineage] |= index.of("joined", body.pk)
    return joined


def _led(asked: ProjectFilter, index: Index) -> int:
    """Return what `office=1` keeps: what the chosen 시·군·구 lead, else what any 시·도 leads."""
    if asked.cities:
        return led_by(index, asked.bodies, asked.cities)
    return of_own_office(index, asked.bodies)


def _followed(asked: ProjectFilter, index: Index) -> Iterator[tuple[str, str, int]]:
    """Yield what following the past gives, and each body with its past where it is followed.

    The latter come after the same bodies without it, and take their place.
    """
    if not asked.origins:
        return
    yield "follow", "1", selected(index, asked, follow=True)
    if "follow" in asked.asked:
        for key, codes in _heirs(asked).items():
            for code in codes:
                yield key, code, selected(index, asked, **{key: [code]})


def _heirs(asked: ProjectFilter) -> dict[str, list[str]]:
    """Return which answers have a past: any 시·도, and the 시·군·구 that are on offer."""
    heirs, cities = asked.bodies.heirs, {body.lineage for body in asked.offered_cities}
    return {
        "region": [code for code in heirs if len(code) == _SIDO],
        "city": [code for code in heirs if code in cities],
    }
