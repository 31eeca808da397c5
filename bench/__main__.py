"""Runs the benchmarks and prints one line each: ``python -m bench [SIZE] [ONLY] [DATABASE]``."""

import signal
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.databases import PostgreSQL, SQLite
from bench.imports import FEW, Bench
from bench.pages import Pages
from bench.targets import HEADINGS
from tests.postgres import cluster

ROWS, PROJECTS = 10_000, 100_000  # of files that are read or written; of pages that are asked for
STOCK = 3_000  # of these import-export takes four minutes for ten thousand


def main(size: int = 0, only: str = "", on: str = "") -> int:
    """Run them all, or the one that is asked for; return 1 where a target is not met.

    One `size` may be given for all; by default it takes about a quarter of an hour. `on` is the
    name of one of the two databases, or nothing.
    """
    with TemporaryDirectory(prefix="bench") as name, cluster() as address:
        home, met = Path(name), True
        bench = Bench(home, size or ROWS, few=FEW if size else STOCK)
        pages = Pages(bench, home, size or PROJECTS, filed=size or ROWS)
        print(bench.heading(), pages.heading(), HEADINGS, sep="\n", flush=True)
        both = PostgreSQL(address), SQLite(home)
        for database in [one for one in both if on in ("", one.name)]:
            for line in chain(bench.lines(database, only), pages.lines(database, only)):
                print(line, flush=True)
                met = met and line.target.met(line.ratio)
    return int(not met)


if __name__ == "__main__":
    # As Ctrl+C does: the cluster is stopped and every file removed on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    asked = zip((int, str, str), sys.argv[1:], strict=False)
    sys.exit(main(*(convert(one) for convert, one in asked)))
