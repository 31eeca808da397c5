"""The whole import without a browser, in one person's scope.

Exit status: 0 done (or nothing to do), 1 stopped by errors in the file, 2 wrong use.
"""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from registry.actions.importing import (
    DatabaseRefused,
    Refused,
    Upload,
    import_at_once,
    imported_before,
    shown_changes,
    stage,
)
from registry.actions.importing.staging import COMMAND_LINE_LIMITS, Progress
from registry.management.commands.read_workbook import day, file_content, sheet_not_read, unit_word
from registry.models import ImportBatch, Municipality, User
from registry.notation.codes import Effect, Role
from registry.notation.paper import as_topic
from registry.notation.won import format_won

_WIDTH = 30
_SHOWN = 100


class Command(BaseCommand):
    """Import a workbook as a user would in the admin: all of it, or nothing."""

    help = "엑셀·CSV 파일을 가져옵니다. 오류가 한 행이라도 있으면 아무것도 저장하지 않습니다."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the person, and what is to be assumed where the file is silent."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--user", required=True, metavar="NAME", help="가져오는 사람의 계정")
        parser.add_argument("--municipality", metavar="CODE", help="파일이 밝히지 않은 지자체")
        parser.add_argument(
            "--unit", metavar="WORD", help="파일이 밝히지 않은 금액 단위(예: 천원)"
        )
        parser.add_argument("--as-of", metavar="DATE", type=day, help="기준일(예: 2013-01-02)")
        parser.add_argument(
            "--dry-run", action="store_true", help="미리보기만 하고 저장하지 않습니다"
        )
        parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줍니다")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and say what was done."""
        user = person(options["user"])
        upload = self.upload(user, options)
        try:
            wrong = self.run(upload, user, options)
        except Refused as refused:
            self.say(options, Outcome(upload, user, None, str(refused)))
            raise SystemExit(1) from refused
        except DatabaseRefused as refused:
            raise CommandError("데이터베이스가 받지 않아 저장한 것이 없습니다.") from refused
        if wrong:
            raise SystemExit(1)

    def upload(self, user: User, options: dict[str, Any]) -> Upload:
        """Return the file with its options, checked."""
        as_of = {"as_of": options["as_of"]} if options["as_of"] else {}
        return Upload(
            file_name=options["file"].name,
            data=file_content(options["file"]),
            municipality=municipality(user, options["municipality"]),
            unit=unit_word(options["unit"]),
            limits=COMMAND_LINE_LIMITS,
            **as_of,
        )

    @transaction.atomic
    def run(self, upload: Upload, user: User, options: dict[str, Any]) -> int:
        """Import the file, or only preview it; say what came of it and return the wrong rows.

        A preview that was not written leaves nothing behind.
        """
        if options["dry_run"]:
            batch, written = stage(upload, user, self.progress()), False
        else:
            batch, written = import_at_once(upload, user, self.progress())
        self.say(options, Outcome(upload, user, batch, "", written=written))
        if not written:
            transaction.set_rollback(True)
        return int(batch.counts[Effect.WRONG])

    def progress(self) -> Progress:
        """Return what shows progress: a bar on a terminal, nothing elsewhere."""
        shown: set[tuple[str, int]] = set()

        def show(step: str, done: int, of: int) -> None:
            filled = _WIDTH * done // of if of else _WIDTH
            if self.stderr.isatty() and (step, filled) not in shown:
                shown.add((step, filled))
                bar = "█" * filled + "·" * (_WIDTH - filled)
                ending = "\n" if done >= of else ""
                self.stderr.write(f"\r{step:<6} {bar} {done:,}/{of:,}", ending=ending)

        return show

    def say(self, options: dict[str, Any], outcome: "Outcome") -> None:
        """Print the outcome, for a program or for people."""
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(outcome.as_text(dry_run=options["dry_run"]))


