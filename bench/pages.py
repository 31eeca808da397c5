"""The benchmarks of lists, files and the admin (L, E, A, S), on invented projects."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from bench import data, targets
from bench.databases import Database
from bench.imports import LARGE, Bench, Taken, environment, median_of
from bench.targets import Line, Target

RUNS = 5
PATIENCE = 120  # seconds in which the stock page has to answer for a million projects
FEW = 1_000  # what a save is compared with
_WORKS = ("csv", "json", "xlsx", "copy", "stock xlsx")


class Pages:
    """Lists and the admin over `size` invented projects, files of `filed`; `bench` starts all."""

    def __init__(
        self, bench: Bench, home: Path, size: int, runs: int = RUNS, filed: int | None = None
    ) -> None:
        self._bench, self._home, self._size = bench, home, size
        self._runs = runs if size < LARGE else min(runs, 3)
        self._filed = size if filed is None else filed

    def heading(self) -> str:
        """Return what the lines are about."""
        return f"{self._size:,} projects in lists and the admin, {self._filed:,} in files"

    def lines(self, database: Database, only: str = "") -> Iterator[Line]:
        """Yield the results on one database; `only` is the name of one, or nothing."""
        parts = [(self._size, self._asked, "LAS"), (self._filed, self._files, "E")]
        wanted = [part for part in parts if only == "" or only[0] in part[2]]
        for size, those in groupby(wanted, key=itemgetter(0)):  # a million is invented once
            with database.fresh() as address:
                self._fill(address, size)
                for _size, measure, _names in those:
                    yield from measure(database, address, only)

    def _asked(self, database: Database, address: str, only: str) -> Iterator[Line]:
        """Yield what is asked of pages, and one save beside the same in a small registry."""
        if only == "" or only[0] == "L":
            yield from self._lists(database, address, only or "L")
        if only == "" or only[0] == "A":
            yield from self._lists(database, address, only or "A")
        if only == "" or only[0] == "S":
            yield self._save(database, address)

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
        taken = {work: self._write(address, work) for work in self._works()}
        if only in {"", "E1"}:
            ours, theirs = taken["csv"].seconds, taken["copy"].seconds
            yield _line("E1", database, ours, theirs, targets.CSV, theirs / ours)
        if only in {"", "E2"} and "stock xlsx" in taken:
            ours, theirs = taken["xlsx"].seconds, taken["stock xlsx"].seconds
            yield _line("E2", database, ours, theirs, targets.XLSX, theirs / ours)
        if only in {"", "E3"}:
            most = max(taken[kind].megabytes for kind in ("csv", "json", "xlsx"))
            yield Line("E3", database.name, most, targets.EXPORT, f"{most:.0f} MB", "0 MB")

    def _works(self) -> list[str]:
        """Return the files to write: import-export needs half an hour for a million rows."""
        return [work for work in _WORKS if self._filed < LARGE or work != "stock xlsx"]

    def _write(self, address: str, work: str) -> Taken:
        """Write a file as often as is asked; the first time see that both sides say the same."""
        once = work in {"json", "stock xlsx"} or self._filed >= LARGE
        runs = 1 if once else self._runs
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
            env=environment(address, self._home) | self._manner(),
            stdout=subprocess.PIPE,
            check=True,
        )
        lines: list[tuple[str, str, float, float]] = json.loads(done.stdout.splitlines()[-1])
        return lines

    def _manner(self) -> dict[str, str]:
        """Return how often is asked, and how long the peer is waited for."""
        patience = PATIENCE if self._size >= LARGE else 0
        return {"BENCH_RUNS": str(self._runs), "BENCH_PATIENCE": str(patience)}


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
