"""Pages of a registry that has grown: the longest names, amounts of 조, hundreds of budgets.

Those of the article are short: none of what is tested here showed before a reviewer looked at
3,000 invented projects.
"""

import csv
import io
from gzip import compress

import pytest

from registry.models import AnnualBudget, FundingSource, Municipality, Project
from tests.factories import make_department, make_project
from tests.pages.reading import Page
from tests.reference import load

WON = 9_029_662_845_123  # 9조 296억 6,284만 5,123원: every unit there is
LONGEST = "12"  # 전남광주통합특별시
WITHOUT = "28"  # has an office and a budget, and no project
REGIONS = ("11", "41", "48")
WIDE = (
    "/",
    "/regions/",
    f"/regions/{LONGEST}/",
    f"/regions/{WITHOUT}/",
    "/stats/",
    "/stats/funding/",
    "/stats/funding/?year=2026",
    "/stats/regions/?year=2026",
    "/stats/years/",
    "/stats/share/",
    "/projects/?year=2026&region=41",
)
WIDTHS = (320, 360, 768, 900, 1152)
SPILLS = """() => [...document.querySelectorAll("td .won")].filter(one =>
    one.getBoundingClientRect().right > one.closest("td").getBoundingClientRect().right + 1
).map(one => one.textContent)"""


@pytest.fixture
def grown(reference):
    """Have long names and amounts, tenders of 20 years and the budgets of 150 bodies."""
    load("municipalities")
    bodies = Municipality.objects.filter(valid_to=None).order_by("code")
    owners = [bodies.get(code=code) for code in (*REGIONS, LONGEST)]
    _projects(owners)
    for number, body in enumerate([bodies.get(code=WITHOUT), *bodies.exclude(code=WITHOUT)[:149]]):
        budget = AnnualBudget.objects.create(
            municipality=body, fiscal_year=2026, whole_won=WON, it_won=WON // (100 + number)
        )
        if body.code == WITHOUT:
            budget.departments.add(make_department(municipality=body))


