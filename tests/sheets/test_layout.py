from collections.abc import Sequence

import pytest

from registry.notation.codes import Stage
from registry.sheets.layout import Kind, Walk
from registry.sheets.surroundings import Surroundings, learn_from_title
from registry.sheets.workbook import Grid

HEADER = ["연번", "사업명", "부서", "총사업비"]
ROW = ["1", "홈페이지 개편", "정보통신과", "500"]


def walk_of(rows: Sequence[Sequence[str]], name: str = "CSV") -> Walk:
    grid = Grid(name, True, [[*row] for row in rows])
    return Walk(grid, learn_from_title(Surroundings(), name))


def kinds(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Return (row, kind) of every line, projects as "project"."""
    return [(line.number, line.kind or "project") for line in walk_of(rows).lines()]


class TestHeader:
    def test_is_found_under_titles_and_units(self):
        walk = walk_of(
            [["2013년도 정보화사업 현황"], [], ["", "", "", "(단위: 천원)"], HEADER, ROW]
        )
        lines = [*walk.lines()]

        assert [line.kind for line in lines] == [Kind.TITLE, Kind.UNIT, None]
        assert walk.table is not None
        assert walk.table.header_rows == (4,)
        assert walk.table.around == Surroundings(1000, "D3", 2013)

    def test_goes_over_two_rows(self):
        upper = ["연번", "사업명", "부서", "사업비", "", "비고"]
        lower = ["", "", "", "계", "국비", ""]
        walk = walk_of([upper, lower, [*ROW, "250", ""]])
        [line] = walk.lines()

        assert line.number == 3
        assert walk.table is not None
        assert walk.table.header_rows == (1, 2)
        assert [column.text for column in walk.table.columns.known[3:]] == [
            "사업비 계",
            "사업비 국비",
            "비고",
        ]

    def test_goes_over_two_rows_with_repeated_words(self):
        """A report tool of 서울 repeats the words instead of merging the cells."""
        walk = walk_of(
            [["사업명", "사업비", "사업비"], ["사업명", "계", "국비"], ["개편", "5", "2"]]
        )
        [line] = walk.lines()

        assert line.number == 3
        assert walk.table is not None
        assert [column.text for column in walk.table.columns.known] == [
            "사업명",
            "사업비 계",
            "사업비 국비",
        ]

    def test_goes_over_three_rows(self):
        top = ["사업명", "예산", "", "", ""]
        middle = ["", "본예산", "", "추경", ""]
        bottom = ["", "계", "국비", "계", "국비"]
        walk = walk_of([top, middle, bottom, ["개편", "5", "2", "6", "2"]])
        [line] = walk.lines()

        assert line.number == 4
        assert walk.table is not None
        assert [c.heading.stage for c in walk.table.columns.known[1:]] == [
            Stage.ORIGINAL,
            Stage.ORIGINAL,
            Stage.SUPPLEMENTARY,
            Stage.SUPPLEMENTARY,
        ]

    def test_begins_with_a_row_of_groups(self):
        walk = walk_of([["구분", "", "예산액", ""], ["사업명", "부서", "국비", "도비"], ROW])
        list(walk.lines())

        assert walk.table is not None
        assert walk.table.header_rows == (1, 2)

    def test_again_on_the_next_page_is_no_project(self):
        assert kinds([HEADER, ROW, HEADER, ROW]) == [
            (2, "project"),
            (3, "repeated_header"),
            (4, "project"),
        ]

    def test_of_another_table_takes_over_with_its_own_unit(self):
        second = [["나. 추경"], ["(단위: 백만원)"], ["사업명", "총사업비"], ["교육", "137"]]
        walk = walk_of([["(단위: 천원)"], HEADER, ROW, [], *second])
        lines = [line for line in walk.lines() if line.kind is None]

        assert [line.table.around.unit for line in lines if line.table] == [1000, 1_000_000]
        assert [line.table.around.stage for line in lines if line.table] == [
            None,
            Stage.SUPPLEMENTARY,
        ]

    def test_is_not_searched_for_endlessly(self):
        walk = walk_of([["가나다", "라마바"]] * 1000)

        assert len([*walk.lines()]) == 300
        assert walk.table is None
        assert walk.found == ["가나다", "라마바"]

    def test_is_not_a_row_whose_project_is_called_so(self):
        assert kinds([HEADER, ["1", "사업", "정보통신과", "500"]]) == [(2, "project")]

    def test_needs_only_the_name(self):
        assert kinds([["사업명"], ["홈페이지 개편"]]) == [(2, "project")]


class TestRowsThatAreNoProject:
    @pytest.mark.parametrize(
        ("cells", "kind"),
        [
            (["", "소 계", "", "500"], "subtotal"),
            (["", "부서별 소계", "", "500"], "subtotal"),
            (["", "정보통신과 합계", "", "500"], "subtotal"),
            (["총 계", "", "", "500"], "grand_total"),
            (["", "합계(12건)", "", "500"], "grand_total"),
            (["※ 국비는 확정내시 기준"], "footnote"),
            (["주) 부가세 포함"], "footnote"),
            (["3"], "note"),
        ],
    )
    def test_are_told_by_their_words(self, cells, kind):
        assert kinds([HEADER, ROW, cells, ROW]) == [(2, "project"), (3, kind), (4, "project")]

    def test_are_sums_of_all_when_a_bare_word_stands_at_an_end(self):
        total = ["", "계", "", "1000"]

        assert kinds([HEADER, total, ROW, total, ROW, total]) == [
            (2, "grand_total"),
            (3, "project"),
            (4, "subtotal"),
            (5, "project"),
            (6, "grand_total"),
        ]

    @pytest.mark.parametrize(
        "name", ["특별회계", "주차관제 시스템", "정보화 통계", "끝전 관리 시스템"]
    )
    def test_are_not_projects_that_sound_alike(self, name):
        assert kinds([HEADER, ["", name, "", ""]]) == [(2, "project")]

    def test_are_blank_between_others(self):
        assert kinds([HEADER, ROW, [], ["", ""], ROW, [], []]) == [
            (2, "project"),
            (3, "blank"),
            (4, "blank"),
            (5, "project"),
        ]


class TestLearnFromTitle:
    @pytest.mark.parametrize(
        ("title", "year", "stage", "round_"),
        [
            ("2013년도 정보화사업 현황", 2013, None, None),
            ("2013 본예산", 2013, Stage.ORIGINAL, None),
            ("2013회계연도 제2회 추가경정예산", 2013, Stage.SUPPLEMENTARY, 2),
            ("추경1회", None, Stage.SUPPLEMENTARY, 1),
            ("2013", 2013, None, None),
            ("2012년 결산", 2012, Stage.SETTLED, None),
            ("2013년~2015년 투자계획", None, None, None),
            ("작성일 2013.3.4.", None, None, None),
            ("정보화사업", None, None, None),
        ],
    )
    def test_reads_the_year_and_the_budget(self, title, year, stage, round_):
        known = learn_from_title(Surroundings(), title)

        assert (known.fiscal_year, known.stage, known.round) == (year, stage, round_)


class TestUnknownHeading:
    def test_with_a_unit_of_its_own_is_a_column_all_the_same(self):
        walk = walk_of([["사업명", "소요(천원)", "(단위: 백만원)"], ["포털", "5", ""]])
        list(walk.lines())

        assert walk.table is not None
        assert [column.text for column in walk.table.columns.unknown] == ["소요(천원)"]
        assert walk.table.around.unit == 1_000_000
