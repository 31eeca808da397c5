"""A file between its upload and its preview: what is kept, chosen, remembered and let go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registry.actions import importing
from registry.models import ColumnMapping, ImportBatch, Project
from registry.notation.codes import BatchState, Effect, Role
from registry.sheets.choosing import Choices
from registry.sheets.deciding import Step, kinds_of, read_sheets
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import csv_of, imported, upload_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]

HEADINGS = ("순번", "내역", "회계연도", "소요(천원)")
ROWS = ((1, "마을방송 무선화 사업", 2013, 1_240_000), (2, "CCTV 교체", 2013, 300_000))
MAPPING = {"A": "as-written", "B": "name", "C": "as-written", "D": "total"}


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41")


@pytest.fixture
def clerk(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi)


@pytest.fixture
def batch(clerk):
    """Return a file none of whose headings says 사업명."""
    return importing.upload(upload_of(csv_of(*ROWS, headings=HEADINGS)), clerk)


def mapped(batch):
    """Return the choices that make the file readable."""
    [kind] = kinds_of(read_sheets(importing.outline_of(batch), importing.choices_of(batch)))
    known = importing.choices_of(batch)
    return Choices(known.sheets, {kind.table.shape: MAPPING}), [kind]


class TestUpload:
    def test_is_kept_and_believed_in_nothing(self, batch):
        assert (batch.state, batch.rows.count()) == (BatchState.UPLOADED, 0)
        assert batch.options["rows"] == 2
        assert importing.step_of(batch) is Step.SHEETS
        assert not Project.objects.exists()

    def test_of_what_is_no_table_is_refused_and_not_kept(self, clerk):
        with pytest.raises(importing.Refused, match="비어 있습니다"):
            importing.upload(upload_of(b""), clerk)
        assert not ImportBatch.objects.exists()

    def test_is_seen_by_its_maker_alone(self, batch, clerk, gyeonggi):
        colleague = make_user(role=Role.PUBLISHER, at=gyeonggi)

        assert importing.batch_for(clerk, batch.pk) == batch
        assert importing.batch_for(colleague, batch.pk) is None
        assert list(importing.unfinished(clerk)) == [batch]
        assert not importing.unfinished(colleague).exists()


class TestChoose:
    def test_makes_the_file_readable(self, batch, clerk):
        choices, _kinds = mapped(batch)

        kept = importing.choose(batch, choices, seen=[Step.SHEETS])
        checked = importing.check(kept, clerk)
        done = importing.confirm(checked, clerk)

        assert importing.step_of(kept) is Step.READY
        assert checked.counts[Effect.NEW] == 2
        assert Project.objects.get(name="마을방송 무선화 사업").total_won == 1_240_000_000
        assert done.state == BatchState.CONFIRMED

    def test_makes_an_earlier_preview_void(self, batch, clerk):
        choices, _kinds = mapped(batch)
        checked = importing.check(importing.choose(batch, choices), clerk)

        importing.choose(checked, choices)

        checked.refresh_from_db()
        assert (checked.state, checked.rows.count()) == (BatchState.UPLOADED, 0)

    def test_is_too_late_once_the_file_was_given_up(self, batch):
        choices, _kinds = mapped(batch)
        importing.discard(batch)

        with pytest.raises(importing.AlreadyDone):
            importing.choose(batch, choices)


class TestCheck:
    def test_of_choices_that_changed_meanwhile_is_dropped(self, batch, clerk):
        choices, _kinds = mapped(batch)
        old = importing.choose(batch, choices)
        importing.choose(batch, Choices(choices.sheets, {}))

        with pytest.raises(importing.AlreadyDone):
            importing.check(old, clerk)
        batch.refresh_from_db()
        assert batch.state == BatchState.UPLOADED


class TestRemember:
    def test_applies_to_the_next_file_of_the_municipality(self, batch, clerk):
        choices, kinds = mapped(batch)
        importing.remember(batch, kinds, choices)

        again = importing.upload(upload_of(csv_of(*ROWS, headings=HEADINGS)), clerk)

        assert again.options["remembered"] == [kinds[0].table.shape]
        assert importing.step_of(again) is Step.READY
        assert ColumnMapping.objects.get().mapping["B 내역"] == "name"

    def test_says_nothing_to_another_municipality(self, batch):
        choices, kinds = mapped(batch)
        importing.remember(batch, kinds, choices)
        seoul = make_user(role=Role.PUBLISHER, at=make_municipality(code="11"))

        other = importing.upload(upload_of(csv_of(*ROWS, headings=HEADINGS), code="11"), seoul)

        assert other.options["remembered"] == []
        assert importing.step_of(other) is Step.SHEETS

    def test_can_be_let_go_for_one_file(self, batch, clerk):
        choices, kinds = mapped(batch)
        importing.remember(batch, kinds, choices)
        again = importing.upload(upload_of(csv_of(*ROWS, headings=HEADINGS)), clerk)

        assert importing.forget_remembered(again).columns == {}

    def test_passes_over_what_is_no_meaning_any_more(self, batch, clerk):
        _choices, kinds = mapped(batch)
        ColumnMapping.objects.create(
            municipality=batch.municipality,
            fingerprint=kinds[0].table.shape,
            mapping={"B 내역": "colour"},
        )

        again = importing.upload(upload_of(csv_of(*ROWS, headings=HEADINGS)), clerk)

        assert importing.step_of(again) is Step.SHEETS


class TestExpire:
    @pytest.fixture
    def old(self, batch):
        long_ago = timezone.now() - timedelta(days=31)
        ImportBatch.objects.filter(pk=batch.pk).update(created_at=long_ago)
        return batch

    def test_empties_what_was_not_saved_in_time(self, old):
        assert importing.expire() == 1

        old.refresh_from_db()
        assert (old.state, old.content, old.mapping) == (BatchState.DISCARDED, None, {})

    def test_takes_the_rows_of_a_preview_too(self, old, clerk):
        choices, _kinds = mapped(old)
        importing.check(importing.choose(old, choices), clerk)

        importing.expire()

        assert old.rows.count() == 0

    def test_keeps_what_was_saved_and_what_is_young(self, batch, clerk):
        done = imported(clerk, ("포털", 2013, 5))
        ImportBatch.objects.filter(pk=done.pk).update(
            created_at=timezone.now() - timedelta(days=400)
        )

        assert importing.expire() == 0
        done.refresh_from_db()
        assert (done.state, done.rows.count()) == (BatchState.CONFIRMED, 1)

    def test_follows_the_setting(self, batch, settings):
        settings.IMPORT_KEEP_DAYS = 0

        assert importing.kept_until(batch) == batch.created_at
        assert importing.expire() == 1


class TestOnlyNew:
    def test_lets_registered_projects_be(self, clerk, gyeonggi):
        make_project(owner=gyeonggi, name="포털", won=980_000_000)
        upload = upload_of(csv_of(("포털", 2013, 5), ("새 사업", 2013, 5)), only_new=True)

        batch = importing.stage(upload, clerk)
        importing.confirm(batch, clerk)

        assert (batch.counts[Effect.NEW], batch.counts[Effect.UNCHANGED]) == (1, 1)
        [problem] = batch.rows.get(name="포털").problems
        assert "이미 등록된 사업(2013-41-0001)이라 그대로 둡니다" in problem["message"]
        assert Project.objects.get(name="포털").total_won == 980_000_000
        assert batch.counts["before_won"] + 5_000 == batch.counts["after_won"]
