"""The index of pairs of syllables in the names of projects, which each database keeps itself.

No writer has to think of it: PostgreSQL keeps an index over an expression, SQLite's triggers keep
a full-text table. It is made after every migration, not by one: SQLite loses the triggers of a
table that a later migration makes anew.
"""

from typing import Any

from django.db import connections

from registry.models.project import Project
from registry.querysets.pairs import FUNCTION, INDEX

_TABLE = Project._meta.db_table
_LONGEST = Project._meta.get_field("name_key").max_length or 0

_POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {FUNCTION}(key text) RETURNS text[] "
    "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ "
    "SELECT coalesce(array_agg(DISTINCT substr(key, at, 2)), '{}') "
    "FROM generate_series(1, greatest(length(key) - 1, least(length(key), 1))) AS at $$",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {_TABLE} USING gin ({FUNCTION}(name_key))",
)


def keep_index(using: str, **_kwargs: Any) -> None:
    """Make the index where it is missing; a table without its triggers is indexed anew."""
    connection = connections[using]
    if _TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statements: tuple[str, ...] = _POSTGRESQL
        else:
            statements = () if _has_triggers(cursor) else _sqlite()
        for statement in statements:
            cursor.execute(statement)


def _has_triggers(cursor: Any) -> bool:
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
        [f"{INDEX}_%"],
    )
    return bool(cursor.fetchone()[0] == len(_triggers()))


def _sqlite() -> tuple[str, ...]:
    return (
        f"DROP TABLE IF EXISTS {INDEX}",
        # Without the text and the places of words: which rows is all that is asked.
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(pairs, content='', detail=none, columnsize=0, "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
        f"INSERT INTO {INDEX} (rowid, pairs) "
        f"SELECT id, {_pairs_of(f'{_TABLE}.name_key')} FROM {_TABLE}",
        *_triggers(),
    )


def _triggers() -> tuple[str, ...]:
    new = f"INSERT INTO {INDEX} (rowid, pairs) VALUES (new.id, {_pairs_of('new.name_key')});"
    old = (
        f"INSERT INTO {INDEX} ({INDEX}, rowid, pairs) "
        f"VALUES ('delete', old.id, {_pairs_of('old.name_key')});"
    )
    differs = "WHEN old.name_key IS NOT new.name_key"
    return (
        _trigger("insert", "INSERT", new),
        _trigger("delete", "DELETE", old),
        _trigger("update", "UPDATE OF name_key", f"{old} {new}", differs),
    )


def _trigger(name: str, event: str, body: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {INDEX}_{name} AFTER {event} ON {_TABLE} {when} "
        f"BEGIN {body} END"
    )


def _pairs_of(key: str) -> str:
    """Return the expression for the pairs of a key, with a space between them."""
    places = list(range(1, _LONGEST))
    return (
        f"coalesce((SELECT group_concat(substr({key}, value, 2), ' ') "
        f"FROM json_each('{places}') WHERE value < max(length({key}), 2)), '')"
    )
