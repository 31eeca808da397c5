"""A workbook as a budget office keeps it, led through every step, without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook

from registry.models import ImportBatch, Municipality, Project
from registry.notation.codes import BatchState, Role
from tests.factories import make_user
from tests.reference import load

PASSWORD = "correct horse battery"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ROWS = [
    ["2013년도 정보화사업 현황"],
    [None, None, None, None, None, None, "(단위: 천원)"],
    ["연번", "사업명", "담당부서", "총사업비", "재원", None, "추진방법"],
    [None, None, None, None, "국비", "도비", None],
    [1, "CCTV 통합관제센터 설치", None, 5_224_000, 2_612_000, 2_612_000, "조달"],
    [2, "마을방송 무선화 사업", "정보화기획담당관", 1_240_000, 620_000, 620_000, "직접"],
    [None, "합  계", None, 6_464_000, 3_232_000, 3_232_000, None],
    ["※ 국비는 내시 기준"],
]


@pytest.fixture
def registry(reference, transactional_db):
    """Have the article and a publisher of 경기도."""
    load("municipalities", "article_2013")
    body = Municipality.objects.get(code="41")
    make_user(username="gyeonggi", password=PASSWORD, role=Role.PUBLISHER, at=body)


@pytest.fixture
def workbook(tmp_path):
    """Return a cover, the table below its title and unit, and a sheet that is no project."""
    book = Workbook()
    book.active.title = "표지"
    book.active.append(["2013년도 정보화사업"])
    for name, rows in (
        ("2013 정보화사업", ROWS),
        ("참고", [["구분", "내역", "대수"], ["가", "CCTV", 3]]),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["2013 정보화사업"].merge_cells("E3:F3")
    book.save(tmp_path / "2013 정보화사업(최종).xlsx")
    return tmp_path / "2013 정보화사업(최종).xlsx"


@pytest.fixture
def clerk(browser, live_server, registry):
    """Return a page without script on which the publisher is signed in."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


def sign_in(page):
    page.goto("/admin/login/")
    page.fill("[name=username]", "gyeonggi")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def upload(page, file, unit=""):
    page.goto("/admin/registry/import/")
    page.set_input_files("[type=file]", file)
    page.select_option("[name=unit]", unit)
    go_on(page)


def go_on(page):
    press(page, "다음")


def press(page, label):
    """Press a button and wait for the page that answers."""
    with page.expect_navigation(wait_until="load"):
        page.click(f"button:has-text('{label}')")


def words(page):
    return " ".join(page.inner_text("main").split())


class TestWithoutScript:
    def test_goes_from_sheets_over_columns_to_the_preview_and_saves(self, clerk, workbook):
        upload(clerk, workbook, unit="원")
        assert "G2 칸에 단위가 ‘천원’이라고 적혀 있습니다" in words(clerk)
        press(clerk, "천원으로 바꾸기")
        go_on(clerk)

        assert "= 52억 2,400만 원" in words(clerk)
        go_on(clerk)
        assert "무엇인지 고르세요" in words(clerk)
        clerk.locator("tr.open select").select_option("note")
        go_on(clerk)

        preview = words(clerk)
        assert "추가 1" in preview
        assert "고침 1" in preview
        assert Project.objects.count() == 22
        press(clerk, "저장")
        assert "저장했습니다" in words(clerk)
        new = Project.objects.get(name="마을방송 무선화 사업")
        assert (new.total_won, new.note) == (1_240_000_000, "직접")

    def test_is_left_and_taken_up_again_with_nothing_lost(self, clerk, workbook):
        upload(clerk, workbook)
        assert "참고" in words(clerk)  # a list that would be left out is seen first
        go_on(clerk)
        clerk.locator("tr.open select").select_option("note")
        press(clerk, "고른 대로 다시 보기")
        clerk.goto("/admin/registry/project/")

        clerk.goto("/admin/registry/import/")
        with clerk.expect_navigation(wait_until="load"):
            clerk.click("text=이어서 하기")

        assert ImportBatch.objects.get().state == BatchState.UPLOADED
        press(clerk, "파일 확인하기")
        assert "아직 저장하지 않았습니다" in words(clerk)

    def test_is_gone_through_by_keyboard(self, clerk, workbook):
        upload(clerk, workbook)
        clerk.locator("[name=next]").focus()
        clerk.keyboard.press("Enter")
        clerk.wait_for_url("**/columns/")

        clerk.locator("tr.open select").focus()
        clerk.keyboard.press("ArrowDown")
        clerk.keyboard.press("Tab")
        clerk.keyboard.press("Tab")
        clerk.keyboard.press("Enter")
        clerk.wait_for_url("**/preview/")

        assert "아직 저장하지 않았습니다" in words(clerk)


class TestAccess:
    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
    @pytest.mark.usefixtures("registry")
    def test_keeps_wcag_and_its_width_on_every_step(self, page, faults, workbook, width, scheme):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        sign_in(page)
        found = []

        def look(step):
            page.wait_for_load_state("load")
            over = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            found.extend([(step, "too wide")] if page.evaluate(over) else [])
            assert faults == []
            violations = Axe().run(page, options=WCAG).response["violations"]
            faults.clear()  # axe itself puts styles on the page, which the policy refuses
            found.extend(
                (step, one["id"], [node["html"] for node in one["nodes"]]) for one in violations
            )

        upload(page, workbook, unit="원")
        look("sheets")
        go_on(page)
        look("sheets, refused")
        press(page, "천원으로 바꾸기")
        go_on(page)
        look("columns")
        go_on(page)
        look("columns, refused")
        page.locator("tr.open select").select_option("note")
        go_on(page)
        look("preview")
        page.goto("/admin/registry/import/")
        look("start")
        assert found == []
