"""The two fixtures: every body with its dates, and the article of 2013 with every trap in it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from registry.models import (
    AnnualBudget,
    Citation,
    Descent,
    FundingSource,
    Municipality,
    NumberCounter,
    Participation,
    Phase,
    Project,
    Source,
)
from registry.models.settling import keep_settled, settle
from registry.notation.codes import Certainty, Funding
from registry.notation.places import Register
from tests.factories import make_municipality, make_project

pytestmark = pytest.mark.django_db
FIXTURES = Path("fixtures")


def project(name):
    return Project.objects.get(name=name)


@pytest.mark.usefixtures("municipalities")
class TestMunicipalities:
    def test_are_361_bodies(self):
        assert Municipality.objects.count() == 361

    @pytest.mark.parametrize(
        ("day", "governments", "regions"),
        [(date(2013, 2, 1), 244, 17), (date(2026, 11, 1), 243, 16)],
    )
    def test_are_as_many_as_there_were_that_day(self, day, governments, regions):
        valid = Municipality.objects.local_governments().valid_on(day)

        assert valid.count() == governments
        assert valid.regions().count() == regions

    def test_know_the_same_lineage_as_the_notation(self):
        register = Register.from_fixture(FIXTURES / "municipalities.json")

        wrong = [
            body.code
            for body in Municipality.objects.all()
            if register.lineage(body.code) != body.lineage
        ]

        assert wrong == []

    def test_know_what_settling_works_out_anew(self):
        known = set(Descent.objects.values_list("body__code", "origin", "whole", "since"))

        assert settle() == []
        assert set(Descent.objects.values_list("body__code", "origin", "whole", "since")) == known
        Municipality.objects.filter(code="41730").update(lineage="41730", region="11")
        Descent.objects.filter(body__code="12").delete()
        Descent.objects.filter(body__code="28125").update(whole=True)
        keep_settled("default")
        assert set(Descent.objects.values_list("body__code", "origin", "whole", "since")) == known
        assert Municipality.objects.get(code="41730").lineage == "41670"

    @pytest.mark.parametrize(
        ("code", "successors"),
        [("42", ["51"]), ("28260", ["28275", "28290"]), ("43710", ["43110"]), ("29", ["12"])],
    )
    def test_name_their_successors(self, code, successors):
        body = Municipality.objects.get(code=code)

        assert [after.code for after in body.successors.all()] == successors

    @pytest.mark.parametrize(
        ("code", "lineage"),
        [("42", "51"), ("41730", "41670"), ("43710", "43710"), ("29", "29"), ("28260", "28260")],
    )
    def test_go_on_as_one_body_only_when_nothing_was_split_or_merged(self, code, lineage):
        assert Municipality.objects.get(code=code).lineage == lineage


@pytest.mark.usefixtures("article")
class TestArticle:
    def test_has_22_projects_3_budgets_and_one_source_all_published(self):
        assert Project.objects.published().count() == 22
        assert AnnualBudget.objects.count() == 3
        assert Source.objects.count() == 1

    def test_quotes_its_words_for_every_project_and_budget(self):
        assert not Project.objects.filter(citations=None).exists()
        assert not AnnualBudget.objects.filter(citations=None).exists()
        assert not Citation.objects.filter(quote="").exists()

    def test_sums_to_what_the_rules_give_with_five_left_out_and_one_possible_pair(self):
        total = Project.objects.published().sum_of_totals()

        assert (total.count, total.won, total.pairs) == (22, 24_882_000_000, 1)
        assert total.won_once == 23_902_000_000
        assert total.left_out == {
            Certainty.ABOUT: 1,
            Certainty.UNDECIDED: 1,
            Certainty.UNSTATED: 3,
        }

    @pytest.mark.parametrize(
        ("region", "count", "won"),
        [("11", 11, 13_129_000_000), ("41", 4, 10_724_000_000), ("28", 7, 1_029_000_000)],
    )
    def test_sums_by_region(self, region, count, won):
        total = Project.objects.filter(owner__region=region).sum_of_totals()

        assert (total.count, total.won) == (count, won)

    def test_keeps_the_same_petition_system_twice_and_flags_it(self):
        twins = Project.objects.published().with_likely_twin()

        assert {twin.name for twin in twins} == {
            "민원 제안 통합관리시스템 구축",
            "민원제안 통합관리시스템",
        }
        assert {twin.total_won for twin in twins} == {980_000_000}

    def test_never_counts_a_feasibility_estimate_as_a_budget(self):
        database = project("DB 정확도 개선")

        assert database.total_certainty == Certainty.UNDECIDED
        assert database.total_won is None
        assert (database.estimate_won, database.estimate_basis) == (6_500_000_000, "예비타당성")

    def test_reads_five_or_more_as_at_least_five(self):
        homepage = project("시 홈페이지 개편")

        assert homepage.total_certainty == Certainty.ABOUT
        assert homepage.total_min_won == homepage.total_won == 500_000_000

    def test_takes_one_amount_in_2013_and_another_in_all(self):
        homepages = project("홈페이지 통폐합 시스템 구축")
        gyeonggi = Project.objects.filter(owner__code="41")

        assert homepages.exact_won == 4_000_000_000
        assert homepages.won_of_year(2013) == 1_800_000_000
        assert homepages.won_of_year(2014) is None
        assert gyeonggi.sum_of_year(2013).won == 8_524_000_000

    def test_keeps_the_words_of_a_period_that_can_be_read_two_ways(self):
        homepages = project("홈페이지 통폐합 시스템 구축")

        assert homepages.period_text == "내달부터 2015년 12월까지 34개월간"
        assert homepages.period_start == date(2013, 3, 1)
        assert homepages.period_certainty == "derived"

    def test_says_what_each_year_of_the_homepages_does(self):
        phases = Phase.objects.filter(project=project("홈페이지 통폐합 시스템 구축"))

        assert [phase.fiscal_year for phase in phases] == [2013, 2014, 2015]
        assert 96 + 53 + 92 == 241
        assert 10 + 18 + 32 == 60

    def test_crosses_the_fiscal_year_with_one_amount(self):
        sharing = project("데이터 공유·활용 기반 조성 사업")

        assert (sharing.period_start, sharing.period_end) == (date(2013, 3, 1), date(2014, 2, 28))
        assert sharing.won_of_year(2013) == 430_000_000

    def test_leaves_the_other_half_of_the_cctv_centres_unstated(self):
        centres = project("CCTV 통합관제센터 설치")

        assert centres.breakdown().parts == {Funding.NATIONAL: 2_612_000_000}
        assert centres.breakdown().rest == 2_612_000_000
        assert list(FundingSource.objects.filter(project=centres).values_list("source")) == [
            ("national",)
        ]

    def test_joins_the_five_cities_without_dividing_the_money(self):
        centres = project("CCTV 통합관제센터 설치")
        yongin = Municipality.objects.get(code="41460")

        codes = centres.participants.order_by("code").values_list("code", flat=True)

        assert list(codes) == ["41220", "41250", "41450", "41460", "41570"]
        assert Project.objects.led_by(yongin).sum_of_totals().won == 0
        assert list(Project.objects.joined_by(yongin)) == [centres]

    def test_knows_one_of_the_twelve_public_bodies_and_says_twelve(self):
        systems = project("공공기관 정보시스템 통합 구축 사업")

        assert systems.participants_stated == 12
        assert [str(body) for body in Participation.objects.filter(project=systems)] == [
            "경기관광공사"
        ]

    @pytest.mark.parametrize(
        ("code", "share", "stated"),
        [("11", "0.3262", "0.326"), ("41", "0.1193", "0.119"), ("28", "0.2250", "0.225")],
    )
    def test_computes_the_share_of_the_it_lead_beside_the_stated_one(self, code, share, stated):
        budget = AnnualBudget.objects.get(municipality__code=code)

        assert round(budget.share, 4) == Decimal(share)
        assert budget.stated_share == Decimal(stated)

    def test_gives_one_budget_to_two_departments_of_gyeonggi(self):
        budget = AnnualBudget.objects.get(municipality__code="41")

        assert budget.departments.count() == 2

    def test_says_that_the_growth_is_the_departments_not_the_citys(self):
        budget = AnnualBudget.objects.get(municipality__code="11")

        assert (budget.stated_growth, budget.growth_of) == (Decimal("32.3"), "정보화기획단의 예산")

    def test_keeps_incheons_budget_to_the_ten_thousand_won(self):
        assert AnnualBudget.objects.get(municipality__code="28").whole_won == 6_976_847_060_000

    def test_puts_offices_and_affiliates_under_what_they_belong_to(self):
        departments = {
            name: str(project(name).department)
            for name in ("DB 정확도 개선", "시 산하 의료기관 통합진료협력시스템 구축")
        }

        assert set(departments.values()) == {"상수도본부 지리정보과", "서울의료원 의료정보팀"}

    @pytest.mark.parametrize("theme", ["미추홀콜센터", "미래 ICT 행정", "행정정보화 기반"])
    def test_does_not_take_a_theme_for_a_project(self, theme):
        assert not Project.objects.filter(name__contains=theme).exists()

    def test_names_no_reporter(self):
        assert "기자" not in (FIXTURES / "article_2013.json").read_text()


class TestLoading:
    @pytest.fixture
    def loaded(self):
        call_command("loaddata", "municipalities", "article_2013", verbosity=0)

    def test_starts_a_history_and_moves_the_counters(self, loaded):
        assert Project.history.count() == 22
        assert Citation.history.count() == 25
        assert NumberCounter.objects.get(municipality__code="11").last == 11

    def test_makes_public_from_that_day_as_page_and_history_both_say(self, client, loaded):
        today = timezone.localdate()
        number = Project.objects.order_by("number").values_list("number", flat=True)[0]

        assert set(Project.objects.values_list("published_from", flat=True)) == {today}
        page = client.get(f"/projects/{number}/").content.decode()
        assert f'공개 <time datetime="{today:%Y-%m-%d}">' in page
        history = client.get(f"/projects/{number}/history/").content.decode()
        assert f'datetime="{today:%Y-%m-%d}' in history
        before = client.get(f"/projects/{number}/?as_of=2013-02-01").content.decode()
        assert "그때는 공개되어 있지 않았습니다" in before

    def test_again_changes_nothing(self, loaded):
        for kept in (Project.objects, Project.history):
            kept.update(published_from=date(2026, 11, 1))

        call_command("loaddata", "municipalities", "article_2013", verbosity=0)

        assert Project.objects.count() == 22
        assert Project.history.count() == 22

    def test_into_a_filled_database_leaves_what_is_there(self, municipalities):
        newer = make_project(owner=make_municipality(code="41"), fiscal_year=2014)

        call_command("loaddata", "article_2013", verbosity=0)

        assert Project.objects.filter(pk=newer.pk).exists()
        assert Project.objects.count() == 23

    def test_never_overwrites_another_project_of_the_same_number(self, municipalities):
        mine = make_project(owner=make_municipality(code="41"), name="우리 사업")

        with pytest.raises(ValidationError, match="이미 다른 사업의 번호"):
            call_command("loaddata", "article_2013", verbosity=0)

        mine.refresh_from_db()
        assert mine.name == "우리 사업"

    def test_is_followed_by_the_next_number(self, article):
        new = make_project(owner=make_municipality(code="41"))

        assert new.number == "2013-41-0005"
