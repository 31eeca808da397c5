"""Two people on one record: what a form was opened with, held against what is stored since."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Model, QuerySet

THEIRS, MINE = "theirs", "mine"
Value = list[str]
Row = dict[str, Value]
Same = Callable[[str, Value, Value], bool]


@dataclass
class Sheet:
    """A form as it is sent: its boxes by name, and the rows below it by their prefix."""

    fields: dict[str, Value] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def find(self, prefix: str, key: str) -> Row | None:
        """Return the stored row with a key, if there is one that stays."""
        found = (row for row in self.rows.get(prefix, []) if first(row, "id") == key)
        return next((row for row in found if not first(row, "DELETE")), None)


@dataclass(frozen=True)
class Difference:
    """A box or a whole row that two people would have differently.

    `prefix` is '' for a box of the record itself; a value is None where there is no row.
    `pick` is the side that alone changed it, '' where both did.
    """

    prefix: str
    name: str
    before: Any
    theirs: Any
    mine: Any
    pick: str

    @property
    def key(self) -> str:
        """Return by what name the choice between the two sides is sent."""
        return f"pick-{self.prefix}-{self.name}"


@dataclass(frozen=True)
class Rules:
    """How values are compared: when two say the same, and what a row is told apart by."""

    same: Same
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def first(row: Row, name: str) -> str:
    """Return the one value of a box, '' where nothing is written."""
    return next(iter(row.get(name) or []), "")


def mark_of(record: Model, children: Iterable[str]) -> str:
    """Return what differs as soon as anything of a record or its rows was written again."""
    told = (
        versions.aggregate(last=Max("history_id"), many=Count("history_id"))
        for versions in _histories(record, children)
    )
    return "-".join(f"{one['last'] or 0}.{one['many']}" for one in told)


def latest_version(record: Model, children: Iterable[str]) -> Any:
    """Return the version of a record or its rows that was written last; None without history."""
    found = [
        versions.select_related("import_batch", "history_user").order_by("-history_id").first()
        for versions in _histories(record, children)
    ]
    known = [version for version in found if version is not None]
    return max(known, key=lambda version: version.history_date, default=None)


def _histories(record: Any, children: Iterable[str]) -> Iterator[QuerySet]:
    yield type(record).history.filter(**{record._meta.pk.name: record.pk})
    for name in children:
        relation = record._meta.get_field(name)
        versions = relation.related_model.history
        yield versions.filter(**{relation.field.attname: record.pk})


def differences(before: Sheet, theirs: Sheet, mine: Sheet, rules: Rules) -> list[Difference]:
    """Return what is to be chosen between the stored state and what somebody typed."""
    found = [
        _difference("", name, before.fields.get(name), value, mine.fields.get(name), rules.same)
        for name, value in theirs.fields.items()
    ]
    for prefix in theirs.rows:
        same = _same_row(prefix, rules)
        for name, theirs_row, mine_row in _pairs(prefix, before, theirs, mine, rules):
            base = before.find(prefix, name)
            found.append(_difference(prefix, name, base, theirs_row, mine_row, same))
    return [difference for difference in found if difference is not None]


def settle(
    picks: Mapping[str, str], before: Sheet, theirs: Sheet, mine: Sheet, rules: Rules
) -> Sheet:
    """Return what `mine` becomes by the choices made; what was not asked stays as typed."""
    fields = {
        name: theirs.fields[name]
        if picks.get(f"pick--{name}") == THEIRS and name in theirs.fields
        else value
        for name, value in mine.fields.items()
    }
    rows = {
        prefix: [
            row
            for name, ours, typed in _pairs(prefix, before, theirs, mine, rules)
            if (row := _chosen(picks.get(f"pick-{prefix}-{name}", ""), ours, typed)) is not None
        ]
        for prefix in mine.rows
    }
    return Sheet(fields, rows)


def _difference(
    prefix: str, name: str, before: Any, theirs: Any, mine: Any, same: Same
) -> Difference | None:
    if same(name, theirs, mine):
        return None
    pick = ""
    if same(name, before, mine):
        pick = THEIRS
    elif same(name, before, theirs):
        pick = MINE
    return Difference(prefix, name, before, theirs, mine, pick)


def _same_row(prefix: str, rules: Rules) -> Any:
    def same(_name: str, one: Row | None, other: Row | None) -> bool:
        if one is None or other is None:
            return one is other
        names = (set(one) & set(other)) - {"id", "DELETE"}
        return all(rules.same(f"{prefix}-{name}", one[name], other[name]) for name in names)

    return same


def _pairs(
    prefix: str, before: Sheet, theirs: Sheet, mine: Sheet, rules: Rules
) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Yield every row by its id, or by its place if it is new, as each of two sides has it.

    Two new rows that say the same thing by their key are one: both added 국비 2013 본예산.
    """
    new = {f"new{place}": row for place, row in enumerate(mine.rows.get(prefix, []))}
    new = {name: row for name, row in new.items() if not first(row, "id")}
    for row in theirs.rows.get(prefix, []):
        key = first(row, "id")
        typed = mine.find(prefix, key)
        if typed is None and before.find(prefix, key) is None:
            typed = _take_like(row, new, rules.keys.get(prefix, ()))
        yield key, row, typed
    for row in mine.rows.get(prefix, []):
        key = first(row, "id")
        if key and theirs.find(prefix, key) is None and not first(row, "DELETE"):
            yield key, None, row
    for name, row in new.items():
        if not first(row, "DELETE"):
            yield name, None, row


def _take_like(row: Row, new: dict[str, Row], key: tuple[str, ...]) -> Row | None:
    for name, other in new.items():
        if key and all(first(row, part) == first(other, part) for part in key):
            return {**new.pop(name), "id": row["id"]}
    return None


def _chosen(pick: str, theirs: Row | None, mine: Row | None) -> Row | None:
    """Return the row to be sent: one that is not stored is new, a stored one is deleted aloud."""
    if theirs is None:
        return None if pick == THEIRS or mine is None else {**mine, "id": [""]}
    if mine is None:
        return theirs if pick == THEIRS else {**theirs, "DELETE": ["on"]}
    return theirs if pick == THEIRS else {**mine, "id": theirs["id"]}
