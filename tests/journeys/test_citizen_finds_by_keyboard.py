"""A citizen without a mouse and without scripts finds a project, its money and its past."""

import pytest

from tests.reference import load

MOST_TABS = 150
HERE = "css => document.activeElement.matches(css)"
# A ring of three pixels around what has the focus, and that within the window.
SEEN = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3
        && box.bottom > 0 && box.top < innerHeight && box.width > 0;
}"""


@pytest.fixture
def page(reference, transactional_db, live_server, browser):
    """Return a page of a browser that runs no scripts."""
    load("municipalities", "article_2013")
    context = browser.new_context(
        base_url=live_server.url, locale="ko-KR", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def move_to(page, selector):
    """Press Tab until the focus is on what the selector names; every stop can be seen."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate(HERE, selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def press(page, selector):
    """Press the link or button that the selector names, and return the heading of its page."""
    move_to(page, selector)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    return page.locator("h1").inner_text()


class TestFirstVisit:
    def test_needs_neither_a_mouse_nor_scripts(self, page):
        self._skip_to_the_search(page)
        self._narrow_down(page)
        assert press(page, ".list a[href='/projects/2013-41-0003/']") == "CCTV 통합관제센터 설치"
        assert "26억 1,200만 원" in page.locator("section[aria-labelledby=funding]").inner_text()
        assert press(page, "a[href$='/history/']") == "고친 기록"
        assert "총사업비" in page.locator("main").inner_text()
        page.go_back()
        page.go_back()
        self._take_it_along(page)

    @staticmethod
    def _skip_to_the_search(page):
        page.goto("/")
        move_to(page, ".skip")
        assert page.locator(".skip").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate(HERE, "main")
        page.keyboard.press("Tab")
        page.keyboard.type("CCTV")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("h1").inner_text() == "조건에 맞는 사업 1건"

    @staticmethod
    def _narrow_down(page):
        for box in ("[name=region][value='41']", "[name=fund][value=national]"):
            move_to(page, box)
            page.keyboard.press("Space")
        assert press(page, "#filters button") == "조건에 맞는 사업 1건"
        chips = page.locator(".chips a").all_inner_texts()
        assert [chip.split("\n")[1].rstrip(" ×") for chip in chips] == [
            *("검색어: CCTV", "경기도", "국비 포함")
        ]

    @staticmethod
    def _take_it_along(page):
        move_to(page, "a[href^='/projects.csv']")
        with page.expect_download() as taken:
            page.keyboard.press("Enter")
        rows = taken.value.path().read_text(encoding="utf-8-sig")
        assert "CCTV 통합관제센터 설치" in rows
        assert "농어촌 마을" not in rows
