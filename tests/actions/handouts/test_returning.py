"""A file comes back with its errors marked, and goes in again as if nothing had been added."""

import io
import tracemalloc

import pytest
from openpyxl import load_workbook

from registry.actions.handouts import return_workbook
from registry.actions.handouts.accepted import Accepted
from registry.actions.handouts.findings import Finding, Findings
from registry.actions.handouts.returning import marked_copy
from registry.actions.importing import answer, stage
from registry.notation.codes import Role
from registry.sheets.handout import OWN_SHEETS
from registry.sheets.outline import outline_workbook
from registry.sheets.reading import read_workbook
from tests.actions.handouts.samples import SAMPLES, WRONG
from tests.factories import make_department, make_municipality, make_user
from tests.sheets.paper import csv_of, ods_cell, ods_of, ods_row, xlsx_of
from tests.sheets.test_samples import SAMPLES as HABITS
from tests.spreadsheets import messages, upload_of

MEGABYTE = 2**20
ACCEPTED = Accepted({"municipality": ["경기도"]}, ["국비(2013 본예산)"])
FILL = {"error": "00FFC7CE", "warning": "00FFEB9C"}


@pytest.fixture
def read(register):
    """Return a function that reads a file of 경기도's."""
    return lambda data: read_workbook(data, "사업", register=register, municipality="41")


def understood(reading):
    """Return all that was understood of the clerk's own sheets."""
    said = reading.as_json()
    sheets = [sheet for sheet in said["sheets"] if sheet["name"] not in OWN_SHEETS]
    return {"rows": said["rows"], "skipped": said["skipped"], "sheets": sheets}


def returned(data, reading):
    """Return the return workbook of a file, without a database."""
    found = (
        Finding(one.sheet, one.row, one.column or "", one.severity == "error", one.message)
        for one in reading.problems
    )
    return marked_copy(data, Findings(found), ACCEPTED)


def opened(content):
    return load_workbook(io.BytesIO(content))


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("name", SAMPLES)
class TestRoundTrip:
    def test_with_nothing_repaired_says_the_same(self, name, read):
        data = SAMPLES[name].data()
        before = read(data)
        assert any(one.severity == "error" for one in before.problems)

        after = read(returned(data, before))

        assert after.problems == before.problems
        assert understood(after) == understood(before)

    def test_with_its_cells_repaired_has_no_error(self, name, read):
        data = SAMPLES[name].data()
        book = opened(returned(data, read(data)))
        for (sheet, cell), value in SAMPLES[name].cures.items():
            book[sheet][cell] = value

        after = read(saved(book))

        assert [one.message for one in after.problems if one.severity == "error"] == []

    def test_of_a_return_workbook_is_the_same_again(self, name, read):
        data = SAMPLES[name].data()
        once = returned(data, read(data))

        twice = returned(once, read(once))

        assert opened(twice).sheetnames == opened(once).sheetnames
        assert understood(read(twice)) == understood(read(data))

    def test_runs_nothing(self, name, read):
        data = SAMPLES[name].data()

        cells = all_cells(opened(returned(data, read(data))))

        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


@pytest.mark.parametrize("sample", HABITS, ids=lambda sample: sample.name)
def test_every_habit_of_a_clerk_survives_the_round_trip(sample, register):
    before = sample.read(register)
    assert before.refused is None

    content = returned(sample.data, before)

    how = {"municipality": sample.owner, **sample.how}
    after = read_workbook(content, "표본", register=register, **how)
    assert after.problems == before.problems
    assert understood(after) == understood(before)


def all_cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


