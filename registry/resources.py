"""What a clerk may download, column by column, under the headings the reader understands.

import-export's Resource declares the columns, their widgets and the scope. It only exports:
reading is ``sheets``' business, and comparing and writing are set-based in
``actions.importing``, since a Resource's row by row saving is a hundred times too slow.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

from django.db.models import Prefetch, QuerySet
from import_export import fields, resources, widgets

from registry.models import Citation, FundingSource, Participation, Project
from registry.models.fields import written_date
from registry.notation.codes import (
    Certainty,
    Code,
    Funding,
    PeriodCertainty,
    ProjectType,
    Stage,
    Status,
    SubKind,
)
from registry.sheets.cells import guard
from registry.sheets.funding_columns import FundingKey, funding_heading
from registry.sheets.headings import EXPORT_HEADINGS
from registry.sheets.values import join_participants

# What a clerk writes for other clerks; it never leaves by the public door.
NOT_PUBLIC = frozenset({"note"})
CHUNK = 100  # projects of which all is in memory at once; more is hardly faster

# Money's place in the matrix as the database keeps it: source, sub-kind, year, stage, round.
StoredKey = tuple[str, str, int | None, str, int]
# A project with what ``with_details`` brings along, or an import's draft of one.
Detailed = Any


class CodeWidget(widgets.Widget):
    """A code of one of the registry's lists, written by its Korean label."""

    def __init__(self, codes: type[Code]) -> None:
        super().__init__()
        self.codes = codes

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the label of a code, '' for none."""
        return self.codes(value).label if value else ""


class WonWidget(widgets.Widget):
    """Won as a bare number; unknown is an empty cell, never 0."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> int | str:
        """Return won (or a count) as they are."""
        return "" if value is None else value


class TextWidget(widgets.Widget):
    """Text as it is kept, and harmless in a spreadsheet program."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the text, guarded (``sheets.cells.guard``); the reader takes the guard away."""
        return guard("" if value is None else str(value))


class Column(fields.Field):
    """One column: its heading, and how its cell is worked out from a project."""

    def __init__(
        self, heading: str, cell: Callable[[Project], Any], widget: widgets.Widget
    ) -> None:
        super().__init__(column_name=heading, readonly=True, widget=widget)
        self.cell = cell

    def get_value(self, instance: Project) -> Any:
        """Return what the cell holds before its widget writes it."""
        return self.cell(instance)


def _column(name: str, cell: Callable[[Project], Any], widget: widgets.Widget) -> Column:
    return Column(EXPORT_HEADINGS[name], cell, widget)


def _text(name: str, cell: Callable[[Project], Any]) -> Column:
    return _column(name, cell, TextWidget())


def _plain(name: str, attribute: str | None = None) -> Column:
    return _text(name, lambda project: getattr(project, attribute or name))


def _won(name: str, attribute: str) -> Column:
    return _column(name, lambda project: getattr(project, attribute), WonWidget())


def _code(name: str, attribute: str, codes: type[Code]) -> Column:
    return _column(name, lambda project: getattr(project, attribute), CodeWidget(codes))


