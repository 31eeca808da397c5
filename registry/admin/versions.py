"""The story of a record: who changed what from what to what, when and why, children included."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils.translation import gettext as _

from registry.admin.wording import say
from registry.models import Project
from registry.models.fields import written_date

# A form saves a project and its rows one after another; together they are one step.
_ONE_SAVE = timedelta(seconds=3)
_KINDS = {"+": "추가", "~": "고침", "-": "삭제"}
# By which of its columns a row among its like is told apart.
_TOLD_BY = {
    "fundingsource": ("source", "sub_kind", "fiscal_year", "stage"),
    "participation": ("municipality", "name"),
    "phase": ("fiscal_year",),
    "citation": ("source", "field"),
}


@dataclass(frozen=True)
class Change:
    """One field, from what to what."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One row as one save left it: the record itself or one of its children."""

    version: Any
    kind: str
    title: str
    changes: list[Change]

    @property
    def is_new(self) -> bool:
        """Return whether the row was made, so that it has no before."""
        return bool(self.version.history_type == "+")

    @property
    def is_silent(self) -> bool:
        """Return whether the version says nothing: it only begins the save of its rows."""
        told = self.changes or self.version.history_change_reason
        return self.version.history_type == "~" and not told


@dataclass
class Step:
    """Everything that one person did in one save."""

    when: datetime
    who: str
    why: str
    batch: Any
    saved: list[Entry] = field(default_factory=list)
    what: str = ""  # where nothing was saved: a sign-in
    late: bool = False  # after the year it is about had been closed

    @property
    def version_of_project(self) -> Any:
        """Return the version of the project itself that the step holds; None without one."""
        own = (one.version for one in self.entries if one.version.instance_type is Project)
        return next(own, None)

    @property
    def entries(self) -> list[Entry]:
        """Return what there is to read of the save."""
        return [entry for entry in self.saved if not entry.is_silent]

    @property
    def project_version(self) -> int | None:
        """Return the id of the project's own version in the step, if it has one."""
        own = (one.version for one in self.saved if one.version.instance_type is Project)
        return next((version.pk for version in own if version.history_type != "-"), None)


def story(record: Model, children: Iterable[str], readable: Any) -> list[Step]:
    """Return the steps of a record and its children, the latest first.

    `readable` says of a model which of some ids may be named to the person who asks.
    """
    entries: list[Entry] = []
    for versions, parent in _histories(record, children):
        entries += _entries(versions, parent, _Names(versions, readable))
    entries.sort(key=lambda entry: (entry.version.history_date, entry.version.pk), reverse=True)
    return [step for step in _steps(entries) if step.entries]


def between(
    now: dict[int, Any], then: dict[int, Any], parent: str, without: Iterable[str], readable: Any
) -> Iterator[Entry]:
    """Yield what would become of rows, by their ids, if they were again as they were.

    Fields named in `without` stay as they are; `readable` is as for ``story``.
    """
    names = _Names([*now.values(), *then.values()], readable)
    for pk in sorted({*now, *then}):
        old, new = now.get(pk), then.get(pk)
        kind = "~" if old and new else "+" if new else "-"
        changes = list(_differing(old, new, parent, names, set(without)))
        if changes or kind != "~":
            yield Entry(new or old, _(_KINDS[kind]), names.title(new or old), changes)


def _histories(record: Any, children: Iterable[str]) -> Iterator[tuple[list[Any], str]]:
    own = record._meta.pk.name
    yield _in_order(type(record).history.filter(**{own: record.pk})), ""
    for name in children:
        relation = record._meta.get_field(name)
        parent = relation.field.name
        yield _in_order(relation.related_model.history.filter(**{parent: record.pk})), parent


def _in_order(versions: QuerySet) -> list[Any]:
    found = list(
        versions.select_related("history_user", "import_batch").order_by(
            "history_date", "history_id"
        )
    )
    _keep_members(found, versions)
    return found


def _keep_members(found: list[Any], versions: QuerySet) -> None:
    """Ask once a field, not once a version, what many-to-many fields held."""
    for column in versions.model._history_m2m_fields:
        held: dict[int, set[int]] = defaultdict(set)
        kept = getattr(versions.model, column.name).model._default_manager
        kept = kept.filter(history__in=versions.values("pk"))
        for pk, member in kept.values_list("history", column.m2m_reverse_field_name()):
            held[pk].add(member)
        for version in found:
            version.__dict__.setdefault("_members", {})[column.name] = held[version.pk]


