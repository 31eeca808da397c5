"""내려받기: the same rows as CSV, as XLSX and as JSON; what comes back in changes nothing.

Every cell that a spreadsheet program would run is guarded (``sheets.cells.guard``), and
the clerk's own note stays inside unless the caller says that the reader is a clerk.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from registry.actions.labelling import Label
from registry.actions.xlsx import Cell, Column, write_sheet
from registry.models import FundingSource, Participation, Project
from registry.models.fields import written_date
from registry.resources import (
    CHUNK,
    ProjectResource,
    department_text,
    main_citation,
    money_rows,
    partner_rows,
    with_details,
)
from registry.sheets.cells import cell_value, guard
from registry.sheets.heading import MONEY_FIELDS, understand_heading
from registry.sheets.heading_words import EXPORT_HEADINGS

BOM = "\ufeff"  # without it Excel shows Korean as rubbish
_SHEET = "사업"
_ROWS_A_CHUNK = 200
_DAYS = frozenset({EXPORT_HEADINGS["start"], EXPORT_HEADINGS["end"]})
_WHOLE_DAY = len("2013-03-04")
_WIDTHS = {"사업명": 40, "사업 내용": 40, "인용": 40, "지자체": 18, "담당 부서": 20, "출처": 24}


def write_csv(
    queryset: QuerySet[Project], *, for_public: bool = True, label: Label | None = None
) -> Iterator[str]:
    """Yield the projects as CSV (the BOM first, CRLF, amounts in won), some rows at a time.

    A label follows below the rows as footnotes (※), which the import passes over.
    """
    lines: list[list[Any]] = []
    yield BOM
    for row in _rows(queryset, for_public=for_public):
        lines.append(row)
        if len(lines) >= _ROWS_A_CHUNK:
            yield _csv(lines)
            lines = []
    yield _csv(lines)
    if label:
        yield _csv([[], *([f"※ {what}: {words}"] for what, words in label.lines())])


def write_json(queryset: QuerySet[Project], *, label: Label | None = None) -> Iterator[str]:
    """Yield one JSON object, a project a line, so that a million projects need no memory."""
    yield '{"projects": ['
    between = "\n"
    for record in project_records(queryset):
        yield between + json.dumps(record, ensure_ascii=False)
        between = ",\n"
    about = json.dumps(label.record(), ensure_ascii=False) if label else ""
    yield f'\n], "about": {about}}}\n' if about else "\n]}\n"


def write_xlsx(
    queryset: QuerySet[Project], *, for_public: bool = True, label: Label | None = None
) -> Iterator[bytes]:
    """Yield the projects as one sheet of an Excel workbook; won are numbers, days are days.

    A label stands on a sheet of its own.
    """
    rows = _rows(queryset, for_public=for_public)
    headings = next(rows)
    days = [place for place, heading in enumerate(headings) if heading in _DAYS]
    columns = [Column(one, _WIDTHS.get(one, 14), is_money(one)) for one in headings]
    about = label.lines() if label else []
    return write_sheet(_SHEET, columns, (_with_days(row, days) for row in rows), about)


def project_records(queryset: QuerySet[Project]) -> Iterator[dict[str, Any]]:
    """Yield the projects in the words of DESIGN 7 with their number and owner, for the public."""
    for project in with_details(queryset).iterator(chunk_size=CHUNK):
        yield _record(project)


def _rows(queryset: QuerySet[Project], *, for_public: bool) -> Iterator[list[Any]]:
    """Yield the headings, then a row for every project."""
    resource = ProjectResource.of(queryset, for_public=for_public)
    columns = resource.get_export_fields()
    yield [column.column_name for column in columns]
    for project in resource.iter_queryset(queryset):
        yield [resource.export_field(column, project) for column in columns]


def write_table(headings: list[str], rows: Iterable[list[Cell]]) -> Iterator[str]:
    """Yield a small table as CSV; what could run in a spreadsheet is written as text."""
    yield BOM
    cells = ([guard(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    yield _csv([headings, *cells])


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def is_money(heading: str) -> bool:
    """Return whether a column of the export holds won: 총사업비(원), 국비(2013 본예산)."""
    return understand_heading(heading).field in MONEY_FIELDS


def _with_days(row: list[Any], days: list[int]) -> list[Cell]:
    """Return a row with 착수일 and 완료일 as days where they are known to the day: 2013-03-04."""
    for place in days:
        row[place] = cell_value(row[place]) if len(row[place]) == _WHOLE_DAY else row[place]
    return row


def _record(project: Project) -> dict[str, Any]:
    citation = main_citation(project)
    return {
        "number": project.number,
        "municipality": project.owner.code,
        "municipality_name": project.owner.full_name,
        "participants": [_participant(row) for row in partner_rows(project)],
        "participants_stated": project.participants_stated,
        "department": department_text(project) or None,
        "name": project.name,
        "fiscal_year": project.fiscal_year,
        "status": project.status,
        "type": project.type,
        "period": _period(project),
        "total": _total(project),
        "estimate": _estimate(project),
        "funding": [_funding(row) for row in money_rows(project)],
        "description": project.description or None,
        "outputs": project.outputs or None,
        "source": str(citation.source) if citation else None,
        "quote": citation.quote or None if citation else None,
    }


def _participant(row: Participation) -> str:
    """Return a participant's code, or its name where it is no body we know."""
    return row.municipality.code if row.municipality else row.name


def _period(project: Project) -> dict[str, Any] | None:
    period = {
        "text": project.period_text or None,
        "start": written_date(project.period_start, project.period_start_precision) or None,
        "end": written_date(project.period_end, project.period_end_precision) or None,
        "certainty": project.period_certainty or None,
    }
    return period if any(period.values()) else None


def _total(project: Project) -> dict[str, Any]:
    return {
        "text": project.total_text or None,
        "won": project.total_won,
        "min_won": project.total_min_won,
        "max_won": project.total_max_won,
        "certainty": project.total_certainty,
    }


def _estimate(project: Project) -> dict[str, Any] | None:
    if project.estimate_won is None and not project.estimate_text:
        return None
    return {
        "text": project.estimate_text or None,
        "won": project.estimate_won,
        "basis": project.estimate_basis or None,
    }


def _funding(row: FundingSource) -> dict[str, Any]:
    return {
        "source": row.source,
        "sub_kind": row.sub_kind or None,
        "fiscal_year": row.fiscal_year,
        "stage": row.stage,
        "round": row.round or None,
        "won": row.won,
    }
