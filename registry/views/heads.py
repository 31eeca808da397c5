"""The heads of the list's columns: by which it is in order, and the way to another order."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from registry.filters import Address, ProjectFilter

_COLUMNS = {"owner": ("owner",), "start": ("-start",), "total": ("-total", "total")}
_SAID = {
    "owner": _("이름 순으로 정렬됨"),
    "-start": _("최근 순으로 정렬됨"),
    "-total": _("많은 순으로 정렬됨"),
    "total": _("적은 순으로 정렬됨"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """One head: where it leads, `said` how the list is in order by it, '' where it is not."""

    address: str
    said: str
    descends: bool


def heads(asked: ProjectFilter, address: Address) -> dict[str, Head]:
    """Return the heads by which a list can be ordered; the other conditions are kept."""
    return {name: _head(asked, address, keys) for name, keys in _COLUMNS.items()}


def _head(asked: ProjectFilter, address: Address, keys: tuple[str, ...]) -> Head:
    """Return a head; a list of what bears the words in its name is in no order of totals."""
    now = asked.sort if asked.sort in keys else ""
    others = [key for key in keys if key != now]
    said = "" if asked.named_first else str(_SAID.get(now, ""))
    return Head(str(address.having("sort", (others or keys)[0])) or "?", said, now.startswith("-"))