def _entries(versions: list[Any], parent: str, names: "_Names") -> Iterator[Entry]:
    latest: dict[int, Any] = {}
    for version in versions:
        changes = list(_changes(latest.get(version.id), version, parent, names))
        latest[version.id] = version
        yield Entry(version, _(_KINDS[version.history_type]), names.title(version), changes)


def _changes(before: Any, after: Any, parent: str, names: "_Names") -> Iterator[Change]:
    """Return the fields that differ; a new row differs in what it has, a deleted one in all."""
    if after.history_type == "-":
        before, after = after, None
    yield from _differing(before, after, parent, names, set())


def _differing(
    before: Any, after: Any, parent: str, names: "_Names", without: set[str]
) -> Iterator[Change]:
    for column in _columns(before or after, parent):
        if column.name in without:
            continue
        old, new = names.value(before, column), names.value(after, column)
        if old != new:
            yield Change(str(column.verbose_name), old or _("(없음)"), new or _("(없음)"))


def _columns(version: Any, parent: str) -> list[Field]:
    columns = [
        column
        for column in version.tracked_fields
        if not column.primary_key
        and column.name != parent
        and not column.name.endswith("_precision")
    ]
    return columns + list(version._history_m2m_fields)


def _steps(entries: list[Entry]) -> Iterator[Step]:
    step: Step | None = None
    for entry in entries:
        if step is None or not _belongs(entry, step):
            if step:
                yield step
            step = _begin(entry.version)
        step.saved.insert(0, entry)  # as it was saved: the record, then its rows
    if step:
        yield step


def _begin(version: Any) -> Step:
    user = version.history_user
    who = (user.get_full_name() or user.get_username()) if user else _("시스템")
    return Step(
        version.history_date, who, version.history_change_reason or "", version.import_batch
    )


def _belongs(entry: Entry, step: Step) -> bool:
    version, last = entry.version, step.saved[0].version
    return (
        version.history_user_id == last.history_user_id
        and version.import_batch_id == last.import_batch_id
        and (version.history_change_reason or "") == step.why
        and step.when - version.history_date <= _ONE_SAVE
    )


class _Names:
    """What the values of some versions are called, each other model asked once."""

    def __init__(self, versions: list[Any], readable: Any) -> None:
        self.labels: dict[type[Model], dict[int, str]] = {}
        for model, pks in _pointed_at(versions).items():
            rows = model._default_manager.in_bulk(pks)
            named = readable(model, pks)
            unnamed = _("볼 권한이 없는 기록")
            self.labels[model] = {
                pk: str(row) if pk in named else unnamed for pk, row in rows.items()
            }

    def value(self, version: Any, column: Any) -> str:
        """Return how a person reads a column of a version; '' where there is nothing."""
        if version is None:
            return ""
        if column.many_to_many:
            return ", ".join(sorted(self._label(column, pk) for pk in _members(version, column)))
        value = getattr(version, column.attname)
        if isinstance(column, ForeignKey):
            return self._label(column, value) if value is not None else ""
        if isinstance(value, date) and hasattr(version, f"{column.name}_precision"):
            return written_date(value, getattr(version, f"{column.name}_precision"))
        return say(column, value)

    def title(self, version: Any) -> str:
        """Return what the row is called among its like: 재원 국비 2013 본예산."""
        meta = version.instance_type._meta
        told_by = (meta.get_field(name) for name in _TOLD_BY.get(meta.model_name, ()))
        parts = (self.value(version, column) for column in told_by)
        return " ".join([str(meta.verbose_name), *filter(None, parts)])

    def _label(self, column: Any, pk: int) -> str:
        return self.labels.get(column.related_model, {}).get(pk, _("지운 기록"))


def _pointed_at(versions: list[Any]) -> dict[type[Model], set[int]]:
    found: dict[type[Model], set[int]] = defaultdict(set)
    for version in versions:
        for column in version.tracked_fields:
            if isinstance(column, ForeignKey) and getattr(version, column.attname) is not None:
                found[column.related_model].add(getattr(version, column.attname))
        for column in version._history_m2m_fields:
            found[column.related_model].update(_members(version, column))
    return found


def _members(version: Any, column: Any) -> set[int]:
    """Return the ids that a many-to-many field held at the time of a version."""
    if not hasattr(version, "_members"):
        version._members = {}
    if column.name not in version._members:
        rows = getattr(version, column.name).values_list(
            column.m2m_reverse_field_name(), flat=True
        )
        version._members[column.name] = set(rows)
    members: set[int] = version._members[column.name]
    return members
