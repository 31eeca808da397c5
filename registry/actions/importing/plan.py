"""What one row of a file would do to the registry, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from registry.actions.importing.drafts import Cited, Document, Draft, Money, Partner
from registry.notation.codes import Certainty, Effect
from registry.sheets.records import Problem, ProjectRecord

ERROR, WARNING = "error", "warning"
Place = tuple[str, int]


class Change(NamedTuple):
    """One field of one project: its name and Korean label, and both values as people read them."""

    field: str
    label: str
    old: str
    new: str


@dataclass(slots=True)
class Children:
    """What hangs on a project and would be written with it, or taken from it."""

    money: list[Money] = field(default_factory=list)
    changed_money: list[Money] = field(default_factory=list)
    gone_money: list[Money] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    gone_partners: list[Partner] = field(default_factory=list)
    citations: list[Cited] = field(default_factory=list)
    changed_citations: list[Cited] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Return whether there is anything at all."""
        return any(getattr(self, name) for name in self.__slots__)

    @property
    def documents(self) -> list[Document]:
        """Return what would be cited and is not in the register yet."""
        return [cited.source for cited in self.citations if cited.source.pk is None]


class Answer(NamedTuple):
    """What a clerk said a row is: the project with this number, a new one, or to be left out.

    A new one is another project than those with the numbers, and in the rows, of `apart`.
    """

    number: str = ""
    is_new: bool = False
    left_out: bool = False
    apart: tuple[str, ...] = ()
    apart_rows: tuple[Place, ...] = ()


UNSAID = Answer()


@dataclass(slots=True, eq=False)
class PlannedRow:
    """One row of the file, the project it is about, and what it would change.

    `record` is None for a row of which nothing but its problems could be read. `project` is the
    stored project with the new values already set (`was` is what it was before the row), or where
    `is_new` one without a number yet;
    `before` and `after` are its exact totals in won (None: not exact, or new). `shown` is the
    sheet's name where the file has several, else "". A row with a `leader` adds money to that
    row's project; one that `leads` has such rows. Rows with the same `key` may be about one
    project.
    """

    sheet: str
    row: int
    record: ProjectRecord | None = None
    shown: str = ""
    answer: Answer = UNSAID
    project: Draft | None = None
    was: Draft | None = None
    leader: "PlannedRow | None" = None
    leads: bool = False
    key: int | None = None
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
    def earlier(self) -> Draft:
        """Return the project as it was before the row."""
        assert self.was is not None  # noqa: S101 - set before anything is compared
        return self.was

    @property
    def place(self) -> Place:
        """Return where it stands: sheet and row."""
        return (self.sheet, self.row)

    @property
    def wrong(self) -> bool:
        """Return whether the row cannot be imported as it is."""
        return any(problem.severity == ERROR for problem in self.problems)

    @property
    def quiet(self) -> bool:
        """Return whether its values need no comparing: a new project has nothing before it."""
        return self.is_new and self.leader is None

    @property
    def after(self) -> int | None:
        """Return the exact total as it would be."""
        return exact_won(self.project) if self.project else None

    @property
    def effect(self) -> Effect:
        """Return what the row does."""
        if self.answer.left_out:
            return Effect.SET_ASIDE
        if self.project is None or self.wrong:
            return Effect.WRONG
        if self.is_new:
            return Effect.NEW
        if not self.changes:
            return Effect.UNCHANGED
        return Effect.CHANGED if self.editable else Effect.WAITING

    def set(self, name: str, value: Any) -> bool:
        """Set a column of the project; return whether that changed it."""
        columns = self.project.__dict__
        if columns[name] == value:
            return False
        columns[name] = value
        self.fields.add(name)
        return True

    def take(self, columns: Mapping[str, Any]) -> None:
        """Set columns of a new project; those that are as they would be anyhow need no writing."""
        defaults = Draft.defaults()
        changed = {name: value for name, value in columns.items() if value != defaults[name]}
        self.project.__dict__.update(changed)
        self.fields |= changed.keys()

    def note(self, name: str, label: str, old: str, new: str) -> None:
        """Keep a change for the preview; what a new project has is told from what is written."""
        if not self.quiet:
            self.changes.append(Change(name, label, old, new))


def exact_won(project: Draft) -> int | None:
    """Return the total as a sum takes it: exact ones only (DESIGN 3.5)."""
    return project.total_won if project.total_certainty == Certainty.EXACT else None