class ProjectResource(resources.Resource):
    """사업: the columns of DESIGN 7 in the order of EXPORT_HEADINGS, then its money.

    Which columns of money there are depends on the projects: `funding` says which.
    """

    number = _plain("number")
    municipality = _text("municipality", lambda project: project.owner.full_name)
    department = _text("department", lambda project: department_text(project))
    name = _plain("name")
    fiscal_year = _won("fiscal_year", "fiscal_year")
    type = _code("type", "type", ProjectType)
    status = _code("status", "status", Status)
    period = _plain("period", "period_text")
    start = _text("start", lambda p: written_date(p.period_start, p.period_start_precision))
    end = _text("end", lambda p: written_date(p.period_end, p.period_end_precision))
    period_certainty = _code("period_certainty", "period_certainty", PeriodCertainty)
    total = _won("total", "total_won")
    certainty = _code("certainty", "total_certainty", Certainty)
    total_text = _plain("total_text")
    total_min = _won("total_min", "total_min_won")
    total_max = _won("total_max", "total_max_won")
    estimate = _won("estimate", "estimate_won")
    estimate_text = _plain("estimate_text")
    estimate_basis = _plain("estimate_basis")
    participants = _text("participants", lambda project: participants_text(project))
    participants_stated = _won("participants_stated", "participants_stated")
    description = _plain("description")
    outputs = _plain("outputs")
    note = _plain("note")
    source_title = _text("source_title", lambda project: source_text(project))
    quote = _text("quote", lambda project: quote_text(project))

    class Meta:
        model = Project
        export_order = tuple(EXPORT_HEADINGS)
        chunk_size = CHUNK

    def __init__(self, *, funding: list[FundingKey], for_public: bool = True) -> None:
        super().__init__()
        for name in NOT_PUBLIC if for_public else ():
            del self.fields[name]
        for place, key in enumerate(funding):
            self.fields[f"funding_{place}"] = Column(
                funding_heading(*key), _money_cell(key), WonWidget()
            )

    @classmethod
    def of(cls, queryset: QuerySet[Project], *, for_public: bool = True) -> "ProjectResource":
        """Return the resource with a column for all money that the projects have."""
        return cls(funding=funding_keys(queryset), for_public=for_public)

    def iter_queryset(self, queryset: QuerySet[Project]) -> Iterator[Project]:
        """Yield the projects with all that a row shows, a fixed number of queries a chunk."""
        yield from with_details(queryset).iterator(chunk_size=CHUNK)

    def import_data(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: row by row saving knows neither scope nor preview (see actions.importing)."""
        raise NotImplementedError("Projects are imported by registry.actions.importing.")


def with_details(queryset: QuerySet[Project]) -> QuerySet[Project]:
    """Bring along what a row of the export shows of each project."""
    partners = Participation.objects.select_related("municipality")
    return queryset.select_related("owner", "department__parent").prefetch_related(
        Prefetch("funding", to_attr="money_rows"),
        Prefetch("participations", partners, to_attr="partner_rows"),
        Prefetch("citations", Citation.objects.select_related("source"), to_attr="citation_rows"),
    )


# Lists rather than ``project.funding.all()``, which copies a queryset for every project: a
# tenth of a second a thousand rows, many times over.
def money_rows(project: Detailed) -> list[FundingSource]:
    """Return the funding that ``with_details`` brought along; a new project has none."""
    return _brought(project, "money_rows")


def partner_rows(project: Detailed) -> list[Participation]:
    """Return who takes part, as ``with_details`` brought it along."""
    return _brought(project, "partner_rows")


def citation_rows(project: Detailed) -> list[Citation]:
    """Return the citations that ``with_details`` brought along."""
    return _brought(project, "citation_rows")


def funding_keys(queryset: QuerySet[Project]) -> list[FundingKey]:
    """Return which money the projects have, in the order of their columns; one query."""
    found = FundingSource.objects.filter(project__in=queryset.order_by().values("pk"))
    keys = found.order_by().values_list("source", "sub_kind", "fiscal_year", "stage", "round")
    return in_order(_key(*key) for key in keys.distinct())


def in_order(keys: Iterable[FundingKey]) -> list[FundingKey]:
    """Return the money in the order of its columns: by year, then by stage, then by source."""
    return sorted(keys, key=_place)


def _key(source: str, sub_kind: str, year: int | None, stage: str, round_: int) -> FundingKey:
    kind = SubKind(sub_kind) if sub_kind else None
    return FundingKey(Funding(source), kind, year, Stage(stage), round_ or None)


def _place(key: FundingKey) -> tuple[int, int, int, int, str]:
    sources, stages = list(Funding), list(Stage)
    when = (key.fiscal_year or 0, stages.index(key.stage), key.round or 0)
    return (*when, sources.index(key.source), key.sub_kind or "")


def stored_key(key: FundingKey) -> StoredKey:
    """Return the same place in the matrix as the database keeps it: '' and 0 for none.

    >>> stored_key(FundingKey(Funding.NATIONAL, None, 2013, Stage.PLAN, None))
    ('national', '', 2013, 'plan', 0)
    """
    return (
        key.source.value,
        key.sub_kind.value if key.sub_kind else "",
        key.fiscal_year,
        key.stage.value,
        key.round or 0,
    )


def money_of(project: Project) -> dict[StoredKey, int]:
    """Return a project's won by their place in the matrix, from what was prefetched."""
    return {
        (row.source, row.sub_kind, row.fiscal_year, row.stage, row.round): row.won
        for row in money_rows(project)
    }


def _money_cell(key: FundingKey) -> Callable[[Project], int | None]:
    wanted = stored_key(key)

    def cell(project: Project) -> int | None:
        # Worked out once for all columns of a row.
        money = project.__dict__.get("_money")
        if money is None:
            money = project.__dict__["_money"] = money_of(project)
        return money.get(wanted)

    return cell


def department_text(project: Detailed) -> str:
    """Return the department's name, or as it was written where it is not in the register."""
    return str(project.department or project.department_text)


def participants_text(project: Detailed) -> str:
    """Return who takes part, as one cell."""
    return join_participants(participant_text(row) for row in partner_rows(project))


def participant_text(row: Any) -> str:
    """Return a participant's full name, or as it was written where it is no body we know."""
    return str(row.municipality.full_name if row.municipality else row.name)


def _brought(project: Detailed, name: str) -> list[Any]:
    """Return a list of ``with_details``; a stored project without it is a mistake of ours."""
    rows: list[Any] = [] if project.pk is None else getattr(project, name)
    return rows


def main_citation(project: Detailed) -> Any:
    """Return the citation that the export shows: of the record as a whole before one field's."""
    rows = citation_rows(project)
    return min(rows, key=lambda row: (row.field != "", row.pk or 0), default=None)


def source_label(source: Any) -> str:
    """Return what a file calls a document: publisher first."""
    return f"{source.publisher}, {source.title}"


def source_text(project: Detailed) -> str:
    """Return the document that a project rests on, '' for none."""
    citation = main_citation(project)
    return source_label(citation.source) if citation else ""


def quote_text(project: Detailed) -> str:
    """Return the words of that document."""
    citation = main_citation(project)
    return citation.quote if citation else ""
