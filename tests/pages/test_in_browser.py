"""The public pages in a real browser: accessible, in narrow windows too, and without scripts."""

from importlib.resources import files
from itertools import product

import pytest

from tests.reference import load

ADDRESSES = {
    "home": "/",
    "list": "/projects/?per=50",
    "filtered list": "/projects/?year=2013&region=41&fund=unstated&status=planned",
    "wrong conditions": "/projects/?min=abc&from=2014-01&to=2013-01&page=99",
    "nothing found": "/projects/?region=28&fund=national&q=CCTV",
    "project": "/projects/2013-41-0003/",
    "project over years": "/projects/2013-41-0001/",
    "undecided project": "/projects/2013-11-0006/",
    "correction": "/projects/2013-41-0003/correction/",
    "regions": "/regions/",
    "municipality": "/regions/41/",
    "joint projects": "/regions/41460/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(
    one => one.id + ": " + one.nodes.map(node => node.target.join(" ")).join(", ")))"""
every_page = pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)


@pytest.fixture
def article(transactional_db):
    """Have the article in the database."""
    load("municipalities", "article_2013")


@pytest.fixture
def axe() -> str:
    """Return the rules of accessibility as a script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()


@pytest.mark.usefixtures("article")
class TestEveryPage:
    @every_page
    def test_breaks_no_rule_of_accessibility(self, page, axe, address):
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate(axe)

        for width, scheme in product((360, 1280), ("light", "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(AXE, TAGS) == [], (width, scheme)

    @every_page
    def test_needs_no_sideways_scrolling(self, page, address):
        page.goto(address)

        for width in (320, 360, 640, 768, 900, 1024, 1152, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.usefixtures("article")
class TestFinding:
    def test_works_with_the_keyboard_alone(self, page):
        page.goto("/projects/")
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "본문 바로가기"
        page.get_by_label("검색어").focus()
        page.keyboard.type("CCTV")
        page.keyboard.press("Enter")
        page.wait_for_url("**/projects/?q=CCTV#results")

        assert page.locator("h1").inner_text() == "조건에 맞는 사업 1건"

    def test_shows_the_answers_as_large_as_any_text(self, page):
        page.goto("/projects/")

        size = "one => getComputedStyle(one).fontSize"
        answer = page.locator(".facet .tick span").first.evaluate(size)
        assert answer == page.locator("body").evaluate(size)

    def test_combines_what_is_ticked(self, page):
        page.goto("/projects/")
        page.get_by_label("경기도").check()
        page.get_by_label("국비 포함").check()
        page.get_by_role("button", name="조건 적용").first.click()

        assert page.locator("h1").inner_text() == "조건에 맞는 사업 1건"
        page.get_by_role("link", name="조건 지우기: 국비 포함").click()
        assert page.locator("h1").inner_text() == "조건에 맞는 사업 4건"


@pytest.mark.usefixtures("article")
class TestTellingWhatIsWrong:
    def test_ends_on_the_page_where_the_answer_will_be(self, page, axe):
        page.goto("/projects/2013-41-0003/")
        page.get_by_role("link", name="잘못된 내용 알리기").click()
        page.get_by_label("재원", exact=True).check()
        page.get_by_role("button", name="보내기").click()
        page.get_by_role("link", name="무엇이 잘못되었는지 적어 주세요.").click()
        page.keyboard.type("국비는 26억 1,200만 원이라고 적혀 있습니다.")
        self._is_accessible(page, axe)
        page.wait_for_timeout(3000)  # faster than that only a program writes
        page.get_by_role("button", name="보내기").click()

        assert page.locator("h1").inner_text() == "정정 요청: 답변 전"
        assert page.get_by_label("이 쪽의 주소").input_value() == page.url.partition("#")[0]
        self._is_accessible(page, axe)

    @staticmethod
    def _is_accessible(page, axe):
        page.evaluate(axe)
        assert page.evaluate(AXE, TAGS) == []


@pytest.mark.usefixtures("article")
class TestEnglish:
    def test_is_chosen_by_a_link_and_left_by_another(self, page, axe):
        page.goto("/projects/?year=2013&region=41")
        page.get_by_role("link", name="English").click()
        page.wait_for_url("**/projects/?year=2013&region=41")
        assert page.locator("h1").inner_text() == "Matching projects: 4"
        page.get_by_role("link", name="Statistics", exact=True).click()
        assert page.locator("h1").inner_text() == "Statistics"
        page.evaluate(axe)
        assert page.evaluate(AXE, TAGS) == []
        page.get_by_role("link", name="한국어").click()

        assert page.locator("h1").inner_text() == "통계"
        assert page.locator("html").get_attribute("lang") == "ko"

    def test_fits_narrow_windows_though_its_words_are_longer(self, page):
        page.goto("/about/?lang=en")

        for name in ("filtered list", "project over years", "municipality"):
            page.goto(ADDRESSES[name])
            for width in (320, 640, 768, 900, 1024, 1152, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (name, width)
