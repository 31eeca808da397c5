"""The clerk's pages in a real browser: the live reading, Hangul, and life without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.exceptions import ValidationError

from registry.forms import WonField, write_both
from registry.notation.won import parse_won
from tests.factories import make_project

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COMPOSING = """(box) => {
    box.value = "6억";
    box.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
}"""
COMPOSED = (
    """(box) => box.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}))"""
)


@pytest.fixture
def clerk(page, publisher, live_server):
    """Return a page on which the 경기도 publisher is signed in."""
    cookie = publisher.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return page


@pytest.fixture
def form(clerk, gyeonggi):
    """Return the page of a project with one row of money."""
    project = make_project(owner=gyeonggi, published=False, national=2_612_000_000)
    clerk.goto(f"/admin/registry/project/{project.pk}/change/")
    return clerk


class TestLiveReading:
    def test_follows_what_is_typed(self, form):
        form.fill("#id_total_won", "52억2300만원")

        assert form.inner_text(".field-total_won .won-reading") == (
            "= 52억 2,300만 원 (5,223,000,000원)"
        )

    def test_reads_as_the_server_does(self, form):
        typed = [
            "23조5050억", "52.24억", "3천2백만원", "5천만 원", "７억 3만원", "12,345", "1.5조",
            "5억천만원", "1,234.5만", "5억여원", "약 5억원",
        ]  # fmt: skip
        for text in typed:
            form.fill("#id_total_won", text)
            said = form.inner_text(".fieldBox.field-total_won .won-reading")
            exact = text.replace("여", "").replace("약", "")  # how sure it is the certainty says
            assert said.removeprefix("= ") == write_both(parse_won(exact))

    def test_says_what_it_cannot_read(self, form):
        for text in (
            "52억2400", "2억3조", "천만원", "5억 초과", ".",  # the server may know
            "5,2억", "1,23", "1234,567", "120 240", "5~7억", "9999999999999999",
        ):  # fmt: skip
            form.fill("#id_total_won", text)
            said = form.inner_text(".fieldBox.field-total_won .won-reading")
            assert (text, said) == (text, "아직 읽지 못했습니다")
        form.fill("#id_total_won", "")
        assert form.inner_text(".fieldBox.field-total_won .won-reading") == ""

    def test_reads_no_more_in_a_row_than_a_save_would_take(self, form):
        for text in ("약 5억", "5억여원", "5억 정도"):
            form.fill("#id_funding-0-won", text)
            assert form.inner_text("#funding-0 .won-reading") == "아직 읽지 못했습니다"
            with pytest.raises(ValidationError):
                WonField().clean(text)
        form.click("input[name=_save]")
        form.wait_for_selector("#funding-0 .errorlist")

    def test_adds_up_the_rows(self, form):
        form.fill("#id_funding-0-won", "50억")
        form.wait_for_timeout(700)

        assert form.inner_text(".funding-sum") == (
            "재원 합계 50억 원 - 총사업비보다 2억 2,400만 원 적습니다. "
            "나머지는 줄을 더하지 않아도 재원 미공개로 보입니다"
        )

    @pytest.mark.parametrize("total", ["약 5억", "5억여원"])
    def test_holds_the_rows_against_what_the_total_is_about(self, form, total):
        form.check("[name=total_certainty][value=about]")
        form.fill("#id_total_won", total)
        form.wait_for_timeout(700)

        assert form.inner_text(".funding-sum") == (
            "재원 합계 26억 1,200만 원 - 총사업비보다 21억 1,200만 원 많습니다"
        )

    def test_counts_a_row_that_is_to_go_no_more(self, form):
        form.check("#id_funding-0-DELETE")
        form.wait_for_timeout(700)

        assert form.inner_text(".funding-sum") == ""

    def test_waits_until_a_syllable_is_finished(self, form):
        form.fill("#id_total_won", "")
        box, reading = form.locator("#id_total_won"), form.locator(".field-total_won .won-reading")
        before = reading.inner_text()

        box.evaluate(COMPOSING)
        assert (reading.inner_text(), form.input_value("#id_total_text")) == (before, "")

        box.evaluate(COMPOSED)
        assert reading.inner_text() == "= 6억 원 (600,000,000원)"
        assert form.input_value("#id_total_text") == "6억"


class TestProposal:
    def certainty(self, form):
        return form.locator("[name=total_certainty]:checked").get_attribute("value")

    def test_follows_the_amount_until_the_clerk_chooses(self, form):
        for typed, words, certainty in [
            ("5억여원", "5억여원", "about"),
            ("약 5억", "약 5억", "about"),
            ("500,000,000원", "", "exact"),
            ("5억", "5억", "exact"),
            ("5억~7억", "5억~7억", "exact"),  # what the page opened with: the server will tell
            ("5억 정도", "5억 정도", "about"),
        ]:
            form.fill("#id_total_won", typed)
            assert form.input_value("#id_total_text") == words
            assert self.certainty(form) == certainty
        form.fill("#id_total_text", "5억 남짓")
        form.check("[name=total_certainty][value=estimated]")
        form.fill("#id_total_won", "6억여원")

        assert form.input_value("#id_total_text") == "5억 남짓"
        assert self.certainty(form) == "estimated"

    def test_is_what_the_server_takes(self, form, gyeonggi):
        form.fill("#id_total_won", "5억여원")
        form.click("input[name=_save]")
        form.wait_for_url("**/project/")

        stored = gyeonggi.projects.get()
        assert (stored.total_certainty, stored.total_text) == ("about", "5억여원")
        assert (stored.total_won, stored.total_min_won) == (500_000_000, 500_000_000)


class TestLeaving:
    def test_asks_where_something_typed_would_be_lost(self, form):
        asked = []
        form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page = form.url

        form.fill("#id_outputs", "CCTV 96대")
        form.fill("#id_outputs", "")
        form.goto("/admin/")
        assert asked == []  # nothing is different after all
        form.goto(page)
        form.fill("#id_outputs", "CCTV 96대")
        form.goto("/admin/")
        assert asked == ["beforeunload"]
        form.goto(page)
        form.fill("#id_name", "")
        form.click("input[name=_save]")
        form.wait_for_selector(".problems")
        assert asked == ["beforeunload"]
        form.click(".problems a")
        form.goto("/admin/")
        assert asked == ["beforeunload"] * 2


class TestScript:
    def test_is_at_most_four_kilobytes(self):
        script = settings.BASE_DIR / "registry/static/registry/admin.js"

        assert script.stat().st_size <= 4096


class TestWithoutScript:
    def test_a_project_is_saved_all_the_same(self, browser, publisher, live_server, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
        cookie = publisher.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page = context.new_page()
        page.goto(f"/admin/registry/project/{project.pk}/change/")
        page.click("button[name=_more][value=funding]")
        page.fill("#id_total_won", "")
        page.click('input[name="_save"]')
        page.wait_for_selector(".problems:focus")
        page.click(".problems a")
        page.keyboard.insert_text("50억원")
        page.select_option("#id_funding-3-source", "national")
        page.fill("#id_funding-3-won", "25억원")
        page.click('input[name="_save"]')
        context.close()

        project.refresh_from_db()
        assert (project.total_won, project.funding.get().won) == (5_000_000_000, 2_500_000_000)


class TestAutocomplete:
    def test_offers_what_may_be_chosen(self, form, seoul, faults):
        form.click(".field-owner .select2-selection")
        form.wait_for_selector(".select2-results__option[aria-selected]")

        assert form.locator(".select2-results__option").all_inner_texts() == ["경기도"]
        assert Axe().run(form, options=WCAG).response["violations"] == []
        faults.clear()  # axe itself puts styles on the page, which the policy refuses
