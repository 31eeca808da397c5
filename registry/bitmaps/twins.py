"""Which pairs are left where some portions are read again: what no portion knows alone."""

from collections.abc import Container

from registry.models.twins import Pair
from registry.models.watching import PORTION


def without(pairs: frozenset[Pair], portions: Container[int]) -> frozenset[Pair]:
    """Return the pairs of which neither project is in some portions."""
    return frozenset(pair for pair in pairs if not any(key // PORTION in portions for key in pair))
