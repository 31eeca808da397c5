"""What SQLite's triggers do for each new row, done for many of them at once.

A statement that has triggers with a full-text table writes that table to the disk after each row:
10,000 new projects took 12 s, and 2 s this way.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

from registry.models.pairs import INDEXES
from registry.models.project import Project
from registry.models.watching import mark_written


@contextmanager
def stored_together(model: type[models.Model], pks: list[int]) -> Iterator[None]:
    """Store the rows with these ids inside: their triggers rest, and what they keep is kept after.

    In one transaction, which takes the triggers' rest back too where a row is refused.
    """
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        resting = _resting(table)
        for name in resting:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for index in INDEXES if model is Project else ():
            cursor.execute(index.fill("WHERE id IN (SELECT value FROM json_each(%s))"), [str(pks)])
        mark_written(cursor, table, str(pks))
        for statement in resting.values():
            cursor.execute(statement)


def _resting(table: str) -> dict[str, str]:
    """Return the triggers of new rows in a table whose work can be done afterwards, as made."""
    known = {f"{index.name}_insert" for index in INDEXES} | {f"{table}_marks_insert"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        return {name: sql for name, sql in cursor.fetchall() if name in known}
