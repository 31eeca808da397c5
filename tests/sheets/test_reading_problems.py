"""What is wrong in a file is said in a sentence that names the row, the column and the cure."""

from datetime import date

import pytest

from registry.notation.codes import Certainty, PeriodCertainty
from registry.notation.particles import fitting
from registry.sheets.container import Limits
from registry.sheets.messages import PROBLEMS, WARNINGS
from registry.sheets.reading import read_workbook
from tests.sheets.paper import codes, csv_of, reading_of, with_cells, xlsx_of


def only_problem(register, heading: str, text: str, **how):
    """Return the one problem of a project with `text` under `heading`."""
    rows = [["사업명", heading], ["홈페이지 개편", text]]
    how.setdefault("municipality", "41")
    [problem] = reading_of(register, rows, **how).problems
    return problem


class TestACell:
    @pytest.mark.parametrize(
        ("heading", "text", "code"),
        [
            ("총사업비", "52억정도로", "not-an-amount"),
            ("총사업비(천원)", "△1,234", "negative-amount"),
            ("총사업비(천원)", "5억 2400", "not-an-amount"),
            ("국비(천원)", "5천x", "not-an-amount"),
            ("국비(천원)", "-5", "negative-amount"),
            ("국비(천원)", "▲3억여", "negative-amount"),
            ("총사업비(천원)", "△5억여원", "negative-amount"),
            ("총사업비(천원)", "△ 5~7억", "negative-amount"),
            ("사업기간", "적당한 때", "not-a-period"),
            ("착수일", "언젠가", "not-a-date"),
            ("회계연도", "내년", "not-a-year"),
            ("추진 상태", "신규", "unknown-choice"),
            ("사업 유형", "사업", "unknown-choice"),
            ("금액 상태", "모름", "unknown-choice"),
            ("사업 번호", "7번", "not-a-number"),
            ("공동 지자체 수", "여럿", "not-a-count"),
            ("지자체", "가나시", "unknown-place"),
            ("지자체", "중구", "unknown-place"),
            ("지자체", "경기도 교육청", "not-a-government"),
            ("규모", "가" * 201, "too-long"),
        ],
    )
    def test_that_cannot_be_read_is_named(self, register, heading, text, code):
        problem = only_problem(register, heading, text)

        assert (problem.code, problem.row, problem.column) == (code, 2, "B")
        assert problem.message.startswith(f"2행 {heading}(B2): ")
        assert problem.message.endswith(".")
        assert problem.severity == ("warning" if code in WARNINGS else "error")

    def test_of_a_participant_that_may_be_several_bodies_is_named(self, register):
        rows = [["사업 번호", "사업명", "공동 지자체"], ["2013-41-0003", "개편", "수원시, 중구"]]
        reading = reading_of(register, rows)

        assert codes(reading) == ["ambiguous-place"]
        assert [one.municipality for one in reading.rows[0].participants] == ["41110", None]

    def test_names_its_sheet_where_there_are_several(self, register):
        rows = [["사업명", "회계연도"], ["개편", "내년"]]
        workbook = xlsx_of({"본예산": rows, "표지": [["2013"]]})
        [problem] = read_workbook(workbook, "x", register=register, municipality="41").problems

        assert problem.message.startswith("‘본예산’ 시트 2행 회계연도(B2): ‘내년’을 연도로")

    def test_with_a_formula_that_was_never_computed_is_named(self, register):
        cells = (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>사업명</t></is></c>'
            '<c r="B1" t="inlineStr"><is><t>총사업비(천원)</t></is></c></row>'
            '<row r="2"><c r="A2" t="inlineStr"><is><t>개편</t></is></c>'
            '<c r="B2"><f>1+1</f></c></row>'
            '<row r="3"><c r="A3" t="inlineStr"><is><t>교육</t></is></c>'
            '<c r="B3" t="e"><v>#N/A</v></c></row>'
        )
        reading = read_workbook(with_cells(cells), "x", register=register, municipality="41")

        assert codes(reading) == ["formula-without-value", "error-value"]
        assert "‘#N/A’와 같은 수식 오류" in reading.problems[1].message


