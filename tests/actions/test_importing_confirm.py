"""Confirming: all or nothing, once, as the preview showed it, by whom it may be."""

import pytest

from registry.actions.importing import (
    AlreadyDone,
    HasErrors,
    PreviewChanged,
    Upload,
    apply_waiting,
    confirm,
    discard,
    stage,
    waiting_for,
    writing,
)
from registry.models import FundingSource, ImportBatch, NumberCounter, Project
from registry.notation.codes import BatchState, Publication, Role
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import changes, counts, imported, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi)


@pytest.fixture
def writer(gyeonggi):
    return make_user(role=Role.WRITER, at=gyeonggi)


class TestConfirm:
    def test_registers_new_projects_as_drafts_with_numbers_in_a_row(self, publisher):
        batch = imported(publisher, ("첫 사업", 2013, 5), ("둘째 사업", 2013, 6))

        projects = Project.objects.order_by("number")
        assert [p.number for p in projects] == ["2013-41-0001", "2013-41-0002"]
        assert {p.publication for p in projects} == {Publication.DRAFT}
        assert {p.name_key for p in projects} == {"첫사업", "둘째사업"}
        assert [row.project for row in batch.rows.order_by("row")] == list(projects)
        assert batch.state == BatchState.CONFIRMED
        assert batch.content is None
        assert NumberCounter.objects.get().last == 2

    def test_goes_on_where_a_colleague_wrote_what_the_file_does_not_touch(
        self, publisher, gyeonggi
    ):
        """A sum that differs is a problem of the whole file: read back it is the same problem."""
        lines = ["사업명,회계연도,총사업비(원)", "첫 사업,2013,5", "둘째 사업,2013,6", "소계,,99"]
        upload = Upload("표.csv", "\n".join(lines).encode(), gyeonggi)
        batch = stage(upload, publisher)
        assert batch.options["problems"]
        make_project(owner=gyeonggi, published=False, fiscal_year=2020)

        confirm(ImportBatch.objects.get(pk=batch.pk), publisher)

        assert Project.objects.filter(fiscal_year=2013).count() == 2

    def test_keeps_one_version_a_changed_row_and_none_for_the_others(self, publisher, gyeonggi):
        same = make_project(owner=gyeonggi, name="그대로")
        other = make_project(owner=gyeonggi, name="고칠 사업")
        before = other.modified_at

        batch = imported(
            publisher, ("그대로", 2013, "5,224,000"), ("고칠 사업", 2013, 6), ("새 사업", 2013, 7)
        )

        assert counts(batch) == {"new": 1, "changed": 1, "unchanged": 1}
        assert same.history.count() == 1
        assert other.history.count() == 2
        version = other.history.first()
        assert (version.import_batch, version.history_user, version.history_type) == (
            batch,
            publisher,
            "~",
        )
        assert version.history_change_reason == f"가져오기 {batch.pk}: 사업.csv"
        other.refresh_from_db()
        assert other.modified_at > before

    def test_keeps_versions_of_what_hangs_on_a_project(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털", national=500_000_000)
        headings = ("사업명", "회계연도", "국비(연도 미상 계획)", "공동 지자체")
        batch = imported(publisher, ("포털", 2013, "(지움)", "용인시"), headings=headings)

        gone = FundingSource.history.filter(project_id=project.pk, history_type="-").get()
        assert (gone.import_batch, gone.won, gone.history_user) == (batch, 500_000_000, publisher)
        joined = project.participations.get().history.get()
        assert (joined.import_batch, joined.history_type) == (batch, "+")
        assert project.history.filter(import_batch=batch).count() == 1

    def test_of_the_same_file_again_changes_nothing(self, publisher):
        imported(publisher, ("새 사업", 2013, 5))

        again = imported(publisher, ("새 사업", 2013, 5))

        assert counts(again) == {"unchanged": 1}
        assert Project.objects.get().history.count() == 1

    def test_twice_writes_once(self, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))
        confirm(batch, publisher)

        with pytest.raises(AlreadyDone):
            confirm(batch, publisher)

        assert Project.objects.count() == 1

    def test_after_giving_up_writes_nothing(self, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))
        discard(batch)

        with pytest.raises(AlreadyDone):
            confirm(batch, publisher)

        assert not Project.objects.exists()

    def test_with_an_error_in_one_row_writes_none(self, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5), ("둘째", 2013, "52억정도의돈"))

        with pytest.raises(HasErrors):
            confirm(batch, publisher)

        assert not Project.objects.exists()
        batch.refresh_from_db()
        assert batch.state == BatchState.STAGED

    def test_refuses_when_the_registry_changed_since_the_preview(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털")
        batch = staged(publisher, ("포털", 2013, 6))
        project.total_won = 7_000
        project.save()

        with pytest.raises(PreviewChanged):
            confirm(batch, publisher)

        assert changes(batch)["총사업비"] == ("7,000원", "6,000원")
        project.refresh_from_db()
        assert project.total_won == 7_000
        confirm(batch, publisher)
        project.refresh_from_db()
        assert project.total_won == 6_000

    def test_refuses_a_new_project_that_somebody_registered_meanwhile(self, publisher, gyeonggi):
        batch = staged(publisher, ("새 사업", 2013, 5))
        make_project(owner=gyeonggi, name="새사업", won=5_000, published=False)

        with pytest.raises(PreviewChanged):
            confirm(batch, publisher)

        assert Project.objects.count() == 1

    def test_refuses_who_lost_the_role_since(self, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))
        publisher.memberships.all().delete()

        with pytest.raises(PreviewChanged):
            confirm(batch, publisher)

        assert not Project.objects.exists()

    def test_leaves_nothing_when_it_fails_half_way(self, publisher, monkeypatch):
        batch = staged(publisher, ("새 사업", 2013, 5))
        monkeypatch.setattr(writing._Writer, "_write_children", _fail)

        with pytest.raises(RuntimeError):
            confirm(batch, publisher)

        assert not Project.objects.exists()
        assert not Project.history.exists()
        assert not NumberCounter.objects.exists()
        batch.refresh_from_db()
        assert batch.state == BatchState.STAGED


