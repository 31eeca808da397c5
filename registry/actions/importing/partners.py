"""What a row would change in who takes part: the cell is the whole list, in any order."""

from registry.actions.importing.bodies import Bodies
from registry.actions.importing.drafts import Draft, Partner
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import label, tell
from registry.notation.hangul import name_key
from registry.resources import participant_text
from registry.sheets.records import Participant

Key = tuple[str, str]


def compare_partners(row: PlannedRow, project: Draft, bodies: Bodies) -> None:
    """Keep who joins and who leaves; those who stay keep their role and their written name."""
    if not ({"participants"} & (row.given.given | row.given.cleared)):
        return
    stored = project.partner_rows
    known = {_stored_key(one): one for one in stored}
    given = {_given_key(one, bodies): one for one in row.given.participants}
    joining = [_joining(given[key], bodies) for key in given if key not in known]
    leaving = [one for key, one in known.items() if key not in given]
    row.children.partners, row.children.gone_partners = joining, leaving
    _check_owner(row, project, joining)
    if (joining or leaving) and not row.quiet:
        staying = [one for one in stored if one not in leaving]
        row.note("participants", label("participants"), _text(stored), _text(staying + joining))


def _stored_key(one: Partner) -> Key:
    if one.municipality:
        return ("body", one.municipality.lineage)
    return ("name", name_key(one.name) or one.name)


def _given_key(one: Participant, bodies: Bodies) -> Key:
    body = bodies.by_code.get(one.municipality or "")
    return ("body", body.lineage) if body else ("name", name_key(one.name) or one.name)


def _joining(one: Participant, bodies: Bodies) -> Partner:
    body = bodies.by_code.get(one.municipality or "")
    return Partner(None, body, one.name)


def _check_owner(row: PlannedRow, project: Draft, joining: list[Partner]) -> None:
    """Refuse an owner among those who take part: no constraint reaches across the join."""
    for one in joining:
        if one.municipality and one.municipality.lineage == project.owner.lineage:
            tell(row, "owner-takes-part", "participants", name=project.owner.full_name)


def _text(rows: list[Partner]) -> str:
    return ", ".join(participant_text(one) for one in rows)
