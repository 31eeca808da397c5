"""The words of a search on its page: which find nothing, and as what the others are read."""

import pytest

from registry.bitmaps import current
from tests.factories import make_project
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db


class TestAWordThatNothingBears:
    def test_is_named_with_what_the_others_find(self, article, client):
        page = Page(client.get("/projects/?q=홈페이지+하늘자전거+구축&region=41"))

        assert "“하늘자전거” 낱말이 든 사업은 한 건도 없습니다." in page.text
        assert "“홈페이지 구축”만 찾으면 1건" in page.text
        rest = "/projects/?q=%ED%99%88%ED%8E%98%EC%9D%B4%EC%A7%80+%EA%B5%AC%EC%B6%95&region=41"
        assert rest in {link.get("href") for link in page.all("a")}
        assert "조건에 맞는 사업 1건" in Page(client.get(rest)).text

    @pytest.mark.parametrize(
        "query", ["q=하늘자전거", "q=데이터+CCTV&region=28", "q=-+하늘자전거"]
    )
    def test_is_not_named_where_it_is_the_only_one_or_each_finds_something(
        self, article, client, query
    ):
        assert "한 건도 없습니다" not in Page(client.get(f"/projects/?{query}")).text

    def test_is_named_without_the_particles_of_the_others(self, article, client):
        page = Page(client.get("/projects/?q=홈페이지를+하늘자전거의"))

        assert "이렇게 찾았습니다: 홈페이지, 하늘자전거의." in page.text
        assert "“하늘자전거의” 낱말이 든 사업은 한 건도 없습니다." in page.text
        assert "“홈페이지”만 찾으면 4건" in page.text

    def test_without_its_particle_is_told(self, article, client):
        page = Page(client.get("/projects/?q=용인시의+CCTV"))

        assert "조건에 맞는 사업 1건" in page.text
        assert "적은 그대로는 없는 낱말이 있어 이렇게 찾았습니다: 용인시, CCTV." in page.text

    @pytest.mark.parametrize("query", ["", "q=용인시+CCTV", "q=!!", "q=없는말의", "q=시+스+템"])
    def test_is_told_of_only_where_it_was_read_otherwise(self, article, client, query):
        assert "이렇게 찾았습니다" not in Page(client.get(f"/projects/?{query}")).text

    def test_of_a_draft_is_borne_by_nothing(self, client):
        make_project(published=False, name="하늘자전거 관제")
        make_project(name="관제")

        assert "“하늘자전거” 낱말이" in Page(client.get("/projects/?q=하늘자전거+관제")).text

    def test_is_looked_for_among_five(self, article, client, django_assert_max_num_queries):
        words = "+".join(["데이터", "관제", "홈페이지", "통합", "구축", "가나", "다라", "마바"])
        current()

        with django_assert_max_num_queries(21):
            client.get(f"/projects/?q={words}")
