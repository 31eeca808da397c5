"""What a file would do to the registry, row by row, before anything is written."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from registry.models import Citation, FundingSource, Participation, Project, Source
from registry.notation.codes import Certainty, Effect
from registry.sheets.records import Problem, ProjectRecord

ERROR, WARNING = "error", "warning"


class Change(NamedTuple):
    """One field of one project: its name and Korean label, and both values as people read them."""

    field: str
    label: str
    old: str
    new: str


@dataclass
class Children:
    """What hangs on a project and would be written with it."""

    money: list[FundingSource] = field(default_factory=list)
    changed_money: list[FundingSource] = field(default_factory=list)
    gone_money: list[FundingSource] = field(default_factory=list)
    partners: list[Participation] = field(default_factory=list)
    gone_partners: list[Participation] = field(default_factory=list)
    source: Source | None = None  # a document that is not in the register yet
    citations: list[Citation] = field(default_factory=list)
    changed_citations: list[Citation] = field(default_factory=list)


@dataclass
class PlannedRow:
    """One row of the file, the project it is about, and what it would change.

    `record` is None for a row of which nothing but its problems could be read. `project` is the
    stored project with the new values already set, or where `is_new` one without a number yet;
    `before` is its exact total in won as stored (None: not exact, or new). `shown` is the sheet's
    name where the file has several, else "". A row with a `leader` adds money to that row's
    project.
    """

    sheet: str
    row: int
    record: ProjectRecord | None = None
    shown: str = ""
    project: Project | None = None
    leader: "PlannedRow | None" = None
    before: int | None = None
    is_new: bool = False
    editable: bool = True
    changes: list[Change] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    children: Children = field(default_factory=Children)
    problems: list[Problem] = field(default_factory=list)

    @property
    def given(self) -> ProjectRecord:
        """Return the record of a row that has one."""
        assert self.record is not None  # noqa: S101 - rows without one are wrong and go no further
        return self.record

    @property
    def wrong(self) -> bool:
        """Return whether the row cannot be imported as it is."""
        return any(problem.severity == ERROR for problem in self.problems)

    @property
    def effect(self) -> Effect:
        """Return what the row does."""
        if self.wrong or self.project is None:
            return Effect.WRONG
        if self.is_new:
            return Effect.NEW
        if not self.changes:
            return Effect.UNCHANGED
        return Effect.CHANGED if self.editable else Effect.WAITING

    def set(self, name: str, value: Any) -> bool:
        """Set a column of the project; return whether that changed it."""
        if getattr(self.project, name) == value:
            return False
        setattr(self.project, name, value)
        self.fields.add(name)
        return True

    def note(self, name: str, label: str, old: str, new: str) -> None:
        """Keep a change for the preview."""
        self.changes.append(Change(name, label, old, new))


@dataclass
class Plan:
    """Every row of a file, and what concerns the file as a whole.

    `owners` holds the codes of the bodies whose projects the file is about.
    """

    rows: list[PlannedRow]
    problems: list[Problem] = field(default_factory=list)
    owners: set[str] = field(default_factory=set)

    def counts(self) -> dict[str, int]:
        """Return rows by effect, the total in won before and after, and what it leaves out."""
        effects = Counter(row.effect.value for row in self.rows)
        right = [row for row in self.rows if not row.wrong and row.project and not row.leader]
        after = [exact_won(row.project) for row in right if row.project]
        return {
            **{effect.value: effects.get(effect.value, 0) for effect in Effect},
            "before_won": sum(row.before or 0 for row in right),
            "after_won": sum(won or 0 for won in after),
            "left_out": sum(1 for won in after if won is None),
        }


def exact_won(project: Project) -> int | None:
    """Return the total as a sum takes it: exact ones only (DESIGN 3.5)."""
    return project.total_won if project.total_certainty == Certainty.EXACT else None
