"""Workbooks as they are: each test copies one real habit of the people who write them."""

import pytest

from registry.notation.codes import Funding, Stage
from registry.sheets.layout import Kind
from registry.sheets.reading import Reading, read_workbook
from tests.sheets.paper import CCTV, codes, csv_of, reading_of, xlsx_of

GYEONGGI = {"municipality": "41"}


def money_of(reading: Reading, row: int = 0) -> list[tuple[str, int | None, str, int]]:
    """Return (source, year, stage, won) of one project."""
    return [
        (one.source.value, one.fiscal_year, one.stage.value, one.won)
        for one in reading.rows[row].funding
    ]


class TestAProjectOverSeveralRows:
    """연차별 투자계획: one project takes a row for 계 and one for each source."""

    ROWS = (
        ("(단위: 백만원)",),
        ("연번", "사업명", "구분", "총사업비", "2013년", "2014년", "향후"),
        ("1", CCTV, "계", "5,224", "2,000", "3,224", ""),
        ("", "", "국비", "2,612", "1,000", "1,612", ""),
        ("", "", "지방비", "2,612", "1,000", "1,612", ""),
        ("2", "홈페이지 개편", "계", "500", "500", "", ""),
        ("", "", "시비", "500", "500", "-", ""),
    )

    def test_is_one_record_that_names_all_its_rows(self, register):
        reading = reading_of(register, self.ROWS, **GYEONGGI)

        assert [(record.name, record.rows) for record in reading.rows] == [
            (CCTV, (3, 4, 5)),
            ("홈페이지 개편", (6, 7)),
        ]
        assert [one.row for one in reading.skipped if one.kind is Kind.CONTINUATION] == [4, 5, 7]
        assert codes(reading) == []

    def test_has_its_money_by_source_and_year(self, register):
        reading = reading_of(register, self.ROWS, **GYEONGGI)

        assert reading.rows[0].total.won == 5_224_000_000
        assert money_of(reading) == [
            ("whole", 2013, "plan", 2_000_000_000),
            ("whole", 2014, "plan", 3_224_000_000),
            ("national", None, "plan", 2_612_000_000),
            ("national", 2013, "plan", 1_000_000_000),
            ("national", 2014, "plan", 1_612_000_000),
            ("local", None, "plan", 2_612_000_000),
            ("local", 2013, "plan", 1_000_000_000),
            ("local", 2014, "plan", 1_612_000_000),
        ]

    def test_may_repeat_its_name(self, register):
        rows = [[*row] for row in self.ROWS]
        rows[3][1] = rows[4][1] = CCTV

        assert len(reading_of(register, rows, **GYEONGGI).rows) == 2

    def test_may_have_its_sum_last(self, register):
        rows = [*self.ROWS[:2], ["1", CCTV, "국비", "5"], ["", "", "계", "9"]]
        [record] = reading_of(register, rows, **GYEONGGI).rows

        assert record.total.won == 9_000_000
        assert [money.source for money in record.funding] == [Funding.NATIONAL]

    def test_has_its_sums_checked(self, register):
        rows = [[*row] for row in self.ROWS]
        rows[3][4] = "2,500"

        assert "parts-exceed-total" in codes(reading_of(register, rows, **GYEONGGI))

    def test_is_not_seen_where_구분_says_something_else(self, register):  # noqa: N802
        rows = [["사업명", "구분", "총사업비(원)"], ["개편", "신규", "5"], ["교육", "계속", "6"]]
        reading = reading_of(register, rows, **GYEONGGI)

        assert len(reading.rows) == 2
        assert codes(reading) == ["unknown-column"]


