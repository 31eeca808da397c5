"""The fixtures of the registry in a test's database, loaded once and then copied.

`loaddata` looks up every natural key, some seconds for 361 bodies; copying the rows takes none.
"""

from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction


def load(*names: str) -> None:
    """Bring the rows of the fixtures `names` into an empty database."""
    with transaction.atomic():  # the tables refer to each other: checked when all are there
        for model, rows in _rows(names):
            model._base_manager.bulk_create(rows)
        _move_sequences()


@cache
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


def _move_sequences() -> None:
    """Let PostgreSQL count on behind the rows, which came with their own keys."""
    models = apps.get_app_config("registry").get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
