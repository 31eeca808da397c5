"""What the headings of a table mean together: its columns, doubtful and doubled ones named."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from registry.sheets.column import Column, settle
from registry.sheets.heading import Heading, understand_path
from registry.sheets.heading_words import EXPORT_HEADINGS, TOLD_HEADINGS

__all__ = ["EXPORT_HEADINGS", "TOLD_HEADINGS", "Column", "Columns", "understand_headings"]


class Columns(NamedTuple):
    """The columns of a table that mean something, and those that could not be placed.

    `duplicates` pairs the second column of one meaning with the first.
    """

    known: tuple[Column, ...]
    unknown: tuple[Column, ...]
    duplicates: tuple[tuple[Column, Column], ...]

    def index_of(self, field: str) -> int | None:
        """Return the place of the column of `field`."""
        return next((c.index for c in self.known if c.heading.field == field), None)

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields that have a column."""
        return frozenset(column.heading.field for column in self.known)

    @property
    def all(self) -> list[Column]:
        """Return every column that has a heading, from the left."""
        seconds = [second for second, _first in self.duplicates]
        return sorted([*self.known, *self.unknown, *seconds], key=lambda column: column.index)


def understand_headings(headings: Sequence[str | tuple[str, ...]]) -> Columns:
    """Return what the heading of every column means; blank headings have no column.

    A heading over several rows is a tuple, from the top down: ``("총사업비", "국비")``.

    >>> columns = understand_headings(["연번", "사 업 명", "총사업비\\n(천원)", "국비", "가나다"])
    >>> [(c.index, c.heading.field, c.heading.unit) for c in columns.known]
    [(0, 'aside', None), (1, 'name', None), (2, 'total', 1000), (3, 'funding', 1000)]
    >>> [c.text for c in columns.unknown]
    ['가나다']
    """
    paths = [(text,) if isinstance(text, str) else text for text in headings]
    columns = [
        Column(index, " ".join(" ".join(path).split()), understand_path(path))
        for index, path in enumerate(paths)
        if any(path) and not "".join(path).isspace()
    ]
    return join_columns(settle(columns))


def join_columns(columns: list[Column]) -> Columns:
    """Return columns whose meaning is settled, doubtful and doubled ones named."""
    unknown = tuple(column for column in columns if not column.heading.field)
    known, duplicates = _first_of_each([column for column in columns if column.heading.field])
    return Columns(known, unknown, duplicates)


def _first_of_each(
    columns: list[Column],
) -> tuple[tuple[Column, ...], tuple[tuple[Column, Column], ...]]:
    """Part the columns into the first of each meaning, and pairs of a second with its first."""
    first: dict[Heading, Column] = {}
    duplicates = []
    for column in columns:
        meaning = replace(column.heading, unit=None)
        if column.heading.field == "aside":
            meaning = replace(meaning, round=column.index)
        if meaning in first:
            duplicates.append((column, first[meaning]))
        else:
            first[meaning] = column
    return tuple(first.values()), tuple(duplicates)
