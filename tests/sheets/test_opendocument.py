import pytest

from registry.sheets.container import Limits, Refused
from registry.sheets.opendocument import read_marks
from registry.sheets.reading import read_workbook
from registry.sheets.workbook import open_workbook
from tests.sheets.paper import codes, ods_cell, ods_of, ods_row

NUMBER = (
    '<table:table-cell office:value-type="float" office:value="1370">'
    "<text:p>1,370</text:p></table:table-cell>"
)
EMPTY = "<table:table-cell/>"
COVERED = "<table:covered-table-cell/>"


def rows_of(data: bytes) -> list[list[str]]:
    [rows] = [[*grid.rows] for grid in open_workbook(data, Limits()).grids]
    return rows


class TestAnOpenDocument:
    def test_gives_the_value_and_not_what_is_shown(self):
        assert rows_of(ods_of(ods_row(ods_cell("총사업비"), NUMBER))) == [["총사업비", "1370"]]

    def test_may_repeat_empty_rows_to_the_end_of_the_sheet(self):
        empty = ods_row(EMPTY, attributes='table:number-rows-repeated="1048575"')

        assert rows_of(ods_of(ods_row(ods_cell("사업명")), empty)) == [["사업명"]]

    def test_keeps_rows_and_columns_in_their_places(self):
        data = ods_of(ods_row(EMPTY), ods_row(EMPTY, ods_cell("사업명")))

        assert rows_of(data)[-1] == ["", "사업명"]

    def test_tells_its_merged_cells_and_its_formulas_without_a_value(self, register):
        rows = [
            ods_row(ods_cell("지자체"), ods_cell("사업명"), ods_cell("총사업비(천원)")),
            ods_row(
                ods_cell("경기도", 'table:number-rows-spanned="2"'),
                ods_cell("개편"),
                '<table:table-cell table:formula="of:=1+1"/>',
            ),
            ods_row(COVERED, ods_cell("교육"), NUMBER),
        ]
        reading = read_workbook(ods_of(*rows), "사업.ods", register=register)

        assert reading.format == "ods"
        assert codes(reading) == ["formula-without-value"]
        assert [record.municipality for record in reading.rows] == ["41", "41"]
        assert reading.rows[1].total.won == 1_370_000

    @pytest.mark.parametrize(
        ("across", "down", "code"),
        [
            (1, 1_048_576, "too-many-rows"),
            (16_384, 1, "too-many-columns"),
            (16_384, 6_000, "too-demanding"),
            (16_384, 1_048_576, "broken"),
            (99_999_999, 1, "too-demanding"),
        ],
    )
    def test_that_repeats_a_value_without_end_is_refused(self, across, down, code):
        cell = ods_cell("x", f'table:number-columns-repeated="{across}"')
        data = ods_of(ods_row(cell, attributes=f'table:number-rows-repeated="{down}"'))

        with pytest.raises(Refused) as refused:
            rows_of(data)

        assert refused.value.code == code


class TestReadMarks:
    @pytest.mark.parametrize("xml", [b"<a", b"", b'<a xmlns:t="x" t:b="1"'])
    def test_refuses_broken_xml(self, xml):
        with pytest.raises(Refused):
            read_marks([xml])

    def test_refuses_a_count_that_is_no_number(self):
        row = ods_row(attributes='table:number-rows-repeated="x"')

        with pytest.raises(Refused):
            rows_of(ods_of(row))
