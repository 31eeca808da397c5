"""One work in a process of its own: ``python -m bench.work NAME [FILE]``; prints what it took.

Memory is the peak of this process over what it held when Django had started, and the whole peak
of the largest child (the parser of workbooks is one).
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after Django has started
from django.db import connection  # noqa: E402

from bench import data, facts, files, limits, ours, peers  # noqa: E402
from registry.actions import inventing  # noqa: E402
from registry.models import Department, Municipality, User  # noqa: E402


def main(name: str, *arguments: str) -> None:
    """Do the work and print seconds and megabytes as JSON."""
    path = Path(arguments[0]) if arguments else Path()
    work = _prepared(name, path)
    connection.ensure_connection()
    before, started = _peak(), time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    megabytes = _peak() - before + children
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


def _prepared(name: str, path: Path) -> Callable[[], object]:
    """Return the work, with what it needs read before the clock starts."""
    if name == "limit":
        tables = limits.kept(path)
        return lambda: limits.write(tables)
    works: dict[str, Callable[[], object]] = {
        "prepare": _prepare,
        "import": lambda: ours.import_file(path),
        "stage and confirm": lambda: ours.stage_and_confirm(path),
        "undo": ours.undo,
        "stock dry run": lambda: peers.run(peers.Stock, path, dry_run=True),
        "stock": lambda: peers.run(peers.Stock, path),
        "tuned": lambda: peers.run(peers.Tuned, path),
        "parse": lambda: _parse(path),
        "keep": lambda: limits.keep(path),
        "facts": lambda: facts.write(path),
        "fill": lambda: inventing.fill(0, int(path.name), seed=7),
        "agree": lambda: files.agree(path / "csv", path / "copy"),
    }
    if name in files.WORKS:
        return files.work(name, path)
    return works[name]


def _prepare() -> None:
    """Have the bodies, six offices in each, and who imports."""
    call_command("migrate", verbosity=0)
    call_command("loaddata", "municipalities", verbosity=0)
    User.objects.create_superuser(ours.NAME)
    bodies = Municipality.objects.filter(is_local_government=True)
    Department.objects.bulk_create(
        Department(municipality=body, name=name) for body in bodies for name in data.OFFICES
    )


def _parse(path: Path) -> None:
    """Read a workbook with calamine alone, and throw it away."""
    from python_calamine import CalamineWorkbook

    for _row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        pass


def _peak() -> float:
    """Return the most megabytes that this process has held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
