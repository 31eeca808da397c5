"""Undoing an import without a browser, in one person's scope.

Exit status: 0 done, 1 nothing could be undone, 2 wrong use.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.actions import importing
from registry.actions.importing.outcomes import Entry
from registry.management.commands.import_workbook import person
from registry.models import ImportBatch, User
from registry.notation.particles import with_particle


class Command(BaseCommand):
    """Undo an import as a user would in the admin."""

    help = "가져오기를 되돌립니다. 그 뒤에 고친 사업은 그대로 둡니다."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of the import and the person."""
        parser.add_argument("batch", type=int, metavar="BATCH", help="가져오기 번호")
        parser.add_argument("--user", required=True, metavar="NAME", help="되돌리는 사람의 계정")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo the import and print the three lists."""
        user = person(options["user"])
        batch = batch_of(user, options["batch"])
        try:
            undone = importing.undo(batch, user)
        except importing.CannotUndo as refused:
            raise CommandError(str(refused), returncode=2) from refused
        except importing.DatabaseRefused as refused:
            raise CommandError("데이터베이스가 받지 않아 되돌린 것이 없습니다.") from refused
        for line in as_lines(batch, undone):
            self.stdout.write(line)
        if not undone.does_something:
            raise SystemExit(1)


def batch_of(user: User, pk: int) -> ImportBatch:
    """Return the import that `user` may know of, or refuse with status 2."""
    batch = importing.batch_for(user, pk)
    if batch is None:
        raise CommandError(f"가져오기 {with_particle(pk, '이')} 없습니다.", returncode=2)
    return batch


def as_lines(batch: ImportBatch, undone: importing.Undone) -> Iterator[str]:
    """Yield the three lists for people."""
    lists = {
        "되돌림": undone.reversed,
        "그대로 둠": undone.kept,
        "되돌릴 수 없음": undone.failed,
    }
    yield str(batch)
    for title, entries in lists.items():
        yield f"{title} {len(entries):,}건"
        yield from (f"  {_line(one)}" for one in entries)
    yield from undone.sentences(done=True)


def _line(one: Entry) -> str:
    seen = ", ".join(filter(None, (one.who, one.when)))
    reason = f": {one.reason}" if one.reason else ""
    return f"{one.number} {one.name}{reason}" + (f" ({seen})" if seen else "")
