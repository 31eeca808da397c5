"""What the public pages are on paper: what was asked, what was found, from where and when."""

import re

from django.utils import timezone

from tests.reference import load

LANDSCAPE, PORTRAIT = (842, 595), (595, 842)  # A4 in points
# On paper nothing can be pressed.
FOR_THE_SCREEN = "nav, button, form, .filters, .tools, .pages, .skip, .strip"
PAPERS = {
    "/projects/?year=2013&region=41&per=20": (
        LANDSCAPE,
        [
            "조건에 맞는 사업 4건",
            "총사업비 합계 107억 2,400만 원",
            "1건 제외",
            "정보화사업 4건 (조건: 2013년, 경기도)",
        ],
    ),
    "/stats/regions/?year=2013": (
        LANDSCAPE,
        ["2013년", "131억 2,900만 원", "5건 제외", "인용하려면"],
    ),
    "/stats/": (LANDSCAPE, ["248억 8,200만 원", "국비"]),
    "/projects/2013-41-0003/": (PORTRAIT, ["52억 2,400만 원", "국비 26억 1,200만 원 50%"]),
}


class TestPaper:
    def test_keeps_what_was_asked_and_found_and_nothing_to_press(
        self, reference, transactional_db, page
    ):
        load("municipalities", "article_2013")
        page.emulate_media(media="print", color_scheme="dark")
        for address, (size, told) in PAPERS.items():
            page.goto(address)
            text = re.sub(r"\s+", " ", page.inner_text("body"))
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

            assert [words for words in told if words not in text] == []
            assert f"{page.url} · {timezone.localdate():%Y-%m-%d}" in text
            assert [one for one in page.locator(FOR_THE_SCREEN).all() if one.is_visible()] == []
            assert ground == "rgb(255, 255, 255)"
            assert self._sheets(page) == {size}

    @staticmethod
    def _sheets(page) -> set[tuple[int, int]]:
        """Return the sizes of the sheets that a page is printed on."""
        printed = page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
        return {(round(float(width)), round(float(height))) for width, height in boxes}
