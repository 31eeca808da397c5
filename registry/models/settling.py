"""What follows from the successors: each body's lineage and region, and who went into whom.

All three are stored, so that no question walks successors. They are worked out anew whenever the
successors change, and after every migration, for a database that is older than the columns.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections, models, transaction
from django.db.models.signals import post_save

from registry.models.descent import Descent
from registry.models.municipality import Municipality
from registry.notation import descent
from registry.notation.bodies import Body
from registry.notation.codes import Level
from registry.notation.places import Register

Key = tuple[int, str, bool, date | None]


@dataclass(frozen=True)
class Settled:
    """The lineage and the region of each code, and what went into what."""

    lineage: Mapping[str, str]
    region: Mapping[str, str]
    descents: frozenset[descent.Descent]

    @classmethod
    def of(cls, bodies: Mapping[str, Body]) -> "Settled":
        """Return what follows from the bodies."""
        register = Register(list(bodies.values()))
        return cls(
            {code: register.lineage(code) for code in bodies},
            {code: register.region(code) for code in bodies},
            frozenset(descent.descents(bodies)),
        )


def written(rows: Iterable[Municipality]) -> dict[str, Body]:
    """Return stored bodies as the notation takes them, by code."""
    return {row.code: _body(row) for row in rows}


def stored() -> list[Municipality]:
    """Return all bodies with what ``written`` needs; about 360, so two queries fetch them."""
    rows = Municipality.objects.select_related("parent").prefetch_related("successors")
    return list(rows.order_by("code"))


@transaction.atomic
def settle() -> list[Municipality]:
    """Bring the stored columns up to date, and return the bodies whose own have changed."""
    rows = stored()
    settled = Settled.of(written(rows))
    changed = [row for row in rows if _take(row, settled)]
    Municipality.objects.bulk_update(changed, ["lineage", "region"])
    _keep_descents(rows, settled)
    return changed


def connect() -> None:
    """Listen to new bodies: each has its own past from the start, by a fixture too."""
    post_save.connect(_begin, sender=Municipality)


def _begin(instance: Municipality, created: bool, **_kwargs: Any) -> None:
    if created:
        Descent.objects.create(body=instance, origin=instance.lineage)


def keep_settled(using: str, **_kwargs: Any) -> None:
    """Settle what is stored after a migration, unless that leads back to older tables."""
    if all(_stands(using, model) for model in (Descent, Municipality)):
        settle()


def _stands(using: str, model: type[models.Model]) -> bool:
    """Return whether the table of a model is there with all its columns."""
    connection, table = connections[using], model._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        found = connection.introspection.get_table_description(cursor, table)
    columns = {field.column for field in model._meta.local_concrete_fields}
    return columns <= {column.name for column in found}


def _take(row: Municipality, settled: Settled) -> bool:
    """Give a body what follows for it, and return whether that is new."""
    before = row.lineage, row.region
    row.lineage, row.region = settled.lineage[row.code], settled.region[row.code]
    return before != (row.lineage, row.region)


def _keep_descents(rows: list[Municipality], settled: Settled) -> None:
    """Store the descents in place of those that were; nothing is written where nothing changed."""
    wanted = set(_wanted(rows, settled))
    kept = {
        (one.body_id, one.origin, one.whole, one.since): one.pk for one in Descent.objects.all()
    }
    gone = [kept[key] for key in kept.keys() - wanted]
    Descent.objects.filter(pk__in=gone).delete()
    Descent.objects.bulk_create(
        Descent(body_id=body, origin=origin, whole=whole, since=since)
        for body, origin, whole, since in wanted - kept.keys()
    )


def _wanted(rows: list[Municipality], settled: Settled) -> Iterator[Key]:
    """Yield the descents of each body under each of its names."""
    into: dict[str, list[descent.Descent]] = defaultdict(list)
    for one in settled.descents:
        into[one.heir].append(one)
    for row in rows:
        yield row.pk, row.lineage, True, None
        for one in into[row.lineage]:
            yield row.pk, one.origin, one.whole, one.since


def _body(body: Municipality) -> Body:
    return Body(
        code=body.code,
        name=body.name,
        full_name=body.full_name,
        level=Level(body.level),
        parent=body.parent.code if body.parent else None,
        is_local_government=body.is_local_government,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        successors=tuple(one.code for one in body.successors.all()),
    )
