"""The empty list: which condition to drop, and how many projects that would give."""

from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Value

from registry.facets.counting import together
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
    """Return the list without each of its conditions, in one query; the most helpful first."""
    keys = [key for key in CONDITIONS if key in asked.asked]
    if not keys:
        return []
    counts = dict(together([_counted(asked, key) for key in keys]))
    found = [
        Dropped(_label(asked, key), str(address.without(key)), counts.get(key, 0)) for key in keys
    ]
    return sorted(found, key=lambda dropped: -dropped.count)


def _counted(asked: ProjectFilter, key: str) -> QuerySet:
    named = asked.selection(key).annotate(key=Value(key, output_field=CharField()))
    rows: QuerySet = named.values("key").annotate(n=Count("pk")).values_list("key", "n")
    return rows


def _label(asked: ProjectFilter, key: str) -> str:
    values = asked.asked[key]
    values = values if isinstance(values, list) else [values]
    return ", ".join(label(asked, key, value) for value in values)
