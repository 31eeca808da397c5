"""Rows of a file against the database as it stands: what every row would do.

Set-based and in portions: a fixed number of queries for some thousand rows, and no more memory
for a million of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from hashlib import blake2b
from typing import TypeVar

from registry.actions.importing.alike import Alike
from registry.actions.importing.bodies import Bodies
from registry.actions.importing.checking import check
from registry.actions.importing.citing import Sources, compare_citation
from registry.actions.importing.comparing import compare_fields
from registry.actions.importing.departments import Departments
from registry.actions.importing.drafts import Draft, Loaded, compared_forms
from registry.actions.importing.matching import Stored, match
from registry.actions.importing.money import compare_money
from registry.actions.importing.partners import compare_partners
from registry.actions.importing.periods import check_words
from registry.actions.importing.plan import UNSAID, Answer, Place, PlannedRow, exact_won
from registry.actions.importing.registering import register
from registry.actions.importing.scope import Scope
from registry.actions.importing.summing import check_sums
from registry.actions.importing.twins import check_follower, settle_repeats
from registry.actions.importing.wording import tell
from registry.models import Municipality, User
from registry.sheets.reading import Read

Answers = Mapping[Place, Answer]


class Planner:
    """Plans rows for one person, portion by portion."""

    def __init__(
        self, user: User, bodies: Bodies, answers: Answers | None = None, *, only_new: bool = False
    ) -> None:
        self.bodies, self._only_new = bodies, only_new
        self.scope = Scope.of(user)
        self.owners: dict[int, Municipality] = {}
        self._answers = answers or {}
        self._departments = Departments(bodies.by_id.values())
        self._sources = Sources()
        self._alike = Alike()

    def rows_of(self, reads: Iterable[Read], *, several: bool) -> list[PlannedRow]:
        """Return a row for every record, with its problems and the clerk's answers about it."""
        return [
            PlannedRow(
                record.sheet,
                record.row,
                record,
                record.sheet if several else "",
                self._answers.get((record.sheet, record.row), UNSAID),
                problems=[self.scope.choosable(one) for one in problems],
            )
            for record, problems in reads
        ]

    def plan(self, rows: list[PlannedRow], *, settle: bool = False) -> None:
        """Work out what each row would do; with `settle` also which of them are one project.

        A row with a cell that cannot be read is looked at all the same, so that a clerk sees
        everything that is wrong with it at once.
        """
        for row in rows:  # also one that is left out is read by who reads the batch
            if row.given.municipality in self.scope.by_code:
                self.owners.setdefault(self._owner(row).pk, self._owner(row))
        mine = [row for row in rows if not row.answer.left_out and self._in_scope(row)]
        owners = {self._owner(row).pk: self._owner(row) for row in mine}
        self._departments.load(owners.values())
        loaded = Loaded(self.bodies.by_id, self._departments)
        stored = Stored(mine, self.scope, loaded)
        clear = [row for row in mine if self._is_matched(row, stored)]
        if settle:
            settle_repeats(clear)
        self._sources.load(clear, owners.values())
        for row in clear:
            self._compare(row, stored)
        self._alike.tell(clear)

    def _is_matched(self, row: PlannedRow, stored: Stored) -> bool:
        """Find the row's project; return whether it is clear which one, or that it is new."""
        owner, told = self._owner(row), len(row.problems)
        match(row, owner, stored, self._departments)
        row.key = _key(row, owner)
        return len(row.problems) == told

    def _in_scope(self, row: PlannedRow) -> bool:
        record = row.given
        if record.municipality in self.scope.by_code:
            return True
        if record.municipality is None and row.wrong:
            return False  # the reader has told why
        body = self.bodies.by_code.get(record.municipality or "")
        written = record.municipality_text or (body.full_name if body else "")
        tell(row, "owner-out-of-scope", "municipality", text=written)
        return False

    def _owner(self, row: PlannedRow) -> Municipality:
        return self.scope.by_code[row.given.municipality or ""]

    def _compare(self, row: PlannedRow, stored: Stored) -> None:
        if row.leader:
            row.project = row.leader.project
        project = row.project or _new_project(row, self._owner(row))
        if project is None:
            return
        row.is_new = project.pk is None
        row.before = None if row.is_new else exact_won(project)
        row.editable = row.is_new or project.pk in stored.editable
        self.owners.setdefault(project.owner_id, project.owner)
        if self._only_new and not row.is_new:
            row.project = project
            tell(row, "left-as-is", number=project.number)
            return
        row.was = copy(project)  # told only where something changed
        if row.quiet and not row.given.cleared:
            register(row, project, self._departments)
        else:
            compare_fields(row, project, self._departments)
            compare_money(row, project)
        compare_partners(row, project, self.bodies)
        compare_citation(row, project, self._sources)
        _compare_year(row, project)
        check_follower(row)
        check(row, project)
        check_words(row, project)
        check_sums(row, project)
        self._check_closing(row, project)

    def _check_closing(self, row: PlannedRow, project: Draft) -> None:
        """Refuse to write into a closed year: its lock is to be lifted first, with a word."""
        writes = row.is_new or row.changes
        if writes and (project.owner.lineage, project.fiscal_year) in self.scope.closed:
            tell(row, "year-closed", "fiscal_year", year=project.fiscal_year)


def _key(row: PlannedRow, owner: Municipality) -> int:
    """Return by what a row is told to be about the same project as another: a number of 64 bits.

    A hundred thousand of these cost the database no more than a column; two projects that
    share one by chance are told apart when their rows are looked at together.
    """
    if row.project:
        text = f"#{row.project.pk}"
    elif row.answer.is_new:
        text = f"!{row.sheet}!{row.row}"
    else:
        text = f"{owner.code} {compared_forms(row.given.name or '')[0]}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _new_project(row: PlannedRow, owner: Municipality) -> Draft | None:
    """Return a draft of what the row would register, if it says in which year."""
    year = row.given.fiscal_year
    if year is None:
        if not any(problem.field == "fiscal_year" for problem in row.problems):
            tell(row, "year-missing", "fiscal_year")
        return None
    row.fields.add("fiscal_year")
    return Draft.new(owner, year)


def _compare_year(row: PlannedRow, project: Draft) -> None:
    """Say that the year of first registration stays, unless the row adds another year's money."""
    year = row.given.fiscal_year
    if project.pk is None or year in (None, project.fiscal_year):
        return
    if not any(money.fiscal_year == year for money in row.given.funding):
        tell(row, "year-stays", "fiscal_year", year=project.fiscal_year)


V = TypeVar("V")


def portions(values: Iterable[V], size: int) -> Iterator[list[V]]:
    """Yield the values in lists of `size`, the last one shorter."""
    portion: list[V] = []
    for value in values:
        portion.append(value)
        if len(portion) == size:
            yield portion
            portion = []
    if portion:
        yield portion
