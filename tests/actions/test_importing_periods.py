"""Periods of a file beside what is stored, in the preview of an import."""

import pytest

from registry.actions.exporting import write_csv
from registry.actions.importing import stage
from registry.models import Project
from registry.notation.codes import Role
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import (
    changes,
    codes,
    counts,
    imported,
    messages,
    staged,
    upload_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(article):
    return make_user(role=Role.PUBLISHER, at=make_municipality(), includes_below=True)


def cctv():
    return Project.objects.get(number="2013-41-0003")


class TestPeriods:
    def test_in_other_words_for_the_same_days_are_no_change(self, publisher):
        headings = ("사업명", "회계연도", "사업기간")
        row = ("공공기관 정보시스템 통합 구축 사업", 2013, "2013. 3. ~ 2013. 8.")

        assert counts(staged(publisher, row, headings=headings)) == {"unchanged": 1}

    def test_change_with_their_days(self, publisher):
        headings = ("사업명", "회계연도", "사업기간")
        row = ("공공기관 정보시스템 통합 구축 사업", 2013, "'13.3~'13.12")
        batch = imported(publisher, row, headings=headings)

        [(_old, new)] = changes(batch).values()
        assert new.startswith("2013-03 ~ 2013-12")
        project = Project.objects.get(number="2013-41-0002")
        assert project.period_text == "'13.3~'13.12"
        assert str(project.period_end) == "2013-12-31"

    def test_that_end_before_they_start_with_what_is_stored_are_told(self, publisher):
        headings = ("사업 번호", "사업명", "완료일")
        row = ("2013-41-0002", "공공기관 정보시스템 통합 구축 사업", "2012-12")
        batch = staged(publisher, row, headings=headings)

        assert codes(batch) == ["breaks-promise"]
        assert "2행 완료일(C2)" in messages(batch)[0]


class TestPeriodsBesideTheirDays:
    """An export has 사업 기간 and 착수일, 완료일: a clerk may change one of them only."""

    def exported(self, publisher, *changes):
        data = "".join(write_csv(Project.objects.filter(pk=self.project.pk), for_public=False))
        for old, new in changes:
            assert old in data
            data = data.replace(old, new)
        return stage(upload_of(data.encode()), publisher)

    @pytest.fixture(autouse=True)
    def project(self, publisher):
        self.project = make_project(
            owner=make_municipality(),
            period_text="2013.3 ~ 2013.12",
            period_start="2013-03-01",
            period_start_precision="month",
            period_end="2013-12-31",
            period_end_precision="month",
            period_certainty="exact",
        )

    def test_are_told_where_only_the_words_change(self, publisher):
        batch = self.exported(publisher, ("2013.3 ~ 2013.12", "2013.3 ~ 2014.6"))

        assert codes(batch) == ["period-words-differ"]
        assert "2행 사업 기간(" in messages(batch)[0]
        assert "‘2013.3 ~ 2014.6’이" in messages(batch)[0]
        assert "‘2013-03 ~ 2013-12’로 저장합니다" in messages(batch)[0]

    def test_are_told_where_only_a_day_changes(self, publisher):
        batch = self.exported(publisher, (",2013-12,", ",2014-06,"))

        assert codes(batch) == ["period-words-differ"]

    def test_are_told_where_the_words_leave_the_end_open(self, publisher):
        batch = self.exported(publisher, ("2013.3 ~ 2013.12", "2013.3 ~ 계속"))

        assert codes(batch) == ["period-words-differ"]

    @pytest.mark.parametrize(
        "words", ["'13.3~'13.12", "3월~12월", "2013년", "착수일로부터 10개월", "연중", "내달까지"]
    )
    def test_may_be_said_in_other_words(self, publisher, words):
        assert codes(self.exported(publisher, ("2013.3 ~ 2013.12", words))) == []

    def test_that_disagree_already_are_no_news(self, publisher):
        Project.objects.update(period_text="2013.3 ~ 2014.6")
        batch = self.exported(publisher)

        assert counts(batch) == {"unchanged": 1}
        assert messages(batch) == []

    def test_are_told_of_a_new_project(self, publisher):
        headings = ("사업명", "회계연도", "사업기간", "착수일", "완료일")
        rows = [("새 사업", 2013, "2013.3~2014.6", "2013-03", "2013-12")]
        rows += [("헌 일", 2013, "2013.3~2014.6", "2013-03-04", "")]

        assert codes(staged(publisher, *rows, headings=headings)) == ["period-words-differ"]
