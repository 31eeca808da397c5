"""적용한 조건: each condition in force, with the address of the list without it."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.facets.labels import label
from registry.filters import Address, ProjectFilter
from registry.filters.address import CONDITIONS


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in force; `address` is the list without it."""

    key: str
    label: str
    address: str


def chips(asked: ProjectFilter, address: Address) -> list[Chip]:
    """Return the conditions in force, in the order of the form."""
    return list(_chips(asked, address))


def _chips(asked: ProjectFilter, address: Address) -> Iterator[Chip]:
    for key in CONDITIONS:
        values = asked.asked.get(key)
        if isinstance(values, list):
            written = written_values(asked, address, key)
            for value in values:
                without = address.having(
                    key, *(text for text in written if written[text] != value)
                )
                yield Chip(key, label(asked, key, value), str(without))
        elif values is not None:
            yield Chip(key, label(asked, key, values), str(address.without(key)))


def written_values(asked: ProjectFilter, address: Address, key: str) -> dict[str, object]:
    """Return what each value in the address means: 42 and 51 are the same 강원."""
    field = asked.form.fields[key]
    texts = [text for held, text in address.pairs if held == key]
    return {text: field.clean([text])[0] for text in texts}
