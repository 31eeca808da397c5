"""The first page, and the pages of last resort."""

import re

import pytest
from django.template.loader import render_to_string

from tests.factories import make_municipality, make_project
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db


class TestHome:
    def test_says_the_three_figures(self, article, client):
        text = Page(client.get("/")).text

        assert "2013년 등록 사업 22건" in text
        assert "총사업비 합계 248억 8,200만 원" in text
        assert "국비로 확인된 금액 26억 1,200만 원 재원이 공개된 사업 22건 중 1건" in text

    def test_leaves_out_the_states_money_of_a_part_of_what_is_undecided(self, client):
        larger = make_project(won=None, total_certainty="undecided")
        make_project(part_of=larger, won=10**9, national=10**8)

        text = Page(client.get("/")).text

        assert "총사업비 합계 0원" in text
        assert "국비로 확인된 금액 0원" in text

    def test_leads_on(self, article, client):
        page = Page(client.get("/"))
        links = [link["href"] for link in page.all("a")]

        assert "10억 원 이상 사업 7건" in page.text
        assert "금액 미정 사업 1건" in page.text
        assert "/projects/?year=2013&min=100000" in links
        assert "/regions/41/" in links

    @pytest.mark.parametrize("address", ["/", "/regions/"])
    def test_counts_what_a_region_only_takes_part_in_without_its_money(self, client, address):
        shared = make_project(owner=make_municipality(code="11", name="서울특별시"), won=10**8)
        shared.participations.create(municipality=make_municipality(code="28", name="인천광역시"))

        text = Page(client.get(address)).text
        assert re.search("인천광역시 0 ?건 참여 1건", text)
        assert not re.search("서울특별시 1 ?건 참여", text)
        assert text.count("1억 원") == (2 if address == "/" else 1)

    def test_says_when_there_is_nothing_yet(self, client):
        page = Page(client.get("/"))

        assert "아직 등록된 사업이 없습니다." in page.text
        assert page.keeps_the_promises()

    def test_does_not_claim_to_be_official(self, client):
        assert "공식 누리집이 아닙니다" in Page(client.get("/")).text

    def test_names_its_operator_where_it_is_official(self, client, settings):
        settings.SITE_OPERATOR_KIND, settings.SITE_OPERATOR_NAME = "official", "경기도"

        text = Page(client.get("/")).text

        assert "이 누리집은 경기도에서 운영합니다." in text
        assert "공식 누리집이 아닙니다" not in text

    def test_sets_no_cookie(self, article, client):
        assert not client.get("/").cookies

    def test_takes_nothing_but_questions(self, client):
        assert client.post("/projects/").status_code == 405


class TestAPageOfLastResort:
    @pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
    def test_needs_neither_a_request_nor_the_database(self, name, django_assert_num_queries):
        with django_assert_num_queries(0):
            html = render_to_string(name)

        assert "<h1>" in html
        assert 'href="/projects/"' in html

    @pytest.mark.parametrize("address", ["/", "/projects/", "/stats/", "/admin/"])
    def test_is_shown_where_the_database_is_gone(
        self, client, settings, django_db_blocker, address
    ):
        client.raise_request_exception = False
        client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32  # as if a clerk had signed in
        with django_db_blocker.block():
            answer = client.get(address)

        page = Page(answer)
        assert answer.status_code == 500
        assert page.keeps_the_promises()
        assert "문제가 생겨 처리하지 못했습니다" in page.text
        assert {"/", "/projects/"} <= {link["href"] for link in page.all("a")}
