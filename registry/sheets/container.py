"""What the bytes of an uploaded file really are, whatever its name says; and what is refused."""

from dataclasses import dataclass
from enum import StrEnum

from registry.sheets.messages import REFUSALS

_MEGABYTE = 1024 * 1024
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "그림(PNG)",
    b"\xff\xd8\xff": "그림(JPEG)",
    b"GIF8": "그림(GIF)",
    b"\x1f\x8b": "압축(gz)",
    b"7z\xbc\xaf": "압축(7z)",
    b"Rar!": "압축(rar)",
    b"HWP Document": "한글(hwp)",
}
# How the stream of an xls begins (of 1997 and of 1995), and the record that locks it.
_XLS_BEGINS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
_FILEPASS = b"\x2f\x00"
_FIRST_RECORDS = 20
# The name of a stream inside an OLE file, and what such a file is called.
_OLE_FOREIGN = {
    "WordDocument": "워드(doc)",
    "PowerPoint Document": "파워포인트(ppt)",
    "HwpSummaryInformation": "한글(hwp)",
}
_HTML = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style", b"<div")
_XML = (b"<?xml", b"<!doctype", b"<workbook")


@dataclass(frozen=True)
class Limits:
    """How much of a file is read before it is refused. Sizes in bytes.

    `rows` counts projects; `seconds` and `memory` bound the process that parses, with a share
    for every megabyte that the file declares. `row` is the most characters of one row of text.
    """

    size: int = 20 * _MEGABYTE
    unpacked: int = 150 * _MEGABYTE
    rows: int = 20_000
    columns: int = 512
    sheets: int = 300
    sheet_name: int = 100
    cell: int = 100_000
    row: int = 1_000_000
    seconds: float = 2.0
    memory: int = 160 * _MEGABYTE

    @property
    def sheet_rows(self) -> int:
        """Return how far down a sheet may reach: its projects, titles, totals and gaps."""
        return 2 * self.rows + 1000


class Kind(StrEnum):
    """What a file is by its first bytes; ZIP and OLE are looked into by the child process."""

    ZIP = "zip"
    OLE = "ole"
    TEXT = "text"


class Refused(ValueError):
    """The file cannot be read at all; `code` says why, and the text says it to a clerk."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values


def check_size(size: int, limits: Limits) -> None:
    """Raise Refused where a file has more bytes than are read."""
    if size > limits.size:
        raise Refused("too-large", size=size_text(size), limit=size_text(limits.size))


def is_workbook(start: bytes) -> bool:
    """Return whether a file that begins so is an archive of some kind, and no text."""
    return start.startswith((_ZIP, _OLE))


def kind_of(data: bytes, limits: Limits) -> Kind:
    """Return what `data` is by its content; raise Refused where it is surely no spreadsheet.

    Of a text its beginning is enough.
    """
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise Refused("empty-file")
    check_size(len(data), limits)
    if data.startswith(_ZIP):
        return Kind.ZIP
    if data.startswith(_OLE):
        _refuse_foreign_ole(data)
        return Kind.OLE
    _refuse_foreign(data)
    return Kind.TEXT


def size_text(size: int) -> str:
    """Return a size as people say it.

    >>> size_text(20 * 1024 * 1024), size_text(700)
    ('20MB', '1KB')
    """
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:,.0f}MB"
    return f"{max(1, round(size / 1024)):,}KB"


def _refuse_foreign(data: bytes) -> None:
    for magic, kind in _FOREIGN.items():
        if data.startswith(magic):
            raise Refused("not-a-spreadsheet", kind=kind)
    # Report tools of the budget systems call HTML ".xls"; some write it in UTF-16.
    start = data[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_HTML) or (start.startswith(_XML) and b"<html" in data[:2000].lower()):
        raise Refused("html")
    if start.startswith(_XML):
        raise Refused("xml")


def _refuse_foreign_ole(data: bytes) -> None:
    if _ole_name("EncryptedPackage") in data or _is_locked(data):
        raise Refused("encrypted")
    for stream, kind in _OLE_FOREIGN.items():
        if _ole_name(stream) in data:
            raise Refused("not-a-spreadsheet", kind=kind)
    if _ole_name("Workbook") not in data and _ole_name("Book") not in data:
        raise Refused("broken")


def _is_locked(data: bytes) -> bool:
    """Return whether an xls has a password: FILEPASS among the first records of its stream."""
    at = next((data.find(begin) for begin in _XLS_BEGINS if begin in data), -1)
    for _record in range(_FIRST_RECORDS if at >= 0 else 0):
        kind, length = data[at : at + 2], int.from_bytes(data[at + 2 : at + 4], "little")
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False


def _ole_name(name: str) -> bytes:
    return name.encode("utf-16-le")
