"""The benchmarks of lists, files and the admin (L, E, A, S), on invented projects."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import data, targets
from bench.databases import Database
from bench.imports import LARGE, Bench, Taken, environment, median_of
from bench.targets import Line, Target

RUNS = 5
FEW = 1_000  # what a save is compared with
_WORKS = ("csv", "json", "xlsx", "copy", "stock xlsx")


class Point(NamedTuple):
    """What one page or file took: our seconds, and those of what it is held against."""

    name: str
    ours: float
    theirs: float
    against: str


class Pages:
    """Lists and the admin over `size` invented projects, files of `filed`; `bench` starts all."""

    def __init__(
        self, bench: Bench, home: Path, size: int, runs: int = RUNS, filed: int | None = None
    ) -> None:
        self._bench, self._home, self._size = bench, home, size
        self._runs = runs if size < LARGE else min(runs, 3)  # the stock page takes half a minute
        self._filed = size if filed is None else filed

    def heading(self) -> str:
        """Return what the lines are about."""
        return f"{self._size:,} projects in lists and the admin, {self._filed:,} in files"

    def lines(self, database: Database, only: str = "") -> Iterator[Line]:
        """Yield the results on one database; `only` is the name of one, or nothing."""
        if only == "" or only[0] in "LAS":
            with database.fresh() as address:
                self._fill(address, self._size)
                yield from self._asked(database, address, only)
        if only == "" or only[0] == "E":
            with database.fresh() as address:
                self._fill(address, self._filed)
                yield from self._files(database, address, only)

    def _asked(self, database: Database, address: str, only: str) -> Iterator[Line]:
        """Yield what is asked of pages, and one save beside the same in a small registry."""
        if only == "" or only[0] == "L":
            yield from self._lists(database, address, only or "L")
        if only == "" or only[0] == "A":
            yield from self._lists(database, address, only or "A")
        if only == "" or only[0] == "S":
            yield self._save(database, address)

    def points(self, database: Database) -> Iterator[Point]:
        """Yield the seconds themselves, for a picture of them; of each list the first page."""
        with database.fresh() as address:
            self._fill(address, self._size)
            told = set()
            for name, _what, ours, theirs in self._ask(address, "L"):
                if name not in told:
                    yield Point(name, ours, theirs, "stock page")
                told.add(name)
            for name, one, other in (("E1", "csv", "copy"), ("E2", "xlsx", "stock xlsx")):
                ours, theirs = (self._write(address, work).seconds for work in (one, other))
                against = "bare cursor" if name == "E1" else "import-export"
                yield Point(name, ours, theirs, against)
            [(_name, _what, ours, _none)] = self._ask(address, "S1")
            yield Point("S1", ours, 0, "")

    def _fill(self, address: str, size: int) -> None:
        self._bench.take(address, "fill", Path(str(size)))

    def _lists(self, database: Database, address: str, only: str) -> Iterator[Line]:
        for name, what, ours, theirs in self._ask(address, only):
            target = targets.of_lists(name, self._size)
            yield _line(name.split()[0], database, ours, theirs, target.about(what))

    def _save(self, database: Database, address: str) -> Line:
        [(_name, _what, many, _none)] = self._ask(address, "S1")
        with database.fresh() as small:
            self._fill(small, min(FEW, self._size))
            [(_name, _what, few, _none)] = self._ask(small, "S1")
        return _line("S1", database, many, few, targets.SAVE)

    def _files(self, database: Database, address: str, only: str) -> Iterator[Line]:
        taken = {work: self._write(address, work) for work in _WORKS}
        if only in {"", "E1"}:
            ours, theirs = taken["csv"].seconds, taken["copy"].seconds
            yield _line("E1", database, ours, theirs, targets.CSV, theirs / ours)
        if only in {"", "E2"}:
            ours, theirs = taken["xlsx"].seconds, taken["stock xlsx"].seconds
            yield _line("E2", database, ours, theirs, targets.XLSX, theirs / ours)
        if only in {"", "E3"}:
            most = max(taken[kind].megabytes for kind in ("csv", "json", "xlsx"))
            yield Line("E3", database.name, most, targets.EXPORT, f"{most:.0f} MB", "0 MB")

    def _write(self, address: str, work: str) -> Taken:
        """Write a file as often as is asked; the first time see that both sides say the same."""
        runs = 1 if work in {"json", "stock xlsx"} else self._runs
        path = self._home / work.replace(" ", "")
        taken = median_of([self._bench.take(address, work, path) for _run in range(runs)])
        if work == "copy":
            self._bench.take(address, "agree", self._home)
        return taken

    def _ask(self, address: str, only: str) -> list[tuple[str, str, float, float]]:
        """Ask for pages in a process of their own, which compares the answers before it times."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.lists", only],
            cwd=data.ROOT,
            env=environment(address, self._home) | {"BENCH_RUNS": str(self._runs)},
            stdout=subprocess.PIPE,
            check=True,
        )
        lines: list[tuple[str, str, float, float]] = json.loads(done.stdout.splitlines()[-1])
        return lines


def _line(
    name: str,
    database: Database,
    ours: float,
    theirs: float,
    target: Target,
    ratio: float | None = None,
) -> Line:
    """Return a result; the ratio is of the times unless it is one of speeds."""
    ratio = ours / theirs if ratio is None else ratio
    return Line(name, database.name, ratio, target, _seconds(ours), _seconds(theirs))


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
