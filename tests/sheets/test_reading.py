"""Whole files as clerks have them → what is understood, with the article's projects in them."""

import json
from datetime import date

import pytest

from registry.notation.codes import Certainty, Funding, Stage, SubKind
from registry.sheets.funding_columns import FundingKey
from registry.sheets.reading import Reading, read_workbook
from registry.sheets.records import FundingRow, Participant, StatedEstimate
from tests.sheets.paper import CCTV, CCTV_TOTAL, codes, reading_of, xlsx_of

ARTICLE_DAY = date(2013, 1, 2)
WHO = "공동 지자체"
CITIES = "용인시·평택시·김포시·하남시·동두천시"
COMPANIES = "경기관광공사 등 12개 공공기관"
ESTIMATED = "예산 미확정, 예비타당성 결과 65억원"
ARTICLE = [
    ["2013년도 수도권 주요 정보화사업"],
    ["", "", "", "", "", "", "(단위: 백만원)"],
    ["연번", "지자체", "사업명", "담당 부서", "사업기간", "총사업비", "국비", WHO, "비고"],
    ["", "합계", "", "", "", "10,724", "", "", ""],
    ["1", "경기도", "홈페이지 통폐합 시스템 구축", "", "3월~2015년 12월", "4,000", "", "", "계속"],
    ["2", "경기도", "공공기관 정보시스템 통합 구축 사업", "", "", "1500", "-", COMPANIES, ""],
    ["3", "경기도", CCTV, "", "", CCTV_TOTAL, "", CITIES, ""],
    ["4", "서울시", "DB 정확도 개선", "상수도본부 지리정보과", "", ESTIMATED, "", "", ""],
    ["5", "인천", "시 홈페이지 개편", "", "", "5억여원", "", "", ""],
    ["※ 전자신문"],
]  # fmt: skip


@pytest.fixture
def article(register) -> Reading:
    return reading_of(register, ARTICLE, as_of=ARTICLE_DAY)


class TestTheArticle:
    def test_is_read_without_a_problem(self, article):
        assert codes(article) == []
        assert [record.row for record in article.rows] == [5, 6, 7, 8, 9]

    def test_sets_aside_what_is_no_project(self, article):
        assert [(one.row, str(one.kind)) for one in article.skipped] == [
            (1, "title"),
            (2, "unit"),
            (4, "grand_total"),
            (10, "footnote"),
        ]

    def test_says_where_the_unit_stands(self, article):
        [sheet] = article.sheets

        assert (sheet.unit, sheet.unit_cell, sheet.fiscal_year) == (10**6, "G2", 2013)

    def test_takes_the_national_part_out_of_the_words_of_the_total(self, article):
        cctv = article.rows[2]

        assert cctv.total.won == 5_224_000_000
        assert cctv.total.text == CCTV_TOTAL
        assert cctv.funding == (
            FundingRow(Funding.NATIONAL, None, None, Stage.PLAN, None, 2_612_000_000),
        )

    def test_finds_the_five_cities_that_take_part(self, article):
        assert [one.municipality for one in article.rows[2].participants] == [
            "41460",
            "41220",
            "41570",
            "41450",
            "41250",
        ]

    def test_keeps_a_participant_that_is_no_government_by_its_name(self, article):
        assert article.rows[1].participants == (Participant("경기관광공사", None),)
        assert article.rows[1].participants_stated == 12

    def test_keeps_an_estimate_out_of_the_total(self, article):
        database = article.rows[3]

        assert (database.total.certainty, database.total.won) == (Certainty.UNDECIDED, None)
        assert database.estimate == StatedEstimate(
            "예비타당성 결과 65억원", 6_500_000_000, "예비타당성"
        )

    def test_keeps_about_as_about(self, article):
        homepage = article.rows[4]

        assert (homepage.total.certainty, homepage.total.min_won) == (Certainty.ABOUT, 500_000_000)

    def test_scales_bare_numbers_only(self, article):
        assert [record.total.won for record in article.rows[:3]] == [
            4_000_000_000,
            1_500_000_000,
            5_224_000_000,
        ]

    def test_names_owners_as_they_were_called(self, article):
        assert [record.municipality for record in article.rows] == ["41", "41", "41", "11", "28"]

    def test_reads_the_same_from_a_workbook(self, register, article):
        workbook = read_workbook(
            xlsx_of({"CSV": ARTICLE}), "사업.xlsx", register=register, as_of=ARTICLE_DAY
        )

        assert workbook.as_json()["rows"] == article.as_json()["rows"]
        assert workbook.format == "xlsx"


