"""What goes in by the set is what would have gone in one by one, column by column."""

import json
from datetime import date

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction
from django.utils import timezone

from registry.actions.importing.bulk import PORTION, Writer, insert, overwrite
from registry.models import (
    Citation,
    DuplicateDecision,
    FundingSource,
    ImportBatch,
    ImportRow,
    Participation,
    Phase,
    Project,
    Source,
)
from tests.factories import make_department, make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db
VERSIONED = (Project, FundingSource, Participation, Phase, Citation, Source, DuplicateDecision)
AWKWARD = "전자자치구（２단계）\t'CCTV' \"통합\"\\N \\. 100%\r\n"


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def batch(user):
    return ImportBatch.objects.create(
        file_name="사업.csv", sha256="0" * 64, user=user, municipality=make_municipality()
    )


@pytest.fixture
def writer(batch, user):
    return Writer(batch, user, "가져오기 1: 사업.csv")


@pytest.fixture
def samples(user):
    """Return a row of every model that has a history, stored in the ordinary way."""
    gyeonggi = make_municipality()
    other, project = make_project(owner=gyeonggi), make_project(owner=gyeonggi)
    source = Source.objects.create(title="시행계획", publisher="경기도", municipality=gyeonggi)
    full = make_project(
        owner=gyeonggi, name="포털", won=26_1200_0000, department_text=AWKWARD, note=AWKWARD,
        department=make_department(municipality=gyeonggi), part_of=project, participants_stated=12,
        period_start=date(2013, 3, 1), period_start_precision="month", tender_year=2013,
        tender_quarter=1, estimate_won=6_500_000_000,
    )  # fmt: skip
    return {
        Project: full,
        FundingSource: FundingSource.objects.create(
            project=project, source="national", stage="supplementary", round=2, won=0
        ),
        Participation: Participation.objects.create(project=project, name=AWKWARD),
        Phase: Phase.objects.create(project=project, fiscal_year=2014, text="96개 → 10개"),
        Citation: Citation.objects.create(source=source, project=project, quote=AWKWARD),
        Source: Source.objects.create(
            title=AWKWARD,
            publisher="",
            published_on=date(2013, 2, 1),
            published_on_precision="day",
        ),
        DuplicateDecision: DuplicateDecision.objects.create(
            first=other, second=project, decision="later", reason=AWKWARD, user=user
        ),
    }


def raw(model, **where):
    """Return the last row with these values as it is stored, past every conversion of Django."""
    condition = " AND ".join(f"{column} = %s" for column in where)
    key = model._meta.pk.column
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(
            f"SELECT * FROM {table} WHERE {condition} ORDER BY {key} DESC",  # noqa: S608
            [*where.values()],
        )
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def columns_of(row):
    """Return the columns of a row but its id, and their values."""
    fields = [f for f in row._meta.concrete_fields if not (f.primary_key or f.generated)]
    return [f.attname for f in fields], [getattr(row, f.attname) for f in fields]


def version_of(model, pk):
    """Return the last version of a row as stored, without what no two versions share."""
    version = raw(model.history.model, id=pk)
    assert timezone.now() - model.history.filter(id=pk).first().history_date < timezone.timedelta(
        minutes=5
    )
    return {name: version[name] for name in version if name not in ("history_id", "history_date")}


def saved_like_the_writer(row, batch, user):
    """Save a row once more in the ordinary way, and return its version as the writer's."""
    row._history_user, row._change_reason = user, "가져오기 1: 사업.csv"
    row.save()
    row.history.update(import_batch=batch)
    return version_of(type(row), row.pk)


@pytest.mark.parametrize("model", VERSIONED)
class TestWriter:
    def test_creates_what_save_would_have_created(self, writer, samples, batch, user, model):
        old = samples[model].pk
        version = saved_like_the_writer(samples[model], batch, user)
        stored = raw(model, id=old)
        columns, values = columns_of(model.objects.get(pk=old))
        samples[model].delete()

        [pk] = writer.create(model, columns, [values])

        assert pk > old
        assert raw(model, id=pk) == {**stored, "id": pk}
        assert version_of(model, pk) == {**version, "id": pk, "history_type": "+"}

    def test_creates_again_under_the_old_id(self, writer, samples, batch, user, model):
        old = samples[model].pk
        version = saved_like_the_writer(samples[model], batch, user)
        stored = raw(model, id=old)
        columns, values = columns_of(model.objects.get(pk=old))
        samples[model].delete()

        writer.recreate(model, columns, [(old, *values)])

        assert raw(model, id=old) == stored
        assert version_of(model, old) == {**version, "history_type": "+"}

    def test_updates_what_save_would_have_updated(self, writer, samples, batch, user, model):
        row = model.objects.get(pk=samples[model].pk)
        version = saved_like_the_writer(row, batch, user)
        stored = raw(model, id=row.pk)
        columns, values = columns_of(row)
        texts = [f.attname for f in model._meta.fields if type(f) is models.CharField]
        changes = dict.fromkeys(texts, "다른 말")
        model.objects.filter(pk=row.pk).update(**changes)

        writer.update(model, columns, [(row.pk, *values)])

        assert raw(model, id=row.pk) == stored
        assert version_of(model, row.pk) == {**version, "history_type": "~"}

    def test_deletes_and_keeps_what_was_deleted(self, writer, samples, batch, user, model):
        row = samples[model]
        version = saved_like_the_writer(row, batch, user)

        writer.delete(model, [row.pk])

        assert not model.objects.filter(pk=row.pk).exists()
        assert version_of(model, row.pk) == {**version, "history_type": "-"}


