"""Whether rows are the header of a table of projects, and which columns they head."""

from functools import lru_cache
from itertools import pairwise

from registry.sheets.cells import clean
from registry.sheets.heading import (
    MONEY_FIELDS,
    compact,
    is_group,
    is_measure,
    is_unit_alone,
    understand_path,
)
from registry.sheets.heading_words import EXPORT_HEADINGS, SYNONYMS
from registry.sheets.headings import Columns, understand_headings
from registry.sheets.workbook import Row

MAX_HEADER_ROWS = 3
_HEADING_AND_MORE = 2
_LONGEST_HEADING = 14
_STRICT = frozenset({"사업명", "세부사업명"})
_NAME_WORDS = frozenset({EXPORT_HEADINGS["name"], *SYNONYMS["name"], "사 업 명", "사업 명"})


def read_header(rows: list[Row]) -> Columns | None:
    """Return the columns of a header over `rows`, or None when they are no header of ours."""
    if not _is_heading_like(rows[0]) or not all(map(_is_heading_below, rows[1:])):
        return None
    if len(rows) > 1 and _is_title(rows[0]):
        return None
    paths = heading_paths(rows)
    columns = understand_headings(paths)
    if "name" not in columns.fields or any(map(_is_spoilt, paths)):
        return None
    return columns if len(columns.known) > 1 or _is_surely_header(rows) else None


def _is_title(cells: Row) -> bool:
    """Return whether a row stands above a header and is none of it: 2013 본예산 | (단위: 천원)."""
    return not any(cells[1:]) or any(
        "단위" in compact(text) and is_unit_alone(text) for text in cells if text
    )


def _is_spoilt(path: tuple[str, ...]) -> bool:
    """Return whether words under a heading are no heading: 홈페이지 개편 under 사업명.

    Nor is 사업명 a heading of money: 2013년도 본예산 above it is the title of the table.
    """
    if len(path) < _HEADING_AND_MORE:
        return False
    if understand_path(path).field:
        return _is_money(path[:1]) and understand_path(path[1:]).field == "name"
    return understand_path(path[:1]).field not in {"", "aside", *MONEY_FIELDS}


def _is_money(path: tuple[str, ...]) -> bool:
    return understand_path(path).field in MONEY_FIELDS


def names_projects(cells: Row, name_index: int | None) -> bool:
    """Return whether a heading such as 사업명 stands in the row; quick, for it sees every row.

    Below a header, whose name column is given, only the usual words and that column are tried.
    """
    if name_index is None:
        return any(map(is_name_heading, cells))
    if not _NAME_WORDS.isdisjoint(cells):
        return True
    return len(cells) > name_index and is_name_heading(cells[name_index])


def is_name_heading(text: str) -> bool:
    """Return whether `text` is a heading of the project's name; names are longer than headings."""
    return len(text) <= _LONGEST_HEADING and may_name(text) and _is_name_heading(text)


def may_name(text: str) -> bool:
    """Return whether `text` has the letters of 사업, 과제 or 세부; quick, for few names have."""
    return (
        ("사" in text and "업" in text)
        or ("과" in text and "제" in text)
        or ("세" in text and "부" in text)
    )


@lru_cache(maxsize=8192)
def _is_name_heading(text: str) -> bool:
    return understand_path((text,)).field == "name"


def _is_heading_like(cells: Row) -> bool:
    """Return whether a row holds headings: most of it known to us, and no number."""
    texts = [text for text in cells if text and not text.isspace()]
    known = sum(map(_is_heading, texts))
    likely = 2 * known >= len(texts) > 0 or _is_surely_header([cells])
    return likely and not any(map(_is_figure, texts))


def _is_heading_below(cells: Row) -> bool:
    """Return whether a row goes on with a header: more headings, or only (대) and (천원)."""
    texts = [text for text in cells if text and not text.isspace()]
    return _is_heading_like(cells) or (bool(texts) and all(map(is_measure, texts)))


def _is_heading(text: str) -> bool:
    return not text or bool(understand_path((text,)).field) or is_group(text)


def _is_surely_header(rows: list[Row]) -> bool:
    """Return whether 사업명 itself stands there, which is no project's name."""
    return any(compact(text) in _STRICT for row in rows for text in row if text)


def _is_figure(text: str) -> bool:
    digits = clean(text).replace(",", "")
    return digits.isdecimal() and not (len(digits) == 4 and digits.startswith(("19", "20")))


def heading_paths(rows: list[Row]) -> list[tuple[str, ...]]:
    """Return the heading of every column from the top down, group headings spread to the right.

    >>> heading_paths([["사업명", "사업비", "", "비고"], ["", "계", "국비", ""]])
    [('사업명',), ('사업비', '계'), ('사업비', '국비'), ('비고',)]
    """
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    for upper, lower in reversed(list(pairwise(filled))):
        for index in range(1, width):
            if not upper[index] and lower[index] and lower[index - 1]:
                upper[index] = upper[index - 1]
    return [tuple(dict.fromkeys(filter(None, column))) for column in zip(*filled, strict=True)]
