"""Ten rows and two hundred ask the database as often: one query a model, never one a row."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.actions.importing import confirm, stage
from registry.models import ImportBatch, Project, Source
from registry.notation.codes import Role
from tests.factories import make_municipality, make_user
from tests.spreadsheets import counts, csv_of, upload_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
HEADINGS = (
    "사업명",
    "회계연도",
    "담당 부서",
    "총사업비(천원)",
    "국비(2013 본예산)",
    "공동 지자체",
    "출처",
    "인용",
)


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality(code="41"))


def rows_of(number, won):
    return [
        (f"포털 {n}", 2013, f"정보{n}과", won + n, f"{n}천원", "용인시", "예산서", f"{won} {n}")
        for n in range(number)
    ]


def reads_and_writes(action):
    """Return how often `action` reads, and how often it writes."""
    with CaptureQueriesContext(connection) as queries:
        action()
    words = [query["sql"].lstrip().split(" ", 1)[0].upper() for query in queries]
    reads = sum(word == "SELECT" for word in words)
    return reads, sum(word in {"INSERT", "UPDATE", "DELETE"} for word in words)


def asked(user, number):
    """Return the reads of previews and imports of new, changed and unchanged projects."""
    found = []
    for won in (5, 6, 6):
        upload = upload_of(csv_of(*rows_of(number, won), headings=HEADINGS))
        found.append(reads_and_writes(partial(stage, upload, user)))
        batch = ImportBatch.objects.latest("pk")
        found.append(reads_and_writes(partial(confirm, batch, user)))
    assert counts(batch) == {"unchanged": number}
    Project.objects.all().delete()
    Source.objects.all().delete()
    return found


class TestImport:
    def test_reads_no_more_for_more_rows(self, publisher):
        few, many = asked(publisher, 10), asked(publisher, 200)

        assert [reads for reads, _writes in many] == [reads for reads, _writes in few]
        assert max(reads for reads, _writes in many) < 40

    def test_writes_in_portions_and_not_by_rows(self, publisher):
        few, many = asked(publisher, 10), asked(publisher, 200)

        # SQLite takes 999 values a statement: some twenty rows of the widest table at once.
        for (_reads, of_few), (_reads, of_many) in zip(few, many, strict=True):
            assert of_many - of_few < 60