class TestManyRows:
    """More than one portion, and only those asked for."""

    COLUMNS = ("project_id", "fiscal_year", "text")

    def test_keep_their_order_and_their_own_values(self, writer):
        project, many = make_project(), PORTION + 3

        pks = writer.create(Phase, self.COLUMNS, ((project.pk, n, f"{n}개") for n in range(many)))
        writer.update(Phase, ("text",), ((pk, f"{pk}곳") for pk in pks[1:]))

        assert list(Phase.objects.order_by("pk").values_list("pk", "fiscal_year")) == list(
            zip(pks, range(many), strict=True)
        )
        assert Phase.objects.get(pk=pks[0]).text == "0개"
        assert Phase.objects.get(pk=pks[-1]).text == f"{pks[-1]}곳"
        assert Phase.history.count() == many + many - 1

    def test_leave_the_others_alone(self, writer):
        project = make_project()
        pks = writer.create(Phase, self.COLUMNS, [(project.pk, n, "") for n in range(5)])

        writer.delete(Phase, pks[::2])

        assert list(Phase.objects.order_by("pk").values_list("pk", flat=True)) == pks[1::2]
        assert [v.id for v in Phase.history.filter(history_type="-").order_by("id")] == pks[::2]

    def test_of_none_write_nothing(self, writer):
        assert writer.create(Phase, self.COLUMNS, []) == []
        writer.update(Phase, ("text",), [])
        writer.delete(Phase, [])

        assert not Phase.history.exists()

    def test_take_the_next_ids_and_leave_them_to_others(self, writer):
        project = make_project()
        [first] = writer.create(Phase, self.COLUMNS, [(project.pk, 2013, "")])
        Phase.objects.all().delete()

        second = Phase.objects.create(project=project, fiscal_year=2013)
        [third] = writer.create(Phase, self.COLUMNS, [(project.pk, 2014, "")])

        assert first < second.pk < third


class TestPromises:
    """The database keeps them, and its refusals are those Django knows."""

    def test_are_kept(self, writer):
        project = make_project()

        with pytest.raises(IntegrityError), transaction.atomic():
            writer.create(Phase, TestManyRows.COLUMNS, [(project.pk, 2013, "")] * 2)
        [pk] = writer.create(Phase, TestManyRows.COLUMNS, [(project.pk, 2013, "")])
        with pytest.raises(IntegrityError), transaction.atomic():
            writer.update(Phase, ("fiscal_year",), [(pk, -1)])

    def test_are_kept_of_lengths(self, writer, only_postgresql):
        project = make_project()

        with pytest.raises(DataError), transaction.atomic():
            writer.create(Phase, TestManyRows.COLUMNS, [(project.pk, 2013, "가" * 301)])
        [pk] = writer.create(Phase, TestManyRows.COLUMNS, [(project.pk, 2013, "")])
        with pytest.raises(DataError), transaction.atomic():
            writer.update(Phase, ("text",), [(pk, "가" * 301)])


class TestRowsOfABatch:
    """Rows without a history, with JSON in them."""

    def test_are_stored_as_django_would(self, batch):
        changes = [{"old": AWKWARD, "new": None, "won": 26_1200_0000}]
        row = {
            "batch_id": batch.pk,
            "sheet": "사업",
            "row": 2,
            "effect": "new",
            "name": AWKWARD,
            "number": "",
            "changes": json.dumps(changes),
            "writes": None,
            "problems": "[]",
            "outcome": "",
            "outcome_reason": "",
            "outcome_by": "",
            "outcome_at": timezone.now(),
        }

        [pk] = insert(ImportRow, [*row], [[*row.values()]])
        stored = ImportRow.objects.get(pk=pk)
        assert (stored.changes, stored.writes, stored.problems) == (changes, None, [])
        assert stored.name == AWKWARD

        overwrite(ImportRow, ("writes", "changes"), [(pk, json.dumps({"won": 1}), "[]")])
        stored.refresh_from_db()
        assert (stored.changes, stored.writes) == ([], {"won": 1})
        assert ImportRow.objects.filter(writes__won=1).exists()

    def test_take_dates_as_text(self, writer):
        project = make_project()

        writer.update(
            Project,
            ("period_start", "period_start_precision"),
            [(project.pk, "2013-03-01", "day")],
        )

        project.refresh_from_db()
        assert project.period_start == date(2013, 3, 1)
        assert project.history.first().period_start == date(2013, 3, 1)
