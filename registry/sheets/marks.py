"""What a parser does not tell of a sheet, and a look into the file does."""

from dataclasses import dataclass, field
from typing import NamedTuple

MOST_MERGES = 100_000  # in one sheet: a table of so many rows has one for each
MOST_MARKS = 20_000  # in one sheet: nobody mends more cells one by one


class Mark(NamedTuple):
    """A cell that the parser gives as blank though it is not; row and column from 0."""

    row: int
    column: int
    code: str
    text: str


class Merge(NamedTuple):
    """Merged cells, of which only the first holds the value: (row, column) from 0, inclusive."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass
class SheetMarks:
    """The marks and the merged cells of one sheet."""

    marks: list[Mark] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
