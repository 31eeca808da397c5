"""The downloads, E1 to E3: ours, the database's own, and import-export's."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet
from import_export import fields, resources
from import_export.formats.base_formats import XLSX

from bench.asking import Wrong
from registry.actions.exporting import write_csv, write_json, write_xlsx
from registry.models import Project

WORKS = ("csv", "json", "xlsx", "copy", "stock xlsx")
_COLUMNS = (
    *("p.number", "o.full_name", "coalesce(d.name, p.department_text)", "p.name", "p.fiscal_year"),
    *("p.type", "p.status", "p.period_text", "p.period_start", "p.period_end"),
    *("p.period_certainty", "p.total_won", "p.total_certainty", "p.total_text", "p.total_min_won"),
    *("p.total_max_won", "p.estimate_won", "p.estimate_text", "p.estimate_basis"),
    *("p.participants_stated", "p.description", "p.outputs", "s.publisher", "s.title", "c.quote"),
    *("p.tender_year", "p.tender_quarter", "p.tender_method", "p.published_from", "p.modified_at"),
    *("o.code", "a.number", "y.number", "s.link"),
    *("f.source", "f.sub_kind", "f.fiscal_year", "f.stage", "f.round", "f.won"),
)
# Every row that our file is made from, joined and no more: a line for each amount.
_JOINED = (
    f"SELECT {', '.join(f'{one} AS c{at}' for at, one in enumerate(_COLUMNS))} "
    "FROM registry_project p JOIN registry_municipality o ON o.id = p.owner_id "
    "LEFT JOIN registry_department d ON d.id = p.department_id "
    "LEFT JOIN registry_project a ON a.id = p.part_of_id "
    "LEFT JOIN registry_project y ON y.id = p.continues_id "
    "LEFT JOIN registry_citation c ON c.project_id = p.id AND c.field = '' "
    "LEFT JOIN registry_source s ON s.id = c.source_id "
    "LEFT JOIN registry_fundingsource f ON f.project_id = p.id "
    "WHERE p.publication = 'published' AND p.published_from <= CURRENT_DATE"
)


def work(name: str, path: Path) -> Callable[[], object]:
    """Return the work of writing one kind of file."""
    writers: dict[str, Callable[[], Iterable[bytes]]] = {
        "csv": lambda: (text.encode() for text in write_csv(_published())),
        "json": lambda: (text.encode() for text in write_json(_published())),
        "xlsx": lambda: write_xlsx(_published()),
    }
    if name in writers:
        return lambda: _write(path, writers[name]())
    return {"copy": lambda: copy(path), "stock xlsx": lambda: stock(path)}[name]


def _published() -> QuerySet[Project]:
    return Project.objects.published().order_by("number")


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)


def copy(path: Path) -> None:
    """Write the joined rows with COPY, or with a bare cursor on SQLite."""
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY ({_JOINED}) TO STDOUT (FORMAT csv, HEADER)") as out,
        ):
            _write(path, map(bytes, out))
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = connection.connection.execute(_JOINED.replace("CURRENT_DATE", "date('now')"))
        csv.writer(file).writerows(rows)


class Stock(resources.ModelResource):
    """What its documentation leads to: the columns of the model, and the names of two others."""

    owner = fields.Field("owner__full_name")
    office = fields.Field("department__name")

    class Meta:
        model = Project
        exclude = (
            "id",
            "name_key",
            "name_stem",
            "created_at",
            "modified_at",
            "note",
            "department",
        )


def stock(path: Path) -> None:
    """Write import-export's XLSX."""
    data = Stock().export(_published().select_related("owner", "department"))
    path.write_bytes(XLSX().export_data(data))


def agree(ours: Path, theirs: Path) -> None:
    """Raise Wrong where two CSV files are not about the same projects in the same state."""
    found = [_lines(path) for path in (ours, theirs)]
    if found[0] != found[1]:
        raise Wrong(f"Our CSV has {len(found[0])} projects, the copy {len(found[1])}.")


def _lines(path: Path) -> dict[str, tuple[str, str]]:
    """Return the body and the name of each project of a CSV, by its number."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        return {row[0]: (row[1], row[3]) for row in rows if len(row) > 3 and row[0][:4].isdigit()}