class TestARow:
    def test_without_a_name_is_named(self, register):
        rows = [["사업명", "부서", "총사업비(원)", "비고"], ["", "세무과", "5", "x"]]
        [problem] = reading_of(register, rows, municipality="41").problems

        assert problem.message.startswith("2행 사업명(A2): 사업명이 비어 있습니다.")

    def test_without_an_owner_is_named_where_the_table_has_the_column(self, register):
        rows = [["지자체", "사업명"], ["경기도", "개편"], ["", "교육"]]
        [problem] = reading_of(register, rows).problems

        assert (problem.code, problem.row) == ("municipality-missing", 3)

    def test_without_an_owner_but_with_a_number_is_fine(self, register):
        rows = [["사업 번호", "사업명"], ["2013-41-0003", "개편"]]

        assert codes(reading_of(register, rows)) == []

    def test_as_above_takes_the_values_above(self, register):
        rows = [["지자체", "부서", "사업명"], ["경기도", "세무과", "개편"], ["〃", "상동", "교육"]]
        reading = reading_of(register, rows)

        assert [(one.municipality, one.department) for one in reading.rows] == [
            ("41", "세무과"),
            ("41", "세무과"),
        ]

    def test_merged_with_the_row_above_takes_its_owner(self, register):
        rows = [["지자체", "부서", "사업명"], ["경기도", "세무과", "개편"], ["", "", "교육"]]
        workbook = xlsx_of({"Sheet": rows}, merged=["A2:A3", "B2:B3"])
        reading = read_workbook(workbook, "x.xlsx", register=register)

        assert [(one.municipality, one.department) for one in reading.rows] == [
            ("41", "세무과"),
            ("41", "세무과"),
        ]

    def test_with_the_province_in_a_column_of_its_own_is_not_ambiguous(self, register):
        rows = [["시도", "시군구", "사업명"], ["서울", "중구", "개편"], ["경기도", "", "교육"]]

        assert [one.municipality for one in reading_of(register, rows).rows] == ["11140", "41"]

    def test_of_a_file_of_one_province_finds_its_own_city(self, register):
        rows = [["지자체", "사업명"], ["광주", "개편"]]

        assert reading_of(register, rows, municipality="41").rows[0].municipality == "41610"

    def test_puts_신규_into_the_note(self, register):  # noqa: N802
        rows = [["사업명", "신규/계속", "비고"], ["개편", "신규", ""], ["교육", "계속", "3차"]]

        assert [one.note for one in reading_of(register, rows, municipality="41").rows] == [
            "신규",
            "계속; 3차",
        ]


class TestATable:
    def test_without_any_owner_is_named_once(self, register):
        rows = [["사업명", "총사업비(원)"], ["개편", "5"], ["교육", "6"]]
        [problem] = reading_of(register, rows).problems

        assert (problem.code, problem.row, problem.column) == ("municipality-missing", 1, None)

    def test_names_columns_it_does_not_know(self, register):
        rows = [["사업명", "가나다"], ["개편", "5"]]
        [problem] = reading_of(register, rows, municipality="41").problems

        assert problem.message.startswith("1행 가나다(B1): 모르는 열입니다.")

    def test_names_columns_of_one_meaning(self, register):
        rows = [["사업명", "부서", "담당부서"], ["개편", "세무과", "총무과"]]
        [problem] = reading_of(register, rows, municipality="41").problems

        assert (problem.code, problem.column) == ("duplicate-column", "C")
        assert "부서 열과 뜻이 같은 열" in problem.message


class TestTheSameProjectTwice:
    def test_names_both_rows(self, register):
        rows = [
            ["사업명", "담당부서"],
            ["민원제안 통합관리시스템", "시민봉사담당관"],
            ["민원 제안 통합관리시스템", "시민봉사 담당관"],
        ]
        [problem] = reading_of(register, rows, municipality="11").problems

        assert problem.code == "duplicate-in-file"
        assert problem.message.startswith("3행 사업명(A3): 2행과 같은 사업입니다.")

    def test_goes_by_the_number_first(self, register):
        rows = [["사업 번호", "사업명"], ["2013-41-0001", "개편"], ["2013-41-0001", "새 이름"]]
        [problem] = reading_of(register, rows).problems

        assert problem.message.startswith("3행 사업 번호(A3): 2행과 같은")

    @pytest.mark.parametrize(
        "second",
        [
            ["2013-41-0002", "개편", "세무과", "2013"],
            ["", "개편", "총무과", "2013"],
            ["", "개편", "세무과", "2014"],
            ["", "개편 구축", "세무과", "2013"],
        ],
    )
    def test_is_not_another_number_department_year_or_name(self, register, second):
        rows = [
            ["사업 번호", "사업명", "부서", "연도"],
            ["2013-41-0001", "개편", "세무과", "2013"],
        ]

        assert codes(reading_of(register, [*rows, second], municipality="41")) == []

    def test_may_hold_other_money(self, register):
        sheets = {
            stage: [[f"2013 {stage}"], ["사업명", "국비(천원)"], ["개편", "5"]]
            for stage in ("본예산", "추경")
        }
        reading = read_workbook(xlsx_of(sheets), "x", register=register, municipality="41")

        assert codes(reading) == []
        assert len(reading.rows) == 2


