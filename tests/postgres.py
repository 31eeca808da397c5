"""A PostgreSQL of one's own for as long as a command runs: ``python tests/postgres.py COMMAND…``.

The cluster lives in a short directory under /tmp (a long one cannot hold a socket) and listens on
a Unix socket there and nowhere else: no port to fight over, no other cluster to meet. The command
finds it in DATABASE_URL. It is stopped and removed whatever happens, a signal included.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

# PostgreSQL refuses to run as root; then its programs, and only they, run as this account.
ACCOUNT = "postgres" if os.geteuid() == 0 else None
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NEW_CLUSTER = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
FAST = "-F -c synchronous_commit=off -c full_page_writes=off"  # nothing here outlives a crash


class NoPostgreSQL(Exception):
    """There is no server to start, or it would not start; the text says why."""


def main(command: list[str]) -> int:
    """Run `command` beside a cluster of its own and return its exit status."""
    if not command:
        print("usage: python tests/postgres.py COMMAND…", file=sys.stderr)
        return 2
    asked_to_stop: list[int] = []
    for number in STOPPING:
        signal.signal(number, lambda number, _frame: asked_to_stop.append(number))
    try:
        with cluster() as url:
            return run(command, url, asked_to_stop)
    except (NoPostgreSQL, FileNotFoundError, LookupError) as refusal:
        print(f"tests/postgres.py: {refusal}", file=sys.stderr)
        return 1


@contextmanager
def cluster() -> Iterator[str]:
    """Start an empty cluster and yield the DATABASE_URL of a UTF-8 database in it."""
    bin_dir = find_programs()
    with TemporaryDirectory(prefix="pgt", dir="/tmp", ignore_cleanup_errors=True) as name:
        home = Path(name)
        if ACCOUNT:
            shutil.chown(home, ACCOUNT)
        try:
            start(bin_dir, home)
            yield f"postgresql://postgres@{str(home).replace('/', '%2F')}/registry"
        finally:
            stop(bin_dir, home)


def find_programs() -> Path:
    """Return the directory with the server programs of the newest PostgreSQL of this machine."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: int(path.parts[-3]))
    found = newest[-1] if newest else shutil.which("initdb")
    if not found:
        raise NoPostgreSQL("no PostgreSQL server here (on Debian: apt install postgresql)")
    return Path(found).parent


def start(bin_dir: Path, home: Path) -> None:
    """Make the cluster, start it, and make one database in it."""
    options = f"-k {home} -c listen_addresses='' {FAST}"
    pg(home, bin_dir / "initdb", "-D", "data", *NEW_CLUSTER)
    pg(home, bin_dir / "pg_ctl", "-D", "data", "-w", "-s", "-l", "log", "-o", options, "start")
    pg(home, bin_dir / "createdb", "-h", home, "-U", "postgres", "registry")


def stop(bin_dir: Path, home: Path) -> None:
    """Stop the cluster, if it got as far as running."""
    if (home / "data" / "postmaster.pid").exists():
        pg(home, bin_dir / "pg_ctl", "-D", "data", "-w", "-s", "-m", "immediate", "stop")


def pg(home: Path, program: Path, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs inside the cluster's directory."""
    with (home / "errors").open("a") as errors:
        done = subprocess.run(
            [program, *arguments],
            cwd=home,
            user=ACCOUNT,
            group=ACCOUNT,
            extra_groups=[] if ACCOUNT else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,  # Ctrl+C at the terminal is not for the server
            check=False,
        )
    if done.returncode:
        raise NoPostgreSQL(
            f"{program.name} failed: {(home / 'errors').read_text(encoding='utf-8').strip()}"
        )


def run(command: list[str], url: str, asked_to_stop: list[int]) -> int:
    """Run `command` with the database in its environment; on a signal, see that it ends."""
    if asked_to_stop:
        return 128 + asked_to_stop[0]
    with subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}) as child:
        while not _ended(child, within=0.2):
            if asked_to_stop:
                _end(child, asked_to_stop[0])
    if asked_to_stop:
        return 128 + asked_to_stop[0]
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _end(child: subprocess.Popen, number: int) -> None:
    """Wait for `child`, which Ctrl+C has reached too; pass the signal on, insist at last."""
    for patience, asking in ((2, number), (15, signal.SIGTERM), (5, signal.SIGKILL)):
        if not _ended(child, within=patience):
            child.send_signal(asking)


def _ended(child: subprocess.Popen, within: float) -> bool:
    """Return whether `child` ended within so many seconds."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(within)
    return child.returncode is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
