"""Which sheets are not read, and why, in words for the clerk."""

from itertools import islice

from registry.sheets.choosing import NO_CHOICES, SheetChoice
from registry.sheets.container import Limits
from registry.sheets.deciding import holds_list
from registry.sheets.handout import OWN_SHEETS, WHY_PASSED_OVER
from registry.sheets.outline import outline_sheet
from registry.sheets.result import Sheet
from registry.sheets.workbook import Grid

WITHOUT_NAMES = "‘사업명’ 열이 없어 읽지 않았습니다."
_HIDDEN = "숨긴 시트라서 읽지 않았습니다."
_LEFT_OUT = "읽지 않기로 고른 시트입니다."
_LOOKED_AT = 400  # rows; past 300 without a header nobody looks for one


def passed_over(grid: Grid, choice: SheetChoice) -> Sheet | None:
    """Return a sheet that is not to be read, and why; None for one that is."""
    if grid.name in OWN_SHEETS:
        return Sheet(grid.name, "skipped", WHY_PASSED_OVER)
    if not grid.visible and not choice.read:
        return Sheet(grid.name, "hidden", _HIDDEN)
    return _left_out(grid) if choice.read is False else None


def _left_out(grid: Grid) -> Sheet:
    """Return a sheet that is set aside, by a clerk only where there was a list to read.

    Every sheet of a file is named as read or not once a clerk has seen it, covers too.
    """
    beginning = Grid(grid.name, True, islice(grid.rows, _LOOKED_AT), grid.merges)
    found = outline_sheet(beginning, NO_CHOICES, None, Limits())
    if found.state == "empty":
        return Sheet(grid.name, "empty", found.reason)
    return Sheet(grid.name, "skipped", _LEFT_OUT if holds_list(found) else WITHOUT_NAMES)
