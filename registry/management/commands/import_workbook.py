"""The whole import without a browser, in one person's scope.

Exit status: 0 done (or nothing to do), 1 stopped by errors in the file, 2 wrong use.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.actions.importing import Refused, Upload, imported_before
from registry.actions.importing.confirming import DatabaseRefused, import_at_once
from registry.actions.importing.plan import Plan
from registry.actions.importing.planning import Progress
from registry.actions.importing.staging import COMMAND_LINE_LIMITS, preview
from registry.management.commands.read_workbook import day, file_bytes, unit_word
from registry.models import ImportBatch, Municipality, User
from registry.notation.codes import Effect, Role
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
            plan, batch = self.run(upload, user, dry_run=options["dry_run"])
        except Refused as refused:
            self.say(options, Outcome(upload, user, None, None, str(refused)))
            raise SystemExit(1) from refused
        except DatabaseRefused as refused:
            raise CommandError("데이터베이스가 받지 않아 저장한 것이 없습니다.") from refused
        self.say(options, Outcome(upload, user, plan, batch, ""))
        if any(row.wrong for row in plan.rows):
            raise SystemExit(1)

    def upload(self, user: User, options: dict[str, Any]) -> Upload:
        """Return the file with its options, checked."""
        as_of = {"as_of": options["as_of"]} if options["as_of"] else {}
        return Upload(
            file_name=options["file"].name,
            data=file_bytes(options["file"]),
            municipality=municipality(user, options["municipality"]),
            unit=unit_word(options["unit"]),
            limits=COMMAND_LINE_LIMITS,
            **as_of,
        )

    def run(self, upload: Upload, user: User, *, dry_run: bool) -> tuple[Plan, ImportBatch | None]:
        """Preview the file, and write it unless this is a dry run."""
        if dry_run:
            return preview(upload, user, self.progress()), None
        return import_at_once(upload, user, self.progress())

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
            f"‘{code}’은(는) 이 사용자가 가져올 수 있는 지자체가 아닙니다.", returncode=2
        )
    raise CommandError("--municipality로 어느 지자체의 파일인지 알려 주세요.", returncode=2)


def _own(user: User) -> Any:
    """Return the bodies of which `user` is a member, not those below or before them."""
    roles = Role.WRITER.and_above
    return Municipality.objects.filter(
        memberships__user=user, memberships__role__in=roles
    ).distinct()


class Outcome:
    """What came of it; `plan` is None where the file was refused, and `refusal` says why."""

    def __init__(
        self,
        upload: Upload,
        user: User,
        plan: Plan | None,
        batch: ImportBatch | None,
        refusal: str,
    ) -> None:
        self.upload, self.plan, self.batch, self.refusal = upload, plan, batch, refusal
        before = imported_before(upload.sha256, user)
        self.before = before if before and (batch is None or before.pk != batch.pk) else None

    def as_json(self) -> dict[str, Any]:
        """Return it for programs: counts, rows that matter, and problems."""
        plan = self.plan
        return {
            "file": self.upload.file_name,
            "refused": self.refusal or None,
            "batch": self.batch.pk if self.batch else None,
            "imported_before": self.before.pk if self.before else None,
            "counts": plan.counts() if plan else None,
            "problems": [problem.as_json() for problem in self.problems()],
            "rows": [_row(row) for row in plan.rows] if plan else [],
        }

    def problems(self) -> list[Any]:
        """Return every problem, those of the whole file first."""
        if self.plan is None:
            return []
        return [*self.plan.problems, *(one for row in self.plan.rows for one in row.problems)]

    def as_text(self, *, dry_run: bool) -> str:
        """Return it for people."""
        if self.plan is None:
            return f"{self.upload.file_name}: {self.refusal}"
        lines = [f"{self.upload.file_name}: {_counted(self.plan)}", _totals(self.plan)]
        problems = [f"  {self.upload.file_name} {one.message}" for one in self.problems()]
        left = len(problems) - _SHOWN
        lines += problems[:_SHOWN] + ([f"  … 그 밖에 {left:,}개"] if left > 0 else [])
        if self.before:
            lines.append(f"이미 가져온 파일입니다(가져오기 {self.before.pk}).")
        return "\n".join([*lines, self.verdict(self.plan, dry_run=dry_run)])

    def verdict(self, plan: Plan, *, dry_run: bool) -> str:
        """Return what was written, or why nothing was."""
        if any(row.wrong for row in plan.rows):
            return "오류가 있어 아무것도 저장하지 않았습니다. 고친 뒤 다시 가져와 주세요."
        if dry_run:
            return "미리보기입니다. 저장하지 않았습니다."
        if self.batch is None:
            return "바뀌는 내용이 없어 저장하지 않았습니다."
        waiting = self.batch.counts.get(Effect.WAITING.value)
        passed = f" {waiting}행은 공개 담당자의 확인을 기다립니다." if waiting else ""
        return f"저장했습니다. 가져오기 번호 {self.batch.pk}.{passed}"


def _counted(plan: Plan) -> str:
    counts = plan.counts()
    shown = [
        f"{effect.label} {counts[effect.value]:,}행" for effect in Effect if counts[effect.value]
    ]
    return " · ".join(shown) or "사업이 없습니다"


def _totals(plan: Plan) -> str:
    counts = plan.counts()
    before, after = format_won(counts["before_won"]), format_won(counts["after_won"])
    left_out = f" (확정되지 않은 {counts['left_out']:,}건 제외)" if counts["left_out"] else ""
    return f"총사업비 합계 {before} → {after}{left_out}"


def _row(row: Any) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "effect": row.effect.value,
        "number": (row.project.number or None) if row.project else None,
        "name": row.record.name if row.record else None,
        "changes": [change._asdict() for change in row.changes if not row.wrong],
    }
