"""What a clerk still has to decide, and what is clear without asking."""

import pytest

from registry.sheets.choosing import Choices, SheetChoice
from registry.sheets.deciding import (
    MoneyReading,
    Step,
    contradicted_unit,
    doubled,
    kinds_of,
    lacks_unit,
    looks_like_money,
    next_step,
    read_sheets,
    reading_of,
    settled,
    undecided,
)
from registry.sheets.outline import outline_workbook
from tests.sheets.paper import CCTV, xlsx_of

CLEAR = [["사업명", "총사업비(천원)"], [CCTV, 5224000]]
UNKNOWN = [["사업명", "총사업비(천원)", "추진방법"], [CCTV, 5224000, "조달"]]
SILENT = [["사업명", "총사업비"], [CCTV, 5224000]]
SAID = [["(단위: 천원)"], *SILENT]
FOREIGN = [["순번", "내역", "소요"], [1, CCTV, 5224000], [2, "마을방송", 1240000]]


def outline(**sheets):
    return outline_workbook(xlsx_of(sheets))


def step(found, choices=None, unit=None, seen=()):
    return next_step(found, choices or Choices(), unit, seen)


class TestNextStep:
    @pytest.mark.parametrize(
        ("sheets", "expected"),
        [
            ({"사업": CLEAR}, Step.READY),
            ({"사업": SAID}, Step.READY),
            ({"사업": UNKNOWN}, Step.COLUMNS),
            ({"사업": SILENT}, Step.SHEETS),
            ({"본예산": CLEAR, "추경": CLEAR}, Step.SHEETS),
            ({"현황": FOREIGN}, Step.SHEETS),
        ],
    )
    def test_is_the_first_with_a_question(self, sheets, expected):
        assert step(outline(**sheets)) is expected

    @pytest.mark.parametrize(
        "beside",
        [
            [["부서", "내역", "총사업비"], ["총무과", "민원 발급기", 50_000], ["회계과", "", 10]],
            [["부서", "항목명칭", "총사업비"], ["총무과", "민원 발급기", 50_000]],
            [["내역", "총사업비"], ["민원 발급기", 50_000]],
        ],
    )
    def test_is_the_sheets_where_a_list_would_be_left_out(self, beside):
        found = outline(본예산=CLEAR, 출연기관=beside)

        assert step(found) is Step.SHEETS
        assert step(found, settled(found, Choices()), seen=[Step.SHEETS]) is Step.READY

    @pytest.mark.parametrize(
        "cover",
        [
            [["2013년도 정보화사업"]],
            [["작성 부서", "정보통신과"], ["작성일", "2013"], ["담당", "홍길동"]],
        ],
    )
    def test_is_no_question_beside_a_cover(self, cover):
        assert step(outline(표지=cover, 사업=CLEAR)) is Step.READY

    def test_asks_of_sheets_once(self):
        found = outline(본예산=CLEAR, 추경=CLEAR)

        assert step(found, seen=[Step.SHEETS]) is Step.READY

    def test_asks_again_while_the_unit_is_unknown(self):
        assert step(outline(사업=SILENT), seen=[Step.SHEETS]) is Step.SHEETS
        assert step(outline(사업=SILENT), unit="천원") is Step.READY

    def test_asks_nothing_of_headings_understood_before(self):
        found = outline(
            현황=[["순번", "내역", "담당"], [1, CCTV, "총무과"], [2, "교육", "총무과"]]
        )
        shape = found.sheets[0].tables[0].shape

        assert step(found, Choices(columns={shape: {"B": "name"}})) is Step.READY


class TestUnit:
    def test_of_the_file_is_never_overridden_in_silence(self):
        found = outline(사업=SAID)
        [sheet] = found.sheets

        assert contradicted_unit(sheet, Choices(), "원").unit == "천원"
        assert step(found, unit="원") is Step.SHEETS

    @pytest.mark.parametrize("decided", ["", "원"])
    def test_is_settled_by_either_answer(self, decided):
        found = outline(사업=SAID)

        assert step(found, Choices({"사업": SheetChoice(unit=decided)}), "원") is Step.READY

    def test_is_not_asked_for_amounts_in_words(self):
        [sheet] = outline(사업=[["사업명", "총사업비"], [CCTV, "52억2400만원"]]).sheets

        assert not lacks_unit(sheet, Choices(), None)


class TestReadSheets:
    def test_are_those_with_projects(self):
        found = outline(표지=[["정보화사업"]], 사업=CLEAR, 참고=FOREIGN)

        assert [sheet.name for sheet in read_sheets(found, Choices())] == ["사업"]

    def test_are_as_chosen(self):
        found = outline(사업=CLEAR, 참고=FOREIGN)
        choices = Choices({"사업": SheetChoice(False), "참고": SheetChoice(True)})

        assert [sheet.name for sheet in read_sheets(found, choices)] == ["참고"]
        assert step(found, Choices({"사업": SheetChoice(False)})) is Step.SHEETS

    def test_settled_name_the_header_that_was_only_proposed(self):
        choices = settled(outline(현황=[["계획"], *FOREIGN]), Choices())

        assert choices.sheets == {"현황": SheetChoice(True, (2,))}


class TestColumns:
    def test_unknown_and_doubled_ones_are_undecided(self):
        found = outline(사업=[["사업명", "비고", "비고", "추진방법"], [CCTV, "가", "나", "다"]])
        [kind] = kinds_of(list(found.sheets))

        assert undecided(kind.table, Choices()) == ["D", "C"]

    def test_chosen_twice_are_named(self):
        found = outline(사업=UNKNOWN)
        [kind] = kinds_of(list(found.sheets))
        choices = Choices(columns={kind.table.shape: {"C": "total"}})

        [(second, first)] = doubled(kind.table, choices)

        assert (second.text, first.text) == ("추진방법", "총사업비(천원)")
        assert step(found, choices) is Step.COLUMNS

    def test_of_the_same_headings_are_asked_once(self):
        [kind] = kinds_of(list(outline(본예산=UNKNOWN, 추경=UNKNOWN).sheets))

        assert kind.places == (("본예산", 1), ("추경", 1))
        assert kind.rows == 2


class TestReading:
    def column(self, text, heading="총사업비"):
        [sheet] = outline(사업=[["사업명", heading], [CCTV, text]]).sheets
        return sheet.tables[0].columns[1]

    @pytest.mark.parametrize(
        ("text", "reads"),
        [
            (5224000, "52억 2,400만 원"),
            ("52억2400만원(국비 26억1200만원 포함)", "52억 2,400만 원"),
            ("미정", None),
            ("만억", MoneyReading.NO_AMOUNT),
        ],
    )
    def test_is_what_the_first_example_comes_to(self, text, reads):
        column = self.column(text)

        assert reading_of(column, column.column.heading, "천원") == reads

    def test_of_a_bare_number_needs_a_unit(self):
        column = self.column(5224000)

        assert reading_of(column, column.column.heading, None) is MoneyReading.NO_UNIT

    def test_money_is_told_from_words(self):
        assert looks_like_money(self.column("1,240", "소요"))
        assert not looks_like_money(self.column("조달", "소요"))
