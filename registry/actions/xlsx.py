"""A large Excel workbook, written row by row: never more than some rows in memory.

What a person fills in or repairs is ``handouts``' business, with openpyxl, which knows notes and
drop-down lists and writes a tenth as many rows a second.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from registry.sheets.cells import column_letter, stored_text
from registry.sheets.handout import ABOUT

Cell = int | float | date | str | None
Cells = Iterable[tuple[int, Cell]]  # with the place of each in its row, from 0 and rising

_DAY_ZERO = date(1899, 12, 30)
_ENOUGH = 64 * 1024  # bytes worth sending on
_LINES = 50  # packed at once
_QUOTE = {'"': "&quot;"}
_LONGEST = 32_767  # what Excel takes in one cell
_PLAIN, _BOLD, _DAY, _MONEY = range(4)  # the cellXfs of _STYLES
_STYLED = ("", *(f' s="{style}"' for style in (_BOLD, _DAY, _MONEY)))  # none said is the plain one
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The second sheet, if there is one: its type, its relationship and its place in the book.
_TYPE_2 = f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_TYPE}.worksheet+xml"/>'
_PART_2 = f'<Relationship Id="rId3" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
_SHEET_2 = '<sheet name="{name}" sheetId="2" r:id="rId3"/>'
_TYPES = (
    f'{_START}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{{second}}</Types>'
)
_ROOT = (
    f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
_PARTS = (
    f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>{{second}}'
    "</Relationships>"
)
_WORKBOOK = (
    f'{_START}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="{name}" sheetId="1" r:id="rId1"/>{second}</sheets></workbook>'
)
_STYLES = (
    f'{_START}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_SHEET_START = (
    f'{_START}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><cols>"
)


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and whether its numbers are money."""

    heading: str
    width: int = 14
    money: bool = False


class _Outbox:
    """The end of a file that nobody can go back in: takes bytes, gives them away."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take bytes in."""
        self._waiting.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever asks for the bytes gets them."""

    def close(self) -> None:
        """Do nothing: what waits can still be taken."""

    def take(self) -> bytes:
        """Return all that waits, and forget it."""
        taken, self._waiting, self.size = b"".join(self._waiting), [], 0
        return taken


def write_sheet(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    about: Sequence[tuple[str, str]] = (),
) -> Iterator[bytes]:
    """Yield a workbook whose sheet has the headings, frozen, and the rows.

    Numbers and days are real ones; text is text whatever it begins with. What is said `about`
    the file, line by line, stands on a second sheet.
    """
    return write_cells(name, columns, map(enumerate, rows), about)


def write_cells(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Cells],
    about: Sequence[tuple[str, str]] = (),
) -> Iterator[bytes]:
    """Yield the same from rows that name the cells they have; the others are passed over.

    Of a thousand columns of money a project fills two.
    """
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in _small_parts(name, about):
            archive.writestr(part, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            lines = _sheet(columns, rows)
            # Each line alone took a tenth of the time of the whole file.
            while some := "".join(islice(lines, _LINES)):
                sheet.write(some.encode())
                if outbox.size > _ENOUGH:
                    yield outbox.take()
    yield outbox.take()


def _small_parts(name: str, about: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    second = _SHEET_2.format(name=escape(ABOUT, _QUOTE)) if about else ""
    yield "[Content_Types].xml", _TYPES.format(second=_TYPE_2 if about else "")
    yield "_rels/.rels", _ROOT
    yield "xl/workbook.xml", _WORKBOOK.format(name=escape(name, _QUOTE), second=second)
    yield "xl/_rels/workbook.xml.rels", _PARTS.format(second=_PART_2 if about else "")
    if about:
        columns = [Column(_("항목")), Column(_("내용"), 80)]
        yield "xl/worksheets/sheet2.xml", "".join(_sheet(columns, map(enumerate, about)))
    yield "xl/styles.xml", _STYLES


def _sheet(columns: Sequence[Column], rows: Iterable[Cells]) -> Iterator[str]:
    yield _SHEET_START
    for place, column in enumerate(columns, 1):
        yield f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    opened = [f'<c r="{column_letter(index)}' for index in range(len(columns))]
    headings = enumerate(column.heading for column in columns)
    yield _row(1, opened, headings, [_BOLD] * len(columns))
    styles = [_MONEY if column.money else _PLAIN for column in columns]
    for number, cells in enumerate(rows, 2):
        yield _row(number, opened, cells, styles)
    yield "</sheetData></worksheet>"


def _row(number: int, opened: list[str], cells: Cells, styles: list[int]) -> str:
    written = [
        f"{opened[place]}{number}{_closed(value, styles[place])}"
        for place, value in cells
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(written)}</row>'


@lru_cache(maxsize=2048)
def _closed(value: Cell, style: int) -> str:
    """Return all of a cell after its place; codes, bodies and offices come again and again."""
    if isinstance(value, str):
        text = escape(stored_text(value[:_LONGEST]))
        # What stands at an end is else taken off; said of every cell it is a tenth of the sheet.
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        return f'"{_STYLED[style]} t="inlineStr"><is><t{kept}>{text}</t></is></c>'
    if isinstance(value, date):
        return f'"{_STYLED[_DAY]}><v>{(value - _DAY_ZERO).days}</v></c>'
    return f'"{_STYLED[style]}><v>{value!r}</v></c>'