class TestSheet:
    @pytest.fixture
    def book(self, read):
        data = SAMPLES["a header over two rows"].data()
        return opened(returned(data, read(data)))

    def test_keeps_its_name_its_merged_cells_and_all_its_rows(self, book):
        sheet = book["현황"]

        assert book.sheetnames == ["현황", "오류 목록", "고를 수 있는 값"]
        assert {str(area) for area in sheet.merged_cells.ranges} == {
            "A1:F1",
            "A3:A4",
            "B3:B4",
            "C3:E3",
            "F3:F4",
        }
        assert sheet["A1"].value == "2013년도 본예산 정보화사업 현황"
        assert [sheet["B7"].value, sheet["A8"].value] == ["합계", "※ 국비는 내시 기준"]

    def test_has_its_column_at_the_right_so_that_every_cell_keeps_its_name(self, book):
        assert book["현황"]["G3"].value == "오류"
        assert book["현황"]["G6"].value.startswith("추진 상태(F6): ‘새로’는")
        assert book["현황"]["G5"].value is None

    def test_shows_the_wrong_cell_red_with_its_reason(self, book):
        cell = book["현황"]["F6"]

        assert cell.fill.fgColor.rgb == FILL["error"]
        assert cell.comment.text.startswith("‘새로’는 고를 수 있는 값이 아닙니다.")
        assert book["현황"]["F5"].comment is None

    def test_keeps_the_headings_in_sight_and_filters_the_rows(self, book):
        assert book["현황"].freeze_panes == "A5"
        assert book["현황"].auto_filter.ref == "A4:G8"

    def test_has_numbers_as_numbers_and_days_as_days_and_no_other(self, read):
        data = SAMPLES["csv"].data()
        sheet = opened(returned(data, read(data)))["CSV"]

        kinds = {cell.coordinate: cell.data_type for row in sheet.iter_rows() for cell in row}
        assert (kinds["D2"], sheet["D2"].value, sheet["D2"].number_format) == (
            "n",
            2_612_000,
            "#,##0",
        )
        assert (kinds["E3"], sheet["C4"].value) == ("d", 120.5)
        assert (sheet["C2"].value, sheet["E4"].value) == ("5,224,000", "007")

    def test_that_was_hidden_stays_hidden(self, read):
        data = SAMPLES["several sheets, a unit on the cover"].data()
        book = opened(returned(data, read(data)))

        assert book["지난 자료"].sheet_state == "hidden"
        assert book.active.title == "본예산"

    def test_with_a_name_that_excel_refuses_is_renamed(self, read):
        head = ods_row(ods_cell("사업명"), ods_cell("총사업비(원)"))
        data = ods_of(head, ods_row(ods_cell("가"), ods_cell("많음")), name="1/4분기: 사업")
        book = opened(returned(data, read(data)))

        assert book.sheetnames[0] == "1_4분기_ 사업"
        assert book["오류 목록"]["C2"].hyperlink.location == "'1_4분기_ 사업'!B2"

    def test_shows_a_warning_yellow(self, read):
        data = csv_of([["사업명", "총사업비(원)", "가나다"], ["포털", "많음", ""]])
        sheet = opened(returned(data, read(data)))["CSV"]

        assert sheet["C1"].fill.fgColor.rgb == FILL["warning"]
        assert sheet["D1"].value == "오류"


class TestMergedCells:
    """What is wrong with a covered cell is told in the first, the one that shows."""

    SHEET = [
        ["사업명", "추진 상태", "총사업비(원)"],
        ["가", "새로", 1],
        ["나", "", 2],
        ["다", "", 3],
    ]

    @pytest.fixture
    def book(self, read):
        data = xlsx_of({"현황": self.SHEET}, merged=["B2:B4"])
        reading = read(data)
        assert {one.column for one in reading.problems} == {"B"}
        return opened(returned(data, reading))

    def test_are_red_where_one_sees_it_with_every_row_named(self, book):
        sheet = book["현황"]

        assert sheet["B2"].fill.fgColor.rgb == FILL["error"]
        first, *others = sheet["B2"].comment.text.split("\n")
        assert first.startswith("‘새로’는")
        assert [one[:4] for one in others] == ["3행: ", "4행: "]
        assert sheet["D3"].value.startswith("추진 상태(B3)")

    def test_have_no_note_where_one_does_not(self, book):
        assert book["현황"]["B3"].comment is None
        assert book["현황"]["B4"].comment is None

    def test_are_listed_with_the_value_that_they_share(self, book):
        rows = book["오류 목록"].iter_rows(min_row=2, values_only=True)

        assert [row[2:5] for row in rows] == [(2, "B", "새로"), (3, "B", "새로"), (4, "B", "새로")]


class TestAColumnOfThatName:
    """A clerk's file may have a column 오류; ours is one more, and the last."""

    def test_is_kept_where_nothing_is_wrong(self, read):
        data = xlsx_of({"현황": [["오류"], ["사업명", "오류", "비고"], ["포털", "없음", ""]]})
        content = returned(data, read(data))

        sheet = opened(content)["현황"]
        assert [sheet["D1"].value, sheet["B3"].value] == ["오류", "없음"]
        [before, after] = [outline_workbook(file).sheets[0] for file in (data, content)]
        assert after.tables[0].shape == before.tables[0].shape
        assert after.tables[0].columns == before.tables[0].columns


