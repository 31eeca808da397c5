"""The forms and the return workbook in a real browser: found, accessible, and saved as files."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from openpyxl import load_workbook

from tests.spreadsheets import staged

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def clerk(page, writer, live_server):
    """Return a page on which the 경기도 writer is signed in."""
    cookie = writer.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return page


def saved(page, name, tmp_path):
    """Return the workbook that a link or a button of this name saves."""
    with page.expect_download() as started:
        page.get_by_text(name, exact=True).click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    return load_workbook(path)


class TestForms:
    def test_are_chosen_and_saved(self, clerk, theirs, tmp_path):
        clerk.goto("/admin/registry/import/")
        clerk.get_by_text("지자체, 연도, 금액 단위를 골라 내려받기").click()
        clerk.fill("[name=year]", "2013")
        clerk.select_option("[name=unit]", "백만원")

        book = saved(clerk, "우리 지자체 자료가 든 양식 내려받기", tmp_path)

        headings = [cell.value for cell in book["사업"][1]]
        assert {"총사업비(백만원)", "국비(2013 본예산)(백만원)"} <= set(headings)
        assert book["사업"].max_row == 1 + len(theirs["project"])

    def test_are_offered_on_a_page_for_everybody(self, clerk, faults):
        clerk.goto("/admin/registry/import/forms/")

        assert not Axe().run(clerk, options=WCAG).response["violations"]
        faults.clear()  # axe itself puts styles on the page, which the policy refuses

    def test_are_saved_from_the_first_page(self, clerk, tmp_path):
        clerk.goto("/admin/registry/import/")

        assert saved(clerk, "빈 양식 내려받기", tmp_path).sheetnames[0] == "사업"


class TestReturnWorkbook:
    def test_is_saved_from_the_preview(self, clerk, cast, gyeonggi, tmp_path):
        batch = staged(cast.writer, ("포털", 2013, "많음"))
        clerk.goto(f"/admin/registry/import/{batch.pk}/preview/")

        book = saved(clerk, "오류 표시된 엑셀 내려받기", tmp_path)

        assert book["CSV"]["D2"].value.startswith("총사업비(천원)(C2): ")
