"""The rows of a download, straight from the columns of the database: no instance of a model.

Cell for cell what ``resources.ProjectResource`` says of each project (a test compares them), many
times as fast: a whole country's money has nearly a thousand columns, of which a project fills two.
What is told besides, and read back from no file (``TOLD_HEADINGS``), stands only here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from registry.actions.kinship import kinship
from registry.models import Citation, FundingSource, Participation, Phase, Project
from registry.models.fields import written_date
from registry.notation.codes import Certainty, Code, PeriodCertainty, ProjectType, Status
from registry.resources import NOT_PUBLIC, StoredKey, funding_keys, stored_key
from registry.sheets.cells import guard
from registry.sheets.funding_columns import funding_heading
from registry.sheets.headings import EXPORT_HEADINGS, TOLD_HEADINGS
from registry.sheets.values import join_participants

CHUNK = 500  # projects of which the columns are in memory at once
Money = list[tuple[int, int]]  # the place of a column among those of money, and the won in it
Row = tuple[tuple[Any, ...], Money]
# The fields that a column is made from, and how; none: it is found beside the projects.
Column = tuple[tuple[str, ...], Callable[..., Any]]
_RISKY = frozenset("'=+-@\t\r")  # what a text that ``guard`` changes can begin with


def _text(value: str | None) -> str:
    """Return a text as it is kept, and harmless in a spreadsheet program."""
    return guard(value) if value and value[0] in _RISKY else value or ""


def _as_is(value: Any) -> Any:
    """Return a number, or an empty cell where it is unknown, which is not 0."""
    return "" if value is None else value


def _labels(codes: type[Code]) -> Callable[[str], str]:
    labels = dict(codes.choices()) | {"": ""}
    return labels.__getitem__


@lru_cache(maxsize=4096)
def _day(day: date | None, precision: str) -> str:
    return written_date(day, precision)


def _office(above: str | None, name: str | None, written: str) -> str:
    return _text(f"{above} {name}" if above else name or written)


def _tender(year: int | None, quarter: int | None) -> str:
    """Return when a project is tendered, as its page has it: 2013년 2분기."""
    if year is None:
        return ""
    return f"{year}년 {quarter}분기" if quarter else f"{year}년"


@lru_cache(maxsize=4096)
def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def day_of(moment: datetime) -> str:
    """Return the day of a moment, in Korea."""
    # Of a hundred thousand rows ``localtime`` and ``date`` take twice as long.
    return moment.astimezone(timezone.get_default_timezone()).isoformat()[: len("2013-03-04")]


def _plain(field: str) -> Column:
    return (field,), _text


def _number(field: str) -> Column:
    return (field,), _as_is


def _beside() -> Column:
    return (), _text


_COLUMNS: dict[str, Column] = {
    "number": _plain("number"),
    "municipality": _plain("owner__full_name"),
    "department": (("department__parent__name", "department__name", "department_text"), _office),
    "name": _plain("name"),
    "fiscal_year": _number("fiscal_year"),
    "type": (("type",), _labels(ProjectType)),
    "status": (("status",), _labels(Status)),
    "period": _plain("period_text"),
    "start": (("period_start", "period_start_precision"), _day),
    "end": (("period_end", "period_end_precision"), _day),
    "period_certainty": (("period_certainty",), _labels(PeriodCertainty)),
    "total": _number("total_won"),
    "certainty": (("total_certainty",), _labels(Certainty)),
    "total_text": _plain("total_text"),
    "total_min": _number("total_min_won"),
    "total_max": _number("total_max_won"),
    "estimate": _number("estimate_won"),
    "estimate_text": _plain("estimate_text"),
    "estimate_basis": _plain("estimate_basis"),
    "participants": _beside(),
    "participants_stated": _number("participants_stated"),
    "description": _plain("description"),
    "outputs": _plain("outputs"),
    "note": _plain("note"),
    "source_title": _beside(),
    "quote": _beside(),
    "tender": (("tender_year", "tender_quarter"), _tender),
    "contract": _plain("tender_method"),
    "phases": _beside(),
    "part_of": _beside(),
    "continues": _beside(),
    "published": (("published_from",), _iso),
    "modified": (("modified_at",), day_of),
    "code": _plain("owner__code"),
    "source_url": _beside(),
}
_HEADINGS = EXPORT_HEADINGS | TOLD_HEADINGS


class ExportedRows:
    """The headings of a selection of projects, and the cells and the money of each of them.

    `named` are the projects that may be named as what another is part of: those that are public.
    """

    def __init__(
        self,
        projects: QuerySet[Project],
        *,
        for_public: bool,
        named: QuerySet[Project] | None = None,
    ) -> None:
        self._projects = projects
        self._named = Project.objects.published() if named is None else named
        self._names = [one for one in _HEADINGS if not (for_public and one in NOT_PUBLIC)]
        self._fields = ["pk", *(field for name in self._names for field in _COLUMNS[name][0])]
        self._funding = funding_keys(projects)
        self._places = {stored_key(key): at for at, key in enumerate(self._funding)}

    @property
    def headings(self) -> list[str]:
        """Return the headings: of the projects, then of all money that one of them has."""
        money = [funding_heading(*key) for key in self._funding]
        return [*(_HEADINGS[name] for name in self._names), *money]

    def __iter__(self) -> Iterator[Row]:
        values = self._projects.values_list(*self._fields).iterator(chunk_size=CHUNK)
        while chunk := list(islice(values, CHUNK)):
            yield from self._rows(chunk)

    @property
    def width(self) -> int:
        """Return how many columns of money there are."""
        return len(self._places)

    def _rows(self, chunk: list[tuple[Any, ...]]) -> Iterator[Row]:
        """Return the rows of some projects; six questions for what hangs on all of them."""
        pks, *columns = zip(*chunk, strict=True)
        money = _money(pks, self._places)
        cells = self._cells(pks, iter(columns), _found_beside(pks, self._named))
        return zip(cells, map(money.__getitem__, pks), strict=True)

    def _cells(
        self,
        pks: tuple[int, ...],
        columns: Iterator[tuple[Any, ...]],
        beside: dict[str, dict[int, str]],
    ) -> Iterable[tuple[Any, ...]]:
        """Return the cells of some projects but for their money, worked out column by column."""
        made = []
        for name in self._names:
            fields, cell = _COLUMNS[name]
            values: list[Iterable[Any]] = list(islice(columns, len(fields)))
            values = values or [map(beside[name].get, pks)]
            made.append(map(cell, *values))
        return zip(*made, strict=True)


def _money(pks: Iterable[int], places: dict[StoredKey, int]) -> dict[int, Money]:
    """Return the won of some projects by the places of their columns."""
    found: dict[int, Money] = defaultdict(list)
    names = ("project_id", "won", "source", "sub_kind", "fiscal_year", "stage", "round")
    rows = FundingSource.objects.filter(project__pk__among=pks).order_by()
    for pk, won, *key in rows.values_list(*names):
        found[pk].append((places[tuple(key)], won))
    return found


def _found_beside(pks: Iterable[int], named: QuerySet[Project]) -> dict[str, dict[int, str]]:
    """Return the columns that are no fields of a project, by its key."""
    cited, kin = _citations(pks), kinship(pks, named)
    return {
        "participants": _participants(pks),
        "phases": _phases(pks),
        "source_title": {pk: f"{one[0]}, {one[1]}" for pk, one in cited.items()},
        "quote": {pk: one[2] for pk, one in cited.items()},
        "source_url": {pk: one[3] for pk, one in cited.items()},
        "part_of": {pk: ", ".join(numbers) for pk, numbers in kin.part_of.items()},
        "continues": kin.continues,
    }


def _participants(pks: Iterable[int]) -> dict[int, str]:
    """Return who takes part in some projects, each as one cell."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Participation.objects.filter(project__pk__among=pks).order_by("pk")
    for pk, body, name in rows.values_list("project_id", "municipality__full_name", "name"):
        names[pk].append(body or name)
    return {pk: join_participants(some) for pk, some in names.items()}


def _phases(pks: Iterable[int]) -> dict[int, str]:
    """Return what some projects do year by year, each as one cell: a line a year."""
    lines: dict[int, list[str]] = defaultdict(list)
    rows = Phase.objects.filter(project__pk__among=pks).order_by("fiscal_year")
    for pk, year, text in rows.values_list("project_id", "fiscal_year", "text"):
        lines[pk].append(f"{year}: {text}")
    return {pk: "\n".join(some) for pk, some in lines.items()}


def _citations(pks: Iterable[int]) -> dict[int, tuple[str, str, str, str]]:
    """Return publisher, title, quote and address of what each project rests on.

    The first that is about the record as a whole stands before the first about one field.
    """
    rows = Citation.objects.filter(project__pk__among=pks).order_by("pk")
    document = ("source__publisher", "source__title", "quote", "source__link")
    found = rows.values_list("field", "project_id", *document)
    cited: dict[int, tuple[str, str, str, str]] = {}
    for _field, pk, *words in sorted(found, key=lambda row: row[0] != ""):
        cited.setdefault(pk, tuple(words))
    return cited
