"""사업 찾기: the heads by which it is ordered, and the page for paper."""

import re

import pytest

from registry.views import listing
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """Return a function that opens the list."""
    return lambda query: Page(client.get(f"/projects/{query}"))


@pytest.mark.usefixtures("article")
class TestTheHeads:
    @pytest.mark.parametrize(
        ("asked", "ordered", "ways"),
        [
            ("", "descending 총사업비와 재원, 많은 순으로 정렬됨", {"owner", "-start", "total"}),
            (
                "&sort=total",
                "ascending 총사업비와 재원, 적은 순으로 정렬됨",
                {"owner", "-start", ""},
            ),
            ("&sort=-start", "descending 사업 기간, 최근 순으로 정렬됨", {"owner", "-start", ""}),
            ("&sort=owner", "ascending 지자체, 이름 순으로 정렬됨", {"owner", "-start", ""}),
            ("&q=구축", "", {"owner", "-start", "total"}),  # names come first, whatever they cost
        ],
    )
    def test_lead_to_other_orders_and_say_the_one_there_is(self, read, asked, ordered, ways):
        html = read(f"?year=2013&region=41&per=50{asked}").html
        head = html[html.index("<thead") : html.index("</thead>")]
        said = re.findall(r'aria-sort="(\w+)"><a[^>]*>([^<]+)<span class="hidden">([^<]+)<', head)
        links = re.findall(r'<a href="([^"]*)', head)

        assert [f"{way} {name}{words}" for way, name, words in said] == [ordered] * bool(ordered)
        assert {(re.findall(r"sort=([-\w]+)", link) or [""])[0] for link in links} == ways
        assert all("year=2013&amp;region=41" in link and "per=50" in link for link in links)


@pytest.mark.usefixtures("article")
class TestPaper:
    def test_holds_the_whole_list_on_one_page(self, read):
        assert "?year=2013&amp;print=1" in read("?year=2013&per=50&page=2").html
        page = read("?year=2013&per=20&page=2&print=1")

        assert page.html.count('<tr role="row">') == 22 + 1
        assert {"name": "robots", "content": "noindex"} in page.all("meta")
        assert 'rel="canonical" href="http://testserver/projects/?year=2013"' in page.html
        assert page.all("form") == []
        assert "처음" not in page.text

    def test_says_how_much_it_holds_of_a_longer_list(self, read, monkeypatch):
        monkeypatch.setattr(listing, "PRINTED", 3)

        assert "인쇄용으로 보기 (처음 3건)" in read("?year=2013").text
        page = read("?year=2013&print=1")
        assert page.html.count('<tr role="row">') == 3 + 1
        assert "처음 3건만 보입니다." in page.text
