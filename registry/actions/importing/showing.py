"""What a kept row shows: of a changed project the old and new values, of a new one all it has."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from registry.actions.importing.amounts import estimate_text, total_text
from registry.actions.importing.drafts import Cited, Document, Draft, Partner
from registry.actions.importing.money import heading_at
from registry.actions.importing.periods import period_text
from registry.actions.importing.plan import Change
from registry.actions.importing.wording import label, won_text
from registry.models import Department, ImportRow, Municipality
from registry.notation.codes import Effect, ProjectType, Status
from registry.resources import department_text, participant_text, source_label

_DAYS = ("period_start", "period_end")
_TEXTS = ("description", "outputs", "note")


def shown_changes(rows: Iterable[ImportRow]) -> dict[int, list[Change]]:
    """Return the changes of each row by its id; two queries for any number of new projects."""
    rows = list(rows)
    new = {
        row.pk: row.writes
        for row in rows
        if row.effect == Effect.NEW and row.writes and not row.changes
    }
    bodies, departments = _bodies(new.values()), _departments(new.values())
    told = {pk: _told(writes, bodies, departments) for pk, writes in new.items()}
    kept = {row.pk: [Change(**one) for one in row.changes] for row in rows}
    return kept | told


def _bodies(found: Iterable[dict[str, Any]]) -> dict[int, Municipality]:
    wanted = set()
    for writes in found:
        wanted |= {writes["owner"], *(body for body, _name in writes.get("partners", ()) if body)}
    return Municipality.objects.in_bulk(wanted)


def _departments(found: Iterable[dict[str, Any]]) -> dict[int, Department]:
    wanted = {writes.get("project", {}).get("department_id") for writes in found} - {None}
    return Department.objects.select_related("parent").in_bulk(wanted)


def _told(
    writes: dict[str, Any], bodies: dict[int, Municipality], departments: dict[int, Department]
) -> list[Change]:
    """Return every value that a new project would have."""
    draft = _draft(writes, bodies, departments)
    money = [(heading_at(tuple(place)), won) for *place, won in writes.get("money", ())]
    values = [
        ("municipality", draft.owner.full_name),
        ("fiscal_year", str(draft.fiscal_year)),
        ("name", draft.name),
        ("department", department_text(draft)),
        ("type", ProjectType(draft.type).label if "type" in writes["project"] else ""),
        ("status", Status(draft.status).label if "status" in writes["project"] else ""),
        ("period", period_text(draft)),
        ("total", total_text(draft)),
        ("estimate", estimate_text(draft)),
        ("participants_stated", _count(draft.participants_stated)),
        *((name, getattr(draft, name)) for name in _TEXTS),
        ("participants", ", ".join(participant_text(one) for one in draft.partner_rows)),
    ]
    changes = [Change(name, label(name), "", text) for name, text in values if text]
    changes += [Change("funding", heading, "", won_text(won)) for heading, won in money]
    return changes + _cited(draft)


def _draft(
    writes: dict[str, Any], bodies: dict[int, Municipality], departments: dict[int, Department]
) -> Draft:
    draft = Draft.new(bodies[writes["owner"]], 0)
    values = dict(writes["project"])
    for name in _DAYS:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    draft.__dict__.update(values)
    draft.department = departments.get(draft.department_id or 0)
    draft.partner_rows = [
        Partner(None, bodies.get(body), name) for body, name in writes.get("partners", ())
    ]
    draft.citation_rows = [
        Cited(None, Document(pk, publisher, title), "", quote)
        for pk, publisher, title, quote in writes.get("citations", ())
    ]
    return draft


def _cited(draft: Draft) -> list[Change]:
    changes = []
    for one in draft.citation_rows:
        changes.append(Change("source_title", label("source_title"), "", source_label(one.source)))
        if one.quote:
            changes.append(Change("quote", label("quote"), "", one.quote))
    return changes


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
