"""Where the header of a table probably is, when none of its headings says 사업명."""

import re
from itertools import pairwise

from registry.sheets.cells import clean
from registry.sheets.header import MAX_HEADER_ROWS
from registry.sheets.workbook import Row

_LONGEST = 40  # characters of a heading: ``행정구역(동읍면)별(1)`` and more
_WIDE = 3  # columns that make a table; of two, a figure must stand below
_FIGURE = re.compile(r"[-△▲]?\d[\d,]*(?:\.\d+)?%?")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def propose_header(rows: list[Row]) -> tuple[int, ...]:
    """Return the numbers of the rows that look most like a header; () where nothing is a table.

    >>> propose_header([["방범용 CCTV 현황"], ["기관명", "내역", "금액"], ["강남구", "", "430"]])
    (2,)
    >>> propose_header([["기간", "인구", "인구"], ["기간", "계", "남"], ["2017", "1,019", "500"]])
    (1, 2)
    """
    width = max((_filled(row) for row in rows), default=0)
    for index, row in enumerate(rows[:-1]):
        if 2 * _filled(row) >= max(width, 2) and _is_heading(row):
            height = _height(rows[index:])
            if _is_table(row, rows[index + height : index + height + 3]):
                return tuple(range(index + 1, index + 1 + height))
    return ()


def _filled(row: Row) -> int:
    return sum(1 for text in row if text.strip())


def _is_heading(row: Row) -> bool:
    """Return whether a row holds short words; a year among them is no figure."""
    texts = [clean(text) for text in row if text.strip()]
    return bool(texts) and not any(map(_is_figure, texts)) and max(map(len, texts)) <= _LONGEST


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text)) and not _YEAR.fullmatch(text)


def _height(rows: list[Row]) -> int:
    """Return over how many rows a header goes that begins with the first."""
    height = 1
    for above, below in pairwise(rows[:MAX_HEADER_ROWS]):
        if not (_is_heading(below) and _hangs_on(above, below)):
            break
        height += 1
    return height


def _hangs_on(above: Row, below: Row) -> bool:
    """Return whether a row stands under a heading of several columns, or says it once more."""
    pairs = list(zip(above, below, strict=False))
    repeated = any(upper and upper == lower for upper, lower in pairs)
    spread = any(not upper and lower for upper, lower in pairs[1:])
    return repeated or (spread and _filled(above) < _filled(below) + 1 and not all(above))


def _is_table(header: Row, below: list[Row]) -> bool:
    """Return whether rows stand below: three columns of them, or two with a figure."""
    if not any(map(_filled, below)):
        return False
    figures = any(_is_figure(clean(text)) for row in below for text in row)
    wide = _filled(header) >= _WIDE and any(_filled(row) >= _WIDE for row in below)
    return wide or (_filled(header) > 1 and figures)
