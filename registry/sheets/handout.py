"""What a workbook of ours holds besides a clerk's own rows; passed over when it comes back.

``actions.handouts`` writes it. The names are no sentences: they are known again in any language.
"""

import re
from collections.abc import Iterator

from registry.notation.codes import gettext_noop as _
from registry.sheets.marks import Mark

ERRORS, CHOICES, GUIDE = "오류 목록", "고를 수 있는 값", "쓰는 법"
ABOUT = "이 파일에 대하여"
OWN_SHEETS = frozenset({ERRORS, CHOICES, GUIDE, ABOUT})
WHY_PASSED_OVER = _("등록부가 넣은 시트라서 읽지 않았습니다.")
# The column in which every row of a return workbook says what is wrong with it.
HEADING = "오류"

Marks = dict[int, list[Mark]]
_NO_VALUE = "(수식의 계산값 없음)"
_ERROR_VALUE = "(수식 오류: {})"
_SPELT = re.compile(
    r"(?P<without>\(수식의 계산값 없음\))|\(수식 오류: (?P<error>.{1,40})\)", re.DOTALL
)


def spell_mark(mark: Mark) -> str:
    """Return what stands in a return workbook for a cell of the clerk's that held no value.

    >>> spell_mark(Mark(0, 0, "error-value", "#N/A"))
    '(수식 오류: #N/A)'
    """
    return _NO_VALUE if mark.code == "formula-without-value" else _ERROR_VALUE.format(mark.text)


def without_ours(rows: Iterator[list[str]], marks: Marks) -> Iterator[list[str]]:
    """Yield the rows of a sheet of a return workbook as the clerk's file had them.

    The column 오류 is blank, and a cell that stands for a formula is blank with its mark again.
    """
    index: int | None = None
    for number, cells in enumerate(rows):
        if index is None and HEADING in cells:
            # Ours is the last: a clerk's file may have a column of that name.
            index = len(cells) - 1 - cells[::-1].index(HEADING)
        if index is not None and index < len(cells):
            cells[index] = ""
        for place, text in enumerate(cells):
            if text.startswith("(수식") and (spelt := _SPELT.fullmatch(text)):
                marks.setdefault(number, []).append(_mark(number, place, spelt))
                cells[place] = ""
        yield cells


def _mark(row: int, column: int, spelt: re.Match[str]) -> Mark:
    code = "formula-without-value" if spelt["without"] else "error-value"
    return Mark(row, column, code, spelt["error"] or "")
