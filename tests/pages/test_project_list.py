"""사업 찾기: what the citizen sees."""

import re

import pytest

from registry.bitmaps import current
from registry.models import DuplicateDecision, Project
from tests.factories import make_municipality, make_project, make_user
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db

NASTY = [
    "q=%00",
    "q=%00abc&year=2013",
    "q=%ff%fe%80",
    "q=%ED%A0%80",
    "q=" + "가" * 5000,
    "q=%27%20OR%201%3D1--",
    "q=%25%25_%5C",
    "q=%F0%9F%98%80",
    "q=a+b+c+d+e+f+g+h+i+j+k+l",
    "q=%E2%80%AE%E2%80%8B",
    "q=" + "a " * 40,
    "q[]=1",
    "q=1&q=2&q=3",
    "year=99999999999",
    "year=-1",
    "year=0",
    "year=2013.0",
    "year=２０１３",
    "year=二〇一三",
    "year=%00",
    "year=2013&year=abc",
    "year=1e3",
    "year=2013%0A",
    "year=" + "9" * 4000,
    "&".join(f"year={year}" for year in range(1900, 2100)),
    "region=99",
    "region=%00",
    "region=4",
    "region=41460",
    "region=４１",
    "region=41&region=99",
    "region=41%27",
    "office=abc",
    "office=0",
    "city=41",
    "city=99999",
    "city=41460&city=",
    "type=cctv",
    "type=build&type=",
    "type=%00",
    "fund=whole",
    "fund=NATIONAL",
    "fund=unstated&fund=other&fund=private&fund=local&fund=municipal&fund=provincial&fund=national",
    "band=0",
    "band=custom",
    "band=0-1&band=50-",
    "min=abc",
    "min=-1",
    "min=1e9",
    "min=" + "9" * 400,
    "min=" + "9" * 5000,
    "min=９９",
    "min=1,000만원",
    "min=0&max=0",
    "min=5&max=1",
    "max=%00",
    "max=NaN",
    "amount=confirmed",
    "amount=exact&amount=exact",
    "status=%ff",
    "from=2013-13",
    "from=0000-00",
    "from=9999-12",
    "from=2013-02-30",
    "from=2013-05&to=2013-01",
    "to=" + "1" * 300,
    "to=%00",
    "from=２０１３-０１",
    "tender=2013Q9",
    "tender=2013Q2&tender=2013&tender=9999Q1",
    "tender=%00",
    "dept=%00",
    "dept=" + "x" * 500,
    "dept=%25",
    "sort=name",
    "sort=-total%00",
    "sort=total&sort=-start",
    "per=0",
    "per=-20",
    "per=999999",
    "per=abc",
    "page=0",
    "page=-1",
    "page=abc",
    "page=99999999999999999999999",
    "page=%00",
    "page=1.5",
    "page=２",
    "page=²",
    "page=None",
    "unknown=1&utm_source=x",
    "%00=%00",
    "=",
    "&&&",
    "?year=2013",
    "year",
    "%",
    "%zz=%zz",
    "__proto__=1&csrfmiddlewaretoken=x",
    "&".join(f"x{number}=1" for number in range(900)),
]


@pytest.fixture
def read(client):
    """Return a function that opens the list, following the redirect of empty parameters."""

    def read(query: str = "") -> Page:
        response = client.get(f"/projects/?{query}" if query else "/projects/", follow=True)
        assert response.status_code == 200
        return Page(response)

    return read


