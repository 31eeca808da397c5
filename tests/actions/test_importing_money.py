"""Whose money a column means, where the stored paper gave no year."""

import pytest

from registry.models import FundingSource
from registry.notation.codes import Role
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import codes, counts, imported, messages, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
PLAIN = ("사업명", "회계연도", "총사업비(천원)", "국비(천원)")
BY_YEAR = ("사업명", "회계연도", "국비(2013 계획)(천원)", "국비(연도 미상 계획)(천원)")


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality(code="41"))


@pytest.fixture
def cctv():
    return make_project(
        owner=make_municipality(code="41"), name="CCTV 통합관제센터 설치", national=2_612_000_000
    )


def matrix(project):
    return sorted(project.funding.values_list("source", "fiscal_year", "won"), key=str)


class TestAPlainColumn:
    def test_says_nothing_new_about_the_same_money_without_a_year(self, publisher, cctv):
        batch = staged(publisher, (cctv.name, 2013, 5_224_000, 2_612_000), headings=PLAIN)

        assert counts(batch) == {"unchanged": 1}

    def test_changes_the_money_that_has_no_year(self, publisher, cctv):
        imported(publisher, (cctv.name, 2013, 5_224_000, 3_000_000), headings=PLAIN)

        assert matrix(cctv) == [("national", None, 3_000_000_000)]

    def test_stands_beside_money_that_is_stored_by_years(self, publisher, cctv):
        FundingSource.objects.create(
            project=cctv, source="national", fiscal_year=2014, won=1_000_000_000
        )

        imported(publisher, (cctv.name, 2013, 5_224_000, 1_612_000), headings=PLAIN)

        assert ("national", 2013, 1_612_000_000) in matrix(cctv)

    def test_is_not_taken_for_another_stage(self, publisher, cctv):
        cctv.funding.update(stage="original")

        imported(publisher, (cctv.name, 2013, 5_224_000, 2_612_000), headings=PLAIN)

        assert cctv.funding.count() == 2


class TestAColumnOfAYear:
    def test_is_its_own_money_where_the_file_names_both(self, publisher, cctv):
        imported(publisher, (cctv.name, 2013, 1_000_000, 2_612_000), headings=BY_YEAR)

        assert matrix(cctv) == [
            ("national", 2013, 1_000_000_000),
            ("national", None, 2_612_000_000),
        ]


class TestAFileWithoutYears:
    WITHOUT = ("사업명", "국비(천원)")

    @pytest.fixture
    def by_year(self, cctv):
        cctv.funding.update(fiscal_year=2013)
        FundingSource.objects.create(
            project=cctv, source="municipal", fiscal_year=2013, won=1_000_000_000
        )
        return cctv

    def test_means_the_one_year_that_is_stored(self, publisher, by_year):
        batch = staged(publisher, (by_year.name, 2_612_000), headings=self.WITHOUT)

        assert counts(batch) == {"unchanged": 1}

    def test_is_asked_which_year_where_several_are_stored(self, publisher, by_year):
        FundingSource.objects.create(
            project=by_year, source="national", fiscal_year=2014, won=1_000_000_000
        )

        batch = staged(publisher, (by_year.name, 2_612_000), headings=self.WITHOUT)

        assert codes(batch) == ["which-year"]
        assert "2013, 2014년" in messages(batch)[0]

    def test_does_not_hide_what_another_source_pays(self, publisher, by_year):
        by_year.funding.filter(source="national").delete()

        imported(publisher, (by_year.name, 2_612_000), headings=self.WITHOUT)

        assert set(by_year.breakdown().parts) == {"national", "municipal"}


class TestAnotherSourceOfTheSameYear:
    def test_stands_with_the_money_that_has_no_year(self, publisher, cctv):
        headings = ("사업명", "회계연도", "총사업비(천원)", "국비(천원)", "시·군·구비(천원)")

        imported(publisher, (cctv.name, 2013, 5_224_000, 2_612_000, 2_612_000), headings=headings)

        assert cctv.breakdown().rest == 0
        assert len(cctv.breakdown().parts) == 2


class TestSums:
    """The numbers of a row agree with each other, and exceed what is stored."""

    FUNDED = ("사업명", "회계연도", "국비(2013 본예산)(천원)", "도비(2013 본예산)(천원)")

    def test_that_come_to_exceed_the_stored_total_are_told(self, publisher, cctv):
        cctv.funding.all().delete()

        batch = staged(publisher, (cctv.name, 2013, 3_000_000, 3_000_000), headings=self.FUNDED)

        assert codes(batch) == ["sums-exceed"]
        assert "재원 합계 60억 원 - 총사업비보다 7억 7,600만 원 많습니다." in messages(batch)[0]
        assert counts(batch) == {"changed": 1}

    def test_are_told_where_the_total_comes_down(self, publisher, cctv):
        batch = staged(
            publisher,
            (cctv.name, 2013, 1_000_000),
            headings=("사업명", "회계연도", "총사업비(천원)"),
        )

        assert codes(batch) == ["sums-exceed"]

    def test_that_exceeded_it_before_are_no_news(self, publisher, cctv):
        cctv.funding.update(won=6_000_000_000)
        headings = ("사업명", "회계연도", "총사업비(천원)", "국비(2014 본예산)(천원)")

        batch = staged(publisher, (cctv.name, 2013, 5_224_000, 1), headings=headings)

        assert codes(batch) == []
        assert counts(batch) == {"changed": 1}

    def test_are_held_over_the_rows_of_one_project(self, publisher):
        rows = [("새 사업", 2013, 5_000, 3_000, ""), ("새 사업", "", "", "", 3_000)]
        headings = ("사업명", "회계연도", "총사업비(천원)")
        headings += ("국비(2013 본예산)(천원)", "국비(2014 본예산)(천원)")

        batch = staged(publisher, *rows, headings=headings)

        assert "sums-exceed" in codes(batch)
        assert "재원 합계 600만 원 - 총사업비보다 100만 원 많습니다." in str(messages(batch))

    def test_that_stay_within_it_are_not_told(self, publisher, cctv):
        cctv.funding.all().delete()

        batch = staged(publisher, (cctv.name, 2013, 2_000_000, 2_000_000), headings=self.FUNDED)

        assert codes(batch) == []


class TestClearing:
    @pytest.mark.parametrize("heading", ["금액 상태", "최소 금액(원)", "기간 상태", "출처"])
    def test_is_refused_aloud_where_it_would_do_nothing(self, publisher, cctv, heading):
        headings = ("사업명", "회계연도", heading)

        batch = staged(publisher, (cctv.name, 2013, "(지움)"), headings=headings)

        assert "cannot-clear" in codes(batch)
