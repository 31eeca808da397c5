"""A workbook that we handed out is read as if we had put nothing into it."""

from registry.sheets.handout import CHOICES, ERRORS, GUIDE, spell_mark, without_ours
from registry.sheets.marks import Mark
from registry.sheets.outline import outline_workbook
from registry.sheets.reading import read_workbook
from tests.sheets.paper import CCTV, codes, csv_of, xlsx_of

TABLE = [["사업명", "총사업비", "오류"], [CCTV, 5224, "2행: (단위: 원)으로 적어 주세요."]]
LIST = [["시트", "사업명", "이유"], ["사업", "(단위: 백만원)", "많음"]]


def read(register, sheets):
    return read_workbook(xlsx_of(sheets), "사업.xlsx", register=register, municipality="41")


class TestOurSheets:
    def test_are_passed_over_and_said_so(self, register):
        reading = read(register, {"사업": TABLE, ERRORS: LIST, CHOICES: LIST, GUIDE: LIST})

        assert [sheet.state for sheet in reading.sheets] == ["data", *["skipped"] * 3]
        assert reading.sheets[1].reason == "등록부가 넣은 시트라서 읽지 않았습니다."
        assert [record.name for record in reading.rows] == [CCTV]

    def test_do_not_count_among_the_sheets(self, register):
        reading = read(register, {"사업": TABLE, ERRORS: LIST})

        assert reading.problems[0].message.startswith("2행 총사업비(B2): ")

    def test_say_nothing_of_the_unit(self, register):
        reading = read(register, {"사업": TABLE, ERRORS: LIST})

        assert codes(reading) == ["unit-missing"]

    def test_are_not_asked_about(self):
        outline = outline_workbook(xlsx_of({"사업": TABLE, ERRORS: LIST, GUIDE: LIST}))

        assert [sheet.name for sheet in outline.sheets] == ["사업"]
        assert [one.letter for one in outline.sheets[0].tables[0].columns] == ["A", "B"]

    def test_alone_are_no_table(self, register):
        assert read(register, {ERRORS: LIST}).refused.code == "no-rows"


class TestTheColumn:
    def test_is_blank_from_its_heading_on(self):
        rows = [["제목", "", "오류 아님"], ["사업명", "오류"], ["포털", "틀림"], ["교육"]]

        read = list(without_ours(iter(rows), {}))

        assert read == [["제목", "", "오류 아님"], ["사업명", ""], ["포털", ""], ["교육"]]

    def test_is_the_last_of_that_name(self):
        rows = [["오류", "사업명", "오류"], ["없음", "포털", "틀림"]]

        assert list(without_ours(iter(rows), {})) == [["오류", "사업명", ""], ["없음", "포털", ""]]

    def test_stays_where_no_list_of_errors_is(self, register):
        reading = read(register, {"사업": [["오류", "총사업비(원)", "사업명"], ["a", 5, CCTV]]})

        assert codes(reading) == []
        assert reading.sheets[0].columns.known[0].text == "오류"


class TestAMark:
    def test_is_a_mark_again(self):
        marks = {}
        given = [Mark(0, 1, "formula-without-value", ""), Mark(0, 2, "error-value", "#DIV/0!")]

        [row] = without_ours(iter([["가", *map(spell_mark, given), "(수식)"]]), marks)

        assert row == ["가", "", "", "(수식)"]
        assert marks == {0: given}


class TestAUnit:
    def test_noted_below_a_table_of_text_counts_as_in_a_workbook(self, register):
        rows = [["사업명", "총사업비"], [CCTV, "5224"], ["※ (단위: 백만원)", ""]]

        reading = read_workbook(csv_of(rows), "사업.csv", register=register, municipality="41")

        assert reading.rows[0].total.won == 5_224_000_000
