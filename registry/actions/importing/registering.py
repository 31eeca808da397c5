"""What a new project is registered with: the row's values as they are, compared with nothing.

Most rows of a first import are new, and comparing each value with a default takes three times as
long. A test holds both ways against each other.
"""

from functools import lru_cache
from typing import Any

from registry.actions.importing.amounts import compare_estimate, worth_keeping
from registry.actions.importing.comparing import tell_department
from registry.actions.importing.departments import Departments
from registry.actions.importing.drafts import Draft, Money, compared_forms
from registry.actions.importing.periods import day_of
from registry.actions.importing.plan import PlannedRow
from registry.notation.amount import Amount
from registry.notation.period import Period
from registry.sheets.records import FundingRow, ProjectRecord

Columns = dict[str, Any]
_CODES = ("type", "status")
_TEXTS = ("description", "outputs", "note")
_TOTAL = frozenset({"total", "certainty", "total_min", "total_max"})


def register(row: PlannedRow, project: Draft, departments: Departments) -> None:
    """Set on a new `project` what the row says of it and of its money."""
    row.project, record = project, row.given
    columns = _plain(record)
    if record.period:
        columns |= _period(record.period, "period" in record.given)
    if record.given & _TOTAL:
        columns |= _total(record.total)
    if "total_text" in record.given:
        columns["total_text"] = record.total.text.strip()
    row.take(columns)
    if record.department and "department" in record.given:
        _set_department(row, project, record.department, departments)
    compare_estimate(row, project)
    row.children.money = [*map(_money, record.funding)]


def _plain(record: ProjectRecord) -> Columns:
    """Return what goes into a column as it is."""
    columns: Columns = {"participants_stated": record.participants_stated}
    if record.name:
        key, stem = compared_forms(record.name)
        columns |= {"name": record.name, "name_key": key, "name_stem": stem}
    for name in _CODES:
        if name in record.given and getattr(record, name) is not None:
            columns[name] = getattr(record, name).value
    for name in _TEXTS:
        if name in record.given:
            columns[name] = getattr(record, name) or ""
    return columns


@lru_cache(maxsize=4096)
def _period(period: Period, written: bool) -> Columns:
    """Return the columns of a period; a file has a few hundred different ones."""
    columns: Columns = {"period_certainty": period.certainty.value}
    columns["period_text"] = period.text.strip() if written else ""
    for end, partial in (("start", period.start), ("end", period.end)):
        day, precision = day_of(end, partial)
        columns |= {f"period_{end}": day, f"period_{end}_precision": precision}
    return columns


def _total(total: Amount) -> Columns:
    amounts = (total.won, total.min_won, total.max_won)
    columns = dict(zip(("total_won", "total_min_won", "total_max_won"), amounts, strict=True))
    certainty = total.certainty.value
    stated = certainty != Draft.defaults()["total_certainty"] or any(
        won is not None for won in amounts
    )
    words = worth_keeping(total.text) if stated else ""
    return {**columns, "total_certainty": certainty, "total_text": words}


def _set_department(row: PlannedRow, project: Draft, text: str, departments: Departments) -> None:
    found = departments.find(text, project.owner)
    tell_department(row, text, len(found), departments, project)
    project.department = found[0] if len(found) == 1 else None
    one = project.department.pk if project.department else None
    row.take({"department_id": one, "department_text": text})


def _money(row: FundingRow) -> Money:
    return Money(
        None,
        row.source.value,
        row.sub_kind.value if row.sub_kind else "",
        row.fiscal_year,
        row.stage.value,
        row.round or 0,
        row.won,
    )
