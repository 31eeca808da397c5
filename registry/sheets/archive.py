"""What is inside an xlsx or ods file, checked before any parser allocates for it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from registry.sheets.cells import column_index
from registry.sheets.container import Limits, Refused, size_text
from registry.sheets.marks import MOST_MARKS, MOST_MERGES, Mark, SheetMarks
from registry.sheets.opendocument import read_marks

_CHUNK = 1024 * 1024
_OVERLAP = 4096
_RATIO = 200  # a real workbook packs its XML 5 to 30 times smaller
_SMALL = 10 * 1024 * 1024
_FOREIGN = (
    ("word/", "워드(docx)"),
    ("ppt/", "파워포인트(pptx)"),
    ("xl/workbook.bin", "엑셀 이진(xlsb)"),
    ("contents/section0.xml", "한글(hwpx)"),
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"

# What closes itself is passed over at once: a million painted cells took 0.9 s instead of 0.3 s.
_START = rb"<(?:\w+:)?c\s(?![^>/]*+/>)[^>]*?\br\s*=\s*[\"']"
_FORMULA_PART = rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
# Rarely true, quickly told: a cell beyond column ZZ or row 99,999.
_PERHAPS_FAR = re.compile(rb"r\s*=\s*[\"'](?:[A-Z]{3}|[A-Z]{1,2}\d{6})")
# … and that holds something: `<c r="XFD1" s="3"/>` is only paint.
_FAR = re.compile(_START + rb"([A-Z]{3}|[A-Z]{1,2}(?=\d{6}))(\d{1,7}+)[\"'][^>/]*>(?!</)")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c(?![^>]*\bt=[\"']str)\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>/]*>\s*"
    + _FORMULA_PART
    + rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c(?=[^>]*\bt=[\"']e[\"'])\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>\s*(?:"
    + _FORMULA_PART
    + rb")?<(?:\w+:)?v>([^<]{1,40})<"
)


class Archive:
    """The parts of an xlsx or ods file; opening it refuses what is hostile or no workbook."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise Refused("broken") from None
        self._names = {info.filename.lower(): info for info in self._zip.infolist()}
        if len(self._names) != len(self._zip.infolist()):
            raise Refused("broken")  # of two parts by one name, readers take different ones
        self.kind = self._kind()
        self._check_sizes(len(data))
        self._check_encryption()

    def _kind(self) -> str:
        if "xl/workbook.xml" in self._names:
            return "xlsx"
        if "content.xml" in self._names:
            mime = self._read("mimetype") if "mimetype" in self._names else b""
            if b"spreadsheet" in mime or not mime:
                return "ods"
        raise Refused("not-a-spreadsheet", kind=self._foreign_kind())

    def _foreign_kind(self) -> str:
        for start, kind in _FOREIGN:
            if any(name.startswith(start) for name in self._names):
                return kind
        return "압축(zip)"

    def _check_sizes(self, packed: int) -> None:
        unpacked = sum(info.file_size for info in self._zip.infolist())
        swollen = unpacked > _SMALL and unpacked > _RATIO * packed
        if swollen or unpacked > self.limits.unpacked:
            raise Refused("zip-bomb", size=size_text(unpacked))
        self.unpacked = unpacked

    def _check_encryption(self) -> None:
        manifest = self._names.get("meta-inf/manifest.xml")
        if any(info.flag_bits & 1 for info in self._names.values()):
            raise Refused("encrypted")
        if manifest and b"encryption-data" in self._read(manifest.filename):
            raise Refused("encrypted")

    def _read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part piece by piece; raise Refused where they cannot be read."""
        info = self._names.get(name.lower())
        if info is None:
            return
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError):
            raise Refused("broken") from None  # NotImplementedError is a RuntimeError

    def _check_declarations(self) -> None:
        """Refuse a document type declaration anywhere: no office program writes one."""
        for name in self._names:
            if name.endswith((".xml", ".rels")) and self._declares(name):
                raise Refused("external-entity")

    def _declares(self, name: str) -> bool:
        start = next(self.chunks(name), b"")  # a declaration stands before the first element
        return b"<!DOCTYPE" in start or b"<!ENTITY" in start

    def _sheet_parts(self) -> list[tuple[str, str]]:
        """Return (name, part) of every worksheet of an xlsx, in the order of the tabs."""
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self._elements("xl/_rels/workbook.xml.rels", "Relationship")
        }
        return [
            (sheet.get("name", ""), _part_name(targets.get(sheet.get(_RELATION, ""), "")))
            for sheet in self._elements("xl/workbook.xml", "sheet")
        ]

    def _elements(self, name: str, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element called `tag`, however deep it stands."""
        found: list[dict[str, str]] = []
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda element, attributes: (
            found.append(attributes) if element.rpartition(" ")[2] == tag else None
        )
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (ExpatError, ValueError):
            raise Refused("broken") from None
        return found

    def inspect(self) -> dict[str, SheetMarks]:
        """Return by sheet what a parser would not tell; refuse what would end its process."""
        self._check_declarations()
        if self.kind == "ods":
            return read_marks(self.chunks("content.xml"))
        return {name: SheetMarks(self._marks(name, part)) for name, part in self._sheet_parts()}

    def _marks(self, sheet: str, part: str) -> list[Mark]:
        """Return the formulas without a value and the errors of one xlsx sheet.

        Raise Refused for a cell beyond the limits: calamine allocates the whole rectangle, and
        A1 with XFD1048576 ends the process.
        """
        marks: dict[tuple[int, int], Mark] = {}
        before, merges = b"", 0
        for chunk in self.chunks(part):
            window = before + chunk
            self._check_reach(sheet, window)
            merges += chunk.count(b"mergeCell ")
            if merges > MOST_MERGES:
                raise Refused("too-demanding")
            if len(marks) < MOST_MARKS:
                marks |= {(mark.row, mark.column): mark for mark in _marks_in(window)}
            before = window[-_OVERLAP:]
        return list(marks.values())

    def _check_reach(self, sheet: str, window: bytes) -> None:
        if not _PERHAPS_FAR.search(window):
            return
        for letters, digits in _FAR.findall(window):
            column, row = letters.decode(), int(digits)
            if column_index(column) >= self.limits.columns:
                limit = self.limits.columns
                raise Refused("too-many-columns", sheet=sheet, column=column, columns=limit)
            if row > self.limits.sheet_rows:
                raise Refused("too-many-rows", sheet=sheet, row=row, rows=self.limits.rows)


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _marks_in(window: bytes) -> Iterator[Mark]:
    formulas = _FORMULA.findall(window) if b"<f" in window or b":f" in window else []
    for letters, digits in formulas:
        yield Mark(int(digits) - 1, column_index(letters.decode()), "formula-without-value", "")
    errors = _ERROR.findall(window) if b'"e"' in window or b"'e'" in window else []
    for letters, digits, text in errors:
        column = column_index(letters.decode())
        yield Mark(int(digits) - 1, column, "error-value", text.decode("utf-8", "replace"))
