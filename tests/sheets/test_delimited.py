import pytest

from registry.sheets.container import Limits, Refused
from registry.sheets.delimited import delimiter_of, encoding_of, rows_of
from tests.sheets.paper import csv_of

ROWS = [["사업명", "총사업비"], ["홈페이지 개편", "500000000"]]


def code_of(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        encoding_of(data)
    return refused.value.code


class TestEncodingOf:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-32"])
    def test_finds_the_encoding_by_the_bytes(self, encoding):
        assert encoding_of(csv_of(ROWS, encoding=encoding)) == encoding

    def test_reads_utf_16_of_either_end_first(self):
        assert encoding_of(b"\xfe\xff" + csv_of(ROWS, encoding="utf-16-be")) == "utf-16"

    def test_refuses_a_nul_character(self):
        assert code_of("사업명\0".encode()) == "nul"
        assert code_of("사업명\0".encode("utf-16")) == "nul"

    def test_refuses_what_neither_utf_8_nor_cp949_reads(self):
        assert code_of("사업명".encode() + b"\xff\xfe") == "unknown-encoding"
        assert code_of(b"\xff\xfe" + b"x") == "broken"

    def test_tells_a_file_cut_inside_a_letter(self):
        assert code_of("사업명".encode()[:-1]) == "broken"

    def test_decodes_a_long_file_piece_by_piece(self):
        assert encoding_of(("가나다" * 600_000).encode("cp949")) == "cp949"


class TestARefusal:
    @pytest.mark.parametrize(("delimiter", "kind"), [(",", "CSV"), ("\t", "탭으로 나눈 텍스트")])
    def test_names_the_kind_of_file_that_was_recognised(self, delimiter, kind):
        wide = csv_of([["사업명", "비고", "넘침"]], delimiter=delimiter)

        with pytest.raises(Refused, match=f"‘{kind}’ 시트의 C열") as refused:
            [*rows_of(wide, "utf-8", delimiter, Limits(columns=2))]

        assert refused.value.code == "too-many-columns"


class TestDelimiterOf:
    @pytest.mark.parametrize("delimiter", [",", "\t", ";"])
    def test_finds_the_separator(self, delimiter):
        data = csv_of(ROWS * 3, delimiter=delimiter)

        assert delimiter_of(data, "utf-8") == delimiter

    def test_is_not_misled_by_commas_in_titles_and_amounts(self):
        rows = [
            ["현황 (단위: 천원, %)"],
            ["사업명", "총사업비"],
            ["개편", "1,240"],
            ["교육", "1,370"],
        ]
        data = "\n".join("\t".join(row) for row in rows).encode()

        assert delimiter_of(data, "utf-8") == "\t"

    def test_is_not_misled_by_an_endless_quotation(self):
        assert delimiter_of(b'"' + b"a\tb\n" * 40_000, "utf-8") == ","


class TestRowsOf:
    def test_keeps_quoted_line_breaks_in_one_row(self):
        data = csv_of([["사업\n명", 'CCTV "통합"'], ["", "x"]])

        assert [*rows_of(data, "utf-8", ",", Limits())] == [["사업\n명", 'CCTV "통합"'], ["", "x"]]

    def test_refuses_a_cell_that_swallows_the_file(self):
        with pytest.raises(Refused, match="2행이나 그 안의 한 칸이 131,072자") as refused:
            [*rows_of(b'a\n"' + b"x" * 200_000, "utf-8", ",", Limits())]

        assert refused.value.code == "too-much-text"

    def test_refuses_values_beyond_the_last_column(self):
        data = b"a" + b"," * 600 + b"b"

        with pytest.raises(Refused, match="WC열"):
            [*rows_of(data, "utf-8", ",", Limits())]

    def test_passes_over_empty_columns_beyond(self):
        assert len([*rows_of(b"a" + b"," * 600, "utf-8", ",", Limits())]) == 1
