"""Two clerks with one project open, without a script; later what was settled is taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from registry.models import Municipality, Project
from registry.notation.codes import Role
from tests.factories import make_project, make_user
from tests.reference import load

PASSWORD = "correct horse battery"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def project(reference, transactional_db):
    """Return a draft of 경기도."""
    load("municipalities")
    body = Municipality.objects.get(code="41")
    for name in ("hana", "duri"):
        make_user(username=name, password=PASSWORD, role=Role.WRITER, at=body)
    return make_project(
        owner=body, published=False, name="CCTV 통합관제센터 설치", national=2_612_000_000
    )


@pytest.fixture
def clerks(browser, live_server, project):
    """Return two pages without script, a clerk signed in on each."""
    contexts = [
        browser.new_context(base_url=live_server.url, java_script_enabled=False) for _ in "12"
    ]
    pages = [context.new_page() for context in contexts]
    for page, name in zip(pages, ("hana", "duri"), strict=True):
        page.goto("/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
    yield pages
    for context in contexts:
        context.close()


def save(page):
    with page.expect_navigation(wait_until="load"):
        page.click("input[name=_save]")


class TestTwoClerks:
    def test_settle_what_both_changed_and_take_it_back(self, clerks, project):
        hana, duri = clerks
        for page in clerks:
            page.goto(f"/admin/registry/project/{project.pk}/change/")
        hana.fill("#id_name", "통합관제센터 1단계")
        hana.fill("#id_funding-0-won", "25억")
        save(hana)
        duri.fill("#id_name", "통합관제센터 구축")
        duri.fill("#id_outputs", "CCTV 96대")
        save(duri)

        assert "다른 담당자가" in duri.inner_text("[role=alert]")
        rows = duri.locator(".colliding tbody tr").all_inner_texts()
        assert any("통합관제센터 1단계" in row and "통합관제센터 구축" in row for row in rows)
        duri.locator("tr:has-text('통합관제센터 구축') input[value=mine]").check()
        save(duri)

        project.refresh_from_db()
        assert (project.name, project.outputs) == ("통합관제센터 구축", "CCTV 96대")
        assert project.funding.get().won == 2_500_000_000
        self._take_back(duri, project)

    def _take_back(self, page, project):
        page.goto(f"/admin/registry/project/{project.pk}/history/")
        with page.expect_navigation(wait_until="load"):
            page.locator("a:has-text('되살리기')").nth(1).click()
        assert "통합관제센터 1단계" in page.inner_text("#content-main")
        page.fill("#id_reason", "이름을 잘못 골랐음")
        with page.expect_navigation(wait_until="load"):
            page.click("input[type=submit][value=되살리기]")

        assert "그때의 값으로 되살렸습니다" in page.inner_text("body")
        assert "이름을 잘못 골랐음" in page.inner_text("#content-main")
        stored = Project.objects.get(pk=project.pk)
        assert (stored.name, stored.outputs) == ("통합관제센터 1단계", "")


class TestAccess:
    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark")])
    def test_both_pages_keep_wcag(self, browser, live_server, clerks, project, scheme, width):
        context = browser.new_context(
            base_url=live_server.url,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            storage_state=clerks[0].context.storage_state(),
        )
        page = context.new_page()
        page.goto(f"/admin/registry/project/{project.pk}/change/")
        stored = Project.objects.get(pk=project.pk)
        stored.name = "통합관제센터 1단계"
        stored.save()
        page.fill("#id_name", "통합관제센터 구축")
        save(page)
        version = project.history.earliest("history_id")

        assert _violations(page) == []
        page.goto(f"/admin/registry/project/{project.pk}/history/{version.pk}/")
        assert _violations(page) == []
        context.close()


def _violations(page):
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
