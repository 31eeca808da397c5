"""From a messy workbook with a mistake to the public list, and back again as if never done."""

import pytest
from openpyxl import Workbook, load_workbook

from registry.models import Project
from tests.journeys.test_clerk_imports_a_messy_workbook import press, registry, sign_in, words

__all__ = ["registry"]

PUBLIC = "/projects/?region=41&office=1"
ROWS = [
    ["2013년도 정보화사업 현황 (수정)"],
    [None, None, None, None, None, None, "(단위: 천원)"],
    ["연번", "사업명", "담당부서", "총사업비", "재원", None, "추진방법"],
    [None, None, None, None, "국비", "도비", None],
    [1, "CCTV 통합관제센터 설치", None, 5_300_000, 2_612_000, None, "조달"],
    [2, "마을방송 무선화 사업", "정보화기획담당관", "12억정도일듯", 620_000, None, "직접"],
    [None, "합  계", None, 6_540_000, 3_232_000, None, None],
    ["※ 국비는 내시 기준"],
]


@pytest.fixture
def workbook(tmp_path):
    """Return the workbook as the budget office sent it, one amount of it only guessed at."""
    book = Workbook()
    book.active.title = "2013 정보화사업"
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("E3:F3")
    book.save(tmp_path / "2013 정보화사업(최종).xlsx")
    return tmp_path / "2013 정보화사업(최종).xlsx"


def upload(page, file):
    page.goto("/admin/registry/import/")
    page.set_input_files("[type=file]", file)
    press(page, "다음")


def repaired(page, tmp_path):
    """Return the workbook with its errors that the preview hands out, the red cell put right."""
    with page.expect_download() as started:
        page.click("text=오류 표시된 엑셀 내려받기")
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    book = load_workbook(path)
    cell = book["2013 정보화사업"]["D6"]
    assert (cell.value, cell.fill.fgColor.rgb[-6:] != "000000") == ("12억정도일듯", True)
    assert "금액" in cell.comment.text
    cell.value = 1_240_000
    book.save(path)
    return path


def public_list(page):
    page.goto(PUBLIC)
    return words(page)


@pytest.mark.usefixtures("registry")
class TestAMessyWorkbook:
    def test_is_mapped_repaired_saved_and_taken_back(self, page, workbook, tmp_path):
        before = public_list(page)
        assert "52억 2,400만 원" in before
        sign_in(page)

        upload(page, workbook)
        page.locator("tr.open select").select_option("note")
        press(page, "다음")
        preview = words(page)
        assert "오류 1" in preview
        assert "12억정도일듯" in preview
        assert "D6" in preview
        file = repaired(page, tmp_path)
        assert Project.objects.count() == 22

        upload(page, file)
        preview = words(page)
        assert "추가 1" in preview
        assert "고침 1" in preview
        assert "오류 0" in preview
        assert "합계 1행" in preview
        if page.locator("#accept").count():
            page.check("#accept")
        press(page, "저장")
        assert "저장했습니다" in words(page)
        result = page.url
        new = Project.objects.get(name="마을방송 무선화 사업")
        assert (new.total_won, new.note, new.publication) == (1_240_000_000, "직접", "draft")
        after = public_list(page)
        assert "53억 원" in after
        assert new.name not in after

        page.goto(result)
        page.click("text=이 가져오기 되돌리기")
        press(page, "되돌리기")

        assert "2건 중 2건을 되돌렸습니다" in words(page)
        assert public_list(page) == before
        assert Project.objects.count() == 22
