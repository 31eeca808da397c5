"""The fixtures of the registry in a test's database: loaded once by a process, and then copied.

`loaddata` looks up every natural key, some seconds for 361 bodies. What it has written is set
aside in tables of its own before the first test that asks for it, and the database copies it from
there in a few milliseconds: a thousand tests begin with it.
"""

from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

_set_aside: dict[tuple[str, ...], list[type[Model]]] = {}


def set_aside() -> None:
    """Load the fixtures into an empty database, set their rows aside, and leave it empty."""
    with transaction.atomic():
        for names in (("municipalities",), ("municipalities", "article_2013")):
            call_command("loaddata", names[-1], verbosity=0)  # upon those before it
            models = [model for model in _models() if model._base_manager.exists()]
            _run([f"CREATE TABLE {_aside(names, model)} AS {_rows(_of(model), model)}"
                  for model in models])  # fmt: skip
            _set_aside[names] = models
        tables = [model._meta.db_table for model in _models()]
        _run(connection.ops.sql_flush(no_style(), tables, reset_sequences=True,
                                      allow_cascade=True))  # fmt: skip


def load(*names: str) -> None:
    """Bring the rows of the fixtures `names` into an empty database."""
    with transaction.atomic():  # the tables refer to each other
        _run(_copying(names))


@cache
def _copying(names: tuple[str, ...]) -> list[str]:
    """Return what copies the rows, and has PostgreSQL count on behind their keys."""
    models = _set_aside[names]
    copying = [
        f"INSERT INTO {_of(model)} ({_columns(model)}) {_rows(_aside(names, model), model)}"
        for model in models
    ]
    return [*copying, *connection.ops.sequence_reset_sql(no_style(), models)]


def _models() -> list[type[Model]]:
    return list(apps.get_app_config("registry").get_models(include_auto_created=True))


def _of(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _aside(names: tuple[str, ...], model: type[Model]) -> str:
    return connection.ops.quote_name(f"aside_{len(names)}_{model._meta.db_table}")


def _columns(model: type[Model]) -> str:
    written = (field for field in model._meta.concrete_fields if not field.generated)
    return ", ".join(connection.ops.quote_name(field.column) for field in written)


def _rows(table: str, model: type[Model]) -> str:
    return f"SELECT {_columns(model)} FROM {table}"  # noqa: S608 - names of our own tables


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
