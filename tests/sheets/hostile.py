"""Files as a hostile hand makes them, each with the refusals that are right for it.

``None`` among the refusals: reading it would be right as well.
"""

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.sheets.paper import ods_cell, ods_of, ods_row, sheet_xml, with_cells, with_part, xlsx_of

PLAIN = xlsx_of({"Sheet1": [["사업명"], ["홈페이지 개편"]]})
OFFICE_XLS = (Path(__file__).parent / "samples" / "office_2003.xls").read_bytes()
OFFICE_ODS = (Path(__file__).parent / "samples" / "office.ods").read_bytes()

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NAME = '<c r="A1" t="str"><v>사업명</v></c>'
_SHEET = "xl/worksheets/sheet1.xml"
_RK, _FILEPASS, _CODEPAGE = 0x027E, 0x002F, 0x0042


def _random_text(size: int) -> str:
    junk = random.Random(2013).randbytes(size // 2 + 1)  # noqa: S311 - the same on every machine
    return junk.hex()[:size]


def bomb_declared() -> bytes:
    return with_part(PLAIN, _SHEET, sheet_xml(" " * 300_000_000))


def bomb_that_lies() -> bytes:
    bomb = with_part(PLAIN, _SHEET, sheet_xml(" " * 60_000_000))
    size = (60_000_000 + len(sheet_xml(""))).to_bytes(4, "little")
    return bomb.replace(size, (400).to_bytes(4, "little"))


def bomb_in_a_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.xlsx", with_part(PLAIN, _SHEET, sheet_xml(" " * 50_000_000)))
    return content.getvalue()


def far_cell() -> bytes:
    return with_cells(f'<row>{_NAME}</row><row><c r="XFD1048576"><v>1</v></c></row>')


def far_cell_behind_an_entity() -> bytes:
    return with_cells(f'<row>{_NAME}<c r="&#88;FD&#49;048576"><v>1</v></c></row>')


def far_cell_without_references() -> bytes:
    """Rows and cells need not say where they are; a row may still say that it is the last."""
    return with_cells(f'<row>{_NAME}</row><row r="1048576"><c><v>1</v></c></row>')


def far_row_in_a_wide_sheet() -> bytes:
    return with_cells(f'<row>{_NAME}</row><row r="40000"><c r="SQ40000"><v>1</v></c></row>')


def far_cell_in_xls() -> bytes:
    """Move a number of a real file to the last row and column that its record can name."""
    at = OFFICE_XLS.rindex(struct.pack("<HH", _RK, 10)) + 4
    return OFFICE_XLS[:at] + b"\xff\xff\xff\xff" + OFFICE_XLS[at + 4 :]


def repeats_in_ods() -> bytes:
    cell = ods_cell("1", 'table:number-columns-repeated="500"')
    return ods_of(ods_row(ods_cell("사업명")), ods_row(cell, attributes=_repeated(1_000_000)))


def endless_repeats_in_ods() -> bytes:
    return ods_of(ods_row(ods_cell("사업명"), attributes=_repeated(999_999_999_999)))


def _repeated(times: int) -> str:
    return f'table:number-rows-repeated="{times}"'


def million_empty_rows() -> bytes:
    rows = "".join(f'<row r="{number}" s="1"/>' for number in range(2, 1_048_577))
    return with_cells(f'<row r="1">{_NAME}</row>{rows}')


def million_painted_cells() -> bytes:
    cells = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, 1_048_577))
    return with_cells(f'<row r="1">{_NAME}</row>{cells}')


def external_entity() -> bytes:
    attack = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    )
    return with_part(PLAIN, "xl/sharedStrings.xml", attack)


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    attack = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{entities}]><a>&l9;</a>'
    return with_part(PLAIN, _SHEET, attack)


def external_entity_in_ods() -> bytes:
    attack = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    )
    return with_part(OFFICE_ODS, "content.xml", attack)


