"""How each database takes many rows at once; what ``bulk`` leaves to their own tongues."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from registry.models.together import stored_together

Model = type[models.Model]
Rows = Sequence[Sequence[Any]]


class PostgreSQL:
    """COPY for new rows; one UPDATE … FROM the new values for stored ones."""

    # However many ids, they are one parameter.
    among = "= ANY(%s::bigint[])"
    differs = "IS DISTINCT FROM"

    def ids(self, pks: list[int]) -> Any:
        """Return ids as `among` takes them."""
        return pks

    def table(self, columns: dict[str, str], rows: Rows) -> tuple[str, list[Any]]:
        """Return rows as a table called wanted, to join with; `columns` are names and types."""
        arrays = ", ".join(f"%s::{type_}[]" for type_ in columns.values())
        values = [list(column) for column in zip(*rows, strict=True)]
        return f"unnest({arrays}) AS wanted ({', '.join(columns)})", values

    def new_ids(self, model: Model, count: int) -> list[int]:
        """Return ids that nobody else gets, in rising order."""
        with connection.cursor() as cursor:
            # The name of the sequence asked for with each id took ten times as long.
            cursor.execute(
                "WITH ids AS MATERIALIZED "
                "(SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence) "
                "SELECT nextval(sequence) FROM ids, generate_series(1, %s)",
                [model._meta.db_table, count],
            )
            return [pk for (pk,) in cursor.fetchall()]

    def learn(self, table: str) -> None:
        """Count a new table over; until then the planner takes it to be nearly empty."""
        run(f"ANALYZE {table}")

    def store(self, model: Model, fields: list[Any], rows: Rows) -> None:
        """Store rows."""
        into = f"{quote(model._meta.db_table)} ({listed(field.column for field in fields)})"
        # Django does not know of COPY, and would let its errors past as psycopg's own.
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def overwrite(self, model: Model, fields: list[Any], rows: Rows) -> None:
        """Write values over those of stored rows; the first is the key, each column an array."""
        key, *names = [quote(field.column) for field in fields]
        arrays = ", ".join(f"%s::{_type(field)}[]" for field in fields)
        new = f"unnest({arrays}) AS new ({', '.join([key, *names])})"
        run(
            f"UPDATE {quote(model._meta.db_table)} AS old "
            f"SET {', '.join(f'{name} = new.{name}' for name in names)} "
            f"FROM {new} WHERE old.{key} = new.{key}",
            [list(column) for column in zip(*rows, strict=True)],
        )


class SQLite:
    """One prepared statement, run for row after row within the process."""

    # However many ids, they are one parameter; SQLite would take 999 at most.
    among = "IN (SELECT value FROM json_each(%s))"
    differs = "IS NOT"

    def ids(self, pks: list[int]) -> Any:
        """Return ids as `among` takes them."""
        return str(pks)

    def table(self, columns: dict[str, str], rows: Rows) -> tuple[str, list[Any]]:
        """Return rows as a table called wanted, to join with; `columns` are names and types."""
        names = enumerate(columns)
        cells = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in names)
        return f"(SELECT {cells} FROM json_each(%s)) AS wanted", [json.dumps(rows)]

    def new_ids(self, model: Model, count: int) -> list[int]:
        """Return the ids after the last one given; one transaction at a time writes at all."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table]
            )
            [last] = cursor.fetchone() or [0]
        return list(range(last + 1, last + count + 1))

    def learn(self, table: str) -> None:
        """Leave it: SQLite plans by what is indexed."""

    def store(self, model: Model, fields: list[Any], rows: Rows) -> None:
        """Store rows, each with its id before its values; none has triggers run for it alone."""
        into = f"{quote(model._meta.db_table)} ({listed(field.column for field in fields)})"
        values = ", ".join(["%s"] * len(fields))
        pks = [row[0] for row in rows]
        with stored_together(model, pks), connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {into} VALUES ({values})", rows)

    def overwrite(self, model: Model, fields: list[Any], rows: Rows) -> None:
        """Write values over those of stored rows; the first is the key."""
        key, *names = [quote(field.column) for field in fields]
        settings = ", ".join(f"{name} = %s" for name in names)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE {key} = %s",
                [(*values, pk) for pk, *values in rows],
            )


def database() -> PostgreSQL | SQLite:
    """Return the one that is written to."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def run(sql: str, parameters: list[Any] | None = None) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or [])


def run_many(sql: str, rows: Rows) -> None:
    """Run one statement for each of some rows of parameters."""
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def read(sql: str, parameters: list[Any] | None = None) -> list[Any]:
    """Return the rows that a statement selects."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or [])
        return list(cursor.fetchall())


def quote(name: str) -> str:
    """Return a table or column as it stands in SQL."""
    return str(connection.ops.quote_name(name))


def listed(names: Iterable[str]) -> str:
    """Return columns as they stand in SQL."""
    return ", ".join(map(quote, names))


def _type(field: Any) -> str:
    """Return the type of a column; without its length, to which a cast would cut in silence."""
    return str(field.db_type(connection)).split("(", 1)[0]
