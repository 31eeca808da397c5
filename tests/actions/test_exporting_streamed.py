"""A download begins before its last row is read, and needs no more memory for more rows."""

import tracemalloc
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.actions import xlsx
from registry.actions.exporting import write_csv, write_json, write_xlsx
from registry.models import Project
from tests.factories import LONG_AGO, make_municipality

pytestmark = pytest.mark.django_db

FEW, MANY = 600, 3_000
FORMATS = {"csv": write_csv, "json": write_json, "xlsx": write_xlsx}


def register(numbers: range) -> None:
    """Register thin projects, all in one go."""
    owner = make_municipality()
    Project.objects.bulk_create(
        Project(
            owner=owner, fiscal_year=2013, name=f"사업 {one}", number=f"2013-41-{one:06}",
            total_certainty="exact", total_won=one, publication="published",
            published_from=LONG_AGO,
        )
        for one in numbers
    )  # fmt: skip


def needed(write) -> int:
    """Return the most bytes that a whole file needs at once, none of it kept."""
    tracemalloc.start()
    for _portion in write(Project.objects.order_by("number")):
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def questions(portions: Iterator[str | bytes]) -> tuple[int, int]:
    """Return how many questions are asked until the first row is there, and how many in all."""
    with CaptureQueriesContext(connection) as asked:
        size = 0
        while size < 3_000:  # the headings are in it
            size += len(next(portions))
        first = len(asked)
        for _portion in portions:
            pass
    return first, len(asked)


class TestDownload:
    def test_needs_no_more_memory_for_more_rows_and_begins_before_they_are_read(self, monkeypatch):
        # It keeps 2,048 cells, half a MB of them: other tests may have filled it or not.
        monkeypatch.setattr(xlsx, "_closed", xlsx._closed.__wrapped__)
        register(range(1, FEW))
        few = {name: needed(write) for name, write in FORMATS.items()}
        register(range(FEW, MANY))

        for name, write in FORMATS.items():
            first, whole = questions(iter(write(Project.objects.order_by("number"))))
            assert 1.3 * first < whole, (name, first, whole)
            assert needed(write) - few[name] < 2**20, name
