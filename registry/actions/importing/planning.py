"""A file as it was read, against the database as it stands: what every row would do.

Set-based: a fixed number of queries, whatever the number of rows (up to two thousand names).
"""

from collections.abc import Callable

from registry.actions.importing.bodies import Bodies
from registry.actions.importing.checking import check
from registry.actions.importing.citing import Sources, compare_citation
from registry.actions.importing.comparing import compare_fields
from registry.actions.importing.departments import Departments
from registry.actions.importing.matching import Stored, match
from registry.actions.importing.money import compare_money
from registry.actions.importing.partners import compare_partners
from registry.actions.importing.plan import ERROR, Plan, PlannedRow, exact_won
from registry.actions.importing.scope import Scope
from registry.actions.importing.twins import check_follower, settle_repeats
from registry.actions.importing.wording import label, tell
from registry.models import Municipality, Project, User
from registry.sheets.reading import Reading

Progress = Callable[[str, int, int], None]
CHECKING = "맞춰 보기"


def silent(_step: str, _done: int, _all: int) -> None:
    """Report progress to nobody."""


def make_plan(
    reading: Reading,
    user: User,
    bodies: Bodies,
    *,
    lock: bool = False,
    progress: Progress = silent,
) -> Plan:
    """Return what the file would do for `user`; with `lock` nobody changes it meanwhile."""
    plan = _rows_of(reading)
    scope = Scope.of(user)
    rows = [row for row in plan.rows if not row.wrong and _in_scope(row, scope, bodies)]
    owners = {_owner(row, scope).code: _owner(row, scope) for row in rows}
    departments = Departments(owners.values())
    stored = Stored(rows, scope, lock=lock)
    for row in rows:
        match(row, _owner(row, scope), stored, departments)
    settle_repeats(rows)
    sources = Sources(rows, owners.values())
    for done, row in enumerate((row for row in rows if not row.wrong), 1):
        _compare(row, _owner(row, scope), _Against(departments, sources, bodies, stored))
        progress(CHECKING, done, len(rows))
    plan.owners = {row.project.owner.code for row in rows if row.project} | set(owners)
    return plan


class _Against:
    """What rows are compared with, besides their own project."""

    def __init__(
        self, departments: Departments, sources: Sources, bodies: Bodies, stored: Stored
    ) -> None:
        self.departments, self.sources = departments, sources
        self.bodies, self.stored = bodies, stored


def _rows_of(reading: Reading) -> Plan:
    """Return a row for every record, with its problems, and for every error that has none."""
    several = len({record.sheet for record in reading.rows}) > 1
    rows = [
        PlannedRow(record.sheet, record.row, record, record.sheet if several else "")
        for record in reading.rows
    ]
    by_place = {(row.sheet, number): row for row in rows for number in row.given.rows}
    plan = Plan(rows)
    for problem in reading.problems:
        place = (problem.sheet, problem.row)
        if place not in by_place and problem.severity != ERROR:
            plan.problems.append(problem)
            continue
        if place not in by_place:
            by_place[place] = PlannedRow(*place)
            rows.append(by_place[place])
        by_place[place].problems.append(problem)
    return plan


def _in_scope(row: PlannedRow, scope: Scope, bodies: Bodies) -> bool:
    record = row.given
    if record.municipality in scope.by_code:
        return True
    body = bodies.by_code.get(record.municipality or "")
    written = record.municipality_text or (body.full_name if body else "")
    tell(row, "owner-out-of-scope", "municipality", text=written)
    return False


def _owner(row: PlannedRow, scope: Scope) -> Municipality:
    return scope.by_code[row.given.municipality or ""]


def _compare(row: PlannedRow, owner: Municipality, against: _Against) -> None:
    if row.leader:
        row.project = row.leader.project
    project = row.project or _new_project(row, owner)
    if project is None:
        return
    row.is_new = project.pk is None
    row.before = exact_won(project) if project.pk else None
    row.editable = project.pk is None or project.pk in against.stored.editable
    compare_fields(row, project, against.departments)
    compare_partners(row, project, against.bodies)
    compare_money(row, project)
    compare_citation(row, project, against.sources)
    _compare_year(row, project)
    check_follower(row)
    check(row, project)


def _new_project(row: PlannedRow, owner: Municipality) -> Project | None:
    """Return a draft of what the row would register, if it says in which year."""
    year = row.given.fiscal_year
    if year is None:
        tell(row, "year-missing", "fiscal_year")
        return None
    row.note("municipality", label("municipality"), "", owner.full_name)
    row.note("fiscal_year", label("fiscal_year"), "", str(year))
    return Project(owner=owner, fiscal_year=year)


def _compare_year(row: PlannedRow, project: Project) -> None:
    """Say that the year of first registration stays, unless the row adds another year's money."""
    year = row.given.fiscal_year
    if project.pk is None or year in (None, project.fiscal_year):
        return
    if not any(money.fiscal_year == year for money in row.given.funding):
        tell(row, "year-stays", "fiscal_year", year=project.fiscal_year)