class TestSumRows:
    HEADER = ("부서", "사업명", "총사업비(천원)", "국비")

    PROJECTS = (
        ("세무과", "개편", "10", "1"),
        ("", "교육", "20", "2"),
        ("총무과", "보안", "30", "3"),
    )

    def test_agree_above_their_projects(self, register):
        sums = (("", "총계", "60", "6"), ("", "소계", "30", "3"))
        rows = [self.HEADER, *sums, *self.PROJECTS[:2], sums[1], self.PROJECTS[2]]
        reading = reading_of(register, rows, **GYEONGGI)

        assert [one.agrees for one in reading.sums] == [True] * 6
        assert codes(reading) == []

    def test_agree_below_their_projects(self, register):
        sums = (("총무과 소계", "", "30", "3"), ("합계", "", "60", "6"))
        rows = [self.HEADER, *self.PROJECTS[:2], sums[0], self.PROJECTS[2], *sums]
        reading = reading_of(register, rows, **GYEONGGI)

        assert [one.agrees for one in reading.sums] == [True] * 6
        assert codes(reading) == []

    def test_that_lack_a_row_with_an_error_blame_nobody(self, register):
        rows = [
            ["부서", "사업명", "총사업비(원)", "국비"],
            ["총무과", "가", "1,250,000", "5"],
            ["총무과", "나", "480,000", "5"],
            ["총무과", "다", "△120,000", "5"],
            ["", "소계", "1,610,000", "14"],
            ["세무과", "라", "5", "5"],
            ["", "소계", "6", "5"],
        ]
        reading = reading_of(register, rows, **GYEONGGI)
        lacks, differs, other = (one for one in reading.problems if one.code.startswith("sum"))

        assert (lacks.code, lacks.severity, lacks.column) == ("sum-incomplete", "warning", "C")
        assert "오류 행 1개는 합에서 빠졌습니다" in lacks.message
        assert (differs.code, differs.column) == ("sum-differs", "D")
        assert (other.code, other.row) == ("sum-differs", 7)

    def test_that_disagree_are_told_with_the_difference(self, register):
        rows = [self.HEADER, ["세무과", "개편", "10", "1"], ["", "합계", "15", "1"]]
        [problem] = reading_of(register, rows, **GYEONGGI).problems

        assert (problem.code, problem.severity, problem.column) == ("sum-differs", "warning", "C")
        assert "합 1만 5,000원이 사업들의 합 1만 원과 5,000원 다릅니다" in problem.message

    def test_that_cannot_be_read_check_nothing(self, register):
        rows = [self.HEADER, ["세무과", "개편", "10", "1"], ["", "합계", "많음", "약 5억"]]

        assert reading_of(register, rows, **GYEONGGI).sums == []


class TestBlankMeaningAsAbove:
    """Hongseong's carry-over list writes 부서 once, then its projects."""

    ROWS = (
        ("부서", "사업명", "예산액(천원)"),
        ("정보통신과", "개편", "1"),
        ("", "교육", "2"),
        ("", "보안", "3"),
        ("세무과", "세무시스템", "4"),
        ("", "체납관리", "5"),
    )

    def test_is_understood_and_told_once(self, register):
        reading = reading_of(register, self.ROWS, **GYEONGGI)

        assert [record.department for record in reading.rows] == [
            *["정보통신과"] * 3,
            *["세무과"] * 2,
        ]
        assert codes(reading) == ["taken-from-above"]
        assert "위 줄과 같은 ‘정보통신과’로 읽었습니다" in reading.problems[0].message

    def test_is_not_read_into_a_list_that_fills_every_row(self, register):
        rows = [*self.ROWS[:2], ("정보통신과", "교육", "2"), ("", "보안", "3"), ("", "기타", "4")]
        reading = reading_of(register, rows, **GYEONGGI)

        assert [record.department for record in reading.rows[2:]] == [None, None]

    def test_is_not_read_into_an_export_of_ours(self, register):
        numbered = [(f"2013-41-000{at}", *row) for at, row in enumerate(self.ROWS)]
        reading = reading_of(register, [("사업 번호", *self.ROWS[0]), *numbered[1:]], **GYEONGGI)

        assert [record.department for record in reading.rows][1] is None

    def test_is_not_read_into_columns_right_of_the_name(self, register):
        rows = [(name, department) for department, name, _won in self.ROWS]

        assert reading_of(register, rows, **GYEONGGI).rows[1].department is None


class TestUnits:
    def test_on_the_cover_hold_for_all_sheets(self, register):
        sheets = {
            "표지": [["2013년 정보화사업"], ["○ 단위", "백만원"]],
            "사업": [["사업명", "총사업비"], ["개편", 500]],
        }
        reading = read_workbook(xlsx_of(sheets), "x.xlsx", register=register, **GYEONGGI)

        assert reading.rows[0].total.won == 500_000_000

    def test_that_differ_from_sheet_to_sheet_hold_for_their_own(self, register):
        sheets = {
            "가": [["(단위: 천원)"], ["사업명", "총사업비"], ["개편", 500]],
            "나": [["(단위: 백만원)"], ["사업명", "총사업비"], ["교육", 500]],
            "다": [["사업명", "총사업비"], ["보안", 500]],
        }
        reading = read_workbook(xlsx_of(sheets), "x.xlsx", register=register, **GYEONGGI)

        assert [record.total.won for record in reading.rows] == [500_000, 500_000_000, None]
        assert codes(reading) == ["unit-missing"]

    def test_anew_in_each_block_hold_for_the_block(self, register):
        block = [["사업명", "총사업비"], ["개편", "500"]]
        other = [["사업명", "총사업비"], ["교육", "500"]]
        rows = [["(단위: 천원)"], *block, [], ["(단위: 백만원)"], *other]
        reading = reading_of(register, rows, **GYEONGGI)

        assert [record.total.won for record in reading.rows] == [500_000, 500_000_000]