class TestList:
    def test_names_sheet_row_column_value_reason_and_cure(self, read):
        data = SAMPLES["csv"].data()
        sheet = opened(returned(data, read(data)))["오류 목록"]

        head, line = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)]
        assert head == ["구분", "시트", "행", "열", "값", "이유", "고치는 법"]
        assert line == [
            "오류",
            "CSV",
            3,
            "C",
            WRONG,
            f"‘{WRONG}’는 금액으로 읽을 수 없습니다.",
            "숫자만 적거나 ‘52억 2,400만’처럼 적어 주세요.",
        ]

    def test_leads_to_the_cell(self, read):
        data = SAMPLES["several sheets, a unit on the cover"].data()
        sheet = opened(returned(data, read(data)))["오류 목록"]

        assert sheet["D2"].hyperlink.location == "'본예산'!C2"
        assert sheet["C3"].hyperlink.location == "'제1회 추경'!B2"

    def test_says_so_when_there_is_nothing(self, read):
        data = csv_of([["사업명", "총사업비(원)"], ["포털", "5"]])
        sheet = opened(returned(data, read(data)))["오류 목록"]

        assert sheet["A2"].value == "오류가 없습니다."


@pytest.mark.django_db
class TestOfABatch:
    def test_says_what_only_the_registry_knows(self, municipalities):
        body = make_municipality(code="41")
        writer = make_user(role=Role.WRITER, at=body)
        data = xlsx_of({"사업": [["지자체", "사업명", "총사업비(원)"], ["서울특별시", "포털", 5]]})
        batch = stage(upload_of(data, name="사업.xlsx"), writer)

        content = return_workbook(batch, writer)

        assert "내 소속 지자체가 아니어서" in opened(content)["사업"]["D2"].value
        again = stage(upload_of(content, name="사업.xlsx"), writer)
        assert messages(again) == messages(batch)
        assert again.options["problems"] == batch.options["problems"]

    def test_holds_the_words_that_were_chosen_in_the_preview(self, municipalities):
        make_department(municipality=make_municipality(code="41"), name="정보통신과")
        writer = make_user(role=Role.WRITER, at=make_municipality(code="41"))
        head = ["사업명", "회계연도", "담당 부서", "비고"]
        rows = [
            ["정통과 사업"],
            head,
            ["포털", 2013, " 정통과", "정통과"],
            ["망", "내년", "정통과"],
        ]
        batch = stage(upload_of(xlsx_of({"사업": rows}), name="사업.xlsx"), writer)
        answer(batch, writer, corrections={("department", "정통과"): "정보통신과"})
        batch.refresh_from_db()

        content = return_workbook(batch, writer)

        sheet = opened(content)["사업"]
        assert [sheet[cell].value for cell in ("A1", "C3", "D3", "C4")] == [
            "정통과 사업", "정보통신과", "정통과", "정보통신과"
        ]  # fmt: skip
        again = stage(upload_of(content, name="사업.xlsx"), writer)
        assert messages(again) == messages(batch)

    def test_offers_the_values_of_the_clerk_and_of_nobody_else(self, municipalities):
        body = make_municipality(code="41")
        make_department(municipality=body, name="정보통신과")
        make_department(municipality=make_municipality(code="11"), name="쉬쉬과")
        writer = make_user(role=Role.WRITER, at=body)
        batch = stage(upload_of(SAMPLES["csv"].data()), writer)

        sheet = opened(return_workbook(batch, writer))["고를 수 있는 값"]

        columns = {
            column[0].value: [cell.value for cell in column[1:]] for column in sheet.columns
        }
        assert [name for name in columns["지자체"] if name] == ["경기도"]
        assert [name for name in columns["담당 부서"] if name] == ["정보통신과"]
        assert columns["추진 상태"][:2] == ["계획", "추진 중"]
        assert columns["재원 제목"][0].startswith("국비(")


class TestLargeFile:
    def test_takes_no_memory_for_its_rows(self, register):
        rows = [[f"사업 {number}", "정보통신과", number, "x"] for number in range(5_000)]
        data = csv_of([["사업명", "담당부서", "총사업비(천원)", "비고"], *rows])
        findings = Findings([Finding("CSV", 9, "C", True, "9행 총사업비(C9): 많습니다.")])
        tracemalloc.start()

        content = marked_copy(data, findings, ACCEPTED)

        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 8 * MEGABYTE
        assert opened(content)["CSV"]["E9"].value == "총사업비(C9): 많습니다."

    def test_has_notes_for_its_first_wrong_cells_and_words_for_all(self, monkeypatch):
        monkeypatch.setattr("registry.actions.handouts.returning._MOST_NOTES", 2)
        data = csv_of([["사업명", "총사업비(원)"], *[["가", "많음"]] * 3])
        found = [
            Finding("CSV", row, "B", True, f"{row}행 총사업비(B{row}): 틀림") for row in (2, 3, 4)
        ]

        sheet = opened(marked_copy(data, Findings(found), ACCEPTED))["CSV"]

        assert [bool(sheet[f"B{row}"].comment) for row in (2, 3, 4)] == [True, True, False]
        assert sheet["C4"].value == "총사업비(B4): 틀림"
