"""What is wrong with a staged file, by sheet and row, as its batch keeps it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from registry.models import ImportBatch
from registry.sheets.cells import column_index

_PLACE = re.compile(r"^(?:‘.*’ 시트 )?\d+행[^:]*: ")


class Finding(NamedTuple):
    """One problem: where it is, and its sentence taken apart."""

    sheet: str
    row: int
    column: str
    is_error: bool
    message: str

    @property
    def place(self) -> int | None:
        """Return the place of its column from 0, None where it is about the whole row."""
        return column_index(self.column) if self.column else None

    @property
    def in_its_row(self) -> str:
        """Return the sentence without sheet and row: 총사업비(F7): ‘52억정도로’는 …."""
        _sheet, _row, rest = self.message.partition(f"{self.row}행 ")
        return rest if self.column and rest else self.said

    @property
    def said(self) -> str:
        """Return the sentence without its place, which the reader has before their eyes."""
        return without_place(self.message, f"{self.column}{self.row}")


class Findings:
    """All problems of a file."""

    def __init__(self, found: Iterable[Finding]) -> None:
        self._by_sheet: dict[str, dict[int, list[Finding]]] = {}
        for one in found:
            rows = self._by_sheet.setdefault(one.sheet, defaultdict(list))
            rows[one.row].append(one)

    @classmethod
    def of(cls, batch: ImportBatch) -> "Findings":
        """Return what the preview of a batch found; one query."""
        kept = list(batch.options.get("problems", []))
        with_some = batch.rows.exclude(problems=[]).order_by("sheet", "row")
        for problems in with_some.values_list("problems", flat=True).iterator():
            kept += problems
        return cls(map(_finding, kept))

    def in_sheet(self, name: str) -> dict[int, list[Finding]]:
        """Return the problems of a sheet by row."""
        return self._by_sheet.get(name, {})

    def in_order(self, names: Iterable[str]) -> Iterator[Finding]:
        """Yield all problems of these sheets, from the top of the first down."""
        for name in names:
            rows = self.in_sheet(name)
            for number in sorted(rows):
                yield from rows[number]


def _finding(problem: dict[str, Any]) -> Finding:
    return Finding(
        problem["sheet"],
        problem["row"] or 1,
        problem["column"] or "",
        problem["severity"] == "error",
        problem["message"],
    )


def without_place(message: str, cell: str) -> str:
    """Return a sentence without its place: 7행 총사업비(단위: 천원)(F7) with its colon."""
    _place, between, said = message.partition(f"({cell}): ")
    return said if between else _PLACE.sub("", message)


def cause_and_cure(said: str) -> tuple[str, str]:
    """Return what is wrong, and what a clerk can do about it: the first sentence, the others."""
    cause, end, cure = said.partition("다. ")
    return (f"{cause}다.", cure) if end else (said, "")
