"""The public pages in English in a real browser: chosen by a link, and nothing is cut."""

import pytest

from tests.pages.walking import Walk
from tests.reference import load


class TestEnglish:
    @pytest.fixture(autouse=True)
    def article(self, reference, transactional_db):
        load("municipalities", "article_2013")

    def test_is_chosen_by_a_link_and_left_by_another(self, page, faults):
        page.goto("/projects/?year=2013&region=41")
        page.get_by_role("link", name="English").click()
        page.wait_for_url("**/projects/?year=2013&region=41")
        assert page.locator("h1").inner_text() == "Matching projects: 4"
        page.get_by_role("link", name="Statistics", exact=True).click()
        assert page.locator("h1").inner_text() == "Statistics"
        Walk(page, faults).look("statistics in English")
        page.get_by_role("link", name="한국어").click()

        assert page.locator("h1").inner_text() == "통계"
        assert page.locator("html").get_attribute("lang") == "ko"
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto("/regions/")  # 서울특별 was one line and 시 the next
        assert page.get_by_role("link", name="서울특별시").bounding_box()["height"] < 30

    def test_fits_narrow_windows_though_its_words_are_longer(self, page, faults):
        page.goto("/about/?lang=en")
        walk = Walk(page, faults)

        for address in (
            "/projects/?year=2013&region=41&fund=unstated&status=planned",
            "/projects/2013-41-0001/",
            "/regions/41/",
        ):
            walk.templates.add(address)  # to be looked at in every width
            walk.open(address)
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto("/stats/schedule/")
        assert page.get_by_text("2013-01", exact=True).is_visible()  # the months over the bars
        page.goto("/projects/?year=2013&region=41")  # the heads that sort do not fit a phone
        assert page.locator(".list thead").is_hidden()
        page.get_by_label("Sort").select_option("-start")
        page.get_by_role("button", name="Change").click()
        page.wait_for_url("**sort=-start**")
        assert page.get_by_label("Sort").input_value() == "-start"
