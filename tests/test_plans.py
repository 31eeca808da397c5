"""Indexes that the lists live by are those that the databases choose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.bitmaps import desk, paging, portion
from registry.bitmaps.portion import within
from registry.filters.bodies import Bodies
from registry.filters.search import bearing
from registry.models import FundingSource, Project
from registry.models.twins import pairs
from registry.querysets.pairs import INDEX, TEXT_INDEX

pytestmark = pytest.mark.django_db


def plan_of(rows) -> str:
    """Return how the database reads rows; of few PostgreSQL would read all, and sort them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return rows.explain()


def plan_of_sql(sql: str) -> str:
    """Return how the database works a question, as it was asked."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by how many rows there are, and here are none")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[-1] for row in cursor.fetchall())


class TestAPageInTheOrder:
    @pytest.mark.parametrize(
        ("rows", "index"),
        [
            (Project.objects.published().order_by(*paging.DOWN), "project_by_total"),
            (
                Project.objects.published().filter(total_won__lte=5).order_by(*paging.DOWN),
                "project_by_total",
            ),
            (
                Project.objects.published().filter(total_won=None).order_by(*paging.UP),
                "project_by_total",
            ),
            (Project.objects.published().order_by("-modified_at", "number"), "project_by_change"),
            (Project.objects.order_by("-fiscal_year", "number"), "project_by_latest"),
            (Project.objects.order_by("fiscal_year", "-number"), "project_by_latest"),
        ],
        ids=[
            "by total",
            "from a total on",
            "without one from the end",
            "by change",
            "of the admin",
            "of the admin from its end",
        ],
    )
    def test_is_read_from_an_index(self, rows, index):
        plan = plan_of(rows.values_list("pk", flat=True)[40:60])

        assert index in plan
        assert "Sort" not in plan
        assert "TEMP B-TREE" not in plan


class TestAPortion:
    @pytest.mark.parametrize(
        ("rows", "key", "index"),
        [
            (Project.objects, "pk", "registry_project_pkey"),
            (FundingSource.objects, "project", "registry_fundingsource_project"),
        ],
    )
    def test_is_found_by_its_keys(self, rows, key, index):
        plan = plan_of(rows.filter(within([3, 4], key)).order_by().values_list("pk"))

        assert index in plan or "USING INTEGER PRIMARY KEY" in plan
        assert "SCAN registry" not in plan

    @pytest.mark.parametrize("reader", [portion, desk], ids=["of readers", "of clerks"])
    def test_asks_for_projects_by_their_keys_alone(self, reader):
        """Of what is published too SQLite walked the index of that, past all other portions."""
        with CaptureQueriesContext(connection) as asked:
            reader.read([3])
        plans = [plan_of_sql(query["sql"]) for query in asked]

        of_projects = [plan for plan in plans if "registry_project USING" in plan]
        assert of_projects
        for plan in of_projects:
            assert "registry_project USING INTEGER PRIMARY KEY" in plan


class TestPossibleDuplicates:
    def test_are_found_by_what_makes_them_alike(self):
        with CaptureQueriesContext(connection) as asked:
            pairs(within([3, 4]))
        plan = plan_of_sql(asked[0]["sql"])

        assert "project_by_likely_same_name" in plan
        assert "project_by_same_amount" in plan


class TestASearch:
    def test_asks_the_indexes_of_pairs(self):
        plan = plan_of(bearing(["관제"], Bodies([])))

        assert INDEX in plan
        assert TEXT_INDEX in plan
        assert "registry_project USING COVERING INDEX project_by_change" not in plan

    def test_looks_at_what_it_found_and_not_at_all_that_is_published(self):
        with CaptureQueriesContext(connection) as asked:
            Project.objects.published().filter(pk__among=[3, 4]).exists()
        plan = plan_of_sql(asked[0]["sql"])

        assert plan.startswith("SEARCH registry_project USING INTEGER PRIMARY KEY")
