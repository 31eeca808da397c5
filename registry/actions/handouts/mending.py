"""What a clerk mended in the preview, put where it stands in the file: the copy then loads."""

from collections.abc import Iterable, Mapping

from registry.sheets.cells import clean
from registry.sheets.layout import Table
from registry.sheets.row import Corrections
from registry.sheets.workbook import Row


class Mending:
    """The words chosen in the place of others, for the rows of one sheet."""

    def __init__(self, words: Corrections, tables: Iterable[Table]) -> None:
        self._words = words
        self._tables = [(table.header_rows[-1], self._columns(table)) for table in tables]

    def _columns(self, table: Table) -> Mapping[int, str]:
        """Return the columns in which a word was mended, with their fields."""
        fields = {field for field, _text in self._words}
        known = ((column.index, column.heading.field) for column in table.columns.known)
        return {index: field for index, field in known if field in fields}

    def mended(self, number: int, cells: Row) -> Row:
        """Return a row with the chosen words; those above the first table are none of them."""
        above = [columns for header, columns in self._tables if header < number]
        columns = above[-1] if above else {}
        return [
            self._words.get((columns[index], clean(text)), text) if index in columns else text
            for index, text in enumerate(cells)
        ]
