"""A file as a clerk is asked about it: proposed, shown, and not believed."""

import pytest

from registry.sheets.choosing import Choices, SheetChoice
from registry.sheets.container import Limits, Refused
from registry.sheets.outline import outline_workbook
from tests.sheets.paper import CCTV, csv_of, xlsx_of

TITLE = ["2013년도 본예산 정보화사업 현황"]
UNIT = ["", "", "", "(단위: 천원)"]
HEADER = ["연번", "사업명", "총사업비", "추진방법"]
ROWS = [
    [1, CCTV, 5224000, "조달"],
    [2, "마을방송 무선화 사업", 1240000, "직접"],
]
BUDGET = [TITLE, UNIT, HEADER, *ROWS, ["", "합계", 6464000, ""]]
# True to life, invented: a report tool says a heading on every row instead of merging it.
REPORT = [
    ["기간", "자치구", "예산", "예산", "예산"],
    ["기간", "자치구", "계", "국비", "자체"],
    ["2013.1/4", "종로구", "726", "162", "564"],
    ["2013.1/4", "중구", "594", "133", "461"],
]


def outline_of(sheets):
    return outline_workbook(xlsx_of(sheets))


class TestSheet:
    def test_with_projects_is_data_and_the_others_say_what_they_are(self):
        cover, budget, hidden, empty = outline_workbook(
            xlsx_of(
                {"표지": [["정보화사업"]], "본예산": BUDGET, "옛것": BUDGET, "빈 시트": []},
                hidden="옛것",
            )
        ).sheets

        assert (cover.state, cover.tables) == ("skipped", ())
        assert (budget.state, budget.rows) == ("data", 2)
        assert (hidden.state, hidden.rows) == ("hidden", 2)
        assert "숨긴" in hidden.reason
        assert empty.state == "empty"

    def test_shows_its_first_rows_and_what_each_is(self):
        [sheet] = outline_of({"본예산": BUDGET}).sheets

        assert [row.kind for row in sheet.shown] == [
            "title",
            "unit",
            "header",
            "",
            "",
            "grand_total",
        ]
        assert sheet.shown[3].cells == ("1", CCTV, "5,224,000", "조달")

    def test_learns_unit_year_and_stage(self):
        [sheet] = outline_of({"본예산": BUDGET}).sheets
        [table] = sheet.tables

        assert (table.unit, table.unit_cell) == ("천원", "D2")
        assert (table.fiscal_year, table.stage) == (2013, "original")

    def test_takes_the_unit_from_another_sheet(self):
        [sheet, _notes] = outline_of(
            {"사업": [HEADER, *ROWS], "일러두기": [["(단위: 백만원)"]]}
        ).sheets

        assert (sheet.tables[0].unit, sheet.tables[0].unit_cell) == ("백만원", None)

    def test_has_every_table_that_is_stacked_in_it(self):
        second = [["나. 추경"], ["(단위: 백만원)"], ["사업명", "추경예산"], ["교육", "137"]]
        [sheet] = outline_of({"사업": [*BUDGET, [], *second]}).sheets

        assert [table.header_rows for table in sheet.tables] == [(3,), (10,)]
        assert [table.unit for table in sheet.tables] == ["천원", "백만원"]


class TestColumn:
    def test_has_its_heading_and_first_different_values(self):
        [sheet] = outline_of({"본예산": BUDGET}).sheets
        number, name, total, how = sheet.tables[0].columns

        assert (number.letter, number.examples) == ("A", ("1", "2"))
        assert name.column.heading.field == "name"
        assert total.examples == ("5,224,000", "1,240,000")
        assert (how.column.text, how.column.heading.field) == ("추진방법", "")


class TestProposal:
    def test_is_made_where_no_heading_names_projects(self):
        [sheet] = outline_of({"현황": [["방범용 CCTV 집행 계획"], *REPORT]}).sheets

        assert sheet.proposed
        assert "‘사업명’이라는 열이 없습니다" in sheet.reason
        assert sheet.tables[0].header_rows == (2, 3)
        assert [one.column.text for one in sheet.tables[0].columns] == [
            "기간",
            "자치구",
            "예산 계",
            "예산 국비",
            "예산 자체",
        ]
        assert sheet.rows == 2

    def test_counts_the_rows_past_those_it_looked_at(self):
        rows = [[f"구 {number}", "용역", str(number)] for number in range(700)]

        outline = outline_workbook(csv_of([["관서명", "내역", "금액들"], *rows], encoding="cp949"))

        assert outline.encoding == "cp949"
        assert outline.sheets[0].rows == 700

    def test_gives_way_to_the_header_that_the_clerk_chose(self):
        chosen = {"현황": SheetChoice(header_rows=(1, 2))}
        [sheet] = outline_of({"현황": [["가", "나", "다"], *REPORT]}).sheets
        [again] = outline_workbook(
            xlsx_of({"현황": [["가", "나", "다"], *REPORT]}), choices=Choices(chosen)
        ).sheets

        assert again.tables[0].header_rows == (1, 2)
        assert sheet.tables[0].header_rows != (1, 2)

    def test_is_not_made_of_words(self):
        with pytest.raises(Refused, match="표가 없습니다"):
            outline_of({"공문": [["정보화사업 제출"], ["붙임 참조", "끝"]]})


class TestLimits:
    def test_of_rows_are_kept(self):
        with pytest.raises(Refused, match="1행까지"):
            outline_workbook(xlsx_of({"본예산": BUDGET}), limits=Limits(rows=1))
