"""The streamed workbook holds what it was given, for every reader, in little memory."""

import io
import tracemalloc
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import load_workbook as calamine_workbook

from registry.actions.xlsx import Column, write_sheet

COLUMNS = [Column("사업명", 40), Column("착수일"), Column("총사업비(원)", money=True)]
CCTV = ["CCTV 통합관제센터 설치", date(2013, 3, 4), 5_224_000_000]
# All that a cell of ours may hold: XML has no place for halves of characters.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))
MEGABYTE = 2**20


def workbook(rows, columns=COLUMNS, name="사업"):
    return io.BytesIO(b"".join(write_sheet(name, columns, rows)))


def by_calamine(content):
    """Return the rows as the registry's own reader gets them."""
    return calamine_workbook(content).get_sheet_by_index(0).to_python(skip_empty_area=False)


class TestSheet:
    def test_is_read_by_calamine(self):
        assert by_calamine(workbook([CCTV])) == [[one.heading for one in COLUMNS], CCTV]

    def test_is_read_by_openpyxl(self):
        book = load_workbook(workbook([CCTV]))

        name, start, won = book["사업"][2]
        assert (name.value, start.value.date(), won.value) == tuple(CCTV)
        assert (start.number_format, won.number_format) == (r"yyyy\-mm\-dd", "#,##0")
        assert book["사업"].freeze_panes == "A2"
        assert book["사업"].column_dimensions["A"].width == 40

    def test_leaves_a_cell_out_where_nothing_is_known(self):
        rows = by_calamine(workbook([["포털", None, ""], ["가", "", 0]]))

        assert rows[1:] == [["포털", "", ""], ["가", "", 0]]

    def test_of_no_row_is_its_headings(self):
        assert len(by_calamine(workbook([]))) == 1

    @settings(deadline=None)
    @given(TEXT)
    def test_gives_every_text_back(self, text):
        rows = by_calamine(workbook([[f".{text}.", None, None]]))

        assert rows[1][0] == f".{text}."

    def test_escapes_its_own_name(self):
        assert load_workbook(workbook([], name="사업 & <>\"'")).sheetnames == ["사업 & <>\"'"]

    def test_is_sent_in_portions_that_do_not_grow_with_it(self):
        tracemalloc.start()

        longest = max(map(len, write_sheet("사업", COLUMNS, (CCTV for _row in range(20_000)))))

        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert longest < MEGABYTE
        assert peak < 2 * MEGABYTE
