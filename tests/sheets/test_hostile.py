"""Files that want to hurt are refused by a sentence, soon, and in little memory."""

import io
import subprocess
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.sheets import workbook
from registry.sheets.container import Limits, Refused
from registry.sheets.messages import REFUSALS
from registry.sheets.workbook import open_workbook
from tests.sheets.paper import sheet_xml, with_cells, with_part, xlsx_of

PLAIN = xlsx_of({"Sheet1": [["사업명"], ["홈페이지 개편"]]})


ONE = '<c r="A1"><v>1</v></c>'


def walk(data: bytes, limits: Limits) -> list[list[list[str]]]:
    """Return the rows of every sheet."""
    return [[*grid.rows] for grid in open_workbook(data, limits).grids]


def refusal_of_any(data: bytes) -> str | None:
    """Return the code with which `data` is refused, None where it is read."""
    try:
        walk(data, Limits())
    except Refused as refused:
        return refused.code
    return None


def refusal_of(data: bytes, **limits: int) -> str:
    """Return the code with which `data` is refused, having checked the sentence."""
    with pytest.raises(Refused) as refused:
        walk(data, Limits(**limits))
    assert "{" not in str(refused.value)
    return refused.value.code


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


class TestAnArchive:
    def test_that_is_cut_off(self):
        assert refusal_of(PLAIN[:-200]) == "broken"
        assert refusal_of(PLAIN[:30]) == "broken"

    def test_with_bytes_changed_inside(self):
        middle = PLAIN.index(b"xl/worksheets") + 40
        broken = PLAIN[:middle] + b"\xff" * 60 + PLAIN[middle + 60 :]

        assert refusal_of(broken) == "broken"

    def test_that_unpacks_to_far_more_than_it_is(self):
        bomb = with_part(PLAIN, "xl/worksheets/sheet1.xml", sheet_xml(" " * 40_000_000))

        assert refusal_of(bomb) == "zip-bomb"

    def test_that_unpacks_past_the_limit(self):
        assert refusal_of(PLAIN, unpacked=1000) == "zip-bomb"

    def test_that_lies_about_its_sizes(self):
        bomb = with_part(PLAIN, "xl/worksheets/sheet1.xml", sheet_xml(" " * 5_000_000))
        size = (5_000_000 + len(sheet_xml(""))).to_bytes(4, "little")
        assert size in bomb

        assert refusal_of(bomb.replace(size, (400).to_bytes(4, "little"))) == "broken"

    def test_that_holds_another_archive_only(self):
        assert refusal_of(zipped({"a.zip": PLAIN})) == "not-a-spreadsheet"

    @pytest.mark.parametrize("part", ["word/document.xml", "ppt/x.xml", "Contents/section0.xml"])
    def test_of_another_program(self, part):
        assert refusal_of(zipped({part: b"<x/>"})) == "not-a-spreadsheet"

    def test_with_a_password(self):
        secret = zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": b"<x/>",
                "META-INF/manifest.xml": b"<manifest:encryption-data/>",
            }
        )

        assert refusal_of(secret) == "encrypted"

    @pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml"])
    def test_that_declares_entities(self, part):
        attack = (
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        )

        assert refusal_of(with_part(PLAIN, part, attack)) == "external-entity"

    def test_without_the_parts_of_a_workbook(self):
        assert refusal_of(with_part(PLAIN, "xl/workbook.xml", "<workbook")) == "broken"
        assert refusal_of(with_part(PLAIN, "xl/_rels/workbook.xml.rels", "<a/>")) == "broken"


class TestASheet:
    def test_with_a_value_in_the_last_cell(self):
        """calamine would allocate 550 GB for these two cells, and end the process."""
        far = f'<row>{ONE}</row><row><c r="XFD1048576"><v>1</v></c></row>'

        assert refusal_of(with_cells(far)) == "too-many-columns"

    def test_with_a_value_in_the_last_row(self):
        far = f'<row>{ONE}</row><row><c r="B1048576"><v>1</v></c></row>'

        assert refusal_of(with_cells(far)) == "too-many-rows"

    def test_with_a_hidden_reference_is_stopped_by_the_limits_of_the_child(self):
        """An entity hides XFD from the scan, not from the parser."""
        far = f'<row>{ONE}<c r="&#88;FD&#49;048576"><v>1</v></c></row>'

        assert refusal_of(with_cells(far)) in {"too-demanding", "broken"}

    def test_painted_to_the_last_column_is_read(self):
        """A clerk who colours a whole row leaves 16,384 empty cells in it."""
        row = '<row r="1"><c r="A1" t="str"><v>사업명</v></c><c r="XFD1" s="3"/></row>'

        assert walk(with_cells(row), Limits()) == [[["사업명"]]]

    def test_of_a_million_painted_rows_is_read(self):
        rows = "".join(f'<row r="{number}" s="1"/>' for number in range(2, 200_000))
        first = '<row r="1"><c r="A1" t="str"><v>사업명</v></c></row>'

        assert walk(with_cells(first + rows), Limits()) == [[["사업명"]]]

    def test_longer_than_the_limit(self):
        rows = [["사업명"], *([f"사업 {number}"] for number in range(1100))]

        assert refusal_of(xlsx_of({"Sheet1": rows}), rows=20) == "too-many-rows"

    def test_with_a_name_of_ten_thousand_letters(self):
        name = "가" * 10_000
        book = (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        )

        assert refusal_of(with_part(PLAIN, "xl/workbook.xml", book)) == "sheet-name"

    def test_too_many_of_them(self):
        sheets = {f"시트 {number}": [["x"]] for number in range(4)}

        assert refusal_of(xlsx_of(sheets), sheets=3) == "too-many-sheets"


class TestTime:
    def test_is_short_for_hostile_files(self):
        far = f'<row>{ONE}</row><row><c r="ZZ90000"><v>1</v></c></row>'
        begun = time.monotonic()

        refusal_of(with_cells(far))

        assert time.monotonic() - begun < 5  # two seconds on a machine that does nothing else

    def test_runs_out_for_a_child_that_hangs(self, monkeypatch):
        monkeypatch.setattr(workbook, "_PATIENCE", 0.01)
        monkeypatch.setattr(workbook, "_CHILD", ["-c", "import time; time.sleep(60)"])

        assert refusal_of(PLAIN) == "too-demanding"

    def test_a_child_that_dies_is_a_refusal(self, monkeypatch):
        monkeypatch.setattr(workbook, "_CHILD", ["-c", "print('[\"half', end='')"])

        assert refusal_of(PLAIN) == "too-demanding"

    def test_leaves_no_process_behind(self, monkeypatch):
        started = []
        popen = subprocess.Popen
        monkeypatch.setattr(
            subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1]
        )
        book = open_workbook(PLAIN, Limits())
        next(book.grids)

        book.close()

        assert [child.returncode is not None for child in started] == [True]


class TestAnyBytes:
    @given(st.binary(max_size=400))
    def test_of_text_are_read_or_refused(self, data):
        assert refusal_of_any(b"x" + data) in {None, *REFUSALS}

    @settings(max_examples=15, deadline=None)
    @given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=20))
    def test_inside_a_workbook_are_read_or_refused(self, place, junk):
        data = PLAIN[:place] + junk + PLAIN[place + len(junk) :]

        assert refusal_of_any(data) in {None, *REFUSALS}
