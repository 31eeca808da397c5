"""A project as it would be: light copies of what is stored, on which a row sets its values.

Model instances cost forty microseconds a row with all that hangs on them, a dictionary of
columns two; a file has a hundred thousand rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.db.models import QuerySet

from registry.actions.importing.departments import Departments
from registry.models import (
    Citation,
    Department,
    FundingSource,
    Municipality,
    Participation,
    Project,
)
from registry.notation.hangul import name_key, name_stem
from registry.resources import StoredKey


@dataclass(frozen=True, slots=True)
class Money:
    """One row of the funding matrix; `pk` is None for money that is not stored yet."""

    pk: int | None
    source: str
    sub_kind: str
    fiscal_year: int | None
    stage: str
    round: int
    won: int

    @property
    def place(self) -> StoredKey:
        """Return where in the matrix it stands."""
        return (self.source, self.sub_kind, self.fiscal_year, self.stage, self.round)


@dataclass(slots=True)
class Partner:
    """Who takes part: a body we know, or a name as it is written."""

    pk: int | None
    municipality: Municipality | None
    name: str


@dataclass(slots=True)
class Document:
    """A source as a file calls it; `pk` is None for one that is not in the register yet."""

    pk: int | None
    publisher: str
    title: str


@dataclass(slots=True)
class Cited:
    """The words of a document that a project rests on."""

    pk: int | None
    source: Document
    field: str
    quote: str


class Draft:
    """A project: every column under its name, its owner and department, and what hangs on it."""

    pk: int | None
    number: str
    owner: Municipality
    owner_id: int
    department: Department | None
    department_id: int | None
    department_text: str
    participants_stated: int | None
    fiscal_year: int
    name: str
    name_key: str
    name_stem: str
    type: str
    status: str
    description: str
    outputs: str
    period_text: str
    period_start: date | None
    period_start_precision: str
    period_end: date | None
    period_end_precision: str
    period_certainty: str
    total_certainty: str
    total_won: int | None
    total_min_won: int | None
    total_max_won: int | None
    total_text: str
    estimate_won: int | None
    estimate_text: str
    estimate_basis: str
    note: str
    publication: str
    money_rows: list[Money]
    partner_rows: list[Partner]
    citation_rows: list[Cited]
    held: dict[StoredKey, Money] | None = None  # its money after the rows of a file so far

    columns: ClassVar[tuple[str, ...]] = tuple(
        column.attname
        for column in Project._meta.concrete_fields
        if column.name not in ("id", "created_at", "modified_at")
    )

    @staticmethod
    @lru_cache(maxsize=1)
    def defaults() -> dict[str, Any]:
        """Return every column as it is before anything is said; not to be changed."""
        blank = Project()
        return {name: getattr(blank, name) for name in Draft.columns}

    @classmethod
    def new(cls, owner: Municipality, fiscal_year: int) -> "Draft":
        """Return what a project is before anything is said of it."""
        draft = cls()
        draft.__dict__.update(
            cls.defaults(),
            pk=None,
            department=None,
            owner=owner,
            owner_id=owner.pk,
            fiscal_year=fiscal_year,
        )
        draft.money_rows, draft.partner_rows, draft.citation_rows = [], [], []
        return draft

    @classmethod
    def stored(cls, pk: int, values: Sequence[Any], owner: Municipality) -> "Draft":
        """Return a project as its columns are stored."""
        draft = cls()
        draft.__dict__.update(zip(cls.columns, values, strict=True), pk=pk, owner=owner)
        draft.money_rows, draft.partner_rows, draft.citation_rows = [], [], []
        return draft

    def rename(self, name: str) -> None:
        """Set the name, and the forms in which it is compared."""
        self.name = name
        self.name_key, self.name_stem = compared_forms(name)


@lru_cache(maxsize=8192)
def compared_forms(name: str) -> tuple[str, str]:
    """Return key and stem of a name, no longer than their columns."""
    return name_key(name)[:200], name_stem(name)[:200]


@dataclass
class Loaded:
    """The drafts of some stored projects; four questions to the database, none a project."""

    bodies: dict[int, Municipality]
    departments: Departments
    drafts: dict[int, Draft] = field(default_factory=dict)

    def load(self, found: QuerySet[Project]) -> list[Draft]:
        """Return the projects with all that hangs on them, in the order of their ids."""
        rows = found.order_by("pk")
        fresh, known = [], []
        place = Draft.columns.index("owner_id")
        for pk, *values in rows.values_list("pk", *Draft.columns):
            if pk in self.drafts:  # one project, one draft: by number and by name
                known.append(pk)
            else:
                self.drafts[pk] = Draft.stored(pk, values, self.bodies[values[place]])
                fresh.append(pk)
        self._hang(fresh)
        return [self.drafts[pk] for pk in [*known, *fresh]]

    def _hang(self, pks: list[int]) -> None:
        if not pks:
            return
        drafts = [self.drafts[pk] for pk in pks]
        self.departments.load_ids(one.department_id for one in drafts if one.department_id)
        for draft in drafts:
            draft.department = self.departments.by_id.get(draft.department_id or 0)
        self._hang_money(pks)
        self._hang_partners(pks)
        self._hang_citations(pks)

    def _hang_money(self, pks: Iterable[int]) -> None:
        names = ("source", "sub_kind", "fiscal_year", "stage", "round", "won")
        found = FundingSource.objects.filter(project__in=pks).order_by("fiscal_year", "pk")
        for project, *values in found.values_list("project_id", "pk", *names):
            self.drafts[project].money_rows.append(Money(*values))

    def _hang_partners(self, pks: Iterable[int]) -> None:
        found = Participation.objects.filter(project__in=pks).order_by("pk")
        for project, pk, body, name in found.values_list(
            "project_id", "pk", "municipality_id", "name"
        ):
            partner = Partner(pk, self.bodies.get(body or 0), name)
            self.drafts[project].partner_rows.append(partner)

    def _hang_citations(self, pks: Iterable[int]) -> None:
        names = ("source_id", "source__publisher", "source__title", "field", "quote")
        found = Citation.objects.filter(project__in=pks).order_by("pk")
        for project, pk, source, publisher, title, field_, quote in found.values_list(
            "project_id", "pk", *names
        ):
            cited = Cited(pk, Document(source, publisher, title), field_, quote)
            self.drafts[project].citation_rows.append(cited)
