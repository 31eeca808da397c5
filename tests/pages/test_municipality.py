"""A municipality's page, the list of 시·도, and a department's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import AnnualBudget, Department, Municipality, Project
from registry.notation.codes import Certainty
from tests.factories import make_department, make_municipality, make_project
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """Return a function that opens a page."""

    def read(address: str) -> Page:
        response = client.get(address)
        assert response.status_code == 200
        return Page(response)

    return read


@pytest.mark.usefixtures("article")
class TestGyeonggi:
    @pytest.fixture
    def text(self, read):
        return read("/regions/41/").text

    def test_spends_what_the_article_says(self, text):
        assert "4건 경기도에서 맡은 사업" in text
        assert "총사업비 합계 107억 2,400만 원" in text
        assert "2013년 사업비 합계 85억 2,400만 원" in text

    def test_computes_the_share_beside_the_stated_one(self, text):
        assert "0.119% 185억 7,900만 원 ÷ 15조 5,676억 원" in text
        assert "자료에 적힌 비율 0.119%" in text
        assert "정보화기획담당관, 정보화운영담당관" in text
        assert "지자체 3곳 가운데 가장 낮습니다." in text

    def test_shares_its_place_with_who_has_the_same_share(self, article, read):
        seoul = AnnualBudget.objects.get(municipality__code="11", fiscal_year=2013)
        AnnualBudget.objects.filter(municipality__code="28").update(
            it_won=seoul.it_won, whole_won=seoul.whole_won
        )

        for address in ("/regions/11/", "/regions/28/"):
            text = read(address).text
            assert "3곳 가운데 가장 높습니다. 비율이 같은 곳이 1곳 더 있습니다." in text
        assert "시·도 3곳 가운데 서울특별시 등 2곳(0.326%)입니다." in read("/stats/share/").text

    def test_says_what_a_year_is(self, read):
        assert "연도는 2013처럼 숫자 네 자리로" in read("/regions/41/?year=abc").text
        assert "2031년 자료가 없습니다" in read("/regions/41/?year=2031").text

    def test_splits_its_money_by_what_is_known(self, text):
        assert "국비 26억 1,200만 원 24.4%" in text
        assert "재원 미공개 81억 1,200만 원 75.6%" in text

    def test_is_not_compared_with_two_others(self, text, read):
        told = "같은 종류(시·도 본청) 가운데 3곳만 확정된 총사업비가 등록되어 견주지 않습니다."
        assert told in text
        assert "3곳 가운데 가장 높습니다." in read("/regions/11/").text
        assert "3곳 가운데 높은 쪽에서 2번째입니다." in read("/regions/28/").text

    def test_has_31_bodies_as_they_were_then(self, text):
        assert "소속 시·군 31곳" in text

    def test_links_to_the_same_projects(self, read):
        links = [link["href"] for link in read("/regions/41/").all("a")]

        assert "/projects/?year=2013&region=41&office=1" in links


class TestABodyAmongItsKind:
    @pytest.fixture(autouse=True)
    def spent(self, municipalities):
        """Have five 시 in two 도, one of them with a project in a larger one, and a 군."""
        for code, eok in (("41460", 9), ("41220", 5), ("41570", 3), ("43110", 3), ("48120", 1)):
            whole = make_project(owner=make_municipality(code=code), won=eok * 10**8)
        make_project(owner=whole.owner, won=10**7, part_of=whole)
        make_project(owner=whole.owner, won=10**10, total_certainty=Certainty.ABOUT)
        make_project(owner=make_municipality(code="41820"), won=7 * 10**8)

    @pytest.mark.parametrize(
        ("code", "place"),
        [
            ("41460", "가장 많습니다."),
            ("41220", "많은 쪽에서 2번째입니다."),
            ("43110", "많은 쪽에서 3번째입니다."),
            ("48120", "가장 적습니다."),
        ],
    )
    def test_has_its_place_and_the_middle_and_the_way_to_all(self, read, code, place):
        page = read(f"/regions/{code}/")
        said = f"2013년 확정된 총사업비가 있는 시 5곳 가운데 {place} 가운뎃값은 3억 원입니다."

        assert said in page.text
        (address,) = {link["href"] for link in page.all("a") if "/stats/regions/" in link["href"]}
        assert address == "/stats/regions/?year=2013&region=41&region=43&region=48"
        assert "시 5곳 3억 원" in read(address).text

    def test_is_of_its_own_kind(self, read):
        assert "같은 종류(군) 가운데 1곳만" in read("/regions/41820/").text
        assert "견주기" not in read("/regions/11/").text


@pytest.mark.usefixtures("article")
class TestAJointProject:
    def test_stands_on_its_own_line_outside_the_sum(self, read):
        text = read("/regions/41460/").text

        assert "이 지자체가 맡은 사업은 아직 등록되지 않았습니다." in text
        assert "공동 1건 · 총사업비 합계 52억 2,400만 원" in text
        assert "위 합계에 들어 있지 않습니다." in text

    def test_is_counted_beside_a_body_that_leads_nothing(self, read):
        text = read("/regions/41/?year=2013").text

        assert "용인시 0건 참여 1건" in text
        assert "참여 1건" not in read("/regions/11/?year=2013").text


@pytest.mark.usefixtures("municipalities")
class TestAChangedBody:
    @pytest.mark.parametrize(("old", "new"), [("42", "51"), ("41730", "41670")])
    def test_leads_to_its_newest_code_when_it_was_renamed(self, client, old, new):
        response = client.get(f"/regions/{old}/")

        assert (response.status_code, response["Location"]) == (301, f"/regions/{new}/")

    def test_leads_there_with_the_year_that_was_asked_for(self, client):
        for old, new in [("42", "51"), ("41461", "41460")]:
            response = client.get(f"/regions/{old}/?year=2013")

            assert (response.status_code, response["Location"]) == (
                301,
                f"/regions/{new}/?year=2013",
            )

    def test_names_its_successors_when_it_was_merged(self, read):
        text = read("/regions/29/").text

        assert "뒤를 이은 지자체: 전남광주통합특별시" in text

    def test_says_what_it_was_called(self, read):
        assert "2023년 6월 11일 전에는 강원도였습니다." in read("/regions/51/").text
        assert "2013년 9월 23일 전에는 경기도 여주군이었습니다." in read("/regions/41670/").text

    def test_that_owns_nothing_leads_to_its_city(self, client):
        response = client.get("/regions/41461/")

        assert (response.status_code, response["Location"]) == (301, "/regions/41460/")

    @pytest.mark.parametrize("code", ["99", "99999", "x", "%00"])
    def test_that_never_was_is_not_found(self, client, code):
        assert client.get(f"/regions/{code}/").status_code == 404


class TestACity:
    def test_links_to_as_many_projects_as_it_names(self, read):
        city = make_municipality(code="41460", name="용인시")
        make_project(owner=city)
        for _number in range(2):
            make_project(owner=city.parent).participations.create(municipality=city)

        page = read("/regions/41460/")
        links = [link["href"] for link in page.all("a")]
        address = "year=2013&office=1&city=41460"

        assert "1건 용인시에서 맡은 사업" in page.text
        assert {f"/projects{end}?{address}" for end in ("/", ".csv", ".xlsx")} <= set(links)
        assert "조건에 맞는 사업 1건" in read(f"/projects/?{address}").text


class TestTheYearOfMoney:
    @pytest.fixture
    def owner(self):
        project = make_project(fiscal_year=2013, name="이어지는 사업")
        project.funding.create(source="whole", fiscal_year=2014, won=10**8)
        return project.owner

    def test_shows_what_the_list_finds(self, read, owner):
        text = read(f"{owner.get_absolute_url()}?year=2014").text

        assert "1건 경기도에서 맡은 사업" in text
        assert "2014년 사업비 합계 1억 원" in text

    def test_does_not_hide_the_newest_year_of_registration(self, read, owner):
        assert "2013년 사업비 합계" in read(owner.get_absolute_url()).text

    def test_holds_for_what_it_takes_part_in(self, read, owner):
        city = make_municipality(code="41460")
        owner.projects.get().participations.create(municipality=city)

        text = read("/regions/41460/?year=2014").text

        assert "2014년 사업" in text
        assert "공동 1건" in text


class TestTheDepartments:
    @pytest.mark.parametrize("registered", [True, False])
    def test_count_nothing_twice(self, read, registered):
        department = make_department(municipality=make_municipality()) if registered else None
        larger = make_project(won=10**9, department=department)
        make_project(part_of=larger, won=4 * 10**8, department=department)
        name = "정보통신과" if registered else "담당 부서 공개되지 않음"

        text = read("/regions/41/").text

        assert f"{name} 2건 10억 원 더 큰 사업에 든 1건 제외" in text

    def test_do_not_call_a_part_unknown(self, read):
        department = make_department(municipality=make_municipality())
        make_project(part_of=make_project(), won=10**8, department=department)

        assert "정보통신과 1건 더 큰 사업에 든 1건 제외" in read("/regions/41/").text


class TestTheYears:
    def test_stand_side_by_side_and_the_oldest_are_left_to_their_table(self, read):
        owner = make_municipality()
        for year in range(2013, 2025):
            make_project(owner=owner, fiscal_year=year, won=year * 10**4)
        make_project(owner=owner, fiscal_year=2024, won=None)
        make_project(owner=make_municipality(code="41460"), fiscal_year=2024)

        page = read("/regions/41/")

        assert (
            "2024년 2건 그해 사업비 합계 2,024만 원 그해 금액을 알 수 없는 1건 제외" in page.text
        )
        assert "/projects/?year=2015&amp;region=41&amp;office=1" in page.html
        assert "더 이전: 2014, 2013" in page.text
        assert "/stats/years/?year=2014&amp;region=41&amp;office=1" in page.html


@pytest.mark.usefixtures("article")
class TestAYear:
    @pytest.mark.parametrize("year", ["2012", "abc", "%00", "9" * 50, "-1"])
    def test_without_data_names_those_with(self, read, year):
        page = read(f"/regions/41/?year={year}")

        assert "있는 연도: 2013" in page.text
        assert page.keeps_the_promises()

    def test_is_read_in_any_width(self, read):
        assert "자료가 없습니다." not in read("/regions/41/?year=２０１３").text


@pytest.mark.usefixtures("article")
class TestTheRegions:
    def test_are_todays_with_their_numbers(self, read):
        page = read("/regions/")

        assert len(page.all("tr")) == 17
        assert "경기도 4건 107억 2,400만 원" in page.text
        assert "서울특별시 11건 131억 2,900만 원" in page.text

    def test_leave_out_what_is_part_of_another(self, read):
        larger = Project.objects.get(number="2013-41-0001")
        make_project(owner=larger.owner, part_of=larger, won=10**9)

        text = read("/regions/").text

        assert "경기도 5건 107억 2,400만 원 " in text
        assert " · 더 큰 사업에 든 1건 제외 강원특별자치도" in text

    def test_say_beside_each_sum_what_it_leaves_out(self, read):
        text = read("/regions/").text

        assert "인천광역시 7건 10억 2,900만 원 금액이 확정되지 않은 3건 제외 (" in text
        assert "합계들에는 중복 의심 1쌍이 들어 있습니다." in text

    def test_tell_what_is_unknown_from_what_is_not_there(self, read):
        make_project(owner=make_municipality(code="26"), won=None)

        text = read("/regions/").text

        assert "부산광역시 1건 공개되지 않음 금액이 확정되지 않은 1건 제외 (미공개 1건)" in text
        assert "대구광역시 0건 등록 없음" in text


@pytest.mark.usefixtures("article")
class TestADepartment:
    def test_shows_its_projects(self, read):
        department = Department.objects.get(name="정보화기획단")

        page = read(department.get_absolute_url())

        assert "등록 사업 3건" in page.text
        assert "총사업비 합계 32억 5,800만 원" in page.text
        assert page.keeps_the_promises()

    @pytest.mark.parametrize(
        "address", ["/regions/41/departments/1/", "/regions/11/departments/0/"]
    )
    def test_of_another_body_is_not_found(self, client, address):
        department = Department.objects.get(name="정보화기획단")

        assert client.get(address.replace("/1/", f"/{department.pk}/")).status_code == 404

    def test_of_a_draft_is_as_secret_as_the_draft(self, client, read):
        seoul = Municipality.objects.get(code="11")
        secret = make_department(municipality=seoul, name="비밀추진단", leads_it=True)
        make_project(owner=seoul, department=secret, published=False)

        assert client.get(secret.get_absolute_url()).status_code == 404
        assert "비밀추진단" not in read("/regions/11/").text

    @pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999"])
    def test_takes_any_page(self, read, page):
        department = Department.objects.get(name="정보화기획단")

        assert read(f"{department.get_absolute_url()}?page={page}").keeps_the_promises()


class TestTheDatabase:
    @pytest.fixture
    def asked(self, client):
        """Return a function that counts the questions of three pages with so many projects."""
        owner = make_municipality()
        department = make_department(municipality=owner)

        def asked(count):
            for _number in range(count):
                project = make_project(owner=owner, department=department, national=10**8)
                project.participations.create(municipality=make_municipality(code="41460"))
            counts = []
            for address in (owner.get_absolute_url(), "/regions/", "/regions/41460/", "/"):
                with CaptureQueriesContext(
                    connection,
                ) as queries:
                    client.get(address)
                counts.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                client.get(department.get_absolute_url())
            return [*counts, len(queries)]

        return asked

    def test_asks_the_database_no_more_for_more_projects(self, asked):
        few = asked(10)

        assert asked(30) == few


@pytest.mark.usefixtures("article")
class TestTheMarkup:
    @pytest.mark.parametrize("address", ["/regions/", "/regions/41/", "/regions/41460/"])
    def test_keeps_the_promises(self, read, address):
        assert read(address).keeps_the_promises()
