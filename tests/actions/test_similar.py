"""유사사업 찾기: what is shown, in which order, why, and to whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.actions.similar import Question, find_similar
from registry.models import DuplicateDecision, Project
from registry.notation.codes import Role
from registry.notation.likeness import Likeness
from tests.factories import make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def gyeonggi(db):
    return make_municipality(code="41", name="경기도")


@pytest.fixture
def seoul(db):
    return make_municipality(code="11", name="서울특별시")


@pytest.fixture
def clerk(gyeonggi):
    return make_user(role=Role.WRITER, at=gyeonggi)


def names(question: Question) -> list[str]:
    return [match.project.name for match in find_similar(question)]


class TestArticle:
    @pytest.mark.parametrize(
        ("asked", "first"),
        [
            ("민원 제안 통합관리시스템 구축", "민원제안 통합관리시스템"),
            ("민원제안 통합관리시스템", "민원 제안 통합관리시스템 구축"),
        ],
    )
    def test_has_the_pair_about_proposals_first_for_each_other(self, article, asked, first):
        project = Project.objects.get(name=asked)

        [match, *_rest] = find_similar(Question(project.name, make_user(), project))

        assert match.project.name == first
        assert match.likeness is Likeness.VERY
        assert match.same_type
        assert match.near

    def test_has_the_homepages_for_a_typed_title(self, article):
        found = names(Question("누리집 개편", make_user()))

        assert found[0] == "시 홈페이지 개편"
        assert "시 홈페이지 혁신" in found


class TestFindSimilar:
    def test_finds_another_spelling_and_spacing(self, clerk, seoul):
        make_project(owner=seoul, name="폐쇄 회로 관제")
        make_project(owner=seoul, name="악취 측정")

        assert names(Question("CCTV 관제", clerk)) == ["폐쇄 회로 관제"]

    def test_does_not_show_the_project_itself(self, clerk, gyeonggi):
        project = make_project(owner=gyeonggi, name="악취 측정")

        assert names(Question(project.name, clerk, project)) == []

    @pytest.mark.parametrize("title", ["", " ", "!?", "2013"])
    def test_of_a_title_that_says_nothing_is_empty(self, clerk, title):
        make_project(name="악취 측정")

        assert names(Question(title, clerk)) == []

    def test_keeps_to_years_and_region(self, clerk, seoul, gyeonggi):
        make_project(owner=seoul, name="악취 측정", fiscal_year=2012)
        make_project(owner=seoul, name="악취 측정망", fiscal_year=2014)
        make_project(owner=gyeonggi, name="악취 측정소", fiscal_year=2014)

        assert names(Question("악취 측정", clerk, first=2013, last=2014, region="11")) == [
            "악취 측정망"
        ]

    def test_leaves_out_what_is_ones_own_if_asked(self, clerk, seoul, gyeonggi):
        make_project(owner=gyeonggi, name="악취 측정")
        make_project(owner=seoul, name="악취 측정망")

        assert names(Question("악취 측정", clerk, without_own=True)) == ["악취 측정망"]

    def test_leaves_out_the_other_projects_of_the_asking_ones_body(self, clerk, seoul, gyeonggi):
        project = make_project(owner=seoul, name="악취 측정")
        make_project(owner=seoul, name="악취 측정소")
        make_project(owner=gyeonggi, name="악취 측정망")

        question = Question(project.name, clerk, project, without_own=True)

        assert names(question) == ["악취 측정망"]

    def test_says_why(self, clerk, seoul, gyeonggi):
        mine = make_project(owner=gyeonggi, name="악취 측정", outputs="측정기 12대", type="build")
        make_project(owner=seoul, name="악취측정", outputs="측정기 30대", type="build")

        [match] = find_similar(Question(mine.name, clerk, mine))

        assert match.reasons == [
            "사업명의 같은 말: 악취측정",
            "규모의 같은 말: 측정기",
            "사업 유형이 같음",
            "금액이 비슷함(20% 안)",
        ]

    def test_tells_what_was_decided_of_the_pair(self, article):
        pair = Project.objects.filter(name__contains="통합관리시스템", owner__code="11")
        first, second = [one for one in pair.order_by("pk") if "민원" in one.name]
        clerk = make_user(role=Role.READER, at=first.owner)
        DuplicateDecision.objects.create(first=first, second=second, decision="same", user=clerk)

        for one in (first, second):
            [match, *_rest] = find_similar(Question(one.name, clerk, one))
            assert match.decision == "같은 사업"


class TestScope:
    def test_shows_ones_own_drafts_and_nobody_elses(self, clerk, seoul, gyeonggi):
        make_project(owner=gyeonggi, name="악취 측정", published=False)
        make_project(owner=seoul, name="악취 측정망", published=False)

        [match] = find_similar(Question("악취 측정", clerk))

        assert (match.project.name, match.is_public) == ("악취 측정", False)

    def test_shows_nothing_that_is_public_only_from_tomorrow_or_no_more(self, clerk, seoul):
        tomorrow = timezone.localdate() + timedelta(days=1)
        make_project(owner=seoul, name="악취 측정", published_from=tomorrow)
        make_project(
            owner=seoul,
            name="악취 측정망",
            publication="withdrawn",
            withdrawn_on=date(2013, 3, 4),
            withdrawn_reason="중복 등록",
        )

        assert names(Question("악취 측정", clerk)) == []

    def test_lets_no_draft_of_others_change_what_is_found(self, clerk, seoul):
        for name in ("악취 측정", "악취 감시", "수질 측정"):
            make_project(owner=seoul, name=name)
        question = Question("악취 측정", clerk)
        before = [(match.project.pk, match.score) for match in find_similar(question)]

        for number in range(400):
            make_project(owner=seoul, name=f"악취 측정 {number}", published=False)

        after = [(match.project.pk, match.score) for match in find_similar(question)]
        assert after == before
        assert len(before) == 3

    def test_does_not_tell_decisions_of_other_bodies(self, clerk, seoul):
        first = make_project(owner=seoul, name="악취 측정")
        second = make_project(owner=seoul, name="악취 측정망")
        DuplicateDecision.objects.create(first=first, second=second, decision="same", user=clerk)

        [match] = find_similar(Question(first.name, clerk, first))

        assert match.decision == ""


class TestQueries:
    def test_are_as_many_for_forty_projects_as_for_ten(self, clerk, seoul):
        mine = make_project(name="악취 측정", outputs="측정기")
        counts = []
        for _more in range(2):
            for _one in range(10 if not counts else 30):
                make_project(owner=seoul, name="악취 측정망", outputs="측정기")
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert find_similar(Question(mine.name, clerk, mine))[0].reasons
            counts.append(len(asked))

        assert counts[0] == counts[1] <= 7
