"""Which projects are parts of others, and which pairs are left: what no portion knows alone."""

from collections.abc import Container

from registry.models import Project
from registry.models.twins import Pair
from registry.models.watching import PORTION


def ancestors() -> dict[int, tuple[int, ...]]:
    """Return, for each project that is part of another, what it is part of, three levels up."""
    path, paths = "part_of", []
    for _level in range(3):
        paths.append(path)
        path = f"{path}__part_of"
    parts = Project.objects.filter(part_of__isnull=False).order_by()
    return {pk: tuple(filter(None, above)) for pk, *above in parts.values_list("pk", *paths)}


def without(pairs: frozenset[Pair], portions: Container[int]) -> frozenset[Pair]:
    """Return the pairs of which neither project is in some portions."""
    return frozenset(pair for pair in pairs if not any(key // PORTION in portions for key in pair))
