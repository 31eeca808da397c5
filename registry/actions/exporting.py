"""내려받기: the same rows as CSV, as XLSX and as JSON; what comes back in changes nothing.

Every cell that a spreadsheet program would run is guarded (``sheets.cells.guard``), and
the clerk's own note stays inside unless the caller says that the reader is a clerk.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import Prefetch, QuerySet

from registry.actions.exported_rows import ExportedRows, Money, Row, day_of
from registry.actions.kinship import Kinship, kinship
from registry.actions.labelling import Label
from registry.actions.xlsx import Cell, Cells, Column, write_cells
from registry.models import FundingSource, Participation, Project
from registry.models.fields import written_date
from registry.resources import (
    CHUNK,
    Detailed,
    department_text,
    main_citation,
    money_rows,
    partner_rows,
    with_details,
)
from registry.sheets.cells import cell_value, guard
from registry.sheets.heading import MONEY_FIELDS, understand_heading
from registry.sheets.heading_words import EXPORT_HEADINGS, TOLD_HEADINGS

BOM = "\ufeff"  # without it Excel shows Korean as rubbish
_SHEET = "사업"
_ROWS_A_CHUNK = 200
_END = "\r\n"
_DAYS = frozenset(
    [
        *(EXPORT_HEADINGS[name] for name in ("start", "end")),
        *(TOLD_HEADINGS[name] for name in ("published", "modified")),
    ]
)
_WHOLE_DAY = len("2013-03-04")
_WIDTHS = {
    **{"사업명": 40, "사업 내용": 40, "인용": 40},
    **{"지자체": 18, "담당 부서": 20, "출처": 24, "출처 주소": 24},
}


def write_csv(
    queryset: QuerySet[Project],
    *,
    for_public: bool = True,
    label: Label | None = None,
    named: QuerySet[Project] | None = None,
) -> Iterator[str]:
    """Yield the projects as CSV (the BOM first, CRLF, amounts in won), some rows at a time.

    A label follows below the rows as footnotes (※), which the import passes over. `named` are
    the other projects whose number a row may tell, if not only those that are public.
    """
    rows = ExportedRows(queryset, for_public=for_public, named=named)
    yield BOM
    yield _csv([rows.headings])
    lines = iter(rows)
    while some := list(islice(lines, _ROWS_A_CHUNK)):
        yield _csv_of_money(some, rows.width)
    if label:
        yield _footnotes(label)


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
    queryset: QuerySet[Project],
    *,
    for_public: bool = True,
    label: Label | None = None,
    named: QuerySet[Project] | None = None,
) -> Iterator[bytes]:
    """Yield the projects as one sheet of an Excel workbook; won are numbers, days are days.

    A label stands on a sheet of its own; `named` is as in a CSV.
    """
    rows = ExportedRows(queryset, for_public=for_public, named=named)
    headings = rows.headings
    days = [place for place, heading in enumerate(headings) if heading in _DAYS]
    columns = [Column(one, _WIDTHS.get(one, 14), is_money(one)) for one in headings]
    about = label.lines() if label else []
    cells = (_cells(row, len(headings) - rows.width, days) for row in rows)
    return write_cells(_SHEET, columns, cells, about)


def project_records(queryset: QuerySet[Project]) -> Iterator[dict[str, Any]]:
    """Yield the projects in the words of DESIGN 7 with their number and owner, for the public."""
    phases = Prefetch("phases", to_attr="phase_rows")
    projects = with_details(queryset).prefetch_related(phases).iterator(chunk_size=CHUNK)
    while chunk := list(islice(projects, CHUNK)):
        kin = kinship([project.pk for project in chunk], Project.objects.published())
        yield from (_record(project, kin) for project in chunk)


def write_table(
    headings: list[str], rows: Iterable[list[Cell]], label: Label | None = None
) -> Iterator[str]:
    """Yield a small table as CSV; what could run in a spreadsheet is written as text."""
    yield BOM
    cells = ([guard(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    yield _csv([headings, *cells])
    if label:
        yield _footnotes(label)


def _footnotes(label: Label) -> str:
    """Return what a CSV file says of itself below its rows, an empty line between."""
    return _csv([[], *([f"※ {what}: {words}"] for what, words in label.lines())])


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=_END).writerows(rows)
    return text.getvalue()


def _csv_of_money(rows: Iterable[Row], width: int) -> str:
    """Return rows with their money: of a thousand columns nearly all are empty, commas alone."""
    writer = csv.writer(_Echo(), lineterminator=_END)
    return "".join(
        f"{writer.writerow(cells).removesuffix(_END)}{_commas(money, width)}"
        for cells, money in rows
    )


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """Return a line."""
        return line


def _commas(money: Money, width: int) -> str:
    """Return the end of a line: each amount in its column, a comma before each column."""
    text, last = "", -1
    for place, won in sorted(money):
        text, last = f"{text}{',' * (place - last)}{won}", place
    return f"{text}{',' * (width - 1 - last)}{_END}"


def is_money(heading: str) -> bool:
    """Return whether a column of the export holds won: 총사업비(원), 국비(2013 본예산)."""
    return understand_heading(heading).field in MONEY_FIELDS


def _cells(row: Row, first: int, days: list[int]) -> Cells:
    """Return the cells of a row, its money from column `first` on.

    착수일 and 완료일 are days where they are known to the day: 2013-03-04.
    """
    cells: list[Cell] = list(row[0])
    for place in days:
        text = row[0][place]
        cells[place] = _day(text) if len(text) == _WHOLE_DAY else text
    return [*enumerate(cells), *((first + place, won) for place, won in sorted(row[1]))]


_day = lru_cache(maxsize=4096)(cell_value)  # the same days come again and again


def _record(project: Project, kin: Kinship) -> dict[str, Any]:
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
        "source_url": citation.source.link or None if citation else None,
        **_told(project, kin),
    }


def _told(project: Detailed, kin: Kinship) -> dict[str, Any]:
    """Return what no import reads back: when it is tendered, its kin, and its days."""
    day = project.published_from
    return {
        "tender": _tender(project),
        "contract": project.tender_method or None,
        "phases": [{"fiscal_year": p.fiscal_year, "text": p.text} for p in project.phase_rows],
        "part_of": kin.part_of.get(project.pk, []),
        "continues": kin.continues.get(project.pk),
        "published": day.isoformat() if day else None,
        "modified": day_of(project.modified_at),
    }


def _tender(project: Project) -> dict[str, int | None] | None:
    if project.tender_year is None:
        return None
    return {"year": project.tender_year, "quarter": project.tender_quarter}


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
