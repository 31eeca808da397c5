"""What an import left in the history: each project that it wrote, as it was before and since.

One query a model for the stored rows and one for their versions, whatever the number of rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registry.models import Citation, FundingSource, ImportBatch, Participation, Phase, Project
from registry.notation.codes import BatchState

# What hangs on a project, in the order in which it may be written.
CHILDREN: tuple[Any, ...] = (FundingSource, Participation, Phase, Citation)
_MADE, _GONE = "+", "-"


@dataclass
class Line:
    """One row: as it is stored now, and its versions just before, by and at the end of a batch."""

    model: Any
    stored: Any = None
    earlier: Any = None
    first: Any = None
    last: Any = None

    @property
    def before(self) -> Any:
        """Return the version to go back to; None where there was no such row."""
        if self.earlier and self.earlier.history_type != _GONE:
            return self.earlier
        # A row whose story begins with its end: what was deleted is what there was.
        return self.first if self.first.history_type == _GONE else None

    @property
    def is_new(self) -> bool:
        """Return whether the batch made the row."""
        return bool(self.first.history_type == _MADE)

    @property
    def is_known(self) -> bool:
        """Return whether the history tells what was before."""
        return self.is_new or self.before is not None

    @property
    def is_as_left(self) -> bool:
        """Return whether the row is stored as the batch left it, past the history too."""
        if self.last.history_type == _GONE or self.stored is None:
            return self.last.history_type == _GONE and self.stored is None
        return not differing(self.stored, self.last)


@dataclass
class Trace:
    """One project that a batch wrote, what of it the batch wrote, and what came after."""

    project: Line
    children: list[Line] = field(default_factory=list)
    since: list[Any] = field(default_factory=list)
    others: bool = False  # something hangs on it that the batch left alone

    @property
    def pk(self) -> int:
        """Return the id of the project, which may be gone."""
        return int(self.project.first.id)

    @property
    def lines(self) -> list[Line]:
        """Return every row that the batch wrote."""
        return [self.project, *self.children]

    @property
    def now(self) -> Any:
        """Return the project as it is, or as it last was."""
        later = [version for version in self.since if version.instance_type is Project]
        return self.project.stored or (later or [self.project.last])[-1]


def differing(row: Any, version: Any) -> list[str]:
    """Return the columns in which a row differs from a version of it."""
    names = [(column.name, column.attname) for column in version.tracked_fields]
    return [name for name, key in names if getattr(row, key) != getattr(version, key)]


def traces(batch: ImportBatch, *, lock: bool = False) -> list[Trace]:
    """Return what the batch wrote, by project number; with `lock` nobody changes it meanwhile."""
    reader = _Reader(batch)
    reader.read(Project, "id", lock=lock)
    found = {pk: Trace(line) for pk, line in reader.lines[Project].items() if line.first}
    for model in CHILDREN:
        reader.read(model, "project_id")
        for line in reader.lines[model].values():
            _hang(found, line)
    for version in reader.since():
        found[reader.project_of(version)].since.append(version)
    return sorted(found.values(), key=lambda trace: trace.project.last.number)


def _hang(found: dict[int, Trace], line: Line) -> None:
    """Put a child where it hangs."""
    if line.first:
        found[line.first.project_id].children.append(line)
    elif line.stored:
        found[line.stored.project_id].others = True


class _Reader:
    """The rows and the versions of the projects that a batch wrote."""

    def __init__(self, batch: ImportBatch) -> None:
        self._batch = batch
        self._touched = Project.history.filter(import_batch=batch).values("id")
        self._moments: dict[int, datetime] = {}  # when the batch first wrote each project
        self._since: list[Any] = []
        self.lines: dict[Any, dict[int, Line]] = {}

    def read(self, model: Any, owner: str, *, lock: bool = False) -> None:
        """Read one model; the rows first, so that a lock keeps the versions as they are."""
        rows = model.objects.filter(**{f"{owner}__in": self._touched}).order_by("pk")
        rows = rows.select_for_update(of=("self",)) if lock else rows
        self.lines[model] = {row.pk: Line(model, row) for row in rows}
        versions = model.history.filter(**{f"{owner}__in": self._touched})
        for version in versions.select_related("history_user").order_by("history_id").iterator():
            self._sort(version, self.lines[model].setdefault(version.id, Line(model)))

    def _sort(self, version: Any, line: Line) -> None:
        project = self.project_of(version)
        if version.import_batch_id == self._batch.pk:
            line.first, line.last = line.first or version, version
            self._moments.setdefault(project, version.history_date)
        elif line.first or self._is_later(version, project):
            self._since.append(version)
        else:
            line.earlier = version

    def _is_later(self, version: Any, project: int) -> bool:
        """Return whether a row that the batch left alone was written after it."""
        moment = self._moments.get(project)
        return moment is not None and version.history_date >= moment

    @staticmethod
    def project_of(version: Any) -> int:
        """Return the project of a version, its own or that on which it hangs."""
        return int(version.id if version.instance_type is Project else version.project_id)

    def since(self) -> Iterator[Any]:
        """Yield what was written later; an import and its own undoing are as if never done."""
        batches = {version.import_batch_id for version in self._since} - {None}
        undone = set(_undone(batches)) if batches else set()
        for version in self._since:
            if (version.import_batch_id, self.project_of(version)) not in undone:
                yield version


def _undone(batches: set[int]) -> Iterator[tuple[int, int]]:
    """Yield each of these batches that was undone with each project that it gave back."""
    found = ImportBatch.objects.filter(pk__in=batches, state=BatchState.UNDONE)
    for pk, options in found.values_list("pk", "options"):
        for entry in options.get("undone", {}).get("reversed", []):
            yield pk, entry["project"]
