"""Bulk writes with history: as many statements for a thousand rows as for ten.

Each version is linked to the import that wrote it, or that was undone.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from registry.models import ImportBatch, User

BATCH_SIZE = 500
_GONE = 2000  # ids a statement


class Versioned:
    """Bulk writes, each version with its user, its batch and its reason."""

    def __init__(self, batch: ImportBatch, user: User, reason: str) -> None:
        self._version: dict[str, Any] = {
            "batch_size": BATCH_SIZE,
            "default_user": user,
            "default_change_reason": reason,
            "custom_historical_attrs": {"import_batch": batch},
        }

    def create(self, model: type[models.Model], rows: list[Any]) -> None:
        """Store new rows, or those with an id again under that id."""
        for row in rows:
            _take_ids(row)
        if rows:
            bulk_create_with_history(rows, model, **self._version)

    def update(self, model: Any, rows: list[Any], fields: list[str]) -> None:
        """Write some columns of stored rows."""
        if not rows:
            return
        overwrite(model, rows, fields)
        model.history.bulk_history_create(rows, update=True, **self._version)

    def delete(self, model: Any, rows: list[Any]) -> None:
        """Delete rows and keep a last version of each; queryset.delete() would do it one by one.

        Nothing may hang on them any more: what did goes first.
        """
        if not rows:
            return
        version = model.history.model
        tracked = [field.attname for field in version.tracked_fields]
        version.objects.bulk_create(
            [
                version(
                    history_date=timezone.now(),
                    history_type="-",
                    history_user=self._version["default_user"],
                    history_change_reason=self._version["default_change_reason"],
                    **self._version["custom_historical_attrs"],
                    **{name: getattr(row, name) for name in tracked},
                )
                for row in rows
            ],
            batch_size=BATCH_SIZE,
        )
        for start in range(0, len(rows), _GONE):
            gone = model.objects.filter(pk__in=[row.pk for row in rows[start : start + _GONE]])
            gone._raw_delete(gone.db)


def overwrite(model: Any, rows: list[Any], fields: list[str]) -> None:
    """Write some columns of stored rows, as inserts that meet their own key.

    bulk_update's CASE for every row and column takes three times as long. Call it only for rows
    that nobody can have deleted meanwhile: here they, or what they hang on, are locked.
    """
    if rows:
        model._base_manager.bulk_create(
            rows,
            batch_size=BATCH_SIZE,
            update_conflicts=True,
            update_fields=fields,
            unique_fields=["id"],
        )


def _take_ids(row: models.Model) -> None:
    """Copy the ids of what was saved after `row` was made: Citation(project=new) has none yet."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.is_cached(row):
            setattr(row, field.name, field.get_cached_value(row))
