"""다음 연도로 이어 쓰기 in the admin: the page, who sees what, and two years naming each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registry.models import Project
from tests.factories import make_department, make_municipality, make_project

LIST = "/admin/registry/project/"
PAGE = f"{LIST}carry/"


def make_upkeep(**fields):
    return make_project(type="operation", status="ongoing", **fields)


def carry(client, *projects, body="41", year=2013):
    data = {"body": body, "year": year, "_selected_action": [project.pk for project in projects]}
    return client.post(PAGE, data, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestPage:
    def test_is_offered_on_the_list_to_who_drafts(self, writer, sign_in, cast, gyeonggi):
        assert PAGE in writer.get(LIST).content.decode()
        assert PAGE not in sign_in(cast.reader).get(LIST).content.decode()

    def test_begins_with_the_own_body_and_its_latest_year(self, writer, gyeonggi):
        make_upkeep(owner=gyeonggi, fiscal_year=2012)
        project = make_upkeep(owner=gyeonggi, name="2013년 통합관제센터 유지관리")

        page = writer.get(PAGE).content.decode()

        assert "경기도 2013년 사업 가운데 2014년에도 이어지는 사업" in page
        assert f'value="{project.pk}" checked' in page
        assert "2014년 초안 ‘2014년 통합관제센터 유지관리’" in page
        assert Project.objects.count() == 2

    def test_leads_to_the_money_of_what_stays_one_project(self, writer, gyeonggi):
        project = make_project(owner=gyeonggi, note="계속사업", published=False)

        page = writer.get(PAGE).content.decode()

        assert "새로 만들지 않습니다." in page
        assert f"{LIST}{project.pk}/change/#funding-group" in page
        assert "_selected_action" not in page

    def test_says_where_there_is_nothing(self, writer, gyeonggi):
        assert "이어 쓸 사업이 아직 없습니다." in writer.get(PAGE).content.decode()
        make_project(owner=gyeonggi, status="done")
        assert "다음 해로 이어지는 것이 없습니다." in writer.get(PAGE).content.decode()

    @pytest.mark.parametrize("query", ["?body=11&year=2013", "?body=41&year=abc", "?body=x"])
    def test_survives_a_wrong_address(self, writer, gyeonggi, seoul, query):
        make_upkeep(owner=gyeonggi)
        make_upkeep(owner=seoul, name="서울 사업")

        answer = writer.get(f"{PAGE}{query}")

        assert answer.status_code == 200
        assert "서울 사업" not in answer.content.decode()

    @pytest.mark.parametrize("rows", [10, 40])
    def test_asks_no_more_for_more_projects(
        self, writer, gyeonggi, rows, django_assert_max_num_queries
    ):
        for number in range(rows):
            office = make_department(municipality=gyeonggi, name=f"{number}과")
            make_upkeep(owner=gyeonggi, department=office)
            make_project(
                owner=gyeonggi,
                fiscal_year=2014,
                continues=make_upkeep(owner=gyeonggi, department=office),
            )

        with django_assert_max_num_queries(20):
            page = writer.get(PAGE, {"year": 2013}).content.decode()

        assert f"해마다 하는 사업 {rows}건" in page
        assert f"이미 이어 쓴 사업 {rows}건" in page


class TestMaking:
    def test_makes_the_drafts_and_shows_them(self, writer, gyeonggi):
        project = make_upkeep(owner=gyeonggi)

        answer = carry(writer, project)

        assert said(answer) == ["1건을 2014년 초안으로 이어 썼습니다. 금액은 비어 있습니다."]
        assert answer.redirect_chain == [(f"{LIST}?year=2014&publication=draft", 302)]
        assert Project.objects.get(fiscal_year=2014).continues == project

    def test_makes_them_once(self, writer, gyeonggi):
        project = make_upkeep(owner=gyeonggi)
        carry(writer, project)

        answer = carry(writer, project)

        assert said(answer) == ["고른 사업은 이미 이어 썼습니다. 새로 만든 것은 없습니다."]
        assert answer.redirect_chain == [(f"{LIST}?year=2014&publication=draft", 302)]
        assert Project.objects.filter(fiscal_year=2014).count() == 1

    @pytest.mark.parametrize(
        "who", ["seoul_writer", "seoul_publisher", "seoul_keeper", "newcomer", "reader", "citizen"]
    )
    def test_lets_no_stranger_forge_it(self, sign_in, cast, gyeonggi, who):
        project = make_upkeep(owner=gyeonggi)
        client = sign_in(getattr(cast, who))

        for body in ("41", "11"):
            carry(client, project, body=body)

        assert Project.objects.count() == 1

    def test_is_a_provinces_for_the_bodies_below_where_it_says_so(self, sign_in, cast, gyeonggi):
        yongin = make_municipality(code="41460", name="용인시")
        project = make_upkeep(owner=yongin)
        client = sign_in(cast.writer)
        carry(client, project, body="41460")
        assert Project.objects.count() == 1

        cast.writer.memberships.update(includes_below=True)
        carry(client, project, body="41460")

        assert Project.objects.get(fiscal_year=2014).owner == yongin


class TestNeighbours:
    @pytest.fixture
    def pair(self, gyeonggi):
        source = make_upkeep(owner=gyeonggi, name="올해 유지관리")
        later = make_upkeep(
            owner=gyeonggi, name="이듬해 유지관리", fiscal_year=2014, continues=source
        )
        return source, later

    def test_name_each_other_on_the_form(self, writer, publisher, pair):
        source, later = pair

        first = publisher.get(f"{LIST}{source.pk}/change/").content.decode()
        second = publisher.get(f"{LIST}{later.pk}/change/").content.decode()

        assert f'{later.pk}/change/">{later.number} 이듬해 유지관리</a>' in first
        assert f'{source.pk}/change/">{source.number} 올해 유지관리</a>' in second
        assert "지난해 사업" not in first
        assert "다음 해 사업" not in second

    def test_name_each_other_to_citizens_once_both_are_public(self, client, pair):
        source, later = pair
        assert later.get_absolute_url() in client.get(source.get_absolute_url()).content.decode()
        assert source.get_absolute_url() in client.get(later.get_absolute_url()).content.decode()

        Project.objects.filter(pk=later.pk).update(publication="draft")
        assert "이듬해" not in client.get(source.get_absolute_url()).content.decode()

        tomorrow = timezone.localdate() + timedelta(days=1)
        Project.objects.filter(pk=later.pk).update(
            publication="published", published_from=tomorrow
        )
        assert "이듬해" not in client.get(source.get_absolute_url()).content.decode()

    def test_hold_each_other_back_from_deletion(self, writer, gyeonggi):
        source = make_upkeep(owner=gyeonggi, published=False)
        make_upkeep(owner=gyeonggi, fiscal_year=2014, continues=source, published=False)

        writer.post(f"{LIST}{source.pk}/delete/", {"post": "yes"})

        assert Project.objects.count() == 2
