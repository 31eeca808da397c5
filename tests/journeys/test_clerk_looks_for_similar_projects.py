"""From a draft to the sheet that goes with the papers of a 사전협의."""

import pytest
from openpyxl import load_workbook

from registry.models import Project
from tests.factories import make_project
from tests.journeys.test_clerk_imports_a_messy_workbook import registry, sign_in, words

__all__ = ["registry"]


def rows(page) -> list[str]:
    return [" ".join(row.inner_text().split()) for row in page.locator(".results tbody tr").all()]


@pytest.mark.usefixtures("registry")
class TestASimilarProjectSheet:
    def test_is_found_narrowed_printed_and_taken_along(self, page, tmp_path):
        owner = Project.objects.get(number="2013-41-0003").owner
        draft = make_project(
            owner=owner, name="민원·제안 통합 관리시스템", published=False, won=900_000_000
        )
        sign_in(page)
        page.goto(f"/admin/registry/project/{draft.pk}/change/")

        page.click("text=유사사업 찾기")

        first, second, *_rest = rows(page)
        for row in (first, second):
            assert row.startswith("매우 비슷 민원")
            assert "서울특별시 2013" in row
            assert "9억 8,000만 원" in row
            assert "금액이 비슷함" in row

        page.fill("[name=q]", "누리집 개편")
        page.select_option("[name=region]", "28")
        page.keyboard.press("Tab")
        page.locator("button:has-text('찾기')").press("Enter")

        assert rows(page)[0].split("/")[0].startswith("매우 비슷 시 홈페이지 개편")
        assert all("인천광역시" in row for row in rows(page))
        page.emulate_media(media="print")
        assert not page.is_visible(".tools")
        assert not page.is_visible("#header")
        assert "/projects/2013-28-0002/" in words(page)
        assert "에 찾음" in words(page)
        assert "region=28" in words(page)
        page.emulate_media(media="screen")

        with page.expect_download() as started:
            page.click("text=엑셀로 내려받기")
        path = tmp_path / started.value.suggested_filename
        started.value.save_as(path)
        heading, found, *_more = load_workbook(path).active.iter_rows(values_only=True)
        assert heading[:3] == ("지자체", "사업명", "연도")
        assert found[:3] == ("인천광역시", "시 홈페이지 개편", 2013)