class TestAsJson:
    def test_prints_the_fields_of_the_design_and_no_others(self, register):
        reading = reading_of(
            register,
            [
                ["2013 본예산 (단위: 백만원)"],
                ["지자체", "부서", "사업명", "사업기간", "총사업비", "국비", "비고"],
                [
                    "철원군",
                    "정보통신과",
                    "마을방송 무선화 사업",
                    "'13.3~'14.2",
                    "1240",
                    "620",
                    "신규",
                ],
            ],
        )

        assert json.loads(json.dumps(reading.as_json()["rows"])) == [
            {
                "sheet": "CSV",
                "row": 3,
                "rows": [3],
                "number": None,
                "municipality": "42780",
                "participants": [],
                "participants_stated": None,
                "department": "정보통신과",
                "name": "마을방송 무선화 사업",
                "fiscal_year": 2013,
                "status": None,
                "type": None,
                "period": {
                    "text": "'13.3~'14.2",
                    "start": "2013-03",
                    "end": "2014-02",
                    "certainty": "exact",
                },
                "total": {
                    "text": "1240",
                    "won": 1_240_000_000,
                    "min_won": None,
                    "max_won": None,
                    "certainty": "exact",
                },
                "estimate": None,
                "funding": [
                    {
                        "source": "national",
                        "sub_kind": None,
                        "fiscal_year": 2013,
                        "stage": "original",
                        "round": None,
                        "won": 620_000_000,
                    }
                ],
                "note": "신규",
            }
        ]

    def test_prints_sheets_skipped_rows_and_problems(self, register):
        rows = [
            ["사업명", "총사업비(천원)", "가나다"],
            ["홈페이지 개편", "x", ""],
            ["소계", "", ""],
        ]
        printed = reading_of(register, rows, municipality="41").as_json()

        assert printed["refused"] is None
        assert printed["sheets"][0] == {
            "name": "CSV",
            "state": "data",
            "reason": None,
            "header_rows": [1],
            "unit": "천원",
            "unit_cell": "B1",
            "fiscal_year": None,
            "stage": None,
        }
        assert printed["skipped"] == [{"sheet": "CSV", "row": 3, "kind": "subtotal"}]
        assert [[*one] for one in printed["problems"]] == [
            ["sheet", "row", "column", "field", "severity", "code", "message"]
        ] * 2

    def test_prints_a_refusal_alone(self, register):
        printed = read_workbook(b"", "빈 파일.csv", register=register).as_json()

        assert printed["refused"]["code"] == "empty-file"
        assert printed["rows"] == printed["problems"] == []


class TestUnits:
    def test_are_never_guessed(self, register):
        reading = reading_of(
            register, [["사업명", "총사업비"], ["개편", "500"]], municipality="41"
        )

        [problem] = reading.problems
        assert (problem.code, problem.row, problem.column) == ("unit-missing", 2, "B")
        assert problem.message.startswith("2행 총사업비(B2): 금액의 단위를 알 수 없습니다.")
        assert reading.rows[0].total.won is None

    def test_are_asked_for_once_a_row(self, register):
        rows = [["사업명", "총사업비", "국비"], ["개편", "500", "5"]]

        assert codes(reading_of(register, rows, municipality="41")) == ["unit-missing"]

    def test_may_be_given_for_the_file(self, register):
        rows = [["사업명", "총사업비"], ["개편", "500"]]
        reading = reading_of(register, rows, municipality="41", unit=10**6)

        assert reading.rows[0].total.won == 500_000_000

    def test_in_the_file_go_before_the_given_one(self, register):
        rows = [["사업명", "총사업비(천원)"], ["개편", "500"]]
        reading = reading_of(register, rows, municipality="41", unit=10**6)

        assert reading.rows[0].total.won == 500_000

    def test_are_not_needed_for_amounts_in_words_and_for_nothing(self, register):
        rows = [["사업명", "총사업비", "국비"], ["개편", "5억원", "0"]]

        assert codes(reading_of(register, rows, municipality="41")) == []


