"""A file as grids of text: one grid a sheet, its rows in the order and at the place of the paper.

Workbooks are parsed by ``child`` in a process of its own; text with separators is read here.
"""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO, Any

import registry
from registry.sheets.container import Kind, Limits, Refused, check_size, is_workbook, kind_of
from registry.sheets.delimited import (
    Content,
    delimiter_of,
    encoding_of,
    first_rows,
    kind_in_words,
    opened,
    rows_of,
)
from registry.sheets.handout import without_ours
from registry.sheets.marks import Mark, Merge
from registry.sheets.unit_notes import unit_notes

Row = list[str]
_HOME = str(Path(registry.__path__[0]).parent)
_CHILD = ("-m", "registry.sheets.child")
_START = 64 * 1024  # bytes of a text that tell what it is
_PATIENCE = 5  # times the processor time allowed, on a machine that is busy


@dataclass
class Grid:
    """One sheet: its rows from row 1 on, each from column A on, as long as they happen to be.

    `marks` are cells that arrive blank though they are not, by row from 0. `rows` can be walked
    once.
    """

    name: str
    visible: bool
    rows: Iterable[Row]
    merges: list[Merge] = field(default_factory=list)
    marks: dict[int, list[Mark]] = field(default_factory=dict)


@dataclass
class Workbook:
    """An opened file: what it is, how many sheets of its own it has, and all, to walk once.

    Close it, or the process that parses may live on until the collector comes by.
    """

    format: str
    encoding: str | None
    sheets: int
    unit_notes: list[str]
    grids: Iterator[Grid]
    close: Callable[[], None]


def open_workbook(data: Content, limits: Limits) -> Workbook:
    """Return the grids in `data`; raise Refused, now or while they are walked.

    A text on the disk stays there: a million rows of it are 250 MB.
    """
    held = _held(data, limits) if isinstance(data, Path) else data
    kind = kind_of(held, limits)
    return _open_text(data, limits) if kind is Kind.TEXT else _open_child(held, kind, limits)


def _held(path: Path, limits: Limits) -> bytes:
    """Return of a file on the disk what its kind needs: the beginning of a text, else all."""
    check_size(path.stat().st_size, limits)
    with opened(path) as file:
        start = file.read(_START)
        return start + file.read() if is_workbook(start) or not start.strip() else start


def _open_text(data: Content, limits: Limits) -> Workbook:
    encoding = encoding_of(data)
    delimiter = delimiter_of(data, encoding)
    notes = [*unit_notes(first_rows(data, encoding, delimiter))]
    rows = rows_of(data, encoding, delimiter, limits)
    format_ = "tsv" if delimiter == "\t" else "csv"
    grids = iter([Grid(kind_in_words(delimiter), True, rows)])
    return Workbook(format_, encoding, 1, notes, grids, rows.close)


def _open_child(data: bytes, kind: Kind, limits: Limits) -> Workbook:
    events = _events(data, kind, limits)
    first = next(events)
    grids = _grids(events, returned=first["returned"])
    return Workbook(first["kind"], None, first["sheets"], first["units"], grids, events.close)


def _grids(events: Iterator[Any], *, returned: bool) -> Iterator[Grid]:
    """Yield a grid for every sheet event; rows that nobody walked are passed over."""
    head = next(events, None)
    while head and "sheet" in head:
        following: list[Any] = []
        grid = _grid(head, _rows_until_next(events, following))
        if returned:
            grid.rows = without_ours(iter(grid.rows), grid.marks)
        yield grid
        for _row in grid.rows:
            pass
        head = following[0] if following else None


def _rows_until_next(events: Iterator[Any], following: list[Any]) -> Iterator[Row]:
    for event in events:
        if isinstance(event, dict):
            following.append(event)
            return
        yield event


def _grid(head: dict[str, Any], rows: Iterator[Row]) -> Grid:
    marks: dict[int, list[Mark]] = {}
    for mark in head["marks"]:
        marks.setdefault(mark[0], []).append(Mark(*mark))
    merges = [Merge(tuple(first), tuple(last)) for first, last in head["merges"]]
    return Grid(head["sheet"], head["visible"], rows, merges, marks)


def _events(data: bytes, kind: Kind, limits: Limits) -> Generator[Any, None, None]:
    """Yield what the child says; raise Refused for its refusal, and for its death."""
    child = _start(kind, limits)
    watch = Timer(_PATIENCE * (limits.seconds + len(data) / 1e6), child.kill)
    watch.start()
    try:
        _feed(child, data)
        yield from _listen(child)
    finally:
        watch.cancel()
        child.kill()
        _close(child)


def _start(kind: Kind, limits: Limits) -> subprocess.Popen[bytes]:
    settings = json.dumps(dataclasses.asdict(limits))
    return subprocess.Popen(  # noqa: S603 - our own module, and nothing from the file
        [sys.executable, *_CHILD, settings, kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Return what the child needs to start, and none of our secrets."""
    kept = ("LD_LIBRARY_PATH", "LANG")
    return {"PYTHONPATH": _HOME} | {name: os.environ[name] for name in kept if name in os.environ}


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    try:
        with _pipe(child.stdin) as pipe:
            pipe.write(data)
    except BrokenPipeError:
        return  # it died on the way; listening will find no end


def _listen(child: subprocess.Popen[bytes]) -> Iterator[Any]:
    for line in _pipe(child.stdout):
        event = _parse(line)
        if isinstance(event, dict) and "refused" in event:
            raise Refused(event["refused"], **event["values"])
        if isinstance(event, dict) and "end" in event:
            return
        yield event
    raise Refused("too-demanding")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:  # never, for both were asked for
        raise Refused("too-demanding")
    return pipe


def _parse(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:  # cut off in the middle of a line
        raise Refused("too-demanding") from None


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            try:
                pipe.close()
            except BrokenPipeError:
                continue
    child.wait()
