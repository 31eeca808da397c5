"""What calamine does not tell of an ods file: merged cells, and formulas without a value."""

from collections.abc import Iterable
from xml.parsers.expat import ExpatError, ParserCreate

from registry.sheets.container import Refused
from registry.sheets.marks import MOST_MARKS, MOST_MERGES, Mark, Merge, SheetMarks

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_FAR = 2_000_000  # rows or columns past this are a repeat that no program wrote


def read_marks(chunks: Iterable[bytes]) -> dict[str, SheetMarks]:
    """Return by sheet what stands in the XML of its content; raise Refused for broken XML."""
    reader = _Reader()
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except Refused:
        raise
    except (ExpatError, ValueError):
        raise Refused("broken") from None
    return reader.sheets


class _Reader:
    """Follows rows and cells, and how often each is repeated."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetMarks] = {}
        self._sheet = SheetMarks()
        self._row = self._next_row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == f"{_TABLE}table":
            self._sheet = self.sheets[attributes.get(f"{_TABLE}name", "")] = SheetMarks()
            self._next_row = 0
        elif name == f"{_TABLE}table-row":
            self._row, self._column = self._next_row, 0
            self._next_row += _times(attributes, "number-rows-repeated")
        elif name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        if attributes:
            self._note(attributes)
        self._column += _times(attributes, "number-columns-repeated")
        if max(self._column, self._next_row) > _FAR:
            raise Refused("too-demanding")

    def _note(self, attributes: dict[str, str]) -> None:
        down = _times(attributes, "number-rows-spanned")
        across = _times(attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            last = (self._row + down - 1, self._column + across - 1)
            self._sheet.merges.append(Merge((self._row, self._column), last))
            if len(self._sheet.merges) > MOST_MERGES:
                raise Refused("too-demanding")
        if len(self._sheet.marks) == MOST_MARKS:
            return
        if f"{_TABLE}formula" in attributes and f"{_OFFICE}value-type" not in attributes:
            mark = Mark(self._row, self._column, "formula-without-value", "")
            self._sheet.marks.append(mark)


def _times(attributes: dict[str, str], name: str) -> int:
    return int(attributes.get(_TABLE + name, "1"))