def _fail(*_args):
    raise RuntimeError("the power went out")


class TestWaitingRows:
    @pytest.fixture
    def project(self, gyeonggi):
        return make_project(owner=gyeonggi, name="포털")

    @pytest.fixture
    def batch(self, writer, project):
        return imported(writer, ("포털", 2013, 6), ("새 사업", 2013, 5))

    def test_stay_in_the_batch_while_drafts_are_written(self, batch, project):
        assert counts(batch) == {"new": 1, "waiting": 1}
        assert Project.objects.get(name="새 사업").publication == Publication.DRAFT
        project.refresh_from_db()
        assert project.total_won == 5_224_000_000
        assert batch.content is not None

    def test_are_not_in_the_sum_until_they_are_applied(self, batch, publisher):
        assert batch.counts["after_won"] == 5_224_000_000 + 5_000

        apply_waiting(batch, publisher)

        batch.refresh_from_db()
        assert batch.counts["after_won"] == 6_000 + 5_000

    def test_are_not_the_writers_to_apply(self, batch, writer, project):
        assert apply_waiting(batch, writer) == 0
        project.refresh_from_db()
        assert project.total_won == 5_224_000_000

    def test_are_applied_by_a_publisher_once(self, batch, publisher, project):
        assert waiting_for(batch, publisher).count() == 1

        assert apply_waiting(batch, publisher) == 1

        project.refresh_from_db()
        assert project.total_won == 6_000
        version = project.history.first()
        assert (version.import_batch, version.history_user) == (batch, publisher)
        batch.refresh_from_db()
        assert counts(batch) == {"new": 1, "changed": 1}
        with pytest.raises(AlreadyDone):
            apply_waiting(batch, publisher)

    def test_that_would_change_something_else_now_are_shown_anew(self, batch, publisher, project):
        project.total_won = 7_000
        project.save()

        with pytest.raises(PreviewChanged):
            apply_waiting(batch, publisher)

        assert changes(batch)["총사업비"] == ("7,000원", "6,000원")
        assert apply_waiting(batch, publisher) == 1