def person(name: str) -> User:
    """Return the active user with an account name, or refuse with status 2."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"‘{name}’ 계정이 없습니다.", returncode=2)
    return user


def municipality(user: User, code: str | None) -> Municipality:
    """Return the body for which `user` imports, or refuse with status 2."""
    mine = user.municipalities(Role.WRITER)
    found: list[Municipality] = list((mine.filter(code=code) if code else _own(user))[:2])
    if len(found) == 1:
        return found[0]
    if code:
        raise CommandError(
            f"{as_topic(code)} 이 사용자가 가져올 수 있는 지자체가 아닙니다.", returncode=2
        )
    raise CommandError("--municipality로 어느 지자체의 파일인지 알려 주세요.", returncode=2)


def _own(user: User) -> Any:
    """Return the bodies of which `user` is a member, not those below or before them."""
    roles = Role.WRITER.and_above
    return Municipality.objects.filter(
        memberships__user=user, memberships__role__in=roles
    ).distinct()


class Outcome:
    """What came of it; `batch` is None where the file was refused, and `refusal` says why."""

    def __init__(
        self,
        upload: Upload,
        user: User,
        batch: ImportBatch | None,
        refusal: str,
        *,
        written: bool = False,
    ) -> None:
        self.upload, self.batch, self.refusal, self.written = upload, batch, refusal, written
        before = imported_before(upload.sha256, user)
        self.before = before if before and (batch is None or before.pk != batch.pk) else None

    def as_json(self) -> dict[str, Any]:
        """Return it for programs: counts, rows that matter, and problems."""
        batch = self.batch
        return {
            "file": self.upload.file_name,
            "refused": self.refusal or None,
            "batch": batch.pk if batch and self.written else None,
            "imported_before": self.before.pk if self.before else None,
            "counts": batch.counts if batch else None,
            "sheets_not_read": batch.options["sheets_not_read"] if batch else [],
            "problems": list(_problems(batch)) if batch else [],
            "rows": list(_rows(batch)) if batch else [],
        }

    def as_text(self, *, dry_run: bool) -> str:
        """Return it for people."""
        if self.batch is None:
            return f"{self.upload.file_name}: {self.refusal}"
        lines = [f"{self.upload.file_name}: {_counted(self.batch)}", _totals(self.batch)]
        lines += [f"  {sheet_not_read(**one)}" for one in self.batch.options["sheets_not_read"]]
        said = _problems(self.batch)
        lines += [f"  {self.upload.file_name} {one['message']}" for one in islice(said, _SHOWN)]
        left = sum(1 for _one in said)
        lines += [f"  … 그 밖에 {left:,}개"] if left else []
        if self.before:
            lines.append(f"이미 가져온 파일입니다(가져오기 {self.before.pk}).")
        return "\n".join([*lines, self.verdict(self.batch, dry_run=dry_run)])

    def verdict(self, batch: ImportBatch, *, dry_run: bool) -> str:
        """Return what was written, or why nothing was."""
        if batch.counts[Effect.WRONG]:
            return "오류가 있어 아무것도 저장하지 않았습니다. 고친 뒤 다시 가져와 주세요."
        if dry_run:
            return "미리보기입니다. 저장하지 않았습니다."
        if not self.written:
            return "바뀌는 내용이 없어 저장하지 않았습니다."
        waiting = batch.counts[Effect.WAITING]
        passed = f" {waiting}행은 공개 담당자의 확인을 기다립니다." if waiting else ""
        return f"저장했습니다. 가져오기 번호 {batch.pk}.{passed}"


def _problems(batch: ImportBatch) -> Iterator[dict[str, Any]]:
    """Yield every problem, those of the whole file first."""
    yield from batch.options["problems"]
    rows = batch.rows.exclude(problems=[]).order_by("sheet", "row")
    for problems in rows.values_list("problems", flat=True).iterator():
        yield from problems


def _counted(batch: ImportBatch) -> str:
    counts = batch.counts
    shown = [f"{effect.label} {counts[effect]:,}행" for effect in Effect if counts[effect]]
    return " · ".join(shown) or "사업이 없습니다"


def _totals(batch: ImportBatch) -> str:
    counts = batch.counts
    before, after = format_won(counts["before_won"]), format_won(counts["after_won"])
    left_out = f" (확정되지 않은 {counts['left_out']:,}건 제외)" if counts["left_out"] else ""
    return f"총사업비 합계 {before} → {after}{left_out}"


def _rows(batch: ImportBatch) -> Iterator[dict[str, Any]]:
    found = list(batch.rows.order_by("sheet", "row"))
    changes = shown_changes(found)
    for row in found:
        yield {
            "sheet": row.sheet,
            "row": row.row,
            "effect": row.effect,
            "number": row.number or None,
            "name": row.name or None,
            "changes": [change._asdict() for change in changes[row.pk]],
        }
