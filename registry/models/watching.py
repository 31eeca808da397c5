"""Marks that change with everything the public reads, kept by the database itself.

There is one for each portion of 256 projects with what hangs on them, and one for all the rest:
a list made of its portions reads again only those that were written (``bitmaps``). No writer has
to think of it: form, import, undo, fixture and a hand in the database all move the marks, with the
transaction in which they write. PostgreSQL adds a random number for each portion of a statement,
so that no writer waits for another; SQLite, where only one writes at a time, draws a new one. A
mark is the sum of the numbers that are visible, so that whoever sees other data sees another mark.
Once in a hundred statements, sooner after one that wrote many portions, PostgreSQL adds up what
lies there, which leaves the sums as they are; of 140,000 numbers each page would read them all.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, connections

PORTION = 256
_TABLE = "registry_mark"
_REST, _ALL = -1, -2  # what is no project's own; what was emptied whole
_LOG = frozenset(
    {"columnmapping", "importbatch", "importrow", "membership", "savedfilter", "user"}
)
# Of which projects a row tells; of every other table it is the rest that was written.
_PROJECTS = {
    "project": ("id",),
    "fundingsource": ("project_id",),
    "participation": ("project_id",),
    "citation": ("project_id",),  # none where a budget of a year is cited
    "duplicatedecision": ("first_id", "second_id"),
}
_SEEN = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
_NUMBER = {"postgresql": "floor(random() * 9e15)", "sqlite": "random() >> 14"}  # summed by SQLite
_POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {_TABLE} (portion bigint NOT NULL, token numeric NOT NULL)",
    f"CREATE OR REPLACE FUNCTION {_TABLE}_add_up(added bigint) RETURNS void LANGUAGE plpgsql "
    "AS $$ BEGIN IF random() < 0.01 + added / 2000.0 THEN "
    # Nobody waits: what another is adding up is left to them.
    f"WITH free AS (SELECT ctid FROM {_TABLE} FOR UPDATE SKIP LOCKED), gone AS ("
    f"DELETE FROM {_TABLE} USING free WHERE {_TABLE}.ctid = free.ctid RETURNING portion, token) "
    f"INSERT INTO {_TABLE} SELECT portion, SUM(token) FROM gone GROUP BY portion; END IF; END $$",
    f"CREATE OR REPLACE FUNCTION {_TABLE}_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"INSERT INTO {_TABLE} SELECT CAST(TG_ARGV[0] AS bigint), {_NUMBER['postgresql']}; "
    f"PERFORM {_TABLE}_add_up(1); RETURN NULL; END $$",
)
_SQLITE = (
    f"CREATE TABLE IF NOT EXISTS {_TABLE} (portion integer PRIMARY KEY, token integer NOT NULL)",
)


def keep_watch(using: str, **_kwargs: Any) -> None:
    """Make what is missing of the marks: a migration may make a table of SQLite's anew."""
    found = connections[using]
    tables = set(found.introspection.table_names())
    watched = [table for table in _watched() if table in tables]
    make = _postgresql if found.vendor == "postgresql" else _sqlite
    with found.cursor() as cursor:
        for statement in [*make(watched), *_begin(found.vendor, tables)]:
            cursor.execute(statement)


def data_mark() -> str:
    """Return a text that differs whenever something the public reads was written since."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST(SUM(token) AS text) FROM {_TABLE}")
        [mark] = cursor.fetchone()
    return mark or "0"


def portion_marks() -> dict[int, str]:
    """Return a text for each portion of the projects that was ever written, as `data_mark` is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT portion, CAST(SUM(token) AS text) FROM {_TABLE} GROUP BY portion")
        marks = dict(cursor.fetchall())
    emptied = marks.get(_ALL, "")
    return {portion: f"{mark} {emptied}" for portion, mark in marks.items() if portion >= 0}