def _projects(owners):
    for number in range(80):
        project = make_project(
            owner=owners[number % 4],
            name=f"주정차 단속 통합관제 시스템 노후장비 교체 및 기능 고도화({number}차)",
            won=WON,
            fiscal_year=2026,
            tender_year=2007 + number // 4,
            tender_quarter=1 + number % 4,
            period_start="2026-08-01",
            period_start_precision="month",
        )
        sources = [("national", WON // 2), ("municipal", WON // 3)]
        for source, won in sources:
            FundingSource.objects.create(project=project, source=source, won=won)


def read(client, address):
    """Return the page at an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer)


def unseen(page, wanted):
    """Return what lies below the first screen: the first line of each that is wanted."""
    tops = "one => one.getClientRects()[0].bottom <= innerHeight"
    return [one for one in wanted if not page.locator(f"main {one}").first.evaluate(tops)]


class TestFirstScreen:
    """UX 5.2, on a phone and on a desk, with the longest of data and with the article's."""

    def test_holds_what_grown_data_come_to(self, grown, transactional_db, page):
        number = Project.objects.filter(owner__code="41").earliest("number").number
        # Names of 33 characters with three sources each: of the third row and of the fourth
        # project the first line is seen, and what follows on a phone lies below.
        self._see(page, 2026, number, rows=3, largest=4)

    def test_holds_what_the_article_tells(self, reference, transactional_db, page):
        load("municipalities", "article_2013")

        self._see(page, 2013, "2013-41-0003", rows=3, largest=3)
        page.goto("/projects/?year=2013&region=41")
        assert unseen(page, ["tbody tr:nth-child(3)"]) == []

    @staticmethod
    def _see(page, year, number, *, rows, largest):
        listed = f"/projects/?year={year}&region=41&status=planned"
        sums = ["h1", ".sums strong", ".chips li:last-child a"]
        money = ["h1", ".who", ".status", ".headline .big", "section > .bar", ".money thead"]
        body = ["h1", "#year", ".share strong", ".count", ".sums strong", "section > .bar"]
        finding = ["h1", ".finding", "tbody th a"]
        start = ["h1", ".lead", "#search", ".figures > div:nth-child(3)"]
        row, large = f"tbody tr:nth-child({rows}) a", f".graph >> nth={largest - 1}"
        facts = [f".facts > div:nth-child({n})" for n in (1, 2, 3)]  # period, source, last change
        # A phone's first screen ends below the figures: three ways in would need 90 px more.
        for address, phone, desk in (
            ("/", start, [*start, ".ways li:nth-child(3)"]),
            (listed, [*sums, ".filters > summary", "tbody a"], [*sums, "#sort", row]),
            (f"/projects/{number}/", money, [*money, ".money tfoot", *facts]),
            (f"/regions/41/?year={year}", body, [*body, large]),
            (f"/stats/?year={year}", finding, finding),
        ):
            for width, height, wanted in ((360, 640, phone), (1280, 800, desk)):
                page.set_viewport_size({"width": width, "height": height})
                page.goto(address)
                assert unseen(page, wanted) == [], (address, width)


class TestWidth:
    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_is_that_of_the_window(self, grown, transactional_db, page, language):
        page.goto(f"/about/?lang={language}")
        for address in WIDE:
            page.goto(address)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (address, width, wide)
                assert page.evaluate(SPILLS) == [], (address, width)


@pytest.mark.django_db
class TestWeight:
    @pytest.mark.parametrize("language", ["ko", "en"])
    @pytest.mark.parametrize(
        "address",
        [
            "/stats/share/",
            "/stats/schedule/",
            "/projects/",
            "/projects/?year=2026&region=41",
            "/projects/?year=2026&" + "&".join(f"region={code}" for code in REGIONS),
        ],
    )
    def test_is_within_the_budget(self, grown, client, address, language):
        client.get(f"/about/?lang={language}")
        raw = read(client, address).html.encode()

        assert len(raw) <= 60_000
        assert len(compress(raw)) <= 12_000

    @pytest.mark.parametrize(("size", "per"), [(50, 50), (100, 80)])  # 80 are all there are
    def test_grows_by_a_row_for_each_project(self, grown, client, size, per):
        """Who asks for more rows gets 1,200 bytes for each, and all packed in the same budget."""
        client.get("/about/?lang=en")
        raw = read(client, f"/projects/?per={size}").html.encode()

        assert raw.count(b'<tr role="row">') == per + 1
        assert len(raw) <= 60_000 + 1_200 * (per - 20)
        assert len(compress(raw)) <= 12_000


@pytest.mark.django_db
class TestShares:
    def test_are_told_page_by_page(self, grown, client):
        first, last = read(client, "/stats/share/"), read(client, "/stats/share/?page=3")

        assert first.html.count('<th scope="row">') == last.html.count('<th scope="row">') == 50
        assert '<a rel="next" href="?page=2">' in first.html
        assert '<a rel="prev" href="?page=2">' in last.html
        assert read(client, "/stats/share/?page=99").text == last.text.replace("page=3", "page=99")

    def test_keep_the_conditions_from_page_to_page(self, grown, client):
        page = read(client, "/stats/share/?year=2026&page=2")

        assert '<a rel="next" href="?year=2026&amp;page=3">' in page.html

    def test_are_summed_up_over_all_pages(self, grown, client):
        first, last = read(client, "/stats/share/"), read(client, "/stats/share/?page=3")

        told = "2026년 비율이 가장 높은 곳은 시·도 9곳 가운데 인천광역시(1.000%), 시 28곳 가운데 "
        assert told in first.text
        assert told in last.text
        assert 'width="100.00%"' not in last.html.partition("<tbody>")[2]  # bars keep one scale

    def test_are_whole_in_the_file(self, grown, client):
        body = b"".join(client.get("/stats/share.csv?page=2").streaming_content).decode()
        table, _blank, _about = body.removeprefix("\ufeff").partition("\r\n\r\n")
        rows = list(csv.DictReader(io.StringIO(table)))

        assert len(rows) == 150
        assert rows[0]["총괄부서"] == "정보통신과"
