"""The benchmarks of importing, I1 to I7: who runs, how often, and what is compared with what."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import data, targets
from bench.databases import Database
from bench.targets import Line

RUNS = 3
# Stock import-export takes minutes for so many, and is run once.
FEW = 10_000
# From here on only our own runs are compared with each other: the peers would take gigabytes.
LARGE = 1_000_000


class Taken(NamedTuple):
    """What a work took."""

    seconds: float
    megabytes: float


class Differ(Exception):
    """A peer's result is not ours, so its time says nothing."""


class Bench:
    """The benchmarks over one size of file; `home` is a directory for what they need."""

    def __init__(self, home: Path, size: int, runs: int = RUNS, few: int = FEW) -> None:
        self._home, self._size, self._runs = home, size, runs
        self._few = min(few, size)
        self._csv = home / "projects.csv"
        data.write_csv(self._csv, size)

    def heading(self) -> str:
        """Return what the lines are about."""
        return (
            f"{self._size:,} rows ({self._few:,} in I3), Python {platform.python_version()}, "
            f"{os.cpu_count()} cores; a fresh process on fresh data each time, medians of "
            f"{self._runs} (tuned use_bulk and stock import-export: one run)"
        )

    def lines(self, database: Database, only: str = "") -> Iterator[Line]:
        """Yield the results on one database; `only` is the name of one, or nothing."""
        self.take(database.base, "prepare")
        if only and not only.startswith("I"):
            return
        if only != "I3":
            yield from (one for one in self._imports(database) if one.name.startswith(only))
        if "I3".startswith(only) and self._size < LARGE:
            yield self._stock(database)

    def _imports(self, database: Database) -> Iterator[Line]:
        """Yield what is measured on one file: all of them but I3."""
        rows, expected = self._home / "rows", self._home / "ours"
        runs = self._runs if self._size < LARGE else 1
        taken = [self._life(database, rows, expected, first=not run) for run in range(runs)]
        ours, again, undo = (median_of([one[place] for one in taken]) for place in range(3))
        yield _shorter("I5", database, again, ours, targets.AGAIN)
        yield _shorter("I7", database, undo, ours, targets.UNDO)
        if self._size < LARGE:
            yield from self._peers(database, ours, rows, expected)
        else:
            yield self._growth(database, ours)

    def _peers(
        self, database: Database, ours: Taken, rows: Path, expected: Path
    ) -> Iterator[Line]:
        """Yield I1 or I2, I4 and I6."""
        limit = self._fresh(database, "limit", rows, runs=self._runs)
        tuned = self._fresh(database, "tuned", self._csv, runs=1, expected=expected)
        name = "I1" if database.name == "PostgreSQL" else "I2"
        yield _faster(name, database, ours, limit, targets.LIMIT)
        yield _faster(name, database, ours, tuned, targets.TUNED[database.name])
        yield _smaller(database, ours, tuned, targets.MEMORY)
        if name == "I1":
            yield self._workbook(database, limit, expected)

    def _life(self, database: Database, rows: Path, expected: Path, *, first: bool) -> list[Taken]:
        """Import, import again and undo; the first time keep for the peers what was written."""
        with database.fresh() as address:
            ours = self.take(address, "import", self._csv)
            if first and self._size < LARGE:
                self.take(address, "keep", rows)
            if first:
                self.take(address, "facts", expected)
            again = self.take(address, "import", self._csv)
            if first:
                self.same(address, expected)
            undo = self.take(address, "undo")
        return [ours, again, undo]

    def _workbook(self, database: Database, limit: Taken, expected: Path) -> Line:
        path = self._home / "projects.xlsx"
        data.write_xlsx(path, self._size)
        ours = self._fresh(database, "import", path, runs=self._runs, expected=expected)
        parse = median_of([self.take(database.base, "parse", path) for _run in range(self._runs)])
        floor = Taken(parse.seconds + limit.seconds, 0)
        return _shorter("I4", database, ours, floor, targets.WORKBOOK)

    def _growth(self, database: Database, ours: Taken) -> Line:
        path = self._home / "tenth.csv"
        data.write_csv(path, self._size // 10)
        tenth = self._fresh(database, "import", path, runs=1)
        return _smaller(database, ours, tenth, targets.GROWTH)

    def _stock(self, database: Database) -> Line:
        path, expected = self._home / "few.csv", self._home / "few"
        data.write_csv(path, self._few)
        taken = []
        for _run in range(self._runs):
            with database.fresh() as address:
                taken.append(self.take(address, "stage and confirm", path))
                self.take(address, "facts", expected)
        with database.fresh() as address:
            dry = self.take(address, "stock dry run", path)
            real = self.take(address, "stock", path)
            self.same(address, expected)
        both = Taken(dry.seconds + real.seconds, real.megabytes)
        return _faster("I3", database, median_of(taken), both, targets.STOCK[database.name])

    def _fresh(
        self, database: Database, work: str, path: Path, *, runs: int, expected: Path | None = None
    ) -> Taken:
        """Return what a work takes on fresh data; with `expected`, see that its result is ours."""
        taken = []
        for run in range(runs):
            with database.fresh() as address:
                taken.append(self.take(address, work, path))
                if expected and not run:
                    self.same(address, expected)
        return median_of(taken)

    def same(self, address: str, expected: Path) -> None:
        """Raise Differ where the registry at an address does not hold what is expected."""
        found = self._home / "found"
        self.take(address, "facts", found)
        with found.open(encoding="utf-8") as theirs, expected.open(encoding="utf-8") as ours:
            for line, (one, other) in enumerate(zip_longest(ours, theirs)):
                if one != other:
                    raise Differ(f"line {line}:\n{one}{other}")

    def take(self, address: str, work: str, path: Path | None = None) -> Taken:
        """Do a work in a process of its own and return what it took."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.work", work, *([str(path)] if path else [])],
            cwd=data.ROOT,
            env=environment(address, self._home),
            stdout=subprocess.PIPE,
            check=True,
        )
        return Taken(**json.loads(done.stdout.splitlines()[-1]))


def environment(address: str, home: Path) -> dict[str, str]:
    """Return the environment of a process that works on the database at an address."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": address,
        "DATA_DIR": str(home),
        "DEBUG": "0",
        "SECRET_KEY": "for-the-benchmarks-only",
    }


def median_of(taken: list[Taken]) -> Taken:
    """Return the median of what some runs took."""
    return Taken(median(one.seconds for one in taken), median(one.megabytes for one in taken))


def _faster(
    name: str, database: Database, ours: Taken, peer: Taken, target: targets.Target
) -> Line:
    return _line(name, database, peer.seconds / ours.seconds, ours, peer, target)


def _shorter(
    name: str, database: Database, ours: Taken, peer: Taken, target: targets.Target
) -> Line:
    return _line(name, database, ours.seconds / peer.seconds, ours, peer, target)


def _line(
    name: str, database: Database, ratio: float, ours: Taken, peer: Taken, target: targets.Target
) -> Line:
    return Line(
        name, database.name, ratio, target, f"{ours.seconds:.1f} s", f"{peer.seconds:.1f} s"
    )


def _smaller(database: Database, ours: Taken, peer: Taken, target: targets.Target) -> Line:
    ratio = ours.megabytes / peer.megabytes
    return Line(
        "I6", database.name, ratio, target, f"{ours.megabytes:.0f} MB", f"{peer.megabytes:.0f} MB"
    )
