"""Rows of one file that mean the same project: named with both their rows, never merged."""

import re
from collections import defaultdict
from functools import lru_cache

from registry.notation.hangul import name_key
from registry.sheets.records import Problem, ProjectRecord, problem, where

_MANY = 200  # rows by one name that are compared: years, stages and sources of one project


class Duplicates:
    """Remembers the rows of a file by what they are known by: the number, else owner and name.

    The same project may stand in several rows when they hold different money: 본예산 in one
    sheet, 추경 in another.
    """

    def __init__(self) -> None:
        self._by_number: dict[str, list[ProjectRecord]] = defaultdict(list)
        self._by_name: dict[tuple[object, ...], list[ProjectRecord]] = defaultdict(list)

    def problem(self, record: ProjectRecord, shown: str) -> Problem | None:
        """Return the problem of a record that repeats one before it; remember it.

        `shown` is the sheet's name where the file has several, else "".
        """
        first = self.find(record)
        if first is None:
            return None
        record.has_errors = True
        return duplicate_problem(record, first, shown)

    def find(self, record: ProjectRecord) -> ProjectRecord | None:
        """Return the row before `record` that says the same, if there is one; remember it."""
        if not record.name and not record.number:
            return None
        found = None
        if record.name:
            found = _same(self._by_name[_name_of(record)], record, both_numbered=False)
        if record.number:
            numbered = _same(self._by_number[record.number], record, both_numbered=True)
            found = found or numbered
        return found


def _same(
    before: list[ProjectRecord], record: ProjectRecord, *, both_numbered: bool
) -> ProjectRecord | None:
    """Return the first of the rows `before` that holds the same money; put `record` among them.

    Two numbers tell two projects apart, whatever their names.
    """
    found = None
    for one in before:
        if (both_numbered or not (one.number and record.number)) and _overlap(one, record):
            found = one
            break
    if len(before) < _MANY:
        before.append(record)
    return found


def _name_of(record: ProjectRecord) -> tuple[object, ...]:
    department = _department_key(record.department or "")
    owner = record.municipality or record.municipality_text  # two unknown bodies are not one
    return owner, _quick_key(record.name or ""), record.fiscal_year, department


def _quick_key(name: str) -> str:
    """Return `name_key`, which most names have without its care: syllables, digits, small letters.

    >>> _quick_key("민원 제안 통합관리시스템") == name_key("민원제안통합관리시스템")
    True
    """
    squeezed = name.replace(" ", "")
    return squeezed if _PLAIN.fullmatch(squeezed) else name_key(name)


_PLAIN = re.compile("[가-힣0-9a-z]+")
_department_key = lru_cache(maxsize=4096)(name_key)


def _overlap(one: ProjectRecord, other: ProjectRecord) -> bool:
    mine = {money.key for money in one.funding}
    theirs = {money.key for money in other.funding}
    return not mine or not theirs or bool(mine & theirs)


def duplicate_problem(record: ProjectRecord, first: ProjectRecord, shown: str) -> Problem:
    """Return the problem that names both rows."""
    name = "number" if record.number and record.number == first.number else "name"
    letter = record.columns.get(name, "")
    heading = "사업 번호" if name == "number" else "사업명"
    return problem(
        "duplicate-in-file",
        record.sheet,
        record.row,
        where(record.row, heading, letter, shown),
        column=letter or None,
        field=name,
        first=where(first.row, sheet=first.sheet if first.sheet != record.sheet else ""),
    )