def mark_written(cursor: Any, table: str, ids: str) -> None:
    """Mark on SQLite that rows were written, as their triggers do; `ids` is a list in JSON."""
    portions = [
        f"SELECT {_portion(column)} AS portion FROM {table} "
        "WHERE id IN (SELECT value FROM json_each(%s))"
        for column in _columns(table)
    ] or [f"SELECT {_REST} AS portion"]
    told = f"SELECT portion, {_NUMBER['sqlite']} FROM ({' UNION '.join(portions)}) WHERE true"
    cursor.execute(
        f"INSERT INTO {_TABLE} {told} ON CONFLICT (portion) DO UPDATE SET token = excluded.token",
        [ids] * len(_columns(table)),
    )


def _watched() -> Iterator[str]:
    """Yield the tables of what is shown; histories follow them and are not watched themselves."""
    for model in apps.get_app_config("registry").get_models(include_auto_created=True):
        name = model._meta.model_name or ""
        if name not in _LOG and not name.startswith("historical"):
            yield model._meta.db_table


def _begin(vendor: str, tables: set[str]) -> Iterator[str]:
    """Yield the statement that marks what is older than the marks."""
    if "registry_project" in tables:
        yield (
            f"INSERT INTO {_TABLE} SELECT portion, {_NUMBER[vendor]} FROM "
            f"(SELECT DISTINCT id / {PORTION} AS portion FROM registry_project) AS told "
            f"WHERE portion NOT IN (SELECT portion FROM {_TABLE})"
        )
    if vendor == "postgresql":
        yield f"SELECT {_TABLE}_add_up(2000)"


def _columns(table: str) -> tuple[str, ...]:
    """Return the columns that name the projects of which a row tells."""
    return _PROJECTS.get(table.removeprefix("registry_"), ())


def _sqlite(tables: list[str]) -> Iterator[str]:
    yield from _SQLITE
    for table in tables:
        for event, rows in (("INSERT", "new"), ("UPDATE", "old new"), ("DELETE", "old")):
            said = [f"{row}.{column}" for row in rows.split() for column in _columns(table)]
            portions = list(map(_portion, said)) or [str(_REST)]
            drawn = " ".join(map(_drawn, portions))
            yield f"DROP TRIGGER IF EXISTS {table}_marks_{event.lower()}"  # it may say less
            yield (
                f"CREATE TRIGGER {table}_marks_{event.lower()} AFTER {event} "
                f"ON {table} BEGIN {drawn} END"
            )


def _portion(key: str) -> str:
    """Return the portion of a project's key; what is of no project belongs to the rest."""
    return f"COALESCE({key} / {PORTION}, {_REST})"


def _drawn(portion: str) -> str:
    """Return the statement that draws a new number for a portion."""
    number = _NUMBER["sqlite"]
    return (
        f"INSERT INTO {_TABLE} VALUES ({portion}, {number}) "
        f"ON CONFLICT (portion) DO UPDATE SET token = {number};"
    )


def _postgresql(tables: list[str]) -> Iterator[str]:
    yield from _POSTGRESQL
    for table in tables:
        columns = _columns(table)
        yield _trigger(table, "TRUNCATE", f"{_TABLE}_whole('{_ALL if columns else _REST}')")
        if not columns:
            yield _trigger(table, "INSERT OR UPDATE OR DELETE", f"{_TABLE}_whole('{_REST}')")
            continue
        yield _function(table, columns)
        for event, seen in _SEEN:
            yield _trigger(table, event, f"{table}_marks()", seen)


def _function(table: str, columns: tuple[str, ...]) -> str:
    """Return the function that adds a number for each portion of the rows of a statement."""
    portions = " UNION ".join(f"SELECT {_portion(column)} FROM rows" for column in columns)
    return (
        f"CREATE OR REPLACE FUNCTION {table}_marks() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"DECLARE added bigint; BEGIN INSERT INTO {_TABLE} "
        f"SELECT portion, {_NUMBER['postgresql']} FROM ({portions}) AS told (portion); "
        f"GET DIAGNOSTICS added = ROW_COUNT; PERFORM {_TABLE}_add_up(added); RETURN NULL; END $$"
    )


def _trigger(table: str, event: str, function: str, seen: str = "") -> str:
    name = f"{table}_marks_{event.split()[0].lower()}_{seen.lower() or 'whole'}"
    rows = f"REFERENCING {seen} TABLE AS rows " if seen else ""
    return (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} {rows}"
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}"
    )
