"""A mark that changes with everything the public reads, kept by the database itself.

No writer has to think of it: form, import, undo, fixture and a hand in the database all move it,
with the transaction in which they write. PostgreSQL adds a random number once a statement, so that
no writer waits for another; SQLite, where only one writes at a time, draws a new one. The mark is
the sum of the numbers that are visible, so that whoever sees other data sees another mark. Once in
a hundred statements PostgreSQL adds up what lies there, which leaves the sum as it is.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, connections

_TABLE = "registry_change"
_LOG = frozenset(
    {"columnmapping", "importbatch", "importrow", "membership", "savedfilter", "user"}
)

_POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {_TABLE} (token numeric NOT NULL)",
    f"CREATE OR REPLACE FUNCTION {_TABLE}_seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF random() < 0.01 THEN "  # nobody waits: what another is adding up is left to them
    f"WITH free AS (SELECT ctid FROM {_TABLE} FOR UPDATE SKIP LOCKED), "
    f"gone AS (DELETE FROM {_TABLE} USING free WHERE {_TABLE}.ctid = free.ctid RETURNING token) "
    f"INSERT INTO {_TABLE} SELECT SUM(token) FROM gone HAVING COUNT(*) > 0; END IF; "
    f"INSERT INTO {_TABLE} VALUES (floor(random() * 9e15)); RETURN NULL; END $$",
)
_SQLITE = (
    f"CREATE TABLE IF NOT EXISTS {_TABLE} (token integer NOT NULL)",
    f"INSERT INTO {_TABLE} SELECT random() WHERE NOT EXISTS (SELECT 1 FROM {_TABLE})",
)
_MOVE = f"UPDATE {_TABLE} SET token = random()"


def keep_watch(using: str, **_kwargs: Any) -> None:
    """Make what is missing of the mark: a migration may make a table of SQLite's anew."""
    found = connections[using]
    tables = set(found.introspection.table_names())
    watched = [table for table in _watched() if table in tables]
    with found.cursor() as cursor:
        for statement in [*_first(found.vendor), *_triggers(found.vendor, watched)]:
            cursor.execute(statement)


def data_mark() -> str:
    """Return a text that differs whenever something the public reads was written since."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST(SUM(token) AS text) FROM {_TABLE}")
        [mark] = cursor.fetchone()
    return mark or "0"


def move_mark(cursor: Any) -> None:
    """Move the mark of SQLite, as a trigger does."""
    cursor.execute(_MOVE)


def _watched() -> Iterator[str]:
    """Yield the tables of what is shown; histories follow them and are not watched themselves."""
    for model in apps.get_app_config("registry").get_models(include_auto_created=True):
        name = model._meta.model_name or ""
        if name not in _LOG and not name.startswith("historical"):
            yield model._meta.db_table


def _first(vendor: str) -> tuple[str, ...]:
    return _POSTGRESQL if vendor == "postgresql" else _SQLITE


def _triggers(vendor: str, tables: list[str]) -> Iterator[str]:
    for table in tables:
        if vendor == "postgresql":
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_seen "
                f"AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}_seen()"
            )
            continue
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {table}_seen_{event.lower()} AFTER {event} "
                f"ON {table} BEGIN {_MOVE}; END"
            )
