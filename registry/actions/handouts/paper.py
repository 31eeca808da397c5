"""The cells of a workbook that people read and write in: how they look, and that none runs."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from registry.sheets.cells import cell_value, guard, stored_text

_AUTHOR = "정보화사업 등록부"
_LONGEST = 32_767  # what Excel takes in one cell
_LONGEST_NOTE = 1_000
_LONGEST_TITLE = 31
_NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("\\/*?:[]", "_"))
_NOTE_SIZE = (320, 110)  # width and height, in pixels
_NARROWEST, _WIDEST = 6, 42


@dataclass(frozen=True, eq=False)
class Look:
    """How a cell looks; each is one of its kind."""

    fill: PatternFill | None = None
    font: Font | None = None
    alignment: Alignment | None = None
    number_format: str = ""
    is_inert: bool = False


_WRAPPED = Alignment(wrap_text=True, vertical="top")
HEADING = Look(
    PatternFill("solid", fgColor="DDE6F2"),
    Font(bold=True),
    Alignment(wrap_text=True, vertical="center", horizontal="center"),
)
WRAPPED = Look(alignment=_WRAPPED)
TITLE = Look(font=Font(bold=True, size=14))
WON = Look(number_format="#,##0")
PART_OF_WON = Look(number_format="#,##0.######")
LINK = Look(font=Font(color="0B57D0", underline="single"), alignment=_WRAPPED)
WRONG = Look(PatternFill("solid", fgColor="FFC7CE"), Font(color="9C0006"))
WRONG_WON = replace(WRONG, number_format=WON.number_format)
DOUBTFUL = Look(PatternFill("solid", fgColor="FFEB9C"), Font(color="7A4B00"))
DOUBTFUL_WON = replace(DOUBTFUL, number_format=WON.number_format)
WRONG_WORDS = Look(font=Font(color="9C0006"), alignment=_WRAPPED)
DOUBTFUL_WORDS = Look(font=Font(color="7A4B00"), alignment=_WRAPPED)


@lru_cache(maxsize=64)
def _inert(look: Look | None) -> Look:
    """Return the look of text that is text still once somebody stepped into its cell."""
    return replace(look or Look(), number_format="@", is_inert=True)


_STYLES: WeakKeyDictionary[Any, dict[Look, Any]] = WeakKeyDictionary()


def value_cell(sheet: Any, text: str, look: Look | None = None, note: str = "") -> Any:
    """Return a cell that reads as `text`: a number or a day where it is one, else the words."""
    value = _value(text)
    if isinstance(value, str):
        return text_cell(sheet, value, look, note)
    if look is None and not note:
        return value
    return _dressed(WriteOnlyCell(sheet, value), look, note)


def text_cell(sheet: Any, text: str, look: Look | None = None, note: str = "") -> Any:
    """Return a cell of text, whatever it begins with; None for an empty one without a look."""
    stored = stored_text(text)[:_LONGEST]
    runs = _could_run(text)
    if not (runs or look or note):
        return stored or None
    cell = WriteOnlyCell(sheet)
    if stored:
        # Past the setter, which takes "=…" for a formula and "#N/A" for an error.
        cell._value, cell.data_type = stored, "s"
    return _dressed(cell, _inert(look) if runs else look, note)


def widths(sheet: Any, characters: list[int]) -> None:
    """Set the widths of the first columns."""
    for place, width in enumerate(characters, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def width_of(text: str) -> int:
    """Return how wide a column must be to show `text`, within reason; Hangul takes two."""
    longest = max(map(_columns, text.split("\n")), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def sheet_title(name: str) -> str:
    """Return the name that Excel would let a sheet have: 1/4분기 becomes 1_4분기."""
    plain = "".join(filter(str.isprintable, name)).translate(_NOT_IN_A_TITLE)
    return plain[:_LONGEST_TITLE].strip("'").strip() or "시트"


@lru_cache(maxsize=65_536)
def _value(text: str) -> Any:
    return cell_value(text)


def _could_run(text: str) -> bool:
    """Return whether a spreadsheet program might run `text` or take it for an error (#N/A).

    A lone dash, which means nothing, stays a cell in which an amount can be typed.
    """
    return text.startswith("#") or (guard(text) != text and bool(text.strip("-")))


def _columns(text: str) -> int:
    return sum(1 + (letter > "\u1100") for letter in text[:_WIDEST])


def _dressed(cell: Any, look: Look | None, note: str) -> Any:
    if note:
        cell.comment = Comment(stored_text(note)[:_LONGEST_NOTE], _AUTHOR)
        cell.comment.width, cell.comment.height = _NOTE_SIZE
    if look:
        cell._style = _style(cell.parent, look)
    return cell


def _style(sheet: Any, look: Look) -> Any:
    """Return a look as its workbook keeps it; worked out once, for openpyxl compares them all."""
    styles = _STYLES.setdefault(sheet.parent, {})
    if look not in styles:
        styles[look] = _painted(WriteOnlyCell(sheet), look)._style
    return styles[look]


def _painted(cell: Any, look: Look) -> Any:
    for name in ("fill", "font", "alignment", "number_format"):
        if part := getattr(look, name):
            setattr(cell, name, part)
    cell.quotePrefix = look.is_inert
    return cell
