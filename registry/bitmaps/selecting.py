"""The conditions of the list in bits: the same projects as ``ProjectFilter.selection``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from registry.bitmaps.index import Index
from registry.bitmaps.keys import bits_of
from registry.filters import ProjectFilter
from registry.filters.bodies import Bodies
from registry.filters.questions import BANDS
from registry.notation.codes import Level

Condition = Callable[[Index, Bodies, Any], int]


def selected(index: Index, asked: ProjectFilter, *leaving_out: str, **instead: Any) -> int:
    """Return the bits of the projects asked for, but for some of the conditions."""
    bits = index.of("all", "")
    for key, value in asked.held(*leaving_out, **instead).items():
        if condition := _CONDITIONS.get(key):
            bits &= condition(index, asked.bodies, value)
        else:
            bits &= _looked_up(asked, key, value)
    return bits


def named(asked: ProjectFilter) -> int:
    """Return the bits of the projects whose names bear all the words that are searched for."""
    return bits_of(asked.named) if asked.named_first else 0


def led_by(index: Index, bodies: Bodies, lineages: Sequence[str]) -> int:
    """Return what bodies own, under any of their one-to-one names and codes."""
    chosen = set(lineages)
    return index.of("owner", *(one.pk for one in bodies.all if one.lineage in chosen))


def joined_by(index: Index, bodies: Bodies, lineages: Sequence[str]) -> int:
    """Return what bodies take part in, their own projects among it."""
    chosen = set(lineages)
    return index.of("joined", *(one.pk for one in bodies.all if one.lineage in chosen))


def only_joined_by(index: Index, bodies: Bodies, lineages: Sequence[str]) -> int:
    """Return what bodies take part in and none of them owns: in no sum of theirs."""
    return joined_by(index, bodies, lineages) & ~led_by(index, bodies, lineages)


def only_joined_in(index: Index, bodies: Bodies, region: str) -> int:
    """Return what a 시·도 or a body below it takes part in, owned elsewhere."""
    return only_joined_by(index, bodies, bodies.lineages_in(region))


def of_own_office(index: Index, bodies: Bodies) -> int:
    """Return what the 시·도 own themselves."""
    return index.of("owner", *(one.pk for one in bodies.all if one.level == Level.SIDO))


def in_regions(index: Index, bodies: Bodies, codes: Sequence[str]) -> int:
    """Return what a 시·도 or a body below it owns."""
    chosen = set(codes)
    return index.of("owner", *(one.pk for one in bodies.all if one.region in chosen))


def in_cities(index: Index, bodies: Bodies, codes: Sequence[str]) -> int:
    """Return what a 시·군·구 owns and what it takes part in."""
    return led_by(index, bodies, codes) | joined_by(index, bodies, codes)


def by_region(index: Index, bits: int, bodies: Bodies) -> dict[str, int]:
    """Return a selection in parts: what each 시·도 and the bodies below it own."""
    return _parted(index, bits, ((body.region, body.pk) for body in bodies.all))


def by_lineage(index: Index, bits: int, bodies: Bodies) -> dict[str, int]:
    """Return a selection in parts: what each body owns, under any of its names and codes."""
    return _parted(index, bits, ((body.lineage, body.pk) for body in bodies.all))


def _parted(index: Index, bits: int, owners: Iterable[tuple[str, int]]) -> dict[str, int]:
    parts: dict[str, int] = defaultdict(int)
    for name, owner in owners:
        parts[name] |= bits & index.of("owner", owner)
    return parts


def _from(index: Index, won: int) -> int:
    """Return the totals from `won` on."""
    return index.at_least("won", won, index.of("band", *BANDS))


def _below(index: Index, won: int) -> int:
    return index.of("band", *BANDS) & ~_from(index, won)


def _codes(kind: str) -> Condition:
    return lambda index, _bodies, values: index.of(kind, *values)


def _tendered(index: Index, _bodies: Bodies, times: Sequence[tuple[int, int | None]]) -> int:
    said = (f"{year}Q{quarter}" if quarter else str(year) for year, quarter in times)
    return index.of("tender", *said)


def _looked_up(asked: ProjectFilter, key: str, value: Any) -> int:
    """Return what only the database can find: words, offices, periods."""
    said = f"{key} {value!r}"
    if said not in asked.bits:
        asked.bits[said] = bits_of(asked.looked_up(key, value))
    return asked.bits[said]


_CONDITIONS: dict[str, Condition] = {
    "year": _codes("year"),
    "region": in_regions,
    "office": lambda index, bodies, _yes: of_own_office(index, bodies),
    "city": in_cities,
    "led": led_by,
    "type": _codes("type"),
    "fund": _codes("fund"),
    "band": _codes("band"),
    "min": lambda index, _bodies, won: _from(index, won),
    "max": lambda index, _bodies, won: _below(index, won),
    "amount": _codes("amount"),
    "status": _codes("status"),
    "tender": _tendered,
}
