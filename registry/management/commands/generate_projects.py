"""Invented projects by the thousand, in a database of their own."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.actions.inventing import NotOurs, invent


class Command(BaseCommand):
    """Fill an empty database, or one that this command has filled, with invented projects."""

    help = (
        "지어낸 사업을 빈 데이터베이스에 넣습니다. 사람이 쓰는 데이터베이스는 건드리지 않습니다."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many, the seed, and where to."""
        parser.add_argument("--count", type=int, default=100_000, metavar="N", help="사업 수")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="같으면 같은 자료")
        parser.add_argument(
            "--database",
            metavar="FILE",
            help="SQLite 파일이나 데이터베이스의 주소. 없으면 DATABASE_URL에 적은 곳",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Invent them, and say how many there are."""
        if options["database"]:
            raise SystemExit(elsewhere(address_of(options["database"]), options))
        if not os.environ.get("DATABASE_URL"):
            raise CommandError("--database나 DATABASE_URL로 넣을 곳을 알려 주세요.", returncode=2)
        try:
            kept = invent(options["count"], options["seed"], self.tell())
        except NotOurs as refused:
            raise CommandError(str(refused), returncode=2) from refused
        self.stdout.write(f"지어낸 사업 {kept.projects:,}건이 있습니다. 새로 {kept.new:,}건.")

    def tell(self) -> Any:
        """Return what tells how far it is, once in every twentieth part."""
        started, told = time.monotonic(), 0

        def progress(done: int, total: int) -> None:
            nonlocal told
            if done * 20 // total > told:
                told = done * 20 // total
                seconds = time.monotonic() - started
                self.stdout.write(f"{done:,} / {total:,}건 ({seconds:.0f}초)")

        return progress


def address_of(database: str) -> str:
    """Return the address of a database; a path is that of an SQLite file.

    >>> address_of("/tmp/a b.sqlite3"), address_of("postgresql://localhost/invented")
    ('sqlite:////tmp/a%20b.sqlite3', 'postgresql://localhost/invented')
    """
    return database if "://" in database else f"sqlite:///{quote(str(Path(database).resolve()))}"


def elsewhere(address: str, options: dict[str, Any]) -> int:
    """Do it in a process of its own, whose only database is the one at `address`."""
    done = subprocess.run(  # noqa: S603 - our own command
        [
            *(sys.executable, "manage.py", "generate_projects"),
            *("--count", str(options["count"]), "--seed", str(options["seed"])),
        ],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": address},
        check=False,
    )
    return done.returncode
