"""Read a spreadsheet and print what was understood; writes nothing and needs no database."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from registry.actions.importing.bodies import fixture_register
from registry.actions.importing.staging import COMMAND_LINE_LIMITS
from registry.notation.paper import as_topic
from registry.notation.places import Register
from registry.notation.unit import read_unit
from registry.sheets.delimited import Content
from registry.sheets.reading import Reading, read_workbook


class Command(BaseCommand):
    """Print what a workbook says, in the words of DESIGN 7."""

    help = "엑셀·CSV 파일을 읽어 이해한 내용을 보여 줍니다. 아무것도 저장하지 않습니다."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and what is to be assumed where it is silent."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--municipality", metavar="CODE", help="파일이 밝히지 않은 지자체")
        parser.add_argument("--as-of", metavar="DATE", type=day, help="기준일(예: 2013-01-02)")
        parser.add_argument(
            "--unit", metavar="WORD", help="파일이 밝히지 않은 금액 단위(예: 천원)"
        )
        parser.add_argument("--json", action="store_true", help="JSON으로 보여 줍니다")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file and print it; a refused file ends with 1."""
        register = fixture_register()
        check_municipality(options["municipality"], register)
        reading = read_workbook(
            file_content(options["file"]),
            options["file"].name,
            register=register,
            municipality=options["municipality"],
            as_of=options["as_of"] or timezone.localdate(),
            unit=read_unit(unit_word(options["unit"]) or ""),
            limits=COMMAND_LINE_LIMITS,
        )
        self.stdout.write(_json(reading) if options["json"] else _summary(reading))
        if reading.refused:
            raise SystemExit(1)


def day(text: str) -> date:
    """Return the day an option names; argparse tells of any other text."""
    return date.fromisoformat(text)


def file_content(path: Path) -> Content:
    """Return a file to be walked where it lies, or refuse with a sentence and status 2.

    What is no plain file (a pipe) can be read only once, and is read now.
    """
    try:
        with path.open("rb") as file:
            return path if path.is_file() else file.read()
    except OSError as error:
        raise CommandError(
            f"파일을 열 수 없습니다: {path} ({error.strerror})", returncode=2
        ) from error


def unit_word(word: str | None) -> str | None:
    """Return the unit if it is one, or refuse with a sentence and status 2."""
    if word and not read_unit(word):
        raise CommandError(
            f"{as_topic(word)} 금액 단위가 아닙니다. 예: 천원, 백만원", returncode=2
        )
    return word


def check_municipality(code: str | None, register: Register) -> None:
    """Refuse a code that no body has ever had."""
    if code and code not in {body.code for body in register}:
        raise CommandError(f"{as_topic(code)} 지자체 코드가 아닙니다. 예: 41, 41460", returncode=2)


def _json(reading: Reading) -> str:
    return json.dumps(reading.as_json(), ensure_ascii=False, indent=1)


def _summary(reading: Reading) -> str:
    """Return the same for people: what was found, and every problem."""
    if reading.refused:
        return f"{reading.file}: {reading.refused.message}"
    found = f"{reading.file}: 사업 {len(reading.rows)}건, 건너뛴 줄 {len(reading.skipped)}개"
    said = [sheet_not_read(**one) for one in reading.not_read]
    said += [problem.message for problem in reading.problems]
    return "\n".join([found, *(f"  {one}" for one in said)])


def sheet_not_read(name: str, reason: str) -> str:
    """Return the line that tells of a sheet of which nothing was taken."""
    return f"‘{name}’ 시트: {reason}"
