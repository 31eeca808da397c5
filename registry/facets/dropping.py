"""The empty list: which condition to drop, and how many projects that would give."""

from dataclasses import dataclass

from registry.bitmaps import current, selected
from registry.facets.labels import label
from registry.filters import Address, ProjectFilter
from registry.filters.address import CONDITIONS


@dataclass(frozen=True, slots=True)
class Dropped:
    """A condition, and the list without it."""

    label: str
    address: str
    count: int


def without_each(asked: ProjectFilter, address: Address) -> list[Dropped]:
    """Return the list without each of its conditions; the most helpful first."""
    keys = [key for key in CONDITIONS if key in asked.asked]
    if not keys:
        return []
    index = current()
    counts = {key: selected(index, asked, key).bit_count() for key in keys}
    found = [Dropped(_label(asked, key), str(address.without(key)), counts[key]) for key in keys]
    return sorted(found, key=lambda dropped: -dropped.count)


def _label(asked: ProjectFilter, key: str) -> str:
    values = asked.asked[key]
    values = values if isinstance(values, list) else [values]
    return ", ".join(label(asked, key, value) for value in values)
