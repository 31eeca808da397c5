"""Who has projects: the bodies of each year, with their offices and those around them."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from registry.actions.importing.bulk import Writer
from registry.actions.inventing.words import OFFICES, OUTSIDE
from registry.models import Department, Municipality
from registry.notation.codes import DepartmentKind, Level

_OFFICE = ("municipality_id", "name", "kind", "leads_it", "contact", "parent_id")
_OFFICE_COLUMNS = (*_OFFICE, "merged_into_id", "valid_to")
# A 시·도 writes more projects than a 군.
_WEIGHTS = {Level.SIDO: 8, Level.SI: 2}


@dataclass(eq=False)
class Body:
    """A local government, its offices (id and name) and the bodies it works with."""

    pk: int
    full_name: str
    level: Level
    region: str
    since: date
    until: date
    offices: list[tuple[int, str]] = field(default_factory=list)

    def is_there(self, year: int) -> bool:
        """Return whether it is there for the whole of a fiscal year."""
        return self.since <= date(year, 1, 1) and date(year, 12, 31) < self.until


class Bodies:
    """The bodies of the register with the offices they have in this database."""

    def __init__(self, bodies: list[Body]) -> None:
        self._bodies = bodies
        self.of_year = cache(self._of_year)
        self.beside = cache(self._beside)

    @classmethod
    def load(cls, writer: Writer) -> "Bodies":
        """Return the bodies; those without an office are given theirs."""
        rows = Municipality.objects.local_governments().order_by("code")
        bodies = {row.pk: _body(row) for row in rows}
        if not Department.objects.exists():
            writer.create(Department, _OFFICE_COLUMNS, map(_office, _wanted(bodies)))
        found = Department.objects.order_by("pk").values_list("municipality_id", "pk", "name")
        for owner, pk, name in found:
            bodies[owner].offices.append((pk, name))
        return cls(list(bodies.values()))

    def _of_year(self, year: int) -> list[Body]:
        """Return the bodies of a year, each as often as its size makes it likely."""
        there = [one for one in self._bodies if one.is_there(year)]
        return [one for one in there for _time in range(_WEIGHTS.get(one.level, 1))]

    def _beside(self, body: Body, year: int) -> list[Body]:
        """Return the other bodies of its region that are there in a year."""
        there = (one for one in self._bodies if one.is_there(year))
        return [one for one in there if one.region == body.region and one is not body]


def _body(row: Municipality) -> Body:
    since, until = row.valid_from or date.min, row.valid_to or date.max
    return Body(row.pk, row.full_name, Level(row.level), row.region, since, until)


def _wanted(bodies: dict[int, Body]) -> list[tuple[int, str]]:
    return [(pk, name) for pk in bodies for name in (*OFFICES, *OUTSIDE)]


def _office(wanted: tuple[int, str]) -> tuple[object, ...]:
    owner, name = wanted
    kind = DepartmentKind.OFFICE if name in OUTSIDE else DepartmentKind.DEPARTMENT
    return (owner, name, kind.value, name == OFFICES[0], "", None, None, None)
