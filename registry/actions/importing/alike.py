"""New projects that may be registered already, or stand twice in the file: told, never merged.

The same rule as everywhere (``querysets.money``): same owner and year, and a name that differs
only in words like 구축, or the same department and amount.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from django.db import connection

from registry.actions.importing.databases import database
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.twins import is_known
from registry.actions.importing.wording import few, tell
from registry.models import Project
from registry.notation.codes import Publication
from registry.sheets.records import where

# A clerk's file has a few hundred rows; a national one need not be held in memory for this.
_REMEMBERED = 20_000
_OFFERED = 10  # of many alike one cannot choose anyhow
_COLUMNS = {
    "place": "bigint",
    "owner": "bigint",
    "year": "bigint",
    "stem": "text",
    "department": "bigint",
    "won": "bigint",
}


class Alike:
    """Remembers the new projects of a file, and asks for stored ones like them."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, tuple[str, int, str]] = {}

    def tell(self, rows: Iterable[PlannedRow]) -> None:
        """Tell of each new project which others it may be; one question for all of them."""
        new = [row for row in rows if row.is_new and not row.leader and not row.answer.is_new]
        new = [row for row in new if is_known(row)]
        stored = _stored(new)
        for place, row in enumerate(new):
            numbers = sorted(stored.get(place, ()))
            if numbers:
                tell(row, "perhaps-registered", "name", choices=numbers, numbers=few(numbers))
            self._tell_in_file(row)

    def _tell_in_file(self, row: PlannedRow) -> None:
        here = (row.sheet, row.row, row.shown)
        for key in _keys(row):
            sheet, number, shown = self._seen.get(key, here)
            if (sheet, number) != row.place:  # one that is looked at once more is no other row
                first, choices = where(number, sheet=shown), (sheet, str(number))
                tell(row, "perhaps-twice", "name", choices=choices, first=first)
                return
        if len(self._seen) < _REMEMBERED:
            self._seen |= dict.fromkeys(_keys(row), here)


def _keys(row: PlannedRow) -> Iterator[Hashable]:
    project = row.project
    assert project is not None  # noqa: S101 - a new project is one
    yield project.owner_id, project.fiscal_year, project.name_stem
    if project.department_id and project.total_won:
        yield project.fiscal_year, project.department_id, project.total_won


def _stored(rows: list[PlannedRow]) -> dict[int, list[str]]:
    """Return the numbers of stored projects like the rows, by the rows' places in the list."""
    found: dict[int, list[str]] = defaultdict(list)
    if rows:
        wanted, parameters = database().table(
            _COLUMNS, [_wanted(*pair) for pair in enumerate(rows)]
        )
        with connection.cursor() as cursor:
            cursor.execute(_question(wanted), [*parameters, Publication.WITHDRAWN.value] * 2)
            for place, number in cursor.fetchall():
                found[place].append(number)
    return found


def _wanted(place: int, row: PlannedRow) -> tuple[int | str | None, ...]:
    project = row.project
    assert project is not None  # noqa: S101
    won = project.total_won or None
    return (
        place,
        project.owner_id,
        project.fiscal_year,
        project.name_stem,
        project.department_id,
        won,
    )


def _question(wanted: str) -> str:
    """Return the SQL; a join with the rows, since each side has an index of its own."""
    table = connection.ops.quote_name(Project._meta.db_table)
    select = f"SELECT wanted.place, p.number FROM {wanted} JOIN {table} p"
    alive = "p.fiscal_year = wanted.year AND p.publication <> %s"
    alive += " AND p.owner_id = wanted.owner"
    found = (
        f"{select} ON p.name_stem = wanted.stem AND {alive} UNION "
        f"{select} ON p.department_id = wanted.department AND p.total_won = wanted.won AND {alive}"
    )
    counted = "ROW_NUMBER() OVER (PARTITION BY place ORDER BY number) AS nth"
    return (
        f"SELECT place, number FROM (SELECT place, number, {counted} FROM ({found}) AS found) "
        f"AS counted WHERE nth <= {_OFFERED}"
    )
