"""From the list over a preview to many changed projects, by keyboard and without a script too."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from registry.models import Project
from tests.journeys.test_clerk_imports_a_messy_workbook import (
    WCAG,
    clerk,
    press,
    registry,
    sign_in,
    words,
)

__all__ = ["clerk", "registry"]


def choose_all(page):
    page.goto("/admin/registry/project/?year=2013")
    page.check("#action-toggle")
    page.select_option("select[name=action]", "edit_selected")
    press(page, "실행")


def keeps_wcag(page, faults):
    for scheme in ("light", "dark"):
        for width in (1280, 768):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(200)
            assert faults == []
            found = Axe().run(page, options=WCAG).response["violations"]
            faults.clear()  # axe itself puts styles on the page, which the policy refuses
            assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []


@pytest.mark.usefixtures("registry")
class TestTheProjectsOfAYear:
    def test_are_done_at_once_after_a_look(self, page, faults):
        count = Project.objects.filter(owner__code="41").count()
        sign_in(page)

        choose_all(page)
        assert f"고른 사업 {count}건" in words(page)
        keeps_wcag(page, faults)
        press(page, "미리보기")
        assert "바꿀 항목을 하나 이상 골라 주세요." in words(page)
        page.select_option("#id_status", "done")
        page.fill("#id_reason", "2013년 결산")
        press(page, "미리보기")

        assert "아직 저장하지 않았습니다." in words(page)
        assert not Project.objects.filter(status="done").exists()
        keeps_wcag(page, faults)
        press(page, f"{count}건 저장")

        assert f"{count}건을 고쳤습니다." in words(page)
        assert "year=2013" in page.url
        assert Project.objects.filter(status="done").count() == count
        page.goto(
            f"/admin/registry/project/{Project.objects.filter(status='done')[0].pk}/history/"
        )
        assert "한꺼번에 고침: 2013년 결산" in words(page)


class TestWithoutScript:
    def test_goes_the_same_way(self, clerk):
        clerk.goto("/admin/registry/project/")
        for box in clerk.locator(".action-select").all()[:3]:
            box.check()
        clerk.select_option("select[name=action]", "edit_selected")
        press(clerk, "실행")
        clerk.select_option("#id_type", "network")
        press(clerk, "미리보기")
        press(clerk, "값 다시 고르기")
        assert clerk.input_value("#id_type") == "network"
        clerk.select_option("#id_type", "operation")
        press(clerk, "미리보기")
        clerk.locator("button.primary").click()

        assert "고쳤습니다." in words(clerk)
        assert Project.objects.filter(type="operation").count() >= 3
