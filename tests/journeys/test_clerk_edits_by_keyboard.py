"""A clerk without a mouse writes where a project's money comes from, and on which words."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from registry.models import Municipality, Source
from registry.notation.codes import Role
from tests.factories import make_project, make_user
from tests.reference import load

PASSWORD = "correct horse battery"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
MOST_TABS = 120


@pytest.fixture
def project(reference, transactional_db):
    """Return a draft of 경기도 of which half the money has a source."""
    load("municipalities")
    body = Municipality.objects.get(code="41")
    make_user(username="hana", password=PASSWORD, role=Role.WRITER, at=body)
    Source.objects.create(title="2013년 정보화사업 예산서", publisher="경기도")
    return make_project(
        owner=body, published=False, name="CCTV 통합관제센터 설치", national=2_612_000_000
    )


def move_to(page, selector, key="Tab"):
    """Press `key` until the focus is on what the selector names."""
    for _press in range(MOST_TABS):
        page.keyboard.press(key)
        if page.evaluate("css => document.activeElement.matches(css)", selector):
            return
    pytest.fail(f"{key} does not reach {selector}")


def write(page, selector, text, key="Tab"):
    move_to(page, selector, key)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def choose(page, selector, downs, key="Tab"):
    move_to(page, selector, key)
    for _press in range(downs):
        page.keyboard.press("ArrowDown")


def press(page, selector, key="Tab"):
    """Press the button or link that the selector names, and wait for the page behind it."""
    move_to(page, selector, key)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


class TestKeyboard:
    def test_is_enough_to_write_three_rows_of_money_and_their_source(self, page, project, faults):
        self._sign_in(page)
        page.goto(f"/admin/registry/project/{project.pk}/change/")
        write(page, "#id_name", "")
        self._write_rows(page)
        self._meet_the_error(page, faults)
        self._cite(page)
        press(page, "input[name=_save]")

        project.refresh_from_db()
        assert project.name == "CCTV 통합관제센터"
        assert dict(project.funding.values_list("source", "won")) == {
            "national": 2_612_000_000,
            "provincial": 1_306_000_000,
            "municipal": 1_306_000_000,
        }
        cited = project.citations.get()
        assert (cited.field, cited.quote) == ("funding", "국비 26억1200만원 포함")
        assert cited.source.title == "2013년 정보화사업 예산서"

    def _sign_in(self, page):
        page.goto("/admin/login/")
        page.focus("#id_username")
        page.keyboard.type("hana")
        write(page, "#id_password", PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def _write_rows(self, page):
        choose(page, "#id_funding-1-source", 3)
        write(page, "#id_funding-1-won", "13억600만원")
        move_to(page, "#funding-group .add-row a")
        page.keyboard.press("Enter")
        write(page, "#id_funding-2-won", "13억 6백만", "Shift+Tab")
        choose(page, "#id_funding-2-source", 4, "Shift+Tab")
        page.wait_for_selector(".funding-sum:has-text('총사업비와 같습니다')")

    def _meet_the_error(self, page, faults):
        """The name is empty: the page opens at what is wrong, one step from the box."""
        press(page, "input[name=_save]")
        assert page.evaluate("document.activeElement.matches('.problems')")
        assert "고칠 곳이 1군데" in page.inner_text(".problems")
        assert faults == []
        violations = Axe().run(page, options=WCAG).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
        faults.clear()  # axe itself puts styles on the page, which the policy refuses
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "id_name"
        page.keyboard.insert_text("CCTV 통합관제센터")

    def _cite(self, page):
        """The button saves nothing; its row is the next stop of the focus."""
        press(page, "button[name=_cite][value=funding]")
        assert page.input_value("#id_name") == "CCTV 통합관제센터"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.insert_text("예산서")
        page.wait_for_selector(".select2-results__option:has-text('2013년 정보화사업 예산서')")
        page.keyboard.press("Enter")
        write(page, "#id_citations-0-quote", "국비 26억1200만원 포함")
