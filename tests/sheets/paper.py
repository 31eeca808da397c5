"""Small spreadsheets for tests, as a clerk's program or a hostile hand would write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from registry.notation.places import Register
from registry.sheets.container import Limits
from registry.sheets.reading import Reading, read_workbook

Rows = Sequence[Sequence[Any]]

CCTV = "CCTV 통합관제센터 설치"
CCTV_TOTAL = "52억2400만원(국비 26억1200만원 포함)"


def csv_of(rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Return the rows as a spreadsheet program saves them as text."""
    lines = [delimiter.join(_quoted(str(cell), delimiter) for cell in row) for row in rows]
    return "\r\n".join([*lines, ""]).encode(encoding)


def _quoted(text: str, delimiter: str) -> str:
    special = any(mark in text for mark in (delimiter, '"', "\n"))
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if special else text


def xlsx_of(sheets: Mapping[str, Rows], *, merged: Sequence[str] = (), hidden: str = "") -> bytes:
    """Return a workbook; `merged` are ranges of its first sheet, `hidden` the name of a sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    for area in merged:
        workbook.worksheets[0].merge_cells(area)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """Return the zip file `data` with one part written anew, or added."""
    new = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for info in old.infolist():
            if info.filename != name:
                copy.writestr(info.filename, old.read(info))
        copy.writestr(name, content)
    return new.getvalue()


def sheet_xml(cells: str) -> str:
    """Return the XML of a sheet with the given rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'


def with_cells(cells: str) -> bytes:
    """Return a workbook whose only sheet has the given XML rows."""
    return with_part(xlsx_of({"Sheet1": [["x"]]}), "xl/worksheets/sheet1.xml", sheet_xml(cells))


def reading_of(
    register: Register, rows: Rows, *, limits: Limits | None = None, **how: Any
) -> Reading:
    """Return the reading of rows saved as CSV."""
    return read_workbook(csv_of(rows), "사업.csv", register=register, limits=limits, **how)


def codes(reading: Reading) -> list[str]:
    """Return the codes of the problems, in the order of the file."""
    return [problem.code for problem in reading.problems]


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods_cell(text: str, attributes: str = "") -> str:
    """Return the XML of a cell of text."""
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind} {attributes}><text:p>{text}</text:p></table:table-cell>"


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return the XML of a row."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_of(*rows: str, name: str = "시트1") -> bytes:
    """Return an OpenDocument spreadsheet with one sheet."""
    spaces = " ".join(f'xmlns:{one}="{_ODF}:{one}:1.0"' for one in ("office", "table", "text"))
    table = f'<table:table table:name="{name}">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        document = f"<office:document-content {spaces}>{body}</office:document-content>"
        archive.writestr("content.xml", document)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{_ODF}:manifest:1.0"/>')
    return content.getvalue()
