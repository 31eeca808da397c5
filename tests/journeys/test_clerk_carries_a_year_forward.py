"""From this year's projects to the next year's drafts, and back to both on the public pages."""

import pytest

from registry.models import Municipality, Project
from tests.factories import make_project
from tests.journeys.test_clerk_edits_many_projects import keeps_wcag
from tests.journeys.test_clerk_imports_a_messy_workbook import (
    clerk,
    press,
    registry,
    sign_in,
    words,
)

__all__ = ["clerk", "registry"]


@pytest.fixture
def upkeep(registry):
    """Return what 경기도 orders anew every year."""
    return make_project(
        owner=Municipality.objects.get(code="41"),
        name="2013년 통합관제센터 유지관리",
        type="operation",
        status="ongoing",
    )


class TestAYear:
    def test_is_carried_forward_once(self, page, faults, upkeep):
        before = Project.objects.count()
        sign_in(page)
        page.goto("/admin/registry/project/")
        page.click("text=다음 연도로 이어 쓰기")
        assert "경기도 2013년 사업 가운데 2014년에도 이어지는 사업" in words(page)
        assert "2014년 초안 ‘2014년 통합관제센터 유지관리’" in words(page)
        keeps_wcag(page, faults)

        press(page, "2014년 초안으로 만들기")

        assert "1건을 2014년 초안으로 이어 썼습니다." in words(page)
        assert Project.objects.count() == before + 1
        page.click("text=2014년 통합관제센터 유지관리")
        assert f"{upkeep.number} {upkeep.name}" in words(page)
        page.goto("/admin/registry/project/carry/?body=41&year=2013")
        assert "이미 이어 씀: 2014-41-0001" in words(page)


class TestWithoutScript:
    def test_goes_the_same_way(self, clerk, upkeep):
        clerk.goto("/admin/registry/project/carry/")
        press(clerk, "2014년 초안으로 만들기")

        assert Project.objects.get(fiscal_year=2014).continues == upkeep
