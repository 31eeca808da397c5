"""오류 목록: every problem of a file in one list, each with a link to its cell."""

from itertools import count
from typing import Any

from openpyxl.worksheet.hyperlink import Hyperlink

from registry.actions.handouts.findings import Finding, Findings, cause_and_cure
from registry.actions.handouts.outline import Outline
from registry.actions.handouts.paper import (
    DOUBTFUL_WORDS,
    HEADING,
    LINK,
    WRAPPED,
    WRONG_WORDS,
    text_cell,
    value_cell,
    widths,
)
from registry.sheets.handout import ERRORS

_HEADINGS = ("구분", "시트", "행", "열", "값", "이유", "고치는 법")
_WIDTHS = [8, 20, 8, 8, 30, 60, 60]
_MOST_LINKS = 10_000  # Excel refuses a sheet with more than 65,530 of them
_NO_CURE = {True: "칸의 값을 고쳐 주세요.", False: "맞으면 그대로 두고, 아니면 고쳐 주세요."}
_NONE = "오류가 없습니다."


def write_list(
    book: Any, findings: Findings, found: list[Outline], titles: dict[str, str]
) -> None:
    """Add the list; `titles` says what the sheets of the file are called in `book`."""
    sheet = book.create_sheet(ERRORS)
    widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, heading, HEADING) for heading in _HEADINGS])
    sheets = {outline.name: outline for outline in found}
    number = 0
    for number, one in zip(count(1), findings.in_order(titles)):
        value = sheets[one.sheet].value(one.row, one.place or 0) if one.column else ""
        target = _target(one, titles[one.sheet]) if number <= _MOST_LINKS else ""
        sheet.append(_line(sheet, one, value, target))
    if not number:
        sheet.append([text_cell(sheet, _NONE)])
    else:
        sheet.auto_filter.ref = f"A1:G{number + 1}"


def _line(sheet: Any, one: Finding, value: str, target: str) -> list[Any]:
    cause, cure = cause_and_cure(one.said)
    kind, look = ("오류", WRONG_WORDS) if one.is_error else ("확인", DOUBTFUL_WORDS)
    return [
        text_cell(sheet, kind, look),
        text_cell(sheet, one.sheet, WRAPPED),
        _linked(value_cell(sheet, str(one.row), LINK if target else WRAPPED), target),
        _linked(text_cell(sheet, one.column, LINK if target else WRAPPED), target),
        text_cell(sheet, value, WRAPPED),
        text_cell(sheet, cause, WRAPPED),
        text_cell(sheet, cure or _NO_CURE[one.is_error], WRAPPED),
    ]


def _target(one: Finding, title: str) -> str:
    """Return the cell as a link names it: ``'본예산'!F7``."""
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{one.column or 'A'}{one.row}"


def _linked(cell: Any, target: str) -> Any:
    """Return the cell as a link within the workbook: data of the file, not a formula."""
    if target and cell.value is not None:
        cell.hyperlink = Hyperlink(ref="", location=target)
    return cell
