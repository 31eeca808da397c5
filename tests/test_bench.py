"""The benchmarks run, on few rows, and no peer is timed whose result is not ours."""

import re

import pytest
from django.db import connection
from django.db.utils import OperationalError, ProgrammingError

from bench import data, flat, plots
from bench.databases import PostgreSQL, SQLite
from bench.imports import Bench, Differ
from bench.pages import Pages
from bench.patience import OutOfPatience, patience
from bench.targets import HEADINGS, LIMIT, UNDO, Line, of_lists
from tests.postgres import cluster

SIZE = 200


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def database(home):
    """Return the database of this run, in a place of its own: never one that is in use."""
    if connection.vendor != "postgresql":
        yield SQLite(home)
        return
    with cluster() as address:
        yield PostgreSQL(address)


class TestBench:
    def test_measures_every_target_and_gets_from_each_peer_what_we_get(self, home, database):
        bench = Bench(home, SIZE, runs=1)

        pages = Pages(bench, home, SIZE, runs=1)

        lines = [*bench.lines(database), *pages.lines(database)]

        names = [line.name for line in lines]
        measured = {"SQLite": "I5 I7 I2 I2 I6 I3", "PostgreSQL": "I5 I7 I1 I1 I6 I4 I3"}
        beside = "L5 L5 L5 " if database.name == "SQLite" and flat.installed() else ""
        asked = f"L1 L1 L1 L3 L4 L4 L2 {beside}L6 L8 L8 L1 L1 L1 L7 L7"
        asked += 2 * " A1 A1 A1 A1 A1 A2 A2 A2 A2" + " S1 E1 E2 E3"
        assert names == f"{measured[database.name]} {asked}".split()
        assert all(line.ratio > 0 for line in lines)
        assert all(line.name in str(line) and database.name in str(line) for line in lines)

    def test_stops_where_a_result_is_not_the_expected_one(self, home, database):
        bench, expected = Bench(home, SIZE, runs=1), home / "expected"
        with database.fresh() as address:
            bench.take(address, "facts", expected)
            bench.same(address, expected)
            with expected.open("a", encoding="utf-8") as file:
                file.write("one project more\n")

            with pytest.raises(Differ, match="one project more"):
                bench.same(address, expected)


@pytest.mark.django_db(transaction=True)
class TestPatience:
    LONG = (
        "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted "
        "WHERE n < 1000000000) SELECT count(*) FROM counted"
    )

    def ask(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()

    def test_ends_what_the_database_works_at_and_lets_the_next_question_be(self):
        with pytest.raises(OutOfPatience), patience(0.2):
            self.ask(self.LONG)

        assert self.ask(self.LONG.replace("1000000000", "100000")) == (100_000,)

    def test_asks_nothing_once_the_time_is_up(self):
        with pytest.raises(OutOfPatience), patience(-1):
            self.ask("SELECT 1")

    def test_keeps_a_fault_a_fault(self):
        with pytest.raises((OperationalError, ProgrammingError)), patience(60):
            self.ask("SELECT nothing")


class TestTargets:
    def test_know_what_meets_them(self):
        assert (LIMIT.met(0.5), LIMIT.met(0.49)) == (True, False)
        assert (UNDO.met(1.0), UNDO.met(1.01)) == (True, False)


class TestPlots:
    def test_draw_a_level_line_for_what_does_not_grow(self):
        picture = plots.svg("Save", {"S1, ours": [(1_000, 0.5), (10_000, 0.5)]})

        [points] = re.findall('polyline points="([^"]+)"', picture)
        [left, right] = [tuple(map(float, point.split(","))) for point in points.split()]
        assert left[0] < right[0]
        assert left[1] == right[1]
        assert "— S1, ours" in picture

    def test_are_made_of_what_a_benchmark_prints(self):
        pages = Pages.__new__(Pages)
        pages._size, pages._filed = 1_000_000, 200
        lines = [
            Line("L1", "SQLite", 0.1, of_lists("L1 first", 10).about(what), "59 ms", "1.5 s")
            for what in ("no condition", "no condition (theirs: no answer in 120 s)")
        ]
        table = "\n".join([pages.heading(), HEADINGS, *map(str, lines)])

        drawn = plots.lines_of(list(plots.read(table)), plots.PLOTS["lists"][1])

        assert drawn == {
            "first reading, SQLite": [(1_000_000, 0.059), (1_000_000, 0.059)],
            "stock page, SQLite": [(1_000_000, 1.5)],
        }


class TestData:
    def test_is_the_same_every_time_and_about_bodies_that_are_there(self):
        rows = list(data.rows(50))

        assert rows == list(data.rows(50))
        assert {row[0] for row in rows} <= {body["full_name"] for body in data.bodies()}
        assert len({(row[0], row[2], row[3]) for row in rows}) == 50
