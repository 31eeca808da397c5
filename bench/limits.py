"""The limit: the very rows that our import wrote, given to the database with the least code."""

import pickle
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction

# What the database has before: bodies, offices, who imports, and what Django itself keeps.
_BEFORE = {
    "municipality",
    "historicalmunicipality",
    "municipality_successors",
    "descent",
    "historicalmunicipality_successors",
    "department",
    "user",
    "historicaluser",
}


def keep(path: Path) -> None:
    """Keep every row of the registry that an import wrote, as the database hands it out."""
    with connection.cursor() as cursor:
        tables = {}
        for table, columns in _tables().items():
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1")
            if found := cursor.fetchall():
                tables[table] = (columns, [tuple(map(_plain, row)) for row in found])
    path.write_bytes(pickle.dumps(tables))


def kept(path: Path) -> dict[str, Any]:
    """Return what was kept."""
    return dict(pickle.loads(path.read_bytes()))  # noqa: S301 - our own file


@transaction.atomic
def write(tables: dict[str, Any]) -> None:
    """Store it: COPY on PostgreSQL, executemany on SQLite."""
    for table, (columns, rows) in tables.items():
        if connection.vendor == "postgresql":
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join("?" * len(rows[0]))
            connection.connection.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({places})", rows
            )


def _tables() -> dict[str, str]:
    """Return the tables that an import writes, with their columns."""
    quote = connection.ops.quote_name
    return {
        quote(model._meta.db_table): ", ".join(
            quote(str(field.column))
            for field in model._meta.concrete_fields
            if not field.generated
        )
        for model in apps.get_app_config("registry").get_models(include_auto_created=True)
        if model._meta.model_name not in _BEFORE
    }


def _plain(value: Any) -> Any:
    """Return a value as its driver takes it; SQLite hands moments out that it takes as text."""
    if connection.vendor == "sqlite" and hasattr(value, "isoformat"):
        return str(value)
    return bytes(value) if isinstance(value, memoryview) else value
