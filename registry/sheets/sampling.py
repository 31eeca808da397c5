"""What the first rows below a header tell of its columns."""

from registry.notation.funding import FUNDING_WORDS
from registry.sheets.budgets import find_budget
from registry.sheets.cells import clean
from registry.sheets.heading import compact
from registry.sheets.headings import Columns
from registry.sheets.surroundings import group_of, total_word
from registry.sheets.workbook import Row

_ENOUGH = 4
_GROUPING = ("municipality", "sido", "department", "fiscal_year", "stage")
_SOURCES = frozenset(map(compact, FUNDING_WORDS))


def is_source_word(text: str) -> bool:
    """Return whether `text` names whose money a row holds.

    >>> is_source_word("국 비"), is_source_word("신규")
    (True, False)
    """
    return compact(text) in _SOURCES


def without_idle_columns(columns: Columns, sample: list[Row]) -> Columns:
    """Return the columns with 구분 and 예산구분 as what they hold: sources, budgets, or neither.

    A 구분 of 신규 and 계속 is not known; an 예산구분 of 일반회계 is known, and not kept.
    """
    for name, idle in (("money_source", ""), ("stage", "aside")):
        index = columns.index_of(name)
        if index is not None:
            held = _held(_values(sample, index), name, idle)
            columns = _meaning(columns, index, held)
    return columns


def _held(values: list[str], name: str, idle: str) -> str:
    """Return what a column of `values` is: ``money_source``, ``stage``, or what it is else."""
    if name == "money_source" and any(map(is_source_word, values)):
        return name
    return "stage" if any(map(find_budget, values)) else idle


def _meaning(columns: Columns, index: int, name: str) -> Columns:
    """Return the columns with another meaning for the one at `index`, "" for none."""
    known = tuple(c.means(field=name) if c.index == index else c for c in columns.known)
    if name:
        return columns._replace(known=known)
    idle = [column for column in columns.known if column.index == index]
    known = tuple(column for column in columns.known if column.index != index)
    return columns._replace(known=known, unknown=(*columns.unknown, *idle))


def grouped_columns(columns: Columns, sample: list[Row]) -> frozenset[str]:
    """Return the fields whose blank cells mean "as above": 부서 once, then its projects.

    Such a column stands left of the names, begins filled, is mostly blank and never says the same
    twice. A file with our numbers is an export of ours, and there blank means blank.
    """
    name = columns.index_of("name") or 0
    if "number" in columns.fields:
        return frozenset()
    places = {field: columns.index_of(field) for field in _GROUPING}
    return frozenset(
        field
        for field, index in places.items()
        if index is not None and index < name and _is_grouped(_groups(sample, name, index))
    )


def _groups(sample: list[Row], name: int, index: int) -> list[str]:
    """Return the values of a column; ``정보통신과 | 소계`` above projects names their group."""
    values, told = [], ""
    for cells in sample:
        text = clean(cells[index]) if len(cells) > index else ""
        if not any(map(total_word, cells[: name + 1])):
            values.append("" if text == told else text)
        elif told := group_of(text):
            values.append(told)
    return values


def _values(sample: list[Row], index: int) -> list[str]:
    return [row[index].strip() if len(row) > index else "" for row in sample]


def _is_grouped(values: list[str]) -> bool:
    filled = [value for value in values if value]
    return (
        len(values) >= _ENOUGH
        and bool(values[0])
        and 2 * len(filled) <= len(values)
        and len(set(filled)) == len(filled)
    )
