"""이어진 지자체 함께 보기: what went into a body is added to it, and the page says whose it is."""

import csv
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from registry.filters import ProjectFilter
from registry.models import Department, Descent, Municipality
from tests.factories import make_department, make_project
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db

# What an heir is the sum of: itself, and what went into it. 28260 was split in two.
PARTS = {
    "city=43110": ["city=43110", "city=43710"],
    "city=28125": ["city=28125", "city=28110", "city=28140"],
    "city=28275": ["city=28275", "city=28260"],
    "city=28275&city=28290": ["city=28275", "city=28290", "city=28260"],
    "region=12": ["region=12", "region=29", "region=46"],
}


@pytest.fixture
def projects(municipalities):
    """Give every body of the two reforms projects of its own, each of another amount."""
    codes = ["43110", "43710", "28110", "28125", "28140", "28260", "28275", "28290"]
    for number, code in enumerate([*codes, "12", "29", "46", "46150"]):
        owner = Municipality.objects.get(code=code)
        office = make_department(municipality=owner, name=f"{number}과")
        make_project(owner=owner, department=office, won=10**8 << number, name=f"{code} 사업")


def total(query):
    """Return number and sum of a list."""
    found = ProjectFilter(QueryDict(query)).selection().sum_of_totals()
    return found.count, found.won


@pytest.mark.usefixtures("projects")
class TestTheList:
    @pytest.mark.parametrize("office", ["", "&office=1"])
    def test_sums_with_the_past_to_what_the_parts_sum_to(self, office):
        for heir, parts in PARTS.items():
            each = [total(f"{part}{office}") for part in parts]

            assert total(f"{heir}{office}&follow=1") == tuple(map(sum, zip(*each, strict=True)))

    def test_counts_a_joint_project_of_two_of_them_once(self):
        heir, origin = (Municipality.objects.get(code=code) for code in ("43110", "43710"))
        make_project(owner=origin, won=1).participations.create(municipality=heir)

        assert total("city=43110&follow=1") == (3, 1 + 3 * 10**8)

    def test_does_not_follow_before_the_day(self):
        tomorrow = timezone.localdate() + timedelta(1)
        Descent.objects.filter(origin="43710", since__isnull=False).update(since=tomorrow)

        assert total("city=43110&follow=1") == total("city=43110")

    def test_says_whose_projects_they_are_and_hands_out_the_same(self, client):
        query = "region=28&city=28275&follow=1"
        page = Page(client.get(f"/projects/?{query}"))
        rows = b"".join(client.get(f"/projects.csv?{query}").streaming_content).decode("utf-8-sig")

        assert "조건에 맞는 사업 2건" in page.text
        assert "이어진 지자체의 사업을 함께 셌습니다: 인천광역시 서구." in page.text
        assert "여러 지자체로 나뉜 곳은 사업 전부를 넣었습니다: 인천광역시 서구." in page.text
        assert "공동으로 참여하는 사업" not in page.text
        assert page.keeps_the_promises()
        table, _notes = rows.split("\r\n\r\n")
        assert len(list(csv.reader(table.splitlines()))) == 3

    def test_offers_the_past_where_there_is_one(self, client):
        offer = "이어진 지자체 함께 보기: 충청북도 청원군"

        assert f"{offer} 2건" in Page(client.get("/projects/?region=43&city=43110")).text
        assert offer not in Page(client.get("/projects/?region=43&city=43130")).text


@pytest.mark.usefixtures("projects")
class TestABodysPage:
    def test_adds_what_went_into_it_on_demand(self, client):
        alone, whole = (
            Page(client.get(f"/regions/43110/?year=2013{more}")) for more in ("", "&follow=1")
        )

        assert "1건 청주시에서 맡은 사업" in alone.text
        assert "이어진 지자체 함께 보기: 충청북도 청원군" in alone.text
        assert "2건 청주시에서 맡은 사업 (이어진 지자체 포함)" in whole.text
        assert "총사업비 합계 3억 원" in whole.text
        assert (
            "이 지자체와 여기로 이어진 지자체의 사업을 함께 봅니다: 충청북도 청원군." in whole.text
        )
        assert "1과 충청북도 청원군" in whole.text
        links = {link["href"] for link in whole.all("a")}
        assert {"?year=2013", "/projects/?year=2013&office=1&city=43110&follow=1"} <= links
        assert whole.keeps_the_promises()

    def test_of_a_region_adds_the_bodies_below(self, client):
        page = Page(client.get("/regions/12/?follow=1"))

        assert "3건 전남광주통합특별시에서 맡은 사업" in page.text
        assert "함께 봅니다: 광주광역시, 전라남도." in page.text
        assert "순천시 1" in page.text
        assert "/projects/?year=2013&region=12&follow=1" in {a["href"] for a in page.all("a")}

    def test_asks_no_more_for_more_of_the_past(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            client.get("/regions/12/?follow=1")
        with django_assert_max_num_queries(9):
            client.get("/projects/?region=12&follow=1")


class TestAnEndedDepartment:
    @pytest.fixture
    def offices(self, municipalities):
        """Return an office that ended, one that followed it, and one only a draft knows of."""
        owner = Municipality.objects.get(code="41")
        old, new, secret = (
            make_department(municipality=owner, name=name) for name in ("옛과", "새과", "숨은과")
        )
        make_project(owner=owner, department=old)
        make_project(owner=owner, department=new)
        make_project(owner=owner, department=secret, published=False)
        old.successors.set([new, secret])
        Department.objects.filter(pk=old.pk).update(valid_to=date(2020, 1, 1))
        return old, new

    def test_names_what_followed_and_nothing_that_is_not_public(self, client, offices):
        old, new = (Page(client.get(one.get_absolute_url())) for one in offices)

        assert "이 부서는 2020년 1월 1일 전까지 있었습니다." in old.text
        assert "뒤를 이은 부서: 새과" in old.text
        assert "숨은과" not in old.text
        assert "등록 사업 1건" in old.text
        assert "앞선 부서: 옛과 (2020년 1월 1일 전까지)" in new.text
        assert old.keeps_the_promises()
        assert new.keeps_the_promises()