@pytest.mark.usefixtures("article")
class TestTheList:
    def test_says_how_many_and_how_much_and_what_the_sum_leaves_out(self, read):
        text = read().text

        assert "등록된 전체 사업 22건" in text
        assert "총사업비 합계 248억 8,200만 원" in text
        assert "5건 제외 (대략 1건, 미정 1건, 미공개 3건)" in text
        assert "중복 의심 1쌍 포함" in text

    def test_says_both_sums_of_one_year_each_with_its_leave_outs(self, read):
        text = read("year=2013").text

        assert "조건에 맞는 사업 22건" in text
        assert "총사업비 합계 248억 8,200만 원" in text
        assert "2013년 사업비 합계 226억 8,200만 원 그해 금액을 알 수 없는 5건 제외" in text

    def test_never_mixes_the_year_and_the_total_in_one_column(self, read):
        page = read("year=2013&q=통폐합")

        assert re.findall(r'<data class="won" value="(\d+)">', page.html)[-2:] == [
            "4000000000",
            "1800000000",
        ]
        assert "2013년 사업비" not in read("q=통폐합").text

    def test_calls_the_half_that_nobody_names_unstated(self, read):
        page = read("fund=national&region=41")

        assert "국비 50%" in page.text
        assert 'class="f-national" x="0.00%" width="50.00%"' in page.html
        assert 'class="f-unstated" x="50.00%" width="50.00%"' in page.html

    def test_marks_what_a_city_only_takes_part_in(self, read):
        text = read("city=41460").text

        assert "공동 참여" in text
        assert "이 가운데 1건은 고른 시·군·구가 공동으로 참여하는 사업입니다." in text

    def test_writes_amounts_as_far_as_the_paper_goes(self, read):
        text = read("per=50").text

        assert "약 5억 원 (원문: “5억여원”)" in text
        assert "금액 미정 추정 65억 원 (예비타당성)" in text
        assert "공개되지 않음" in text

    def test_marks_each_of_a_pair_that_may_be_one_project(self, read):
        page = read("region=11&q=민원제안 통합관리")
        first, other = re.findall(r'<a href="(/projects/2013-11-\d+/)" lang="ko">', page.html)

        assert page.text.count("중복 의심 2013-11-") == 2
        assert [link["href"] for link in page.all("a")].count(first) == 2
        assert [link["href"] for link in page.all("a")].count(other) == 2
        assert "중복 의심 1쌍 포함" in page.text

    def test_marks_no_pair_with_a_draft_or_of_what_was_decided_to_differ(self, read):
        first, other = Project.objects.filter(name_stem="민원제안통합관리시스템").order_by("pk")
        assert "중복 의심 2013" in read(f"q={first.number}").text
        Project.objects.filter(pk=other.pk).update(publication="draft")
        assert "중복 의심" not in read("region=11").text
        Project.objects.filter(pk=other.pk).update(publication="published")
        pair = {"first": first, "second": other, "user": make_user(at=first.owner)}
        DuplicateDecision.objects.create(decision="different", **pair)

        assert "중복 의심" not in read("region=11").text

    def test_says_what_it_calls_money_of_unknown_source(self, read):
        page = read("fund=unstated")

        assert "재원 미공개 포함: 재원의 전부나 일부가 밝혀지지 않은 사업" in page.text
        assert "재원 미공개 포함 22" in page.text
        assert "CCTV 통합관제센터 설치" in page.text  # the half of it is 국비

    def test_keeps_what_was_chosen_and_typed(self, read):
        page = read("q=홈페이지&region=41&min=100&from=2013-01")
        values = {(one.get("name"), one.get("value")) for one in page.all("input")}
        ticked = [one["value"] for one in page.all("input") if "checked" in one]

        assert {("q", "홈페이지"), ("min", "100"), ("from", "2013-01")} <= values
        assert "41" in ticked

    def test_offers_the_same_rows_to_take_along(self, read):
        links = [link["href"] for link in read("year=2013&fund=national&page=1").all("a")]

        assert "/projects.csv?year=2013&fund=national" in links
        assert "/projects.xlsx?year=2013&fund=national" in links
        assert "/stats/conditions/?year=2013&fund=national" in links  # 조건마다의 합계

    def test_names_its_one_address(self, read):
        links = read("per=50&region=41&year=2013").all("link")
        canonical = [link["href"] for link in links if link["rel"] == "canonical"]

        assert canonical == ["http://testserver/projects/?year=2013&region=41"]


@pytest.mark.usefixtures("article")
class TestTheAddress:
    def test_is_freed_of_empty_parameters_by_one_redirect(self, client):
        response = client.get("/projects/?q=&year=2013&min=&region=41&sort=-total&per=20")

        assert response.status_code == 302
        assert response["Location"] == "/projects/?year=2013&region=41"
        assert client.get(response["Location"]).status_code == 200

    def test_leads_to_the_last_page_when_it_goes_too_far(self, read):
        text = read("page=99").text

        assert "2쪽이 마지막입니다. 마지막 쪽을 보여 드립니다." in text
        assert "· 2쪽" in text

    def test_of_a_page_carries_the_conditions(self, read):
        links = [link["href"] for link in read("year=2013").all("a")]

        assert "?year=2013&page=2" in links


@pytest.mark.usefixtures("article")
class TestNothingFound:
    def test_names_the_condition_to_drop_and_what_that_gives(self, read):
        page = read("region=28&fund=national&q=CCTV")

        assert "조건에 맞는 사업이 없습니다" in page.text
        assert "적용한 조건 3개를 모두 만족하는 사업이 없습니다." in page.text
        assert "“인천광역시” 조건을 빼면 1건" in page.text
        assert "/projects/?q=CCTV&fund=national" in [link["href"] for link in page.all("a")]

    def test_says_that_no_department_is_called_so(self, read):
        told = "담당 부서의 이름에 이 말이 든 사업은 없습니다: “99999”."
        assert told in read("dept=99999").text
        assert told in read("dept=99999&region=41").text
        assert "이 말이 든" not in read("dept=시민봉사&region=41").text  # it is of 서울

    def test_suggests_other_words(self, read):
        assert "“시시티비”에 맞는 사업이 없습니다." in read("q=시시티비").text


