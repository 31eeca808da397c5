"""The indexes of pairs of syllables in names and texts, which each database keeps itself.

No writer has to think of it: PostgreSQL keeps an index over an expression, SQLite's triggers keep
a full-text table. It is made after every migration, not by one: SQLite loses the triggers of a
table that a later migration makes anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections

from registry.models.project import Project
from registry.querysets.pairs import (
    FUNCTION,
    INDEX,
    TEXT_COLUMNS,
    TEXT_INDEX,
    text_of,
)

_TABLE = Project._meta.db_table
_EVENTS = ("insert", "delete", "update")
# Over a list of the characters, for substr() counts from the beginning of a text each time; and
# no query inside, which PostgreSQL would start for each text. Half the time of an import's COPY.
_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {FUNCTION}(key text) RETURNS text[] "
    "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$ "
    "DECLARE one text[] := string_to_array(key, NULL); pairs text[] := '{}'; "
    "BEGIN FOR at IN 1..greatest(cardinality(one) - 1, least(cardinality(one), 1)) LOOP "
    "pairs := pairs || (one[at] || coalesce(one[at + 1], '')); END LOOP; RETURN pairs; END $$"
)


@dataclass(frozen=True)
class _Index:
    """One index: its name, and the columns it is over."""

    name: str
    columns: tuple[str, ...]

    def text(self, row: str) -> str:
        """Return the SQL of the indexed text of a row."""
        return text_of(row) if self.name == TEXT_INDEX else f"{row}.{self.columns[0]}"

    def pairs(self, row: str) -> str:
        """Return the SQL of the pairs of a row's text, with a space between them.

        It counts over a list of as many zeros as there are pairs, and LIMIT keeps SQLite from
        working the text out anew for each of them: 10,000 texts of 40 syllables took 7 s, not 0.2.
        """
        zeros = "replace(hex(zeroblob(max(length(text) - 1, 1))), '00', '0,')"
        return (
            "coalesce((SELECT group_concat(substr(text, key + 1, 2), ' ') "
            f"FROM (SELECT {self.text(row)} AS text LIMIT 1), "
            f"json_each('[' || rtrim({zeros}, ',') || ']') WHERE text <> ''), '')"
        )

    def fill(self, where: str = "") -> str:
        """Return the statement that indexes rows that the table of SQLite does not know yet."""
        return (
            f"INSERT INTO {self.name} (rowid, pairs) "
            f"SELECT id, {self.pairs(_TABLE)} FROM {_TABLE} {where}"
        )

    def postgresql(self) -> str:
        """Return the statement that makes it where it is missing."""
        text = self.text(_TABLE)
        return f"CREATE INDEX IF NOT EXISTS {self.name} ON {_TABLE} USING gin ({FUNCTION}({text}))"

    def sqlite(self) -> tuple[str, ...]:
        """Return the statements that make the table and its triggers, and index what is there."""
        return (
            *(f"DROP TRIGGER IF EXISTS {self.name}_{event}" for event in _EVENTS),
            f"DROP TABLE IF EXISTS {self.name}",
            # Without the text and the places of words: which rows is all that is asked.
            f"CREATE VIRTUAL TABLE {self.name} USING fts5(pairs, content='', detail=none, "
            "columnsize=0, "
            "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
            self.fill(),
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
            f"CREATE TRIGGER {self.name}_{name} AFTER {event} ON {_TABLE} {when} BEGIN {body} END"
        )


INDEXES = (
    _Index(INDEX, ("name_key",)),
    _Index(TEXT_INDEX, TEXT_COLUMNS),
)


def keep_index(using: str, **_kwargs: Any) -> None:
    """Make the indexes where they are missing; a table without these triggers is indexed anew."""
    database = connections[using]
    if _TABLE not in database.introspection.table_names():
        return
    with database.cursor() as cursor:
        for statement in _statements(database.vendor, cursor):
            cursor.execute(statement)


@contextmanager
def indexed_afterwards() -> Iterator[None]:
    """Let PostgreSQL index what is written inside when all of it is there; SQLite does anyway.

    A million projects take it 41 s so, and a hundred with each of them. Nobody finds them in the
    meantime, so that this is for a database that nobody reads. Who is killed inside leaves it to
    the next migration.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        for index in INDEXES:
            cursor.execute(f"DROP INDEX IF EXISTS {index.name}")
    try:
        yield
    finally:
        keep_index(connection.alias)


def _statements(vendor: str, cursor: Any) -> list[str]:
    if vendor == "postgresql":
        return [_FUNCTION, *(index.postgresql() for index in INDEXES)]
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    kept = {sql for (sql,) in cursor.fetchall()}
    missing = [index for index in INDEXES if not kept.issuperset(index.triggers())]
    return [statement for index in missing for statement in index.sqlite()]
