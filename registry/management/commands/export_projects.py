"""The published projects that the public list's query selects, as a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.http import QueryDict

from registry.actions.exporting import write_csv, write_json, write_xlsx
from registry.filters import ProjectFilter

FORMATS = ("csv", "xlsx", "json")


class Command(BaseCommand):
    """Write what the public sees under an address of the list; drafts never."""

    help = "공개된 사업을 목록의 주소와 같은 조건으로 골라 파일로 내려받습니다."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the format, the query of the public list, and the file to write."""
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--query", default="", metavar="QUERY", help="예: year=2013&region=41")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say how many projects it holds."""
        projects = selected(options["query"])
        try:
            with options["output"].open("wb") as file:
                for chunk in chunks(projects, options["format"]):
                    file.write(chunk)
        except OSError as error:
            message = f"파일을 쓸 수 없습니다: {options['output']} ({error.strerror})"
            raise CommandError(message, returncode=2) from error
        self.stdout.write(f"{projects.count():,}건을 {options['output']}에 저장했습니다.")


def selected(query: str) -> QuerySet:
    """Return what the public list shows under `query`, or refuse what it cannot understand."""
    asked = ProjectFilter(QueryDict(query.removeprefix("?")))
    if asked.errors:
        told = " ".join(str(one) for found in asked.errors.values() for one in found)
        raise CommandError(f"조건을 이해하지 못했습니다: {told}", returncode=2)
    projects: QuerySet = asked.qs
    return projects


def chunks(projects: QuerySet, kind: str) -> Iterable[bytes]:
    """Yield the bytes of the file."""
    if kind == "xlsx":
        return write_xlsx(projects)
    texts = write_csv(projects) if kind == "csv" else write_json(projects)
    return (text.encode() for text in texts)
