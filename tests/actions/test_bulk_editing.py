"""한꺼번에 고치기: what is previewed is what is written, for all of them or for none."""

import pytest

from registry.actions.bulk_editing import Edit, NotEdited, apply, preview
from registry.actions.publishing import withdraw
from registry.models import Project
from registry.notation.codes import Publication, Role
from tests.factories import (
    make_department,
    make_municipality,
    make_project,
    make_sound_project,
    make_user,
)

pytestmark = pytest.mark.django_db
DONE = Edit(status="done")


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality())


@pytest.fixture
def writer():
    return make_user(role=Role.WRITER, at=make_municipality())


def keys(*projects):
    return [project.pk for project in projects]


def change(projects, edit, user, reason=""):
    """Write what the preview shows."""
    chosen = keys(*projects)
    return apply(chosen, edit, user, seen=preview(chosen, edit, user).seen, reason=reason)


def statuses():
    return list(Project.objects.order_by("pk").values_list("status", flat=True))


class TestPreview:
    def test_shows_each_value_before_and_after_and_writes_nothing(self, publisher):
        office = make_department(municipality=make_municipality(), name="정보기획담당관")
        project = make_project(status="planned", type="build")
        edit = Edit(status="ongoing", type="upgrade", department=office)

        plan = preview(keys(project), edit, publisher)

        [line] = plan.changed
        assert [(change.label, change.old, change.new) for change in line.changes] == [
            ("추진 상태", "계획", "추진 중"),
            ("사업 유형", "시스템 구축", "고도화·개편"),
            ("담당 부서", "", "정보기획담당관"),
        ]
        assert plan.does_something
        project.refresh_from_db()
        assert (project.status, project.department) == ("planned", None)

    def test_counts_what_already_is_so(self, publisher):
        projects = [make_project(status="done"), make_project(status="planned")]

        plan = preview(keys(*projects), DONE, publisher)

        assert (len(plan.changed), plan.unchanged) == (1, 1)

    def test_refuses_a_writer_what_was_ever_public(self, writer):
        plan = preview(keys(make_project()), DONE, writer)

        assert [one.reason for one in plan.refused] == [
            "공개한 적이 있는 사업은 공개 담당자만 고칠 수 있습니다."
        ]
        assert not plan.does_something

    def test_refuses_a_reader(self):
        reader = make_user(role=Role.READER, at=make_municipality())

        plan = preview(keys(make_project(published=False)), DONE, reader)

        assert [one.reason for one in plan.refused] == ["이 사업을 고칠 권한이 없습니다."]

    def test_refuses_another_bodys_department(self, publisher):
        seoul = make_municipality(code="11", name="서울특별시")

        plan = preview(
            keys(make_project()), Edit(department=make_department(municipality=seoul)), publisher
        )

        assert [one.reason for one in plan.refused] == [
            "고른 부서가 이 사업의 지자체에 있는 부서가 아닙니다."
        ]

    def test_tells_another_bodys_clerk_nothing_of_a_project(self):
        seoul = make_municipality(code="11", name="서울특별시")
        stranger = make_user(role=Role.PUBLISHER, at=seoul)
        hidden = make_project(owner=make_municipality())

        plan = preview([hidden.pk, 999_999], DONE, stranger)

        assert (plan.changed, plan.refused, plan.missing) == ([], [], 2)

    @pytest.mark.parametrize(
        ("edit", "reason"),
        [
            (Edit(publication="published"), "지방자치단체가 아닌 곳의 사업은 공개하지 않습니다."),
            (Edit(publication="withdrawn"), "공개한 적이 없습니다."),
        ],
    )
    def test_asks_the_rules_of_publishing(self, publisher, edit, reason):
        body = make_municipality()
        body.is_local_government = False
        body.save()

        plan = preview(keys(make_project(owner=body, published=False)), edit, publisher)

        assert plan.refused[0].reason.startswith(reason)

    def test_lets_only_a_publisher_publish(self, writer):
        edit = Edit(publication="published")

        plan = preview(keys(make_project(published=False)), edit, writer)

        assert [one.reason for one in plan.refused] == [
            "이 사업을 공개하거나 취소할 권한이 없습니다."
        ]