class TestHeadings:
    def test_over_two_rows_with_merged_cells(self, register):
        rows = [
            ["연번", "사업명", "본예산", "", "추경", "", "비고"],
            ["", "", "계", "국비", "계", "국비", ""],
            [1, "개편", 10, 5, 12, 6, "x"],
        ]
        merged = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"]
        book = xlsx_of({"2013년": rows}, merged=merged)
        reading = read_workbook(book, "x.xlsx", register=register, unit=1000, **GYEONGGI)

        assert codes(reading) == []
        assert money_of(reading) == [
            ("whole", 2013, "original", 10_000),
            ("national", 2013, "original", 5_000),
            ("whole", 2013, "supplementary", 12_000),
            ("national", 2013, "supplementary", 6_000),
        ]
        assert reading.rows[0].total.won == 12_000

    def test_of_changes_under_a_group_are_set_aside(self, register):
        """Pohang's export has 조정증감 over the same sources once more."""
        rows = [
            ["사업명", "예산액", "", "조정증감", ""],
            ["", "국비", "도비", "국비", "도비"],
            ["개편", "10", "5", "△3", "△1"],
        ]
        reading = reading_of(register, rows, unit=1000, **GYEONGGI)

        assert codes(reading) == []
        assert [money.won for money in reading.rows[0].funding] == [10_000, 5_000]

    def test_that_say_계_국비_시비_twice_are_kept_apart_by_their_groups(self, register):  # noqa: N802
        rows = [
            ["사업명", "2013년", "", "2014년", ""],
            ["", "국비", "도비", "국비", "도비"],
            ["개편", "1", "2", "3", "4"],
        ]
        reading = reading_of(register, rows, unit=1, **GYEONGGI)

        assert [(one[1], one[3]) for one in money_of(reading)] == [
            (2013, 1),
            (2013, 2),
            (2014, 3),
            (2014, 4),
        ]


class TestValues:
    @pytest.mark.parametrize(
        ("text", "won"),
        [
            ("１，２４０", 1_240_000),
            ("1\xa0240", None),
            ("1,240(주3)", 1_240_000),
            ("12백만원", 12_000_000),
            ("0.8억", 80_000_000),
            ("1,240.0", 1_240_000),
        ],
    )
    def test_of_money_are_read_as_written(self, register, text, won):
        rows = [["사업명", "총사업비(천원)"], ["개편", text]]

        assert reading_of(register, rows, **GYEONGGI).rows[0].total.won == won

    def test_of_dates_may_be_serial_numbers(self, register):
        rows = [["사업명", "착수일", "완료(예정)일"], ["개편", 41337, 41517]]
        book = xlsx_of({"Sheet1": rows})
        [record] = read_workbook(book, "x.xlsx", register=register, **GYEONGGI).rows

        assert record.period is not None
        assert (record.period.start, record.period.end) == ("2013-03-04", "2013-08-31")

    def test_of_names_may_be_broken_to_fit_their_cell(self, register):
        rows = [["사업명", "부서"], ["CCTV\n통합관제센터 설치", "정보통신과\n(031-123-4567)"]]
        [record] = reading_of(register, rows, **GYEONGGI).rows

        assert (record.name, record.department) == (CCTV, "정보통신과")

    def test_in_ragged_rows_are_blank(self, register):
        rows = [["사업명", "부서", "총사업비(원)"], ["개편"], ["교육", "세무과", "5", "남는 칸"]]
        reading = reading_of(register, rows, **GYEONGGI)

        assert [record.department for record in reading.rows] == [None, "세무과"]


class TestStages:
    def test_in_columns_side_by_side_are_kept_apart(self, register):
        rows = [["회계연도", "사업명", "본예산(천원)", "추경 1회"], ["2013", "개편", "5", "6"]]
        reading = reading_of(register, rows, unit=1000, **GYEONGGI)

        assert [(money.stage, money.round) for money in reading.rows[0].funding] == [
            (Stage.ORIGINAL, None),
            (Stage.SUPPLEMENTARY, 1),
        ]

    def test_in_sheets_of_their_own_are_kept_apart(self, register):
        sheets = {
            name: [["사업명", "예산액(천원)"], ["개편", 5]]
            for name in ("2013 본예산", "2013 추경1회")
        }
        reading = read_workbook(xlsx_of(sheets), "x.xlsx", register=register, **GYEONGGI)

        assert codes(reading) == []
        assert [record.funding[0][2:5] for record in reading.rows] == [
            (2013, Stage.ORIGINAL, None),
            (2013, Stage.SUPPLEMENTARY, 1),
        ]


class TestPrograms:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
    def test_save_csv_in_their_own_encodings(self, register, encoding):
        data = csv_of([["사업명"], ["똠방각하 뷁 시스템"]], encoding=encoding)
        reading = read_workbook(data, "x.csv", register=register, **GYEONGGI)

        assert (reading.encoding, reading.rows[0].name) == (encoding, "똠방각하 뷁 시스템")

    def test_save_text_with_tabs(self, register):
        data = csv_of([["사업명", "총사업비(원)"], ["개편", "1,240"]], delimiter="\t")
        reading = read_workbook(data, "x.txt", register=register, **GYEONGGI)

        assert (reading.format, reading.rows[0].total.won) == ("tsv", 1_240)