class TestBlankCells:
    def test_are_neither_given_nor_cleared(self, register):
        rows = [["사업명", "총사업비(원)", "비고", "국비"], ["개편", "", "-", ""]]
        [record] = reading_of(register, rows, municipality="41").rows

        assert record.given == {"name"}
        assert record.cleared == frozenset()
        assert record.total.certainty is Certainty.UNSTATED

    def test_differ_from_cells_to_be_cleared(self, register):
        rows = [["사업명", "총사업비(원)", "비고", "국비(2013 본예산)"], ["개편", *["(지움)"] * 3]]
        [record] = reading_of(register, rows, municipality="41").rows

        assert record.cleared == {"total", "note"}
        assert record.cleared_funding == (
            FundingKey(Funding.NATIONAL, None, 2013, Stage.ORIGINAL, None),
        )

    def test_differ_from_zero(self, register):
        rows = [["사업명", "총사업비(원)"], ["개편", "0"], ["교육", "비예산"]]
        free, unbudgeted = reading_of(register, rows, municipality="41").rows

        assert (free.total.certainty, free.total.won) == (Certainty.EXACT, 0)
        assert (unbudgeted.total.certainty, unbudgeted.total.won) == (Certainty.NONE, None)

    def test_cannot_clear_what_every_project_has(self, register):
        rows = [["사업명", "회계연도"], ["개편", "(지움)"]]

        assert codes(reading_of(register, rows, municipality="41")) == ["cannot-clear"]