class TestAnEmptyRegistry:
    def test_says_so(self, read):
        assert "아직 등록된 사업이 없습니다." in read().text


@pytest.mark.usefixtures("article")
class TestABadParameter:
    def test_is_named_and_ignored_and_not_indexed(self, read):
        page = read("min=abc&region=41")

        assert "입력한 조건을 확인해 주세요" in page.text
        assert "총사업비 최솟값 숫자로 적어 주세요. 예: 10000 (= 1억 원)" in page.text
        assert "조건에 맞는 사업 4건" in page.text
        assert {"name": "robots", "content": "noindex"} in page.all("meta")
        assert [one["value"] for one in page.all("input") if one.get("name") == "min"] == ["abc"]

    @pytest.mark.parametrize(
        "page", ["/projects/", "/stats/", "/stats/regions/", "/projects.atom"]
    )
    def test_takes_every_condition_at_once(self, client, page):
        """SQLite's parser had no room for so many questions within questions."""
        every = (
            "q=CCTV&year=2013&year=2014&region=41&city=41460&office=1&type=build&fund=national"
            "&fund=unstated&band=1-5&min=10&max=100000&amount=exact&status=planned&from=2012-01"
            "&to=2015-01&tender=2013Q1&dept=정보"
        )

        assert client.get(f"{page}?{every}").status_code == 200

    @pytest.mark.parametrize("query", NASTY)
    def test_never_breaks_the_page(self, client, query):
        response = client.get(f"/projects/?{query}", follow=True)

        assert response.status_code == 200
        assert Page(response).keeps_the_promises()

    @pytest.mark.parametrize("query", NASTY)
    def test_never_breaks_a_download(self, client, query):
        response = client.get(f"/projects.csv?{query}")

        assert response.status_code in {200, 302}
        if response.status_code == 200:
            assert b"".join(response.streaming_content)

    def test_beyond_counting_is_refused(self, client):
        query = "&".join(f"year={number}" for number in range(1001))

        assert client.get(f"/projects/?{query}").status_code == 400


class TestPossibleDuplicates:
    def test_are_counted_once_in_a_second_sum(self, article, client):
        text = Page(client.get("/projects/")).text

        assert "중복 의심 1쌍 포함 중복 의심을 한 번만 세면 239억 200만 원" in text
        assert "한 번만 세면" not in Page(client.get("/projects/?region=41")).text


class TestTheDatabase:
    @pytest.mark.parametrize("query", ["", "year=2013&region=41"])
    @pytest.mark.parametrize("count", [10, 40])
    def test_asks_the_database_no_more_for_more_projects(
        self, client, django_assert_max_num_queries, query, count
    ):
        owner = make_municipality()
        for _number in range(count):
            project = make_project(owner=owner, national=10**8)
            project.participations.create(name="참여 기관")

        current()
        with django_assert_max_num_queries(7):  # the last asks for twins
            client.get(f"/projects/?{query}&per=50" if query else "/projects/?per=50")

    def test_shows_drafts_to_nobody(self, read):
        make_project(published=False, name="초안 사업")

        assert "초안 사업" not in read().text
        assert Project.objects.count() == 1


class TestWhenToTender:
    def test_stands_before_the_other_choices_and_behind_nothing(self, client, db):
        for year in range(2013, 2020):
            make_project(tender_year=year, tender_quarter=2)

        form = client.get("/projects/").content.decode().partition('<form id="filters"')[2]

        assert form.index('id="q"') < form.index("name=tender ") < form.index("name=year ")
        newest = form.partition("발주 시기")[2].partition("<details")[0]
        assert newest.count("name=tender ") == 5  # the older ones are folded away
        assert form.count("name=tender ") > 7

    @pytest.mark.usefixtures("article")
    def test_waits_among_the_details_where_nobody_has_told_any(self, client):
        form = client.get("/projects/").content.decode().partition('<form id="filters"')[2]

        assert form.index("자세한 조건") < form.index("발주 시기를 알린 사업이 아직 없습니다.")


class TestItsMarkup:
    @pytest.mark.parametrize("query", ["", "year=2013&region=41&q=CCTV", "min=x&to=y&q=없음"])
    def test_keeps_the_promises(self, article, read, query):
        assert read(query).keeps_the_promises()
