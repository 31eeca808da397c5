"""What the first rows below a header tell of its columns."""

from registry.notation.funding import FUNDING_WORDS
from registry.sheets.heading import compact
from registry.sheets.headings import Columns
from registry.sheets.workbook import Row

_ENOUGH = 4
_GROUPING = ("municipality", "sido", "department")
_SOURCES = frozenset(map(compact, FUNDING_WORDS))


def is_source_word(text: str) -> bool:
    """Return whether `text` names whose money a row holds.

    >>> is_source_word("국 비"), is_source_word("신규")
    (True, False)
    """
    return compact(text) in _SOURCES


def without_idle_source(columns: Columns, sample: list[Row]) -> Columns:
    """Return the columns with 구분 unknown, unless it holds words such as 계 and 국비."""
    index = columns.index_of("money_source")
    if index is None or any(is_source_word(text) for text in _values(sample, index)):
        return columns
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
        if index is not None and index < name and _is_grouped(_values(sample, index))
    )


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
