"""Every answer of every published project, as bits: what the public pages count and sum."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.bitmaps.kept import Bits, Keeper
from registry.bitmaps.keys import bits_of
from registry.bitmaps.portion import Portion, read, within
from registry.bitmaps.twins import ancestors, without
from registry.models.twins import Pair
from registry.models.twins import pairs as pairs_within

Years = Mapping[int, tuple[array, array]]


@dataclass(frozen=True)
class Index(Bits):
    """The bits of what is published.

    `years` are the won of single years, by portion; `above` what a project is part of; `pairs`
    what may be the same.
    """

    years: Mapping[int, Years] = field(default_factory=dict)
    above: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    parts: int = 0  # the bits of `above`
    pairs: frozenset[Pair] = frozenset()

    def beside(self, fresh: Mapping[int, Portion]) -> dict[str, Any]:
        """Return the years, the parts and the pairs, with some portions as they are now."""
        above = ancestors()
        return {
            "years": {**self.years, **{number: one.money for number, one in fresh.items()}},
            "above": above,
            "parts": bits_of(above),
            "pairs": without(self.pairs, fresh) | pairs_within(within(sorted(fresh))),
        }


PUBLIC = Keeper("public", Index(), read)
current = PUBLIC.current
forget = PUBLIC.forget