def cut_off() -> bytes:
    return PLAIN[: len(PLAIN) * 2 // 3]


def cut_off_xls() -> bytes:
    return OFFICE_XLS[: len(OFFICE_XLS) // 2]


def page_named_xls() -> bytes:
    return b"<html><table><tr><td>\xbb\xe7\xbe\xf7\xb8\xed</td></tr></table></html>"


def xml_named_xls() -> bytes:
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def pdf_named_xls() -> bytes:
    return b"%PDF-1.4\n1 0 obj"


def encrypted_xlsx() -> bytes:
    """An encrypted xlsx is an OLE file with a stream of this name."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    )


def encrypted_ods() -> bytes:
    return with_part(OFFICE_ODS, "META-INF/manifest.xml", "<manifest:encryption-data/>")


def encrypted_xls() -> bytes:
    """Excel writes FILEPASS among the first records of the stream."""
    return OFFICE_XLS.replace(struct.pack("<HH", _CODEPAGE, 2), struct.pack("<HH", _FILEPASS, 2))


def nul_in_csv() -> bytes:
    return "사업명,비고\n홈페이지 개편,\0\n".encode()


def columns_16384() -> bytes:
    return xlsx_of({"Sheet1": [["사업명"], ["x"] * 16_384]})


def columns_16384_in_csv() -> bytes:
    return ("사업명\n" + "x," * 16_384).encode()


def sheet_name_of_10000() -> bytes:
    name = "가" * 10_000
    book = (
        f'<workbook xmlns="{_SPACE}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return with_part(PLAIN, "xl/workbook.xml", book)


def same_part_twice() -> bytes:
    """One reader takes the first part of a name, another the last: they would see two files."""
    content = io.BytesIO(PLAIN)
    far = sheet_xml(f'<row>{_NAME}</row><row><c r="XFD1048576"><v>1</v></c></row>')
    with warnings.catch_warnings(), zipfile.ZipFile(content, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(_SHEET, far)
    return content.getvalue()


def same_part_in_other_letters() -> bytes:
    far = sheet_xml(f'<row>{_NAME}</row><row><c r="XFD1048576"><v>1</v></c></row>')
    return with_part(PLAIN, "XL/Worksheets/Sheet1.xml", far)


def deep_nesting() -> bytes:
    return with_cells("<row>" * 500_000)


def deep_nesting_of_the_book() -> bytes:
    return with_part(PLAIN, "xl/workbook.xml", "<a>" * 1_000_000 + "</a>" * 1_000_000)


def deep_nesting_in_ods() -> bytes:
    return with_part(OFFICE_ODS, "content.xml", "<a>" * 1_000_000 + "</a>" * 1_000_000)


def huge_shared_strings() -> bytes:
    item = f"<si><t>{_random_text(50_000)}</t></si>"
    return with_part(PLAIN, "xl/sharedStrings.xml", f'<sst xmlns="{_SPACE}">{item * 150}</sst>')


def one_string_in_every_cell() -> bytes:
    """A long text, told once and shown in every cell: small in the file, endless when read."""
    text = f"<si><t>사업명</t></si><si><t>{_random_text(30_000)}</t></si>"
    strings = with_part(PLAIN, "xl/sharedStrings.xml", f'<sst xmlns="{_SPACE}">{text}</sst>')
    row = "<row>" + '<c t="s"><v>1</v></c>' * 100 + "</row>"
    first = '<row><c t="s"><v>0</v></c></row>'
    return with_part(strings, _SHEET, sheet_xml(first + row * 1000))


def million_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 1_000_001))
    sheet = (
        f'<worksheet xmlns="{_SPACE}"><sheetData><row r="1">{_NAME}</row></sheetData>'
        f'<mergeCells count="1000000">{merges}</mergeCells></worksheet>'
    )
    return with_part(PLAIN, _SHEET, sheet)


def merges_of_whole_columns() -> bytes:
    words = ["사업명", "지자체", "부서", "회계연도", "기간", "유형", "상태", "비고"]
    names = "".join(f'<c t="str"><v>{word}</v></c>' for word in words)
    rows = '<row><c t="str"><v>개편</v></c></row>' * 2
    merges = "".join(f'<mergeCell ref="{letter}2:{letter}1048576"/>' for letter in "ABCDEFGH")
    sheet = (
        f'<worksheet xmlns="{_SPACE}"><sheetData><row>{names}</row>{rows}</sheetData>'
        f"<mergeCells>{merges * 1000}</mergeCells></worksheet>"
    )
    return with_part(PLAIN, _SHEET, sheet)


def million_formulas_without_values() -> bytes:
    cells = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}"><f>1</f></c>' for letter in "BCDEFGHIJK")
        + "</row>"
        for row in range(2, 40_001)
    )
    return with_cells(f'<row r="1">{_NAME}</row>{cells}')


def gigantic_inline_cell() -> bytes:
    text = _random_text(8_000_000)
    return with_cells(f'<row>{_NAME}</row><row><c t="inlineStr"><is><t>{text}</t></is></c></row>')


def gigantic_cell_in_csv() -> bytes:
    return ("사업명\n" + _random_text(6_000_000)).encode()


def endless_line() -> bytes:
    return ("사업명,국비\n" + "," * 19_000_000).encode()


def endless_line_in_quotes() -> bytes:
    """A row of CSV may go on over many lines, one in every cell."""
    return ("사업명,국비\n" + '"a\nb",' * 2_500_000).encode()


def unclosed_quote() -> bytes:
    return ('사업명,국비\n"홈페이지' + " 개편,1\n" * 1_000_000).encode()


def semicolons_and_quotes() -> bytes:
    return b'";' * 5_000_000


def million_blank_lines() -> bytes:
    """What a spreadsheet program saves of a sheet that was painted to its last row."""
    return ("사업명,국비,도비\n개편,,\n" + ",,\n" * 1_048_570).encode()


def ten_million_blank_lines() -> bytes:
    return ("사업명\n" + "\n" * 10_000_000).encode()


def million_projects() -> bytes:
    return ("사업명\n" + "개편\n" * 2_000_000).encode()


BROKEN = {"broken", "too-demanding"}
FAR = {"too-many-rows", "too-many-columns", "too-demanding", "broken"}
CASES: dict[Callable[[], bytes], set[str | None]] = {
    bomb_declared: {"zip-bomb"},
    bomb_that_lies: {"broken", "zip-bomb"},
    bomb_in_a_zip: {"not-a-spreadsheet"},
    far_cell: FAR,
    far_cell_behind_an_entity: FAR,
    far_cell_without_references: FAR,
    far_row_in_a_wide_sheet: {*FAR, "no-rows", "no-name-column", None},
    far_cell_in_xls: FAR,
    repeats_in_ods: FAR,
    endless_repeats_in_ods: FAR,
    million_empty_rows: {None, "too-many-rows", "no-rows"},
    million_painted_cells: {None, "too-many-rows", "no-rows"},
    external_entity: {"external-entity"},
    billion_laughs: {"external-entity"},
    external_entity_in_ods: {"external-entity"},
    cut_off: {"broken"},
    cut_off_xls: {"broken", "too-demanding"},
    page_named_xls: {"html"},
    xml_named_xls: {"xml"},
    pdf_named_xls: {"not-a-spreadsheet"},
    encrypted_xlsx: {"encrypted"},
    encrypted_ods: {"encrypted"},
    encrypted_xls: {"encrypted"},
    nul_in_csv: {"nul"},
    columns_16384: {"too-many-columns"},
    columns_16384_in_csv: {"too-many-columns"},
    sheet_name_of_10000: {"sheet-name"},
    same_part_twice: {"broken"},
    same_part_in_other_letters: {"broken"},
    deep_nesting: {*BROKEN, "no-rows"},
    deep_nesting_of_the_book: {*BROKEN, "no-rows"},
    deep_nesting_in_ods: {*BROKEN, "no-rows"},
    huge_shared_strings: {None, *BROKEN, "too-much-text", "no-rows"},
    one_string_in_every_cell: {"too-much-text", "too-demanding"},
    million_merges: {None, "too-demanding", "no-rows"},
    merges_of_whole_columns: {None, "no-rows", "no-name-column"},
    million_formulas_without_values: {None, "too-demanding", "no-rows"},
    gigantic_inline_cell: {"too-much-text", "too-demanding"},
    gigantic_cell_in_csv: {"too-much-text"},
    endless_line: {"too-many-columns", "too-much-text"},
    endless_line_in_quotes: {"too-many-columns", "too-much-text"},
    unclosed_quote: {"too-much-text"},
    semicolons_and_quotes: {"too-much-text", "too-many-columns", "no-name-column"},
    million_blank_lines: {None},
    ten_million_blank_lines: {"too-many-rows"},
    million_projects: {"too-many-rows"},
}
