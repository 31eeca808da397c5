"""Writing what a batch keeps: bulk writes with history, one version of each changed project.

A project gets a version even where only its money changed, so that its history shows every
import that touched it. Nothing here asks whether it may: ``confirming`` has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from registry.actions.importing.bulk import Writer, overwrite
from registry.actions.importing.collecting import no_collecting
from registry.actions.importing.drafts import Draft
from registry.actions.importing.keeping import Writes
from registry.actions.importing.planning import portions
from registry.actions.importing.staging import Progress
from registry.models import (
    Citation,
    DuplicateDecision,
    FundingSource,
    ImportBatch,
    ImportRow,
    NumberCounter,
    Participation,
    Project,
    Source,
    User,
)
from registry.notation.codes import Decision, Effect, ParticipationRole

WRITING = "저장"
_DECISION = ("first_id", "second_id", "decision", "reason", "user_id", "decided_at")
_PORTION = 1000
_MONEY = ("project_id", "source", "sub_kind", "fiscal_year", "stage", "round", "won")
_PARTNER = ("project_id", "municipality_id", "name", "role")
_CITATION = ("project_id", "source_id", "quote", "field", "page", "annual_budget_id")
_SOURCE = (
    "publisher",
    "title",
    "municipality_id",
    "published_on",
    "published_on_precision",
    "link",
)


@no_collecting()
def write_rows(
    rows: QuerySet[ImportRow], batch: ImportBatch, user: User, progress: Progress
) -> None:
    """Write the new and the changed ones of these rows; call it inside a transaction."""
    rows = rows.filter(effect__in=(Effect.NEW, Effect.CHANGED)).order_by("pk")
    done, total = 0, rows.count()
    writer = _Writer(batch, user)
    found = rows.values_list("pk", "sheet", "row", "effect", "project_id", "writes")
    for portion in portions(found.iterator(_PORTION), _PORTION):
        writer.write(
            [
                _Kept(pk, sheet, row, effect, project, writes or {})
                for pk, sheet, row, effect, project, writes in portion
            ]
        )
        done += len(portion)
        progress(WRITING, done, total)
    writer.decide()


@dataclass(slots=True)
class _Kept:
    """What writing needs of an ImportRow, an instance of which costs ten times more."""

    pk: int
    sheet: str
    row: int
    effect: str
    project_id: int | None
    writes: Writes


class _Writer:
    """The writes of one import, portion by portion."""

    def __init__(self, batch: ImportBatch, user: User) -> None:
        reason = f"가져오기 {batch.pk}: {batch.file_name}"
        self._writer, self._batch, self._user = Writer(batch, user, reason), batch, user
        self._leaders: dict[tuple[str, int], int] = {}  # the new projects of rows that lead
        self._told: set[int] = set()  # the projects of such rows that have their version
        self._apart: list[_Kept] = []

    def write(self, rows: list[_Kept]) -> None:
        """Write some rows and what hangs on them."""
        self._create_projects([row for row in rows if _is_first(row)])
        followers = [row for row in rows if row.effect == Effect.NEW and not _is_first(row)]
        for row in followers:
            sheet, number = row.writes["leader"]
            row.project_id = self._leaders[sheet, number]
        overwrite(ImportRow, ("project_id",), [(row.pk, row.project_id) for row in followers])
        self._update_projects([row for row in rows if row.effect == Effect.CHANGED])
        self._write_children(rows)
        self._apart += [row for row in rows if {"apart", "apart_rows"} & row.writes.keys()]

    def decide(self) -> None:
        """Keep that new projects are others than those they look like: nobody is asked again."""
        numbers = {number for row in self._apart for number in row.writes.get("apart", ())}
        mine = Project.objects.editable_by(self._user)
        known = dict(mine.filter(number__in=numbers).values_list("number", "pk"))
        pairs = set()
        for row in self._apart:
            others = {known[n] for n in row.writes.get("apart", ()) if n in known}
            others |= self._projects_in(row.writes.get("apart_rows", ()))
            pairs |= {tuple(sorted((row.project_id or 0, other))) for other in others}
        now = timezone.now()
        decided = [(*pair, Decision.DIFFERENT.value, "", self._user.pk, now) for pair in pairs]
        self._writer.create(DuplicateDecision, _DECISION, decided)

    def _projects_in(self, places: list[list[Any]]) -> set[int]:
        """Return the projects that these rows of the batch are about."""
        found: set[int] = set()
        for sheet, row in places:
            rows = self._batch.rows.filter(sheet=sheet, row=row, project__isnull=False)
            found |= set(rows.values_list("project_id", flat=True))
        return found

    def _create_projects(self, rows: list[_Kept]) -> None:
        """Register new projects under numbers of their own, as drafts."""
        if not rows:
            return
        numbers = _numbers(rows)
        columns = (*Draft.columns, "created_at", "modified_at")
        ids = self._writer.create(Project, columns, _project_values(rows, numbers))
        for row, pk in zip(rows, ids, strict=True):
            row.project_id = pk
            if "leads" in row.writes:
                self._leaders[row.sheet, row.row] = pk
        kept = [(row.pk, pk, number) for row, pk, number in zip(rows, ids, numbers, strict=True)]
        overwrite(ImportRow, ("project_id", "number"), kept)

    def _update_projects(self, rows: list[_Kept]) -> None:
        """Write the columns that each row changes; one version of a project, whatever its rows."""
        groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        now = timezone.now()
        for row in rows:
            values = row.writes.get("project", {})
            if self._is_first_version(row):
                columns = tuple(sorted(values))
                changed = (row.project_id, *(values[name] for name in columns), now)
                groups[columns].append(changed)
        for columns, changed_rows in groups.items():
            self._writer.update(Project, (*columns, "modified_at"), changed_rows)

    def _is_first_version(self, row: _Kept) -> bool:
        if not {"leads", "leader"} & row.writes.keys():
            return True
        first = row.project_id not in self._told
        self._told.add(row.project_id or 0)
        return first

    def _write_children(self, rows: list[_Kept]) -> None:
        """Write what hangs on the projects; who leaves goes first, a new one may be alike."""
        writer = self._writer
        writer.delete(FundingSource, _all(rows, "gone_money"))
        writer.delete(Participation, _all(rows, "gone_partners"))
        writer.create(FundingSource, _MONEY, _each(rows, "money"))
        writer.update(FundingSource, ("won",), _all(rows, "changed_money"))
        role = ParticipationRole.JOINT.value
        partners = [(*one, role) for one in _each(rows, "partners")]
        writer.create(Participation, _PARTNER, partners)
        self._cite(rows)
        writer.update(Citation, ("quote",), _all(rows, "changed_citations"))

    def _cite(self, rows: list[_Kept]) -> None:
        """Write citations; a document that is in no register is entered for the owner, once."""
        wanted = [
            (row.project_id, row.writes["owner"], *one)
            for row in rows
            for one in row.writes.get("citations", ())
        ]
        documents = self._documents({(o, *d) for _p, o, pk, *d, _q in wanted if pk is None})
        citations = [
            (project, pk or documents[owner, publisher, title], quote, "", "", None)
            for project, owner, pk, publisher, title, quote in wanted
        ]
        self._writer.create(Citation, _CITATION, citations)

    def _documents(self, wanted: set[tuple[int, str, str]]) -> dict[tuple[int, str, str], int]:
        if not wanted:
            return {}
        found = Source.objects.filter(
            municipality__in={owner for owner, *_name in wanted},
            title__in={title for *_owner, title in wanted},
        ).order_by("-pk")
        names = ("municipality_id", "publisher", "title", "pk")
        known = {tuple(key): pk for *key, pk in found.values_list(*names)}
        missing = sorted(wanted - known.keys())
        values = [(publisher, title, owner, None, "", "") for owner, publisher, title in missing]
        made = self._writer.create(Source, _SOURCE, values)
        return known | dict(zip(missing, made, strict=True))


def _is_first(row: _Kept) -> bool:
    return row.effect == Effect.NEW and "leader" not in row.writes


def _numbers(rows: list[_Kept]) -> list[str]:
    """Return a public number for each new project."""
    keys = [(row.writes["project"]["fiscal_year"], row.writes["owner"]) for row in rows]
    issued = NumberCounter.objects.issue_many(Counter(keys))
    return [next(issued[key]) for key in keys]


def _project_values(rows: list[_Kept], numbers: list[str]) -> Iterable[tuple[Any, ...]]:
    """Yield the columns of new projects: what a row says, and the defaults for the rest."""
    now, defaults = timezone.now(), Draft.defaults()
    for row, number in zip(rows, numbers, strict=True):
        values = {**defaults, **row.writes["project"]}
        values["owner_id"], values["number"] = row.writes["owner"], number
        yield (*(values[name] for name in Draft.columns), now, now)


def _all(rows: list[_Kept], name: str) -> list[Any]:
    return [one for row in rows for one in row.writes.get(name, ())]


def _each(rows: list[_Kept], name: str) -> list[tuple[Any, ...]]:
    """Return the children of all rows, each with its project before it."""
    return [(row.project_id, *one) for row in rows for one in row.writes.get(name, ())]
