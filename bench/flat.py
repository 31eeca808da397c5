"""Datasette over the published projects: one flat table, full-text search, four facets, a sum.

It is a real installation, asked through its own client; limits of time are lifted, for by default
it leaves out a facet that takes longer than 0.2 s.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from bench.asking import Wrong
from registry.models import Project

FACETS = ("fiscal_year", "region", "status", "type")
_COLUMNS = {
    "number": "number",
    "name": "name",
    "owner": "owner__full_name",
    "region": "owner__region",
    "fiscal_year": "fiscal_year",
    "type": "type",
    "status": "status",
    "certainty": "total_certainty",
    "won": "total_won",
    "description": "description",
    "outputs": "outputs",
    "office": "department_text",
}
_TEXTS = ("name", "description", "outputs", "office")
_UNLIMITED = {
    "sql_time_limit_ms": 120_000,
    "facet_time_limit_ms": 120_000,
    "default_page_size": 50,
}


def installed() -> bool:
    """Return whether there is a Datasette: only ``make bench`` installs it."""
    return find_spec("datasette") is not None


class Flat:
    """A Datasette of one file."""

    def __init__(self, path: Path) -> None:
        from datasette.app import Datasette  # installed for the benchmark alone

        self._loop = asyncio.new_event_loop()
        self._served = Datasette([str(path)], settings=_UNLIMITED)

    def close(self) -> None:
        """Stop it."""
        self._loop.close()

    def page(self, query: str) -> Callable[[], bytes]:
        """Return the work of asking for the page with its facets, and for the sum beside it."""

        def ask() -> bytes:
            self._get(_summed(query))
            return bytes(self._get(f"/flat/projects?{_faceted(query)}").content)

        return ask

    def answers(self, query: str) -> dict[str, Any]:
        """Return how many projects the page finds, and the counts beside the answers."""
        told = self._get(f"/flat/projects.json?{_faceted(query)}").json()
        facets = told["facet_results"]
        return {
            "count": told["filtered_table_rows_count"],
            **{
                facet: {str(one["value"]): one["count"] for one in facets[facet]["results"]}
                for facet in ("status", "type")
            },
        }

    def _get(self, address: str) -> Any:
        response = self._loop.run_until_complete(self._served.client.get(address))
        if response.status_code != 200:
            raise Wrong(f"{address}: {response.status_code}")
        return response


@contextmanager
def flat() -> Iterator[Flat]:
    """Have a Datasette with the published projects of the database in use."""
    with TemporaryDirectory(prefix="flat") as home:
        path = Path(home) / "flat.db"
        _write(path)
        served = Flat(path)
        try:
            yield served
        finally:
            served.close()


def _write(path: Path) -> None:
    """Write the table with an index for each facet and the full-text search that it knows."""
    rows = Project.objects.published().order_by("pk").values_list(*_COLUMNS.values())
    texts = ", ".join(_TEXTS)
    with sqlite3.connect(path) as connection:
        connection.execute(
            f"CREATE TABLE projects (id INTEGER PRIMARY KEY, {', '.join(_COLUMNS)})"
        )
        marks = ", ".join("?" for _column in _COLUMNS)
        connection.executemany(
            f"INSERT INTO projects ({', '.join(_COLUMNS)}) VALUES ({marks})",
            rows.iterator(chunk_size=2_000),
        )
        for facet in FACETS:
            connection.execute(f"CREATE INDEX by_{facet} ON projects ({facet})")
        connection.execute(
            f"CREATE VIRTUAL TABLE projects_fts USING fts5 ({texts}, content=[projects])"
        )
        connection.execute("INSERT INTO projects_fts (projects_fts) VALUES ('rebuild')")
    connection.close()


def _faceted(query: str) -> str:
    """Return a question of our list as Datasette asks it, with the facets."""
    key, _is, value = query.partition("=")
    asked = {"": "", "q": f"_searchmode=raw&_search={quote(value)}*&"}.get(
        key, f"{key}={quote(value)}&"
    )
    return asked + "&".join(f"_facet={facet}" for facet in FACETS)


def _summed(query: str) -> str:
    key, _is, value = query.partition("=")
    found = "rowid IN (SELECT rowid FROM projects_fts WHERE projects_fts MATCH :value)"
    where = {"": "1", "q": found}.get(key, f"{key} = :value")
    sql = f"SELECT SUM(won) FROM projects WHERE certainty = 'exact' AND {where}"
    wanted = f"{value}*" if key == "q" else value  # words that begin so: it knows no other parts
    return f"/flat.json?sql={quote(sql)}&value={quote(wanted)}"
