"""What an undo leaves as it is, and why: edited since, out of reach, or past the history."""

import pytest
from django.utils import timezone

from registry.actions.importing import apply_waiting, outcome, undo
from registry.actions.publishing import publish
from registry.models import (
    Phase,
    Project,
)
from registry.notation.codes import BatchState, Role
from tests.actions.test_undoing import dump, look, names, reasons
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi, first_name="길동", last_name="홍")


@pytest.fixture
def writer(gyeonggi):
    return make_user(role=Role.WRITER, at=gyeonggi)


class TestKept:
    @pytest.fixture
    def project(self, gyeonggi):
        return make_project(owner=gyeonggi, name="포털", national=500, published=False)

    @pytest.fixture
    def batch(self, publisher, project):
        return imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))

    def rename(self, project):
        project.refresh_from_db()
        project.description = "더 씀"
        project._history_user = make_user(first_name="철수", last_name="김")
        project.save()

    def test_is_who_was_edited_since_with_who_and_when(self, batch, project, publisher):
        self.rename(project)
        now = timezone.localtime()

        undone = undo(batch, publisher)

        [kept] = undone.kept
        assert (kept.name, kept.reason) == ("포털", "그 뒤에 고쳤습니다.")
        assert kept.who == project._history_user.get_full_name()
        assert kept.when[:10] == f"{now:%Y-%m-%d}"
        assert names(undone.reversed) == ["새 사업"]
        project.refresh_from_db()
        assert (project.total_won, project.description) == (6_000, "더 씀")

    @pytest.mark.parametrize(
        "edit",
        [
            lambda p: p.funding.create(source="municipal", won=3),
            lambda p: p.funding.get().delete(),
            lambda p: [setattr(m := p.funding.get(), "won", 7), m.save()],
            lambda p: p.phases.create(fiscal_year=2014, text="둘째 해"),
            lambda p: p.participations.create(name="경기관광공사"),
            lambda p: p.delete(),
        ],
        ids=["money added", "money gone", "money", "phase", "participant", "project gone"],
    )
    def test_is_whose_children_were_edited_since_and_who_was_deleted(
        self, batch, project, publisher, edit
    ):
        edit(project)
        before = dump()

        undone = undo(batch, publisher)

        assert names(undone.kept) == ["포털"]
        new = Project.history.filter(name="새 사업").first().id
        assert [p for p in before[Project] if p["id"] != new] == dump()[Project]

    def test_is_a_draft_on_which_somebody_went_on_writing(self, batch, publisher):
        Phase.objects.create(
            project=Project.objects.get(name="새 사업"), fiscal_year=2014, text="둘째 해"
        )

        assert "새 사업" in names(undo(batch, publisher).kept)
        assert Phase.objects.exists()

    def test_is_who_was_imported_since_until_that_is_undone(self, batch, project, publisher):
        later = imported(publisher, ("포털", 2013, 7), ("새 사업", 2013, 8))
        foreseen = look(batch, publisher)
        assert reasons(foreseen.kept) == [f"그 뒤에 다시 가져왔습니다(가져오기 {later.pk})."] * 2

        undo(later, publisher)
        undone = undo(batch, publisher)

        assert undone.kept == []
        assert [p.total_won for p in Project.objects.all()] == [5_224_000_000]

    def test_is_nobody_where_the_later_import_was_undone_while_batches_kept_lists(
        self, batch, project, publisher
    ):
        later = imported(publisher, ("포털", 2013, 7))
        undone = {"project": project.pk, "number": project.number, "name": "포털"}
        undo(later, publisher)
        later.refresh_from_db()
        later.rows.update(outcome="")
        later.options["undone"] = {"reversed": [undone], "kept": [], "failed": [], "dropped": 0}
        later.save()

        assert names(outcome(later).reversed) == ["포털"]
        assert undo(batch, publisher).kept == []

    def test_stays_where_a_later_import_was_undone_but_not_for_it(self, batch, project, publisher):
        later = imported(publisher, ("포털", 2013, 7), ("다른 사업", 2013, 8))
        self.rename(project)
        undo(later, publisher)

        assert names(undo(batch, publisher).kept) == ["포털"]

    def test_batch_stays_as_it_is_where_nothing_can_be_given_back(self, project, publisher):
        batch = imported(publisher, ("포털", 2013, 6))
        self.rename(project)
        before = dump()

        undone = undo(batch, publisher)

        assert (names(undone.kept), undone.does_something) == (["포털"], False)
        assert dump() == before
        batch.refresh_from_db()
        assert batch.state == BatchState.CONFIRMED


class TestFailed:
    def test_is_a_new_project_that_is_public_by_now(self, publisher):
        batch = imported(publisher, ("새 사업", 2013, 5), ("초안", 2013, 6))
        publish(Project.objects.filter(name="새 사업"), publisher, why="기사 확인")

        undone = undo(batch, publisher)

        assert names(undone.failed) == ["새 사업"]
        assert "이미 공개한 사업" in undone.failed[0].reason
        assert [p.name for p in Project.objects.all()] == ["새 사업"]

    def test_is_what_only_a_publisher_may_change(self, writer, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털")
        batch = imported(writer, ("포털", 2013, 6), ("새 사업", 2013, 5))
        apply_waiting(batch, publisher)

        undone = undo(batch, writer)

        assert reasons(undone.failed) == [
            "공개한 사업은 공개 권한이 있는 담당자만 되돌릴 수 있습니다."
        ]
        project.refresh_from_db()
        assert project.total_won == 6_000

    def test_is_what_went_out_of_sight_and_nothing_is_told_of_it(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="포털", published=False)
        batch = imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))
        project = Project.objects.get(name="포털")
        project.owner, project.name = make_municipality(code="11"), "비밀"
        project._history_user = make_user(first_name="비밀")
        project.save()

        [failed] = undo(batch, publisher).failed

        assert (failed.name, failed.reason) == ("포털", "이 사업을 고칠 권한이 없습니다.")
        assert (failed.who, failed.when) == ("", "")

    def test_is_what_was_changed_past_the_history(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="포털", published=False)
        batch = imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))
        Project.objects.filter(name="포털").update(total_won=7_000)

        undone = undo(batch, publisher)

        assert "이력에 남지 않은 변경" in undone.failed[0].reason
        assert Project.objects.get().total_won == 7_000

    def test_is_what_has_no_earlier_version(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="포털", published=False)
        Project.history.all().delete()
        batch = imported(publisher, ("포털", 2013, 6))

        assert reasons(undo(batch, publisher).failed) == ["가져오기 전의 값이 이력에 없습니다."]

    def test_is_what_would_point_at_what_is_gone(self, publisher, gyeonggi):
        old = make_department(municipality=gyeonggi, name="전산과")
        make_department(municipality=gyeonggi, name="교육과")
        project = make_project(owner=gyeonggi, name="포털", department=old)
        headings = ("사업 번호", "사업명", "담당 부서")
        batch = imported(publisher, (project.number, "포털", "교육과"), headings=headings)
        old.delete()

        assert reasons(undo(batch, publisher).failed) == [
            "가져오기 전의 값이 그 뒤에 지워졌습니다(담당 부서)."
        ]

    def test_is_a_new_project_to_which_another_belongs(self, publisher, gyeonggi):
        batch = imported(publisher, ("새 사업", 2013, 5))
        make_project(owner=gyeonggi, part_of=Project.objects.get())

        assert names(undo(batch, publisher).failed) == ["새 사업"]