class TestApply:
    def test_writes_what_was_seen_with_one_version_each(self, publisher):
        projects = [make_project(status="planned"), make_project(status="ongoing")]

        change(projects, DONE, publisher, "2013년 결산")

        assert statuses() == ["done", "done"]
        for project in projects:
            assert project.history.count() == 2
            version = project.history.first()
            assert version.history_user == publisher
            assert version.history_change_reason == "한꺼번에 고침: 2013년 결산"
            assert version.status == "done"

    def test_leaves_what_already_is_so_without_a_version(self, publisher):
        same = make_project(status="done")

        change([same, make_project()], DONE, publisher)

        assert same.history.count() == 1

    def test_moves_the_moment_of_the_last_change(self, publisher):
        project = make_project()
        before = project.modified_at

        change([project], DONE, publisher)

        project.refresh_from_db()
        assert project.modified_at > before

    def test_writes_nothing_where_one_is_refused(self, writer):
        projects = [make_project(published=False), make_project()]

        with pytest.raises(NotEdited, match="아무것도 저장하지 않았습니다"):
            change(projects, DONE, writer)

        assert statuses() == ["planned", "planned"]

    def test_writes_nothing_where_one_is_not_theirs(self, publisher):
        seoul = make_municipality(code="11", name="서울특별시")
        projects = [make_project(), make_project(owner=seoul)]

        with pytest.raises(NotEdited):
            change(projects, DONE, publisher)

        assert statuses() == ["planned", "planned"]

    def test_refuses_what_changed_since_it_was_seen(self, publisher):
        project = make_project()
        seen = preview(keys(project), DONE, publisher).seen
        project.type = "network"
        project.save()

        with pytest.raises(NotEdited, match="그 사이에 바뀐 사업이 있어"):
            apply(keys(project), DONE, publisher, seen=seen)

        assert statuses() == ["planned"]

    def test_refuses_another_edit_than_the_one_that_was_seen(self, publisher):
        project = make_project()
        seen = preview(keys(project), DONE, publisher).seen

        with pytest.raises(NotEdited):
            apply(keys(project), Edit(status="stopped"), publisher, seen=seen)

    def test_refuses_another_choice_than_the_one_that_was_seen(self, publisher):
        project, other = make_project(), make_project()
        seen = preview(keys(project), DONE, publisher).seen

        with pytest.raises(NotEdited):
            apply(keys(project, other), DONE, publisher, seen=seen)

    def test_refuses_who_lost_the_right_meanwhile(self, publisher):
        project = make_project()
        seen = preview(keys(project), DONE, publisher).seen
        publisher.memberships.update(role=Role.WRITER)

        with pytest.raises(NotEdited):
            apply(keys(project), DONE, publisher, seen=seen)

    def test_publishes_all_or_none(self, publisher):
        drafts = [make_sound_project(), make_sound_project(won=980_000_000)]

        change(drafts, Edit(publication="published"), publisher)

        assert Project.objects.published().count() == 2

    def test_leaves_what_gives_warnings_to_be_published_where_they_are_read(self, publisher):
        drafts = [make_sound_project(), make_project(published=False)]

        plan = preview([draft.pk for draft in drafts], Edit(publication="published"), publisher)

        [refusal] = plan.refused
        assert refusal.project == drafts[1]
        assert "고른 사업 공개" in refusal.reason

    def test_leaves_the_public_ones_as_they_are_when_publishing_the_rest(self, publisher):
        public, draft = make_project(), make_sound_project()

        plan = change([public, draft], Edit(publication="published"), publisher)

        assert (len(plan.changed), plan.unchanged, public.history.count()) == (1, 1, 1)

    def test_withdraws_with_the_reason_the_public_reads(self, publisher):
        project = make_project()

        change([project], Edit(publication="withdrawn"), publisher, "중복 등록")

        project.refresh_from_db()
        assert (project.publication, project.withdrawn_reason) == (
            Publication.WITHDRAWN,
            "중복 등록",
        )

    def test_withdraws_nothing_where_one_was_never_public(self, publisher):
        public, draft = make_project(), make_project(published=False)

        with pytest.raises(NotEdited):
            change([public, draft], Edit(publication="withdrawn"), publisher, "중복 등록")

        public.refresh_from_db()
        assert public.publication == Publication.PUBLISHED

    def test_leaves_nothing_where_it_breaks_off_in_the_middle(self, publisher, monkeypatch):
        projects = [make_project(), make_project()]
        manager = type(Project.history.model.objects)
        history = Project.history.count()

        def fail(*args, **kwargs):
            raise RuntimeError("killed")

        monkeypatch.setattr(manager, "bulk_create", fail)
        with pytest.raises(RuntimeError):
            change(projects, DONE, publisher)

        assert statuses() == ["planned", "planned"]
        assert Project.history.count() == history

    @pytest.mark.parametrize("count", [10, 40])
    def test_asks_no_more_for_more_projects(self, publisher, count, django_assert_max_num_queries):
        body = make_municipality()
        projects = [
            make_project(department=make_department(municipality=body, name=f"{n}과"))
            for n in range(count)
        ]

        with django_assert_max_num_queries(13):
            change(projects, DONE, publisher)

        assert statuses() == ["done"] * count

    def test_edits_more_than_one_portion(self, publisher):
        projects = [make_project(published=False) for _n in range(510)]
        withdraw(make_project(), publisher, "중복 등록")

        plan = change(projects, DONE, publisher)

        assert len(plan.changed) == 510
        assert Project.objects.filter(status="done").count() == 510
