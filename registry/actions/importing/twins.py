"""Rows of a file about one project: they share it where they hold different money.

본예산 in one sheet and 추경 in another, or one row a year, are one project: the rows after the
first add their money and may say nothing else that differs. Any other two rows are both named,
and neither is taken. Nothing compares every row with every other: a file may hold ten thousand
rows of one name.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

from registry.actions.importing.plan import ERROR, PlannedRow
from registry.actions.importing.wording import tell
from registry.notation.hangul import name_key
from registry.sheets.funding_columns import FundingKey
from registry.sheets.records import where

_COMPARED = 30
_NAMED = 5
_MONEY = "funding"
_CODE = "same-project-twice"
_KNOWN_BY = frozenset(
    {"number", "municipality", "sido", "department", "name", "fiscal_year"}
    | {"stage", "money_source", _MONEY}
)
Key = tuple[str, int]


def settle_repeats(rows: Iterable[PlannedRow]) -> None:
    """Give every row that repeats a project its leader, or tell that it repeats it.

    A row with another error is told as well, so that a clerk who mends 완료일 does not learn from
    the next upload that the row stands there twice.
    """
    groups: dict[object, list[PlannedRow]] = defaultdict(list)
    for row in rows:
        if is_known(row):
            groups[_identity(row)].append(row)
    for group in groups.values():
        if len(group) > 1:
            _settle(group)


def is_known(row: PlannedRow) -> bool:
    """Return whether its errors leave open neither which project it is nor what money it holds."""
    wrong = {problem.field for problem in row.problems if problem.severity == ERROR}
    return wrong.isdisjoint(_KNOWN_BY)


def check_follower(row: PlannedRow) -> None:
    """Tell where a row that only adds money says something else of the project than the first."""
    differing = {change.label for change in row.changes if change.field != _MONEY}
    if row.leader and differing:
        labels = ", ".join(sorted(differing))
        tell(row, "rows-disagree", "name", first=_place(row.leader), labels=labels)


def _identity(row: PlannedRow) -> object:
    if row.project is not None:
        return row.project.pk
    return (row.given.municipality, name_key(row.given.name or ""))


def _settle(group: list[PlannedRow]) -> None:
    by_key: dict[Key, list[PlannedRow]] = defaultdict(list)
    for row in group:
        for key in _found_under(row):
            by_key[key].append(row)
    order = {id(row): place for place, row in enumerate(group)}
    wrong = {id(row) for row in group if row.wrong}  # such a row is nobody's leader
    for row in group:
        alike = {id(one): one for key in _agreeing(row) for one in by_key[key][:_COMPARED]}
        alike.pop(id(row), None)
        twins = [one for one in alike.values() if _overlap(row, one)]
        sound = [one for one in alike.values() if id(one) not in wrong]
        if twins:
            _tell(row, twins)
        elif sound and id(row) not in wrong:
            first = min(sound, key=lambda one: order[id(one)])
            if order[id(first)] < order[id(row)]:
                row.leader = first.leader or first  # who follows a follower follows its leader
                row.leader.leads = True
    _tell_same_money(group)


def _tell_same_money(group: list[PlannedRow]) -> None:
    """Tell rows of one project that hold the same money, however far apart they stand."""
    held: dict[tuple[int, FundingKey], PlannedRow] = {}
    for row in group:
        if any(problem.code == _CODE for problem in row.problems):
            continue
        for money in row.given.funding:
            first = held.setdefault((id(row.leader or row), money.key), row)
            if first is not row:
                _tell(row, [first])
                break


def _overlap(row: PlannedRow, other: PlannedRow) -> bool:
    """Return whether two rows hold the same money, or one of them none at all."""
    mine, theirs = ({money.key for money in one.given.funding} for one in (row, other))
    return not mine or not theirs or bool(mine & theirs)


def _tell(row: PlannedRow, others: list[PlannedRow]) -> None:
    """Name the rows; each is compared with what is stored, not with what another one says."""
    named = sorted([row, *others[: _NAMED - 1]], key=lambda one: (one.sheet, one.row))
    tell(row, _CODE, "name", rows=", ".join(_place(one) for one in named))
    row.project = row.project and copy(row.project)


def _own_key(row: PlannedRow) -> Key:
    """Return department and year, '' and 0 where silent; a known project needs neither."""
    if row.project is not None:
        return ("", 0)
    return (name_key(row.given.department or ""), row.given.fiscal_year or 0)


def _found_under(row: PlannedRow) -> set[Key]:
    """Return under which keys a row is found: its own, and those of rows that are silent."""
    department, year = _own_key(row)
    return {(f"={department}", year), ("*", year), (f"={department}", -1), ("*", -1)}


def _agreeing(row: PlannedRow) -> set[Key]:
    """Return the keys of the rows whose department and year agree with this row's."""
    department, year = _own_key(row)
    departments = [f"={department}", "="] if department else ["*"]
    years = [year, 0] if year else [-1]
    return {(one, when) for one in departments for when in years}


def _place(row: PlannedRow) -> str:
    return where(row.row, sheet=row.shown)
