"""Long work outside the request: its own thread, its sign of life, and who wins."""

import time
from dataclasses import replace

import pytest
from django.core.cache import cache

from registry.actions import importing
from registry.actions.importing import working
from registry.models import Project
from registry.notation.codes import BatchState, Role
from tests.factories import make_municipality, make_user
from tests.reference import load
from tests.spreadsheets import csv_of, staged, upload_of


@pytest.fixture
def batch(reference, transactional_db):
    load("municipalities")
    clerk = make_user(role=Role.PUBLISHER, at=make_municipality(code="41"))
    batch = importing.upload(upload_of(csv_of(("포털", 2013, 5))), clerk)
    yield batch
    cache.clear()


@pytest.fixture
def apart(settings):
    """Work in a thread, as in use."""
    settings.IMPORT_IN_REQUEST = False


def ended(batch):
    """Return the work once it is over."""
    for _ in range(400):
        work = importing.work_on(batch)
        if work and work.ended:
            return work
        time.sleep(0.05)
    raise AssertionError("the work does not end")


@pytest.mark.usefixtures("apart")
class TestThread:
    def test_checks_a_file_and_tells_how_far_it_is(self, batch):
        told = []

        def work(progress):
            importing.check(batch, batch.user, lambda *far: (progress(*far), told.append(far)))

        assert importing.begin(batch, importing.CHECK, work)
        assert ended(batch).ended == "done"
        batch.refresh_from_db()
        assert (batch.state, batch.rows.count()) == (BatchState.STAGED, 1)
        assert told[-1][1] == told[-1][2]

    def test_tells_what_stopped_it(self, batch):
        def work(_progress):
            raise importing.Refused("표가 없습니다.")

        importing.begin(batch, importing.CHECK, work)

        work = ended(batch)
        assert (work.ended, work.message, work.runs) == ("Refused", "표가 없습니다.", False)

    def test_is_begun_once(self, batch):
        going_on = []

        def work(_progress):
            while going_on:
                time.sleep(0.01)

        going_on.append(True)
        first = importing.begin(batch, importing.CHECK, work)
        second = importing.begin(batch, importing.CHECK, work)
        going_on.clear()

        assert (first, second) == (True, False)
        ended(batch)

    def test_keeps_saying_that_it_lives(self, batch, monkeypatch):
        monkeypatch.setattr(working._Runner, "_quiet", 0.02)
        beats = []

        def work(progress):
            progress("쓰기", 800, 1200)
            for _ in range(20):
                time.sleep(0.02)
                beats.append(importing.work_on(batch))

        importing.begin(batch, importing.CONFIRM, work)
        ended(batch)

        assert (beats[-1].done, beats[-1].all, beats[-1].runs) == (800, 1200, True)
        assert beats[-1].beat > beats[0].beat

    def test_saves_all_of_a_file_or_nothing(self, batch):
        preview = staged(batch.user, ("새 사업", 2013, 5))

        importing.begin(
            preview,
            importing.CONFIRM,
            lambda progress: importing.confirm(preview, preview.user, progress),
        )

        assert ended(preview).ended == "done"
        preview.refresh_from_db()
        assert preview.state == BatchState.CONFIRMED
        assert Project.objects.get().name == "새 사업"


class TestSilence:
    def test_for_twenty_seconds_is_death_and_lets_another_begin(self, batch):
        importing.begin(batch, importing.CHECK, lambda _progress: None)
        work = replace(importing.work_on(batch), ended="", beat=time.time() - 21)
        cache.set(f"import-work-{batch.pk}", work)

        assert not importing.work_on(batch).runs
        assert importing.begin(batch, importing.CHECK, lambda _progress: None)
