"""공개와 등록 취소."""

from datetime import date

import pytest
from django.utils import timezone

from registry.actions.publishing import publish, review, withdraw, withdraw_all
from registry.models import Project
from registry.notation.codes import Level, Publication, Role
from tests.factories import (
    make_department,
    make_municipality,
    make_project,
    make_sound_project,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality())


def reasons(report) -> list[str]:
    return [refusal.reason for refusal in report.refused]


class TestPublish:
    def test_shows_a_draft_from_today(self, publisher):
        draft = make_project(published=False)

        report = publish([draft], publisher, why="기사 확인")

        assert report.done == [draft]
        assert list(Project.objects.published()) == [draft]

    def test_may_name_a_day_that_lies_ahead(self, publisher):
        draft = make_project(published=False)

        publish([draft], publisher, on=date(2999, 1, 1), why="기사 확인")

        assert not Project.objects.published().exists()
        assert Project.objects.published(on=date(2999, 1, 1)).exists()

    def test_keeps_who_and_why(self, publisher):
        draft = make_project(published=False)

        publish([draft], publisher, why="기사 확인")

        version = draft.history.first()
        assert version.history_user == publisher
        assert version.history_change_reason == "공개: 기사 확인"
        assert version.publication == Publication.PUBLISHED

    def test_leaves_what_gives_warnings_until_somebody_says_why(self, publisher):
        draft = make_project(published=False)

        report = publish([draft], publisher, why="  ")

        assert reasons(report) == ["확인할 점이 있어 공개하지 않았습니다."]
        draft.refresh_from_db()
        assert draft.publication == Publication.DRAFT

    def test_takes_no_warning_for_seen_that_came_later(self, publisher):
        draft = make_project(published=False)
        [shown] = review([draft], publisher)
        Project.objects.filter(pk=draft.pk).update(total_certainty="undecided", total_won=None)

        report = publish([draft], publisher, why="기사 확인", seen=[shown.mark])

        assert reasons(report) == ["그사이 확인할 점이 달라졌습니다. 다시 확인하고 공개해 주세요."]

    def test_says_nothing_of_warnings_where_there_are_none(self, publisher):
        sound = make_sound_project()

        publish([sound], publisher, why="기사 확인")

        assert sound.history.first().history_change_reason == "공개"

    def test_tells_in_the_history_that_it_is_public_again(self, publisher):
        sound = make_sound_project()
        publish([sound], publisher)
        withdraw(sound, publisher, "중복 등록")

        publish([sound], publisher)

        assert list(sound.history.values_list("history_change_reason", flat=True)[:3]) == [
            "다시 공개",
            "등록 취소: 중복 등록",
            "공개",
        ]

    def test_brings_back_what_was_withdrawn(self, publisher):
        project = make_project()
        withdraw(project, publisher, "중복 등록")

        publish([project], publisher, why="기사 확인")

        project.refresh_from_db()
        assert (project.publication, project.withdrawn_reason) == (Publication.PUBLISHED, "")

    @pytest.mark.parametrize("role", [Role.READER, Role.WRITER])
    def test_is_not_for_a_writer(self, role):
        draft = make_project(published=False)

        report = publish([draft], make_user(role=role, at=draft.owner), why="기사 확인")

        assert reasons(report) == ["이 사업을 공개하거나 취소할 권한이 없습니다."]
        draft.refresh_from_db()
        assert draft.publication == Publication.DRAFT

    def test_is_not_for_another_bodys_publisher(self):
        draft = make_project(published=False)
        seoul = make_municipality(code="11", name="서울특별시")

        report = publish([draft], make_user(role=Role.PUBLISHER, at=seoul), why="기사 확인")

        assert report.done == []

    def test_publishes_the_good_ones_and_says_why_not_the_others(self, publisher):
        good, public = make_project(published=False), make_project()
        seoul = make_municipality(code="11", name="서울특별시")
        stray = make_project(published=False, department=make_department(municipality=seoul))

        report = publish([good, public, stray], publisher, why="기사 확인")

        assert report.done == [good]
        assert reasons(report) == [
            "이미 공개되어 있습니다.",
            "담당 부서가 다른 지자체의 부서입니다. 부서를 고쳐 주세요.",
        ]

    def test_refuses_a_body_that_was_not_there_in_the_year(self, publisher):
        new = make_municipality(code="41999", name="새시", valid_from=date(2020, 7, 1))
        draft = make_project(owner=new, published=False)

        report = publish([draft], make_user(role=Role.PUBLISHER, at=new), why="기사 확인")

        assert reasons(report) == ["2013년에 없던 지자체입니다. 지자체나 회계연도를 고쳐 주세요."]

    def test_refuses_a_body_that_is_no_local_government(self):
        gu = make_municipality(
            code="41998", name="일반구", level=Level.GENERAL_GU, is_local_government=False
        )
        draft = make_project(owner=gu, published=False)

        report = publish([draft], make_user(role=Role.PUBLISHER, at=gu), why="기사 확인")

        assert len(report.refused) == 1

    def test_asks_no_more_for_more_projects(self, publisher, django_assert_max_num_queries):
        few, many = ([make_project(published=False) for _ in range(n)] for n in (3, 30))
        publish(few, publisher, why="기사 확인")

        with django_assert_max_num_queries(12):
            publish(many, publisher, why="기사 확인")


class TestWithdraw:
    def test_tells_the_public_when_and_why(self, publisher):
        project = make_project()

        withdraw(project, publisher, " 중복 등록 ")

        project.refresh_from_db()
        assert project.publication == Publication.WITHDRAWN
        assert (project.withdrawn_on, project.withdrawn_reason) == (
            timezone.localdate(),
            "중복 등록",
        )
        assert project.history.first().history_change_reason == "등록 취소: 중복 등록"

    def test_takes_no_withdrawal_without_a_reason(self, publisher):
        with pytest.raises(ValueError, match="이유"):
            withdraw(make_project(), publisher, "  ")

    def test_leaves_drafts_and_what_is_withdrawn_already(self, publisher):
        draft, project = make_project(published=False), make_project()
        withdraw(project, publisher, "중복 등록")

        report = withdraw_all([draft, project], publisher, "중복 등록")

        assert reasons(report) == [
            "공개한 적이 없습니다. 초안은 삭제하면 됩니다.",
            "이미 등록이 취소되어 있습니다.",
        ]

    def test_is_not_for_a_writer(self):
        project = make_project()

        report = withdraw(project, make_user(role=Role.WRITER, at=project.owner), "중복 등록")

        assert report.done == []
