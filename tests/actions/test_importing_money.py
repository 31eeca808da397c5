"""Whose money a column means, where the stored paper gave no year."""

import pytest

from registry.models import FundingSource
from registry.notation.codes import Role
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import counts, imported, staged

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