class TestTheTotalWithAColumnForItsCertainty:
    HEADER = ("사업명", "총사업비(원)", "금액 상태", "최소 금액(원)", "최대 금액(원)", "금액 원문")

    def read(self, register, *cells: str):
        return reading_of(register, [self.HEADER, ["개편", *cells]], municipality="41")

    @pytest.mark.parametrize(
        ("cells", "amount"),
        [
            (("40", "확정", "", "", "40원"), ("40원", Certainty.EXACT, 40, None, None)),
            (("40", "확정", "", "", ""), ("", Certainty.EXACT, 40, None, None)),
            (("50", "대략", "50", "", "50여원"), ("50여원", Certainty.ABOUT, 50, 50, None)),
            (("", "범위", "5", "7", ""), ("", Certainty.RANGE, None, 5, 7)),
            (("5~7원", "범위", "", "", ""), ("", Certainty.RANGE, None, 5, 7)),
            (("", "미정", "", "", "미정"), ("미정", Certainty.UNDECIDED, None, None, None)),
            (("", "비예산", "", "", ""), ("", Certainty.NONE, None, None, None)),
            (("", "", "5", "7", ""), ("", Certainty.RANGE, None, 5, 7)),
            (("", "", "", "", "40원"), ("40원", Certainty.EXACT, 40, None, None)),
        ],
    )
    def test_is_what_the_columns_say(self, register, cells, amount):
        reading = self.read(register, *cells)

        assert codes(reading) == []
        total = reading.rows[0].total
        assert (total.text, total.certainty, total.won, total.min_won, total.max_won) == amount

    @pytest.mark.parametrize("cells", [("", "확정"), ("40", "미정"), ("40", "범위"), ("", "범위")])
    def test_must_agree_with_it(self, register, cells):
        assert codes(self.read(register, *cells, "", "", "")) == ["amount-disagrees"]

    def test_becomes_the_estimate_where_it_is_called_one(self, register):
        [record] = self.read(register, "65", "추정", "", "", "").rows

        assert record.total.won is None
        assert record.estimate is not None
        assert record.estimate.won == 65

    def test_is_complained_of_once_where_it_cannot_be_read(self, register):
        assert codes(self.read(register, "x", "확정", "", "", "")) == ["not-an-amount"]


class TestTheEstimate:
    def test_has_columns_of_its_own(self, register):
        rows = [
            ["사업명", "총사업비", "추정액(원)", "추정액 원문", "추정 근거"],
            ["DB 정확도 개선", "미정", "6500000000", "65억원", "예비타당성"],
        ]
        [record] = reading_of(register, rows, municipality="11").rows

        assert record.estimate == ("65억원", 6_500_000_000, "예비타당성")
        assert {"estimate", "estimate_text", "estimate_basis"} <= record.given


