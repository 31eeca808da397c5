"""The fixtures of the registry in a test's database, loaded once and then copied.

`loaddata` looks up every natural key, some seconds for 361 bodies. What it has written is written
again by the same few statements, in some milliseconds: a thousand tests begin with it.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

Statement = tuple[str, Any]


def load(*names: str) -> None:
    """Bring the rows of the fixtures `names` into an empty database."""
    with transaction.atomic(), connection.cursor() as cursor:  # the tables refer to each other
        for sql, values in _statements(names):
            cursor.execute(sql, values)
        if move := _moves(names):  # PostgreSQL counts on behind rows that came with their keys
            cursor.execute(move)


@cache
def _statements(names: tuple[str, ...]) -> list[Statement]:
    """Return the statements that write the rows of the fixtures, as they go to the database."""
    written: list[Statement] = []

    def keep(execute: Callable, sql: str, values: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT"):
            written.append((sql, values))
        return execute(sql, values, many, context)

    with transaction.atomic():
        rows = _rows(names)
        with connection.execute_wrapper(keep):
            for model, found in rows:
                model._base_manager.bulk_create(found)
        transaction.set_rollback(True)
    return written


def _rows(names: tuple[str, ...]) -> list:
    """Return the rows by model, in the order in which they may be written again."""
    with transaction.atomic():
        call_command("loaddata", *names, verbosity=0)
        rows = [
            (model, list(model._base_manager.order_by("pk")))
            for model in apps.get_app_config("registry").get_models(include_auto_created=True)
        ]
        transaction.set_rollback(True)
    return [(model, found) for model, found in rows if found]


@cache
def _moves(names: tuple[str, ...]) -> str:
    written = {sql.split('"')[1] for sql, _values in _statements(names)}
    models = apps.get_app_config("registry").get_models(include_auto_created=True)
    moved = [model for model in models if model._meta.db_table in written]
    return " ".join(connection.ops.sequence_reset_sql(no_style(), moved))
