"""The indexes of pairs of syllables in names and texts, which each database keeps itself.

No writer has to think of it: PostgreSQL keeps an index over an expression, SQLite's triggers keep
a full-text table. It is made after every migration, not by one: SQLite loses the triggers of a
table that a later migration makes anew.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections

from registry.models.project import Project
from registry.querysets.pairs import (
    FUNCTION,
    INDEX,
    TEXT_COLUMNS,
    TEXT_INDEX,
    TEXT_LONGEST,
    text_of,
)

_TABLE = Project._meta.db_table
_LONGEST = Project._meta.get_field("name_key").max_length or 0
_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {FUNCTION}(key text) RETURNS text[] "
    "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ "
    "SELECT coalesce(array_agg(DISTINCT substr(key, at, 2)), '{}') "
    "FROM generate_series(1, greatest(length(key) - 1, least(length(key), 1))) AS at $$"
)


@dataclass(frozen=True)
class _Index:
    """One index: its name, the columns it is over, their text, and how long that may be."""

    name: str
    columns: tuple[str, ...]
    longest: int

    def text(self, row: str) -> str:
        """Return the SQL of the indexed text of a row."""
        return text_of(row) if self.name == TEXT_INDEX else f"{row}.{self.columns[0]}"

    def pairs(self, row: str) -> str:
        """Return the SQL of the pairs of a row's text, with a space between them."""
        text, places = self.text(row), list(range(1, self.longest))
        return (
            f"CASE WHEN {text} = '' THEN '' ELSE "
            f"coalesce((SELECT group_concat(substr({text}, value, 2), ' ') "
            f"FROM json_each('{places}') WHERE value < max(length({text}), 2)), '') END"
        )

    def postgresql(self) -> str:
        """Return the statement that makes it where it is missing."""
        text = self.text(_TABLE)
        return f"CREATE INDEX IF NOT EXISTS {self.name} ON {_TABLE} USING gin ({FUNCTION}({text}))"

    def sqlite(self) -> tuple[str, ...]:
        """Return the statements that make the table and its triggers, and index what is there."""
        return (
            f"DROP TABLE IF EXISTS {self.name}",
            # Without the text and the places of words: which rows is all that is asked.
            f"CREATE VIRTUAL TABLE {self.name} USING fts5(pairs, content='', detail=none, "
            "columnsize=0, "
            "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
            f"INSERT INTO {self.name} (rowid, pairs) "
            f"SELECT id, {self.pairs(_TABLE)} FROM {_TABLE}",
            *self.triggers(),
        )

    def triggers(self) -> tuple[str, ...]:
        """Return the statements that make SQLite keep the table."""
        new = f"INSERT INTO {self.name} (rowid, pairs) VALUES (new.id, {self.pairs('new')});"
        old = (
            f"INSERT INTO {self.name} ({self.name}, rowid, pairs) "
            f"VALUES ('delete', old.id, {self.pairs('old')});"
        )
        differs = " OR ".join(f"old.{one} IS NOT new.{one}" for one in self.columns)
        changed = f"UPDATE OF {', '.join(self.columns)}"
        return (
            self._trigger("insert", "INSERT", new),
            self._trigger("delete", "DELETE", old),
            self._trigger("update", changed, f"{old} {new}", f"WHEN {differs}"),
        )

    def _trigger(self, name: str, event: str, body: str, when: str = "") -> str:
        return (
            f"CREATE TRIGGER IF NOT EXISTS {self.name}_{name} AFTER {event} ON {_TABLE} {when} "
            f"BEGIN {body} END"
        )


INDEXES = (
    _Index(INDEX, ("name_key",), _LONGEST),
    _Index(TEXT_INDEX, TEXT_COLUMNS, TEXT_LONGEST),
)


def keep_index(using: str, **_kwargs: Any) -> None:
    """Make the indexes where they are missing; a table without its triggers is indexed anew."""
    connection = connections[using]
    if _TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, cursor):
            cursor.execute(statement)


def _statements(vendor: str, cursor: Any) -> list[str]:
    if vendor == "postgresql":
        return [_FUNCTION, *(index.postgresql() for index in INDEXES)]
    missing = [index for index in INDEXES if not _has_triggers(index, cursor)]
    return [statement for index in missing for statement in index.sqlite()]


def _has_triggers(index: _Index, cursor: Any) -> bool:
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s, %s)",
        [f"{index.name}_{event}" for event in ("insert", "delete", "update")],
    )
    return bool(cursor.fetchone()[0] == len(index.triggers()))