class TestThePeriod:
    HEADER = ("사업명", "사업 기간", "착수일", "완료일", "기간 상태")

    @pytest.mark.parametrize(
        ("cells", "period"),
        [
            (("2013.3~8", "", "", ""), ("2013-03", "2013-08", "exact")),
            (("", "2013-03", "2013-08", ""), ("2013-03", "2013-08", "exact")),
            (("", "2013-03", "", ""), ("2013-03", None, "open")),
            (("2013.3~8", "", "2013-09", ""), ("2013-03", "2013-09", "exact")),
            (
                ("내달부터 34개월간", "2013-03", "2015-12", "계산"),
                ("2013-03", "2015-12", "derived"),
            ),
            (("계약 후", "", "", "읽을 수 없음"), (None, None, "unreadable")),
        ],
    )
    def test_is_of_the_words_or_of_the_columns(self, register, cells, period):
        rows = [self.HEADER, ["개편", *cells]]
        reading = reading_of(register, rows, municipality="41", as_of=date(2013, 1, 2))

        found = reading.rows[0].period
        assert found is not None
        assert (found.start, found.end, found.certainty) == period
        assert codes(reading) == []

    def test_keeps_words_it_cannot_read(self, register):
        rows = [["사업명", "사업기간"], ["개편", "적당한 때"]]
        found = reading_of(register, rows, municipality="41").rows[0].period

        assert found is not None
        assert (found.text, found.certainty) == ("적당한 때", PeriodCertainty.UNREADABLE)

    def test_must_not_end_before_it_begins(self, register):
        rows = [self.HEADER, ["개편", "", "2013-08", "2013-03", ""]]
        reading = reading_of(register, rows, municipality="41")

        assert codes(reading) == ["end-before-start"]
        assert reading.rows[0].period is None

    def test_whose_words_contradict_each_other_is_pointed_out(self, register):
        rows = [["사업명", "사업기간"], ["개편", "내달부터 2015년 12월까지 34개월간"]]
        reading = reading_of(register, rows, municipality="41", as_of=date(2013, 1, 2))

        assert codes(reading) == ["period-disagrees"]


class TestAFile:
    def refusal(self, register, data: bytes, **limits: int) -> str:
        reading = read_workbook(data, "사업.xls", register=register, limits=Limits(**limits))
        assert reading.refused is not None
        assert reading.rows == reading.problems == []
        return reading.refused.code

    def test_without_사업명_is_refused_with_what_it_has(self, register):  # noqa: N802
        reading = read_workbook("기관명,소계\n강남구,5".encode(), "x.csv", register=register)

        assert reading.refused is not None
        assert reading.refused.code == "no-name-column"
        assert "찾은 제목: 기관명, 소계." in reading.refused.message

    def test_with_empty_sheets_only_is_refused(self, register):
        assert self.refusal(register, xlsx_of({"Sheet1": []})) == "no-rows"

    def test_with_more_projects_than_allowed_is_refused(self, register):
        rows = [["사업명"], *([f"사업 {number}"] for number in range(11))]

        assert self.refusal(register, csv_of(rows), rows=10) == "too-many-rows"
        assert reading_of(register, rows, limits=Limits(rows=11)).refused is None

    def test_passes_over_hidden_empty_and_cover_sheets_and_says_so(self, register):
        sheets = {
            "표지": [["2013"]],
            "작업": [["사업명"]],
            "빈": [],
            "사업": [["사업명"], ["개편"]],
        }
        workbook = xlsx_of(sheets, hidden="작업")
        reading = read_workbook(workbook, "x.xlsx", register=register, municipality="41")

        assert [(sheet.name, sheet.state) for sheet in reading.sheets] == [
            ("표지", "skipped"),
            ("작업", "hidden"),
            ("빈", "empty"),
            ("사업", "data"),
        ]
        assert all(sheet.reason for sheet in reading.sheets[:3])
        assert len(reading.rows) == 1


class TestDatesThatExcelChanged:
    def test_are_read_and_told(self, register):
        rows = [["사업명", "착수일", "완료일"], ["개편", "Mar-13", "13-Dec"]]
        reading = reading_of(register, rows, municipality="41")

        assert [(one.code, one.severity, one.column) for one in reading.problems] == [
            ("month-from-excel", "warning", "B"),
            ("date-changed-by-excel", "error", "C"),
        ]
        assert "2013-03" in reading.problems[0].message
        assert reading.rows[0].period.start == "2013-03"


class TestMessages:
    def test_leave_no_place_unfilled(self):
        for sentence in PROBLEMS.values():
            assert sentence.startswith("{where}: ")

    @pytest.mark.parametrize(
        ("word", "expected"),
        [
            ("3", "3을"),
            ("2", "2를"),
            ("백만원", "백만원을"),
            ("abc", "abc를"),
            ("N", "N을"),
            ("L)", "L)을"),
        ],
    )
    def test_use_the_particle_that_fits(self, word, expected):
        assert word + fitting(word, "을") == expected

    def test_use_로_after_a_vowel_and_after_리을(self):  # noqa: N802
        assert [fitting(word, "으로") for word in ("물", "나무", "강")] == ["로", "로", "으로"]