class TestWhoseMoney:
    @pytest.mark.parametrize(
        ("owner", "source"),
        [
            ("경기도 용인시", "municipal"),
            ("서울 강남구", "provincial"),
            ("부산 기장군", "provincial"),
        ],
    )
    def test_시비_is_depends_on_the_owner(self, register, owner, source):  # noqa: N802
        rows = [["지자체", "사업명", "시비(천원)"], [owner, "개편", "500"]]
        [record] = reading_of(register, rows).rows

        assert [money.source for money in record.funding if money.won] == [source]

    def test_is_kept_with_its_kind(self, register):
        rows = [["사업명", "총사업비(천원)", "균특", "도비보조금"], ["개편", "9", "5", "4"]]
        [record] = reading_of(register, rows, municipality="41460").rows

        assert [money.sub_kind for money in record.funding] == [
            SubKind.BALANCED,
            SubKind.PROVINCIAL_SUBSIDY,
        ]

    def test_of_a_sheet_has_the_year_and_stage_of_its_title(self, register):
        rows = [["2013년 제1회 추경"], ["사업명", "국비(천원)"], ["개편", "5"]]
        [record] = reading_of(register, rows, municipality="41").rows

        [money] = record.funding
        assert money[2:5] == (2013, Stage.SUPPLEMENTARY, 1)

    def test_has_no_year_where_the_paper_names_none(self, register):
        rows = [["사업명", "국비(천원)"], ["개편", "5"]]
        [record] = reading_of(register, rows, municipality="41").rows

        assert record.funding[0][2:5] == (None, Stage.PLAN, None)

    def test_of_one_year_stands_in_for_a_missing_total_and_says_so(self, register):
        rows = [
            ["지자체", "회계연도", "사업명", "예산액(천원)"],
            ["경기도", "2013", "개편", "500"],
        ]
        [record] = reading_of(register, rows).rows

        assert (record.total.won, record.total_is_of_year) == (500_000, True)
        assert [money.source for money in record.funding] == ["whole"]

    def test_of_several_years_is_no_total(self, register):
        rows = [["사업명", "2013년(천원)", "2014년(천원)"], ["개편", "500", "600"]]
        [record] = reading_of(register, rows, municipality="41").rows

        assert record.total.won is None
        assert [money.fiscal_year for money in record.funding] == [2013, 2014]

    def test_in_shares_is_computed_and_marked(self, register):
        rows = [["사업명", "총사업비"], ["개편", "10억원(도비 30%, 시비 70%)"]]
        reading = reading_of(register, rows, municipality="41460")

        assert [money.won for money in reading.rows[0].funding] == [300_000_000, 700_000_000]
        assert codes(reading) == ["share-computed", "share-computed"]
        assert "‘도비 30%’" in reading.problems[0].message

    def test_in_shares_of_an_unsure_total_stays_in_words(self, register):
        rows = [["사업명", "총사업비"], ["개편", "약 10억원(도비 30%)"]]
        reading = reading_of(register, rows, municipality="41460")

        assert reading.rows[0].funding == ()
        assert codes(reading) == ["share-kept"]

    def test_that_is_not_exact_is_left_out_aloud(self, register):
        rows = [["사업명", "국비"], ["개편", "5억여원"]]
        reading = reading_of(register, rows, municipality="41")

        assert reading.rows[0].funding == ()
        assert codes(reading) == ["not-exact"]

    def test_told_twice_must_agree(self, register):
        rows = [
            ["회계연도", "사업명", "국비(천원)", "2013년 국비(천원)"],
            ["2013", "개편", "5", "6"],
        ]

        assert codes(reading_of(register, rows, municipality="41")) == ["same-money-twice"]

    def test_that_exceeds_its_whole_is_a_warning_with_the_difference(self, register):
        rows = [["사업명", "총사업비(천원)", "국비", "도비"], ["개편", "900", "500", "500"]]
        [problem] = reading_of(register, rows, municipality="41").problems

        assert (problem.code, problem.severity) == ("parts-exceed-total", "warning")
        assert "10만 원 많습니다" in problem.message

    def test_that_fills_every_column_and_misses_the_whole_is_a_warning(self, register):
        rows = [["사업명", "총사업비(천원)", "국비", "도비"], ["개편", "900", "500", "300"]]

        assert codes(reading_of(register, rows, municipality="41")) == ["parts-differ"]

    def test_is_compared_with_the_whole_of_its_year_in_that_cell(self, register):
        rows = [
            ["사업명", "회계연도", "총사업비(원)", "예산액", "국비", "도비"],
            ["개편", "2013", "100", "120", "50", "60"],
        ]
        differs, exceeds = reading_of(register, rows, municipality="41").problems

        assert (differs.code, differs.column, differs.row) == ("parts-differ", "D", 2)
        assert "2행 예산액(D2): 재원의 합 110원이 총액 120원보다" in differs.message
        assert (exceeds.code, exceeds.column) == ("year-exceeds-total", "D")
        assert exceeds.severity == "warning"
        assert "한 해의 금액 120원이 총사업비 100원보다 20원 많습니다" in exceeds.message

    def test_names_the_stage_whose_whole_it_misses(self, register):
        rows = [
            ["사업명", "회계연도", "본예산(원)", "국비", "도비", "제1회 추경", "국비", "도비"],
            ["개편", "2013", "100", "50", "50", "100", "60", "50"],
        ]
        [problem] = reading_of(register, rows, municipality="41").problems

        assert (problem.code, problem.column) == ("parts-exceed-total", "F")

    def test_of_one_source_says_nothing_of_the_rest(self, register):
        rows = [["사업명", "총사업비(천원)", "국비"], ["개편", "900", "500"]]

        assert codes(reading_of(register, rows, municipality="41")) == []
