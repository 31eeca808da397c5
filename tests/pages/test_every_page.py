"""A walk over every route of the public site: what its pages promise, weigh and ask."""

import re
from gzip import compress
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.bitmaps import current
from registry.models import Department, Project
from tests.factories import make_department, make_municipality, make_project
from tests.pages.reading import Page
from tests.pages.routes import addresses

STYLES = Path("registry/static/registry/site.css")
# How often a page may ask the database; where it asks more often than the list, it says why.
MOST_QUERIES = {
    "home": 7,
    "projects": 7,  # the last asks which of the page may be there twice
    "projects-json": 11,  # the mark of the data: a file tells its sum; its phases, its kin twice
    "project": 9,  # six, and three as which it may be there twice where anything is alike
    "project-history": 14,  # the past of a record, of its money, its partners and its sources
    "projects-csv": 11,
    "projects-xlsx": 11,
    "project-similar": 11,
    "department": 10,  # the last two: what may be there twice, and its number
    "municipality": 17,  # a year of its own, of its joint projects and of those below it
    "stats": 7,
}


@pytest.fixture
def public(article):
    """Return the address of every page of the article, by the name of its route."""
    project = Project.objects.get(number="2013-41-0003")
    office = Department.objects.filter(municipality__code="41").earliest("pk")
    return list(addresses(project, office))


def read(client, address):
    """Return the page at an address, None where it is no page but a file."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer) if answer["Content-Type"].startswith("text/html") else None


def pages(client, public):
    """Yield each address with its page, but for the files."""
    for _name, address in public:
        if page := read(client, address):
            yield address, page


class TestEveryPage:
    def test_keeps_the_promises_and_says_where_it_is(self, client, public):
        titles = []
        for address, page in pages(client, public):
            assert page.keeps_the_promises(), address
            assert page.names_its_place(at_home=address == "/"), address
            titles += re.findall(
                r"<title>[^<]*[가-힣][^<]* · 정보화사업 등록부</title>", page.html
            )

        assert len(titles) == len(set(titles)) == len(list(pages(client, public)))

    @pytest.mark.parametrize(
        ("address", "told"),
        [
            ("/", "지방자치단체의 정보화사업과 예산을 한곳에서 찾아봅니다."),
            (
                "/projects/?year=2013&region=41",
                "총사업비 합계 107억 2,400만 원, 금액이 확정되지 않은 1건 제외 (미공개 1건) · "
                "2013년 · 경기도",
            ),
            ("/projects/2013-41-0003/", "경기도 · 2013 · 52억 2,400만 원 · 계획"),
            (
                "/regions/41/",
                "맡은 사업 4건 · 총사업비 합계 107억 2,400만 원, 금액이 확정되지 않은 1건 제외 "
                "(미공개 1건)",
            ),
            (
                "/stats/regions/",
                "확정된 총사업비가 가장 많은 곳은 서울특별시(131억 2,900만 원, 전체의 "
                "52.8%)입니다.",
            ),
        ],
    )
    def test_tells_in_one_line_what_it_says_where_it_is_shared(
        self, client, article, address, told
    ):
        metas = read(client, address).all("meta")

        assert [one["content"] for one in metas if one.get("property") == "og:description"] == [
            told
        ]

    def test_weighs_little_and_brings_one_file_of_styles(self, client, public):
        full = "/projects/?year=2013&region=11&region=28&region=41"  # every 시·군·구 to choose
        found = [*pages(client, [*public, ("projects", full)])]
        client.get("/about/?lang=en")  # its words are longer
        for address, page in [*found, *pages(client, [("projects", full)])]:
            raw = page.html.encode()
            assert len(raw) <= 60_000, address
            assert len(compress(raw)) <= 12_000, address
            styles = [one["href"] for one in page.all("link") if one.get("rel") == "stylesheet"]
            assert styles == ["/static/registry/site.css"], address
            assert page.all("img") == page.all("iframe") == [], address

    def test_has_styles_that_weigh_little_and_move_nothing(self):
        styles = STYLES.read_bytes()

        assert len(styles) <= 20_000
        assert len(compress(styles)) <= 6_000
        assert not re.search(rb"transition|animation|@keyframes|smooth|@import|url\(", styles)


class TestTheDatabase:
    def test_is_asked_no_more_for_more_projects(self, client, db):
        owner = make_municipality()
        office = make_department(municipality=owner)
        first = make_project(owner=owner, department=office, national=10**8)
        self._register(10, first)
        public = list(addresses(first, office))
        few = {address: self._asked(client, address) for _name, address in public}
        self._register(30, first)

        for name, address in public:
            many = self._asked(client, address)
            assert many <= few[address], address
            assert many <= MOST_QUERIES.get(name, 6), (address, many)

    @staticmethod
    def _register(count, first):
        """Register projects like the first: some within it, all with partners and money."""
        for number in range(count):
            larger = None if number % 3 else first
            project = make_project(
                owner=first.owner, department=first.department, national=10**7, part_of=larger
            )
            project.participations.create(name="참여 기관")
            first.participations.create(name=f"참여 기관 {project.number}")

    @staticmethod
    def _asked(client, address):
        current()  # what was written is read by whoever comes first: tests/test_bitmaps.py
        with CaptureQueriesContext(connection) as questions:
            answer = client.get(address)
            b"".join(answer)
        return len(questions)
