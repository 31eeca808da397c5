"""인용: a list and a statistic in words to be printed, and never of a day that is past."""

import pytest
from django.utils import timezone

from tests.pages.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article")]

ONLY_NOW = "지금 공개된 대로만 보여 줍니다."


class TestACitation:
    @pytest.mark.parametrize(
        ("query", "said", "address"),
        [
            (
                "page=1&per=50&sort=total&region=41&year=2013",
                "정보화사업 4건 (조건: 2013년, 경기도), 총사업비 합계 107억 2,400만 원, 금액이 "
                "확정되지 않은 1건 제외 (미공개 1건), 2013년 사업비 합계 85억 2,400만 원, 그해 "
                "금액을 알 수 없는 1건 제외 · 연도별 금액이 없어 총사업비 전체를 넣은 2건 포함,",
                "?year=2013&region=41",
            ),
            (
                "",
                "정보화사업 22건 (조건: 없음 (공개된 사업 전체)), 총사업비 합계 248억 8,200만 원, "
                "금액이 확정되지 않은 5건 제외 (대략 1건, 미정 1건, 미공개 3건) · "
                "중복 의심 1쌍 포함,",
                "",
            ),
            (
                "city=41460",
                "총사업비 합계 52억 2,400만 원, 공동으로 참여하는 1건 포함,",
                "?city=41460",
            ),
        ],
    )
    def test_of_a_list_has_conditions_sums_day_and_address(self, client, query, said, address):
        page = Page(client.get(f"/projects/?{query}"))
        here = f"http://testserver/projects/{address}"

        assert f"{said} {timezone.localdate():%Y-%m-%d}, {here} " in page.text
        assert [link["href"] for link in page.all("a")].count(here) == 1
        assert "다르면 그날 뒤에 자료가 바뀐 것입니다." in page.text

    @pytest.mark.parametrize("asked", ["", "?year=2013"])
    def test_of_a_municipality_has_its_year_written_out(self, client, asked):
        page = Page(client.get(f"/regions/41/{asked}"))
        here = "http://testserver/regions/41/?year=2013"

        assert (
            "정보화사업 등록부, 「경기도 정보화사업」 (조건: 2013년), 사업 4건, "
            "총사업비 합계 107억 2,400만 원, 금액이 확정되지 않은 1건 제외 (미공개 1건), "
            "2013년 사업비 합계 85억 2,400만 원, 그해 금액을 알 수 없는 1건 제외 · "
            "연도별 금액이 없어 총사업비 전체를 넣은 2건 포함, "
            f"{timezone.localdate():%Y-%m-%d}, {here} "
        ) in page.text
        assert "인용하려면" not in Page(client.get("/regions/41820/")).text

    def test_of_a_statistic_has_its_finding_and_what_the_sum_leaves_out(self, client):
        text = Page(client.get("/stats/regions/?year=2013")).text
        share = Page(client.get("/stats/share/?year=2013")).text

        assert (
            "정보화사업 등록부, 「지자체별 총사업비와 재원」 (조건: 2013년), “확정된 총사업비가 "
            "가장 많은 곳은 서울특별시(131억 2,900만 원, 전체의 52.8%)입니다.”, 사업 22건, "
            "총사업비 합계 248억 8,200만 원, 금액이 확정되지 않은 5건 제외"
        ) in text
        assert f"{timezone.localdate()}, http://testserver/stats/regions/?year=2013 " in text
        assert "총사업비 합계" not in share.partition("인용하려면")[2]

    @pytest.mark.parametrize("address", ["/projects/?q=없는말", "/projects/?year=abc"])
    def test_is_not_offered_of_nothing_or_of_a_misunderstanding(self, client, address):
        assert "인용하려면" not in Page(client.get(address)).text


class TestAPastDay:
    @pytest.mark.parametrize(
        "address",
        ["/projects/", "/stats/", "/stats/years/", "/regions/", "/regions/41/", "/"],
    )
    def test_is_said_to_be_none_that_sums_are_shown_of(self, client, address):
        assert ONLY_NOW in Page(client.get(f"{address}?as_of=2013-01-02")).text
        assert ONLY_NOW not in Page(client.get(address)).text

    @pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "atom"])
    def test_leads_from_every_file_to_the_page_that_says_so(self, client, ending):
        answer = client.get(f"/projects.{ending}?year=2013&as_of=2013-01-02")

        assert (answer.status_code, answer["Location"]) == (
            302,
            "/projects/?year=2013&as_of=2013-01-02",
        )

    def test_leads_from_a_table_to_its_page(self, client):
        answer = client.get("/stats/years.csv?as_of=2013-01-02")

        assert answer["Location"] == "/stats/years/?as_of=2013-01-02"
