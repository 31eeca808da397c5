"""A planned row as the batch keeps it: what it is about, and what it would write, as JSON.

Confirming writes what is kept here; nothing is read or compared again unless the registry has
changed since (``freshness``).
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from registry.actions.importing.bulk import insert
from registry.actions.importing.plan import UNSAID, Children, PlannedRow
from registry.models import ImportBatch, ImportRow
from registry.notation.codes import Effect

Writes = dict[str, Any]
_COLUMNS = (
    "batch_id",
    "sheet",
    "row",
    "effect",
    "name",
    "project_id",
    "number",
    "key",
    "before_won",
    "after_won",
    "writes",
    "changes",
    "problems",
    "outcome",
    "outcome_reason",
    "outcome_by",
    "outcome_at",
)
_SHEET_NAME = 100
_NAME = 200
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
_NOTHING = "[]"


def keep_rows(batch: ImportBatch, rows: Iterable[PlannedRow]) -> None:
    """Keep what these rows would do."""
    insert(ImportRow, _COLUMNS, [_values(batch, row) for row in rows])


def _values(batch: ImportBatch, row: PlannedRow) -> tuple[Any, ...]:
    effect = row.effect
    silent = effect in (Effect.WRONG, Effect.SET_ASIDE)
    known = row.project is not None and row.project.pk is not None and not silent
    writes = None if silent or effect == Effect.UNCHANGED else writes_of(row)
    before, after = (0, 0) if row.leader else (row.before, row.after)
    return (
        batch.pk,
        row.sheet[:_SHEET_NAME],
        row.row,
        effect.value,
        _name(row)[:_NAME],
        row.project.pk if known and row.project else None,
        row.project.number if known and row.project else "",
        row.key,
        None if silent else before,
        None if silent else after,
        _encode(writes) if writes else None,
        _encode([change._asdict() for change in row.changes]) if not silent else _NOTHING,
        _encode([one._asdict() for one in row.problems]) if row.problems else _NOTHING,
        "",
        "",
        "",
        None,
    )


def _name(row: PlannedRow) -> str:
    return (row.record.name if row.record else "") or (row.project.name if row.project else "")


def writes_of(row: PlannedRow) -> Writes:
    """Return what a row would write: its project's columns, and what hangs on it.

    Money is [source, sub-kind, year, stage, round, won], stored money [id, won]; a partner is
    [body or null, name], a citation [document or null, publisher, title, quote].
    """
    project = row.project
    assert project is not None  # noqa: S101 - a row without one is wrong
    columns = project.__dict__
    kept: Writes = {
        "owner": project.owner_id,
        "project": {name: _plain(columns[name]) for name in row.fields},
    }
    if row.children.any:
        kept |= _children(row.children)
    if row.leader or row.leads or row.answer is not UNSAID:
        kept |= _ties(row)
    return {name: value for name, value in kept.items() if value}


def _children(children: Children) -> Writes:
    return {
        "money": [[*one.place, one.won] for one in children.money],
        "changed_money": [[one.pk, one.won] for one in children.changed_money],
        "gone_money": [one.pk for one in children.gone_money],
        "partners": [
            [one.municipality.pk if one.municipality else None, one.name]
            for one in children.partners
        ],
        "gone_partners": [one.pk for one in children.gone_partners],
        "citations": [
            [one.source.pk, one.source.publisher, one.source.title, one.quote]
            for one in children.citations
        ],
        "changed_citations": [[one.pk, one.quote] for one in children.changed_citations],
    }


def _ties(row: PlannedRow) -> Writes:
    """Return what ties a row to others of the file, and parts its project from others."""
    return {
        "leader": list(row.leader.place) if row.leader else None,
        "leads": row.leads,
        "apart": row.answer.apart,
        "apart_rows": row.answer.apart_rows,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if type(value) is date else value
