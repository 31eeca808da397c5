"""Whether the money of a project still adds up once a row is imported: said, never refused.

The reader compares the numbers of one row. 본예산 국비 19억 and 도비 20억 agree with each other,
and exceed the 총사업비 27억 that is stored, or that another row of the file gives.
"""

from collections.abc import Iterable

from registry.actions.importing.drafts import Draft
from registry.actions.importing.money import Matrix
from registry.actions.importing.plan import PlannedRow, exact_won
from registry.actions.importing.wording import tell
from registry.actions.sums import money_of, sums_beyond

_TOTAL = frozenset({"total_won", "total_max_won", "total_certainty"})
_READERS = "parts-exceed-total"


def check_sums(row: PlannedRow, project: Draft) -> None:
    """Tell which sums exceed what they are part of after the row, and did not before it."""
    money = row.children
    if row.quiet or not (
        row.fields & _TOTAL or money.money or money.changed_money or money.gone_money
    ):
        return
    before = _held_before(row, project)
    project.held = after = _held_after(row, before)
    if any(problem.code == _READERS for problem in row.problems):
        return
    known = {*_beyond(before, row.earlier)}
    for said in _beyond(after, project):
        if said not in known:
            tell(row, "sums-exceed", "total", said=said)


def _held_before(row: PlannedRow, project: Draft) -> Matrix:
    """Return what is stored, with what earlier rows of the same project add to it."""
    if project.held is not None:
        return project.held
    leaders = row.leader.children.money if row.leader else []
    return {money.place: money for money in (*project.money_rows, *leaders)}


def _held_after(row: PlannedRow, before: Matrix) -> Matrix:
    gone = {money.place for money in row.children.gone_money}
    written = {one.place: one for one in (*row.children.money, *row.children.changed_money)}
    return {place: one for place, one in (before | written).items() if place not in gone}


def _beyond(held: Matrix, project: Draft) -> Iterable[str]:
    most = project.total_max_won if project.total_won is None else project.total_won
    return sums_beyond([*map(money_of, held.values())], exact_won(project), most)
