"""Set-based writes with history: thousands of rows at the speed of the database itself.

Values go in as they are, by column; no model instance is made of them. A version is written by
``INSERT … SELECT`` from the row it is of, so that the two cannot differ.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, models
from django.utils import timezone

from registry.actions.importing.databases import database, listed, quote, run
from registry.models import ImportBatch, User

MADE, CHANGED, GONE = "+", "~", "-"
PORTION = 5000
Model = type[models.Model]
Rows = Iterable[Sequence[Any]]


class Writer:
    """Writes in the transaction it is called in, each row with a version linked to its batch.

    Values stand in the order of `columns`, the names of attributes (``owner_id``); a column with
    a default has to be given too. Dates may be text (2013-03-01), JSON is text.
    """

    def __init__(self, batch: ImportBatch | None, user: User, reason: str) -> None:
        self._batch, self._user, self._reason = batch, user, reason

    def create(self, model: Model, columns: Sequence[str], rows: Rows) -> list[int]:
        """Store new rows and return their ids, in order."""
        pks = insert(model, columns, rows)
        self._keep(model, MADE, pks)
        return pks

    def recreate(self, model: Model, columns: Sequence[str], rows: Rows) -> None:
        """Store rows again that were deleted, each with its old id before its values."""
        self._keep(model, MADE, _store(model, columns, rows))

    def update(self, model: Model, columns: Sequence[str], rows: Rows) -> None:
        """Write some columns of stored rows, each with its id before its values."""
        self._keep(model, CHANGED, overwrite(model, columns, rows))

    def delete(self, model: Model, pks: Iterable[int]) -> None:
        """Delete rows and keep a last version of each.

        Nothing may hang on them any more: what did goes first.
        """
        for some in portions(pks):
            self.delete_where(model, f"id {database().among}", [database().ids(some)])

    def delete_where(self, model: Model, where: str, parameters: Sequence[Any] = ()) -> None:
        """Delete rows by a condition in SQL, as `delete` does."""
        self.keep(model, GONE, where, parameters)
        run(f"DELETE FROM {quote(model._meta.db_table)} WHERE {where}", [*parameters])

    def keep(self, model: Model, sign: str, where: str, parameters: Sequence[Any] = ()) -> None:
        """Keep a version of the rows under a condition, as they are now stored."""
        version: Any = model.history.model  # type: ignore[attr-defined]
        tracked = listed(field.column for field in version.tracked_fields)
        told = self._told(version, sign)
        run(
            f"INSERT INTO {quote(version._meta.db_table)} ({tracked}, {listed(told)}) "
            f"SELECT {tracked}, {', '.join(['%s'] * len(told))} "
            f"FROM {quote(model._meta.db_table)} WHERE {where} ORDER BY id",
            [*told.values(), *parameters],
        )

    def _keep(self, model: Model, sign: str, pks: list[int]) -> None:
        for some in portions(pks):
            self.keep(model, sign, f"id {database().among}", [database().ids(some)])

    def _told(self, version: Any, sign: str) -> dict[str, Any]:
        """Return what a version tells of itself, by column, as the database takes it."""
        told = {
            "history_date": timezone.now(),
            "history_type": sign,
            "history_user_id": self._user.pk,
            "history_change_reason": self._reason,
            "import_batch_id": self._batch and self._batch.pk,
        }
        [values] = _adapted(_fields(version, told), [tuple(told.values())])
        return dict(zip(told, values, strict=True))


def insert(model: Model, columns: Sequence[str], rows: Rows) -> list[int]:
    """Store new rows without a version and return their ids, in order."""
    return _store(model, columns, _numbered(model, rows))


def overwrite(model: Model, columns: Sequence[str], rows: Rows) -> list[int]:
    """Write some columns of stored rows without a version, each with its id before its values."""
    fields, pks = _fields(model, ["id", *columns]), []
    for some in portions(rows):
        database().overwrite(model, fields, _adapted(fields, some))
        pks += [row[0] for row in some]
    return pks


def portions(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield values in lists that one statement takes; memory is bounded by one of them."""
    left = iter(values)
    while some := list(islice(left, PORTION)):
        yield some


def _store(model: Model, columns: Sequence[str], rows: Rows) -> list[int]:
    """Store rows, each with its id before its values, and return the ids."""
    fields, pks = _fields(model, ["id", *columns]), []
    for some in portions(rows):
        database().store(model, fields, _adapted(fields, some))
        pks += [row[0] for row in some]
    return pks


def _numbered(model: Model, rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield rows with new ids before their values."""
    for some in portions(rows):
        pks = database().new_ids(model, len(some))
        yield from ((pk, *row) for pk, row in zip(pks, some, strict=True))


def _fields(model: Model, names: Iterable[str]) -> list[Any]:
    known = {field.attname: field for field in model._meta.concrete_fields}
    return [known[name] for name in names]


def _adapted(fields: list[Any], rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """Return rows with moments and dates as the database takes them; the rest goes as it is.

    A column holds few different ones, so each is adapted once.
    """
    ops = connection.ops
    columns = list(zip(*rows, strict=True))
    for place, field in enumerate(fields):
        if isinstance(field, models.DateTimeField):
            columns[place] = tuple(map(cache(ops.adapt_datetimefield_value), columns[place]))
        elif isinstance(field, models.DateField):
            columns[place] = tuple(map(cache(ops.adapt_datefield_value), columns[place]))
    return list(zip(*columns, strict=True))
