"""An undo of what cannot be undone, of what only waits, and what hangs on a new project."""

import pytest

from registry.actions.importing import CannotUndo, discard, restoring, undo
from registry.models import (
    Citation,
    CorrectionRequest,
    DuplicateDecision,
    ImportRow,
    Project,
    Source,
)
from registry.notation.codes import BatchState, Role
from tests.actions.test_importing_performance import HEADINGS as WIDE
from tests.actions.test_importing_performance import rows_of
from tests.actions.test_undoing import dump
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import imported, staged

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


class TestNewProject:
    def test_takes_along_what_was_decided_about_it(self, publisher, gyeonggi):
        other = make_project(owner=gyeonggi, name="있던 사업")
        batch = imported(publisher, ("새 사업", 2013, 5))
        new = Project.objects.get(name="새 사업")
        DuplicateDecision.objects.create(first=other, second=new, decision="later", user=publisher)

        undo(batch, publisher)

        assert not DuplicateDecision.objects.exists()
        assert DuplicateDecision.history.first().history_type == "-"

    def test_leaves_a_document_that_is_cited_elsewhere_by_now(self, publisher, gyeonggi):
        batch = imported(publisher, *rows_of(1, 5), headings=WIDE)
        source = Source.objects.get()
        Citation.objects.create(source=source, project=make_project(owner=gyeonggi))

        undo(batch, publisher)

        assert Source.objects.get() == source

    def test_stays_where_a_reader_asked_for_a_correction(self, publisher, gyeonggi):
        batch = imported(publisher, ("새 사업", 2013, 5))
        CorrectionRequest.objects.create(project=Project.objects.get(), text="금액이 다릅니다.")

        undo(batch, publisher)

        assert Project.objects.get().name == "새 사업"

    @pytest.mark.parametrize("link", ["part_of", "continues"])
    def test_stays_where_another_project_points_at_it(self, publisher, gyeonggi, link):
        batch = imported(publisher, ("새 사업", 2013, 5))
        new = Project.objects.get(name="새 사업")
        make_project(owner=gyeonggi, fiscal_year=2014, **{link: new})

        undo(batch, publisher)

        assert Project.objects.filter(pk=new.pk).exists()

    def test_is_pointed_at_by_nothing_but_what_an_undo_knows(self):
        related = {one.related_model._meta.model_name for one in Project._meta.related_objects}
        known = {"fundingsource", "participation", "phase", "citation"}
        hidden = {
            one.related_model._meta.model_name
            for one in Project._meta.get_fields(include_hidden=True)
            if one.one_to_many and not one.related_model.__name__.startswith("Historical")
        }

        assert related == known | {"project", "correctionrequest"}
        assert hidden == related | {"duplicatedecision", "importrow"}


class TestRefused:
    def test_is_a_preview_and_what_was_given_up(self, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))

        with pytest.raises(CannotUndo, match="저장하지 않은 가져오기"):
            undo(batch, publisher)
        discard(batch)
        with pytest.raises(CannotUndo, match="저장하지 않은 가져오기"):
            undo(batch, publisher)

    def test_is_the_second_time(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        batch = imported(publisher, ("포털", 2013, 6))
        undo(batch, publisher)
        before = Project.history.count()

        with pytest.raises(CannotUndo, match="이미 되돌린 가져오기"):
            undo(batch, publisher)

        assert Project.history.count() == before

    def test_is_who_does_not_write_for_the_body(self, writer):
        batch = imported(writer, ("새 사업", 2013, 5))
        reader = make_user(role=Role.READER, at=make_municipality(code="41"))

        with pytest.raises(CannotUndo, match="권한이 없습니다"):
            undo(batch, reader)

        assert Project.objects.exists()

    def test_half_way_leaves_everything(self, publisher, gyeonggi, monkeypatch):
        make_project(owner=gyeonggi, name="포털")
        batch = imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))
        before, versions = dump(), Project.history.count()
        monkeypatch.setattr(restoring.Reverser, "_remove_sources", _fail)

        with pytest.raises(RuntimeError):
            undo(batch, publisher)

        assert (dump(), Project.history.count()) == (before, versions)
        batch.refresh_from_db()
        assert batch.state == BatchState.CONFIRMED


def _fail(*_args):
    raise RuntimeError("the power went out")


class TestWaiting:
    def test_rows_are_dropped_with_their_file(self, writer, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털")
        batch = imported(writer, ("포털", 2013, 6))

        undone = undo(batch, writer)

        assert (undone.total, undone.dropped) == (0, 1)
        batch.refresh_from_db()
        assert (batch.state, batch.content) == (BatchState.UNDONE, None)
        assert not ImportRow.objects.exists()
        assert project.history.count() == 1
