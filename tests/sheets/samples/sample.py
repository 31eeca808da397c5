"""A sample: one real habit of the people who write workbooks, and all that is read from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from registry.notation.places import Register
from registry.sheets.reading import Reading, read_workbook
from registry.sheets.records import FundingRow, ProjectRecord
from tests.sheets.paper import csv_of, xlsx_of

HERE = Path(__file__).parent
YONGIN = "41460"


@dataclass(frozen=True)
class Sample:
    """One habit, the smallest file that shows it, and what `tell` says of its reading.

    `paper` is a table whose cells are parted by ``|``; several of them, by name, are the sheets of
    a workbook; and a ``Path`` is a file beside this one. `merged` are ranges of the first sheet.
    """

    name: str
    habit: str
    paper: str | Mapping[str, str] | Path
    told: str
    owner: str | None = YONGIN
    how: Mapping[str, Any] = field(default_factory=dict)
    merged: tuple[str, ...] = ()

    def read(self, register: Register) -> Reading:
        """Return what is read from the sample."""
        how = dict(register=register, municipality=self.owner, **self.how)
        return read_workbook(self.data, "표본", **how)

    @property
    def data(self) -> bytes:
        """Return the bytes of the file."""
        if isinstance(self.paper, Path):
            return (HERE / self.paper).read_bytes()
        if isinstance(self.paper, str):
            return csv_of(cells_of(self.paper))
        sheets = {name: cells_of(paper) for name, paper in self.paper.items()}
        return xlsx_of(sheets, merged=self.merged)


def cells_of(paper: str) -> list[list[str]]:
    """Return the cells of a table written with ``|`` between them, ``⏎`` for a line break."""
    rows = paper.strip("\n").split("\n")
    return [[cell.strip().replace("⏎", "\n") for cell in row.split("|")] for row in rows]


def tell(reading: Reading) -> str:
    """Return all that was understood, a line for each sheet, project, skipped row and problem."""
    return "\n".join(_lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    if reading.refused:
        yield f"refused: {reading.refused.code}"
    for sheet in reading.sheets:
        said = sheet.as_json()
        header = "-".join(map(str, said["header_rows"]))
        known = [said["unit"], said["unit_cell"], said["fiscal_year"], said["stage"]]
        yield _joined(f"sheet {sheet.name}", sheet.state, header, *known)
    for record in reading.rows:
        yield _project(record)
        yield from map(_money, record.funding)
    skipped = [f"{one.row} {one.kind}" for one in reading.skipped]
    yield from [f"skipped: {', '.join(skipped)}"] if skipped else []
    for one in reading.sums:
        sign = "=" if one.agrees else f"≠ {one.computed:,}"
        yield f"sum {one.column}{one.row}: {one.stated:,} {sign}"
    for problem in reading.problems:
        yield f"{problem.severity} {problem.code} {problem.column or ''}{problem.row}"


def _project(record: ProjectRecord) -> str:
    total, period = record.total, record.period
    bounds = [f"from {total.min_won:,}" if total.min_won else ""]
    bounds += [f"to {total.max_won:,}" if total.max_won else ""]
    return _joined(
        "+".join(map(str, record.rows)),
        record.municipality or "nobody",
        record.department,
        record.name or "nameless",
        record.fiscal_year,
        f"{period.start or ''}~{period.end or ''} {period.certainty}" if period else "",
        " ".join([f"{total.won:,}" if total.won is not None else "", total.certainty, *bounds]),
        f"estimate {record.estimate.won:,}" if record.estimate and record.estimate.won else "",
        " ".join(filter(None, [record.status, record.type])),
        ", ".join(one.municipality or one.name for one in record.participants),
        f"{record.participants_stated} bodies" if record.participants_stated else "",
        f"note {record.note}" if record.note else "",
    )


def _money(one: FundingRow) -> str:
    stage = f"{one.stage}{one.round or ''}"
    return f"  {one.sub_kind or one.source} {one.fiscal_year or '-'} {stage} {one.won:,}"


def _joined(*parts: object) -> str:
    return " | ".join(str(part).strip() for part in parts if part and str(part).strip())
