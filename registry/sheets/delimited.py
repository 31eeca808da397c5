"""Text with separators: CSV and TSV in the encodings that Korean offices write.

It is walked from its bytes or from the disk, and never held as a whole.
"""

import codecs
import csv
import io
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import count, groupby, islice, repeat
from pathlib import Path
from typing import Self

from registry.sheets.cells import column_letter
from registry.sheets.container import Limits, Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAB = "\t"
_DELIMITERS = (_TAB, ";", ",")  # where two agree as well, the rarer one in text
Content = bytes | Path
Rows = Generator[list[str], None, None]
_SAMPLE = 60
_PIECE = 64 * 1024
_LONGEST = 1024 * 1024
_ROWS_OF_EXCEL = 1_048_576


def encoding_of(data: Content) -> str:
    """Return the encoding of `data`: its mark, else UTF-8, else CP949; raise Refused for none."""
    with opened(data) as file:
        start = file.read(4)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return _checked(data, encoding)
    if any(b"\0" in piece for piece in _pieces(data)):
        raise Refused("nul")
    try:
        return _checked(data, "utf-8")
    except Refused as refused:
        if refused.code != "unknown-encoding":
            raise
    return _checked(data, "cp949")


def opened(data: Content) -> io.BufferedReader | io.BytesIO:
    """Return what is in a file, to be read from its beginning."""
    return data.open("rb") if isinstance(data, Path) else io.BytesIO(data)


def _pieces(data: Content) -> Iterator[bytes]:
    with opened(data) as file:
        while piece := file.read(_PIECE):
            yield piece


def _checked(data: Content, encoding: str) -> str:
    """Return `encoding` if all of `data` reads in it; decodes piece by piece, keeping nothing."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for piece in _pieces(data):
            if "\0" in decoder.decode(piece):
                raise Refused("nul")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        cut = "unexpected end" in error.reason or "truncated" in error.reason
        raise Refused("broken" if cut and encoding != "cp949" else "unknown-encoding") from None
    return encoding


def delimiter_of(data: Content, encoding: str) -> str:
    """Return the separator that parts the most rows in a run into the same number of cells.

    A title such as ``현황 (단위: 천원, %)`` holds a comma too, and so may every amount of a TSV;
    but no run of rows agrees on them as long as on the real one.
    """
    runs = {mark: _longest_run(data, encoding, mark) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: runs[mark]) if any(map(any, runs.values())) else ","


def kind_in_words(delimiter: str) -> str:
    """Return what a clerk calls such a text, whose one sheet has no name of its own.

    >>> kind_in_words(","), kind_in_words(_TAB)
    ('CSV', '탭으로 나눈 텍스트')
    """
    return "탭으로 나눈 텍스트" if delimiter == _TAB else "CSV"


def _longest_run(data: Content, encoding: str, delimiter: str) -> tuple[int, int]:
    """Return (rows in the longest run of one width over one, that width)."""
    widths = [len(row) for row in first_rows(data, encoding, delimiter) if any(row)]
    runs = ((len([*run]), width) for width, run in groupby(widths) if width > 1)
    return max(runs, default=(0, 0))


def first_rows(data: Content, encoding: str, delimiter: str) -> list[list[str]]:
    """Return the first rows as written; none where they cannot be read, which `rows_of` tells."""
    try:
        with closing(_Lines(data, encoding)) as lines:
            return [*islice(csv.reader(lines, delimiter=delimiter), _SAMPLE)]
    except (csv.Error, Refused):
        return []


def rows_of(data: Content, encoding: str, delimiter: str, limits: Limits) -> Rows:
    """Yield the rows as written, but none of the blank ones at the end; raise Refused.

    A spreadsheet program writes a line of commas for every row that was ever painted: a million.
    """
    with closing(_Lines(data, encoding, limits.row)) as lines:
        yield from _rows_in(lines, delimiter, limits)


def _rows_in(lines: "_Lines", delimiter: str, limits: Limits) -> Rows:
    records, gap = csv.reader(lines, delimiter=delimiter), 0
    most = max(_ROWS_OF_EXCEL, limits.sheet_rows)
    for number in count(1):
        try:
            row = next(records)
        except StopIteration:
            return
        except csv.Error:
            characters = f"{csv.field_size_limit():,}"
            raise Refused("too-much-text", row=number, characters=characters) from None
        lines.spent = 0
        if not any(row):
            gap += 1
            if number > most:
                raise Refused(
                    "too-many-rows", sheet=kind_in_words(delimiter), row=number, rows=limits.rows
                )
            continue
        if len(row) > limits.columns and any(row[limits.columns :]):
            _refuse_width(row, limits, kind_in_words(delimiter))
        yield from repeat([], gap)
        gap = 0
        yield row


class _Lines:
    """The lines of a text; `spent` counts what one row has taken, which may go over many."""

    def __init__(self, data: Content, encoding: str, most: int = _LONGEST) -> None:
        self._text = io.TextIOWrapper(opened(data), encoding=encoding, newline="")
        self.close = self._text.close
        self._most = most
        self._row = 1
        self.spent = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._most + 1)
        self.spent += len(line)
        if self.spent > self._most:
            raise Refused("too-much-text", row=self._row, characters=f"{self._most:,}")
        if not line:
            raise StopIteration
        self._row += 1
        return line


def _refuse_width(row: list[str], limits: Limits, sheet: str) -> None:
    last = max(index for index, text in enumerate(row) if text)
    raise Refused(
        "too-many-columns", sheet=sheet, column=column_letter(last), columns=limits.columns
    )
