"""Every answer of every published project, as bits: what the public pages count and sum."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.bitmaps.kept import Bits, Keeper
from registry.bitmaps.portion import Portion, read, within
from registry.bitmaps.twins import without
from registry.models.twins import Pair
from registry.models.twins import pairs as pairs_within
from registry.models.watching import PORTION

Years = Mapping[int, tuple[array, array]]
_LEVELS = 3  # of parts in parts


@dataclass(frozen=True)
class Index(Bits):
    """The bits of what is published.

    `years` are the won of single years and `above` what projects are part of, by portion; `pairs`
    what may be the same.
    """

    years: Mapping[int, Years] = field(default_factory=dict)
    above: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    pairs: frozenset[Pair] = frozenset()

    def beside(self, fresh: Mapping[int, Portion]) -> dict[str, Any]:
        """Return the years, the parts and the pairs, with some portions as they are now."""
        return {
            "years": {**self.years, **{number: one.money for number, one in fresh.items()}},
            "above": {**self.above, **{number: one.above for number, one in fresh.items()}},
            "pairs": without(self.pairs, fresh) | pairs_within(within(sorted(fresh))),
        }

    def larger(self, key: int) -> Iterator[int]:
        """Yield what a project is part of, what that is part of, and so on, three levels up."""
        for _level in range(_LEVELS):
            above = self.above.get(key // PORTION, {}).get(key)
            if above is None:
                return
            yield (key := above)


PUBLIC = Keeper("public", Index(), read)
current = PUBLIC.current
forget = PUBLIC.forget
