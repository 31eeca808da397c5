"""The empty list: which condition or word to drop, and how many projects that would give."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from registry.bitmaps import current, selected
from registry.facets.labels import label
from registry.filters import Address, ProjectFilter
from registry.filters.address import CONDITIONS

_TRIED = 5  # words that are asked for alone, each by a question of its own


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


@dataclass(frozen=True, slots=True)
class Unknown:
    """The words of a search that no project bears; `rest` is the search without them."""

    words: list[str]
    rest: str
    address: str
    count: int


def unknown_words(asked: ProjectFilter, address: Address) -> Unknown | None:
    """Return which of several words find nothing even alone, and what the others find."""
    search = asked.searched(str(asked.asked.get("q", "")))
    words = search.words
    if len(words) < 2:
        return None
    gone = [word for word in words[:_TRIED] if not search.finds(word)]
    if not gone:
        return None
    rest = " ".join(word for word in words if word not in gone)
    count = selected(current(), asked, q=rest).bit_count() if rest else 0
    return Unknown(gone, rest, str(address.having("q", rest)), count)


class Nothing:
    """Why a list is empty, each reason looked for once."""

    def __init__(self, asked: ProjectFilter, address: Address) -> None:
        self._asked, self._address = asked, address

    @cached_property
    def dropped(self) -> list[Dropped]:
        """Return what dropping each condition would give."""
        return without_each(self._asked, self._address)

    @cached_property
    def unknown_words(self) -> Unknown | None:
        """Return which words of the search find nothing."""
        return unknown_words(self._asked, self._address)

    @cached_property
    def unknown_office(self) -> str:
        """Return the department asked for, if none at all is called so."""
        office = str(self._asked.asked.get("dept", ""))
        if not office:
            return ""
        alone = ProjectFilter(QueryDict(urlencode({"dept": office})))
        return "" if alone.selection().exists() else office


def _label(asked: ProjectFilter, key: str) -> str:
    values = asked.asked[key]
    values = values if isinstance(values, list) else [values]
    return ", ".join(label(asked, key, value) for value in values)
