"""Which row is which project (DESIGN 4): by number, else by owner and name.

One query for each two thousand numbers or names, never one a row. Only projects of bodies for
which the person writes are ever looked at, so that another body's number and a number that
does not exist are answered alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import connection

from registry.actions.importing.databases import database
from registry.actions.importing.departments import Departments
from registry.actions.importing.drafts import Draft, Loaded, compared_forms
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.scope import Scope
from registry.actions.importing.wording import few, tell
from registry.models import Municipality, Project
from registry.notation.codes import Publication
from registry.notation.hangul import name_key
from registry.sheets.records import ProjectRecord

_CHUNK = 2000
_OFFERED = 10
K = TypeVar("K", int, str)
_CONTINUED = "계속"


class Stored:
    """The stored projects that some rows of a file may mean, with all that hangs on them."""

    def __init__(self, rows: Iterable[PlannedRow], scope: Scope, loaded: Loaded) -> None:
        self.by_number: dict[str, Draft] = {}
        self.by_name: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        self._loaded = loaded
        rows = list(rows)
        self._load_numbers(rows, scope)
        self._load_names([row.given for row in rows], scope)
        self.editable = scope.editable(self._all())

    def _load_numbers(self, rows: list[PlannedRow], scope: Scope) -> None:
        numbers = {row.given.number or row.answer.number for row in rows}
        for chunk in _chunks(number for number in numbers if number):
            found = Project.objects.filter(number__in=chunk, owner__in=scope.ids())
            self.by_number |= {p.number: p for p in self._loaded.load(found)}

    def _load_names(self, records: list[ProjectRecord], scope: Scope) -> None:
        named = [record for record in records if not record.number and record.name]
        wanted = {
            (owner, _key(record.name))
            for record in named
            for owner in scope.successive(record.municipality or "")
        }
        for pks in _chunks(_named(wanted)):
            found = Project.objects.filter(pk__in=pks)
            for project in self._loaded.load(found):
                self.by_name[project.owner.lineage, project.name_key].append(project)

    def _all(self) -> list[Draft]:
        return [*self.by_number.values(), *(p for found in self.by_name.values() for p in found)]


def _named(wanted: set[tuple[int, str]]) -> list[int]:
    """Return the projects with these owners and names.

    A join, which asks the index once a pair; owners IN and names IN ask it for every pairing of
    the two, a quarter of a million of them for a file about all municipalities.
    """
    if not wanted:
        return []
    rows, parameters = database().table({"owner": "bigint", "key": "text"}, sorted(wanted))
    table = connection.ops.quote_name(Project._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id FROM {rows} JOIN {table} p "
            "ON p.owner_id = wanted.owner AND p.name_key = wanted.key",
            parameters,
        )
        return [pk for (pk,) in cursor.fetchall()]


def _key(name: str | None) -> str:
    return compared_forms(name or "")[0]


def match(row: PlannedRow, owner: Municipality, stored: Stored, departments: Departments) -> None:
    """Set the project of a row, or tell why it is not clear; leave it unset where it is new."""
    if row.answer.is_new:
        return
    if row.given.number or row.answer.number:
        _match_number(row, owner, stored)
        return
    candidates = stored.by_name.get((owner.lineage, _key(row.given.name)), ())
    alive = [p for p in candidates if p.publication != Publication.WITHDRAWN]
    if alive:
        _choose(row, alive, departments, owner)
    elif candidates:
        _ask(row, "withdrawn", candidates)


def _match_number(row: PlannedRow, owner: Municipality, stored: Stored) -> None:
    number = row.given.number or row.answer.number
    project = stored.by_number.get(number)
    if project is None:
        tell(row, "number-not-mine", "number", number=number)
    elif project.owner.lineage != owner.lineage and "municipality" in row.given.given:
        tell(row, "number-of-another-body", "municipality", number=number)
    else:
        row.project = project


def _choose(
    row: PlannedRow, found: list[Draft], departments: Departments, owner: Municipality
) -> None:
    """Take the one candidate whose department and year agree; else ask."""
    same_department = [p for p in found if _same_department(row.given, p, departments, owner)]
    clear = [p for p in same_department if _same_year(row.given, p) or _continues(row.given, p)]
    exact = _only(clear, lambda p: _same_year(row.given, p) and row.given.fiscal_year is not None)
    exact = _only(exact, lambda p: _has_department(p) == bool(row.given.department))
    if len(exact) == 1:
        [row.project] = exact
    elif exact:
        _ask(row, "several-candidates", exact)
    elif same_department:
        year = same_department[0].fiscal_year
        _ask(row, "other-year", same_department, year=year)
    else:
        _ask_department(row, found)


def _ask_department(row: PlannedRow, found: list[Draft]) -> None:
    names = ", ".join(sorted({str(p.department or p.department_text) for p in found}))
    _ask(row, "other-department", found, department=names)


def _only(found: list[Draft], better: Callable[[Draft], bool]) -> list[Draft]:
    """Keep the better candidates if there are any, else all."""
    return [project for project in found if better(project)] or found


def _same_department(
    record: ProjectRecord, project: Draft, departments: Departments, owner: Municipality
) -> bool:
    """Return whether the departments agree or one of the two is silent."""
    if not record.department or not _has_department(project):
        return True
    if project.department in departments.find(record.department, owner):
        return True
    names = {project.department_text, str(project.department or "")}
    return name_key(record.department) in {name_key(name) for name in names if name}


def _has_department(project: Draft) -> bool:
    return bool(project.department_id or project.department_text)


def _same_year(record: ProjectRecord, project: Draft) -> bool:
    return record.fiscal_year in (None, project.fiscal_year)


def _continues(record: ProjectRecord, project: Draft) -> bool:
    """Return whether a later year's row belongs to a project that runs on (DESIGN 4)."""
    year = record.fiscal_year or 0
    if year < project.fiscal_year:
        return False
    start = record.period.start if record.period else None
    begun = bool(start) and int(str(start)[:4]) <= project.fiscal_year
    runs_on = bool(project.period_end and project.period_end.year >= year)
    words = (record.note, record.period.text if record.period else "", project.note)
    return begun or runs_on or any(_CONTINUED in (word or "") for word in words)


def _ask(row: PlannedRow, code: str, found: Sequence[Draft], **values: Any) -> None:
    """Tell that the row may be any of these projects, to choose from."""
    numbers = [project.number for project in found]
    tell(row, code, "name", choices=numbers[:_OFFERED], numbers=few(numbers), **values)


def _chunks(keys: Iterable[K]) -> Iterator[list[K]]:
    """Yield the keys in portions that every database takes as parameters, in a fixed order."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
