"""The same import by django-import-export, in two ways.

``Stock`` is what its documentation leads to: a resource over our models, found by natural key, the
history by signals. ``Tuned`` is the fastest it can be made without leaving it, and still gives the
same result: ``use_bulk``, cached foreign keys, no diff, no search for stored rows.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, Widget
from simple_history.utils import bulk_create_with_history
from tablib import Dataset

from registry.models import Department, FundingSource, Municipality, NumberCounter, Project
from registry.notation.codes import ProjectType, Status

_SOURCES = {"국비": "national", "도비": "provincial", "시비": "municipal"}
_PERIOD = re.compile(r"(\d+)\.(\d+)\.~(\d+)\.(\d+)\.")


class Body(ForeignKeyWidget):
    """A local government of today, by its whole name."""

    def get_queryset(self, _value: str, _row: Any, *_args: Any, **_kwargs: Any) -> Any:
        """Return the bodies that are there."""
        return Municipality.objects.filter(valid_to=None)


class Office(ForeignKeyWidget):
    """A department of the row's body, by name."""

    def get_queryset(self, _value: str, row: Any, *_args: Any, **_kwargs: Any) -> Any:
        """Return the departments of the body."""
        return Department.objects.filter(municipality__full_name=row["지자체"])


class Code(Widget):
    """A code, by its Korean label."""

    def __init__(self, codes: Any) -> None:
        super().__init__()
        self._codes = {str(label): code for code, label in codes.choices()}

    def clean(self, value: str, row: Any = None, **_kwargs: Any) -> str:
        """Return the code."""
        return str(self._codes[value])


class Thousands(Widget):
    """An amount in thousands of won, as won."""

    def clean(self, value: str, row: Any = None, **_kwargs: Any) -> int:
        """Return the won."""
        return int(value.replace(",", "")) * 1000


class Stock(ModelResource):
    """The resource of a careful developer in a hurry."""

    owner = Field("owner", "지자체", Body(Municipality, "full_name"))
    department = Field("department", "담당 부서", Office(Department, "name"))
    department_text = Field("department_text", "담당 부서")
    name = Field("name", "사업명")
    fiscal_year = Field("fiscal_year", "회계연도")
    type = Field("type", "사업 유형", Code(ProjectType))
    status = Field("status", "추진 상태", Code(Status))
    period_text = Field("period_text", "사업 기간")
    total_won = Field("total_won", "총사업비(천원)", Thousands())
    description = Field("description", "사업 내용")
    note = Field("note", "비고")

    class Meta:
        model = Project
        import_id_fields = ("owner", "fiscal_year", "name")
        fields = (
            *("owner", "department", "department_text", "name", "fiscal_year", "type", "status"),
            *("period_text", "total_won", "description", "note"),
        )

    def before_save_instance(self, instance: Project, row: Any, **_kwargs: Any) -> None:
        """Set what follows from other columns."""
        instance.fiscal_year = int(instance.fiscal_year)
        instance.total_certainty = "exact"
        first, last = _months(row["사업 기간"])
        instance.period_start, instance.period_start_precision = first, "month"
        instance.period_end, instance.period_end_precision = last, "month"
        instance.period_certainty = "exact"

    def after_save_instance(self, instance: Project, row: Any, **_kwargs: Any) -> None:
        """Save the funding lines."""
        for line in _lines(instance, row):
            line.save()


class _Cached(Body):
    """A body or an office, each looked up once."""

    def __init__(self, key: Any, known: Any) -> None:
        super().__init__(Municipality)
        self._key, self._known = key, known

    def clean(self, value: str, row: Any = None, **_kwargs: Any) -> Any:
        """Return what is known by the key of the row."""
        return self._known()[self._key(row)]


_bodies: dict[Any, Any] = {}
_offices: dict[Any, Any] = {}


def _known_bodies() -> dict[Any, Any]:
    if not _bodies:
        _bodies.update({one.full_name: one for one in Municipality.objects.filter(valid_to=None)})
    return _bodies


def _known_offices() -> dict[Any, Any]:
    if not _offices:
        found = Department.objects.select_related("municipality")
        _offices.update({(one.municipality.full_name, one.name): one for one in found})
    return _offices


class Tuned(Stock):
    """The same in bulk."""

    owner = Field("owner", "지자체", _Cached(lambda row: row["지자체"], _known_bodies))
    department = Field(
        "department",
        "담당 부서",
        _Cached(lambda row: (row["지자체"], row["담당 부서"]), _known_offices),
    )

    class Meta(Stock.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        force_init_instance = True
        use_transactions = True

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Keep the row's funding lines until the project has an id."""
        super().before_save_instance(instance, row, **kwargs)
        instance.lines = _lines(instance, row)

    def after_save_instance(self, instance: Project, row: Any, **_kwargs: Any) -> None:
        """Leave the funding lines to `bulk_create`."""

    def bulk_create(self, *_args: Any, batch_size: int | None = None, **_kwargs: Any) -> None:
        """Store projects and their lines with a version of each."""
        projects: list[Any] = self.create_instances
        _number(projects)
        bulk_create_with_history(projects, Project, batch_size=batch_size)
        for project in projects:
            for line in project.lines:
                line.project = project
        lines = [line for project in projects for line in project.lines]
        bulk_create_with_history(lines, FundingSource, batch_size=batch_size)
        self.create_instances.clear()


@transaction.atomic
def run(resource: type[Stock], path: Path, *, dry_run: bool = False) -> None:
    """Import a CSV; raise where a row was refused."""
    dataset = Dataset().load(path.read_text(encoding="utf-8-sig"), format="csv")
    result = resource().import_data(
        dataset, dry_run=dry_run, raise_errors=True, use_transactions=True
    )
    if result.has_errors() or result.has_validation_errors():
        raise ValueError("the peer refused a row")


def _months(text: str) -> tuple[date, date]:
    """Return the first and the last day of ``2013.3.~2013.9.``."""
    found = _PERIOD.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, last_year, last_month = map(int, found.groups())
    return date(year, month, 1), date(
        last_year, last_month, calendar.monthrange(last_year, last_month)[1]
    )


def _lines(project: Project, row: Any) -> list[FundingSource]:
    year = int(row["회계연도"])
    return [
        FundingSource(
            project=project, source=source, fiscal_year=year, won=Thousands().clean(cell)
        )
        for column, source in _SOURCES.items()
        if (cell := row[column])
    ]


def _number(projects: Iterable[Project]) -> None:
    """Give each project its public number and the forms of its name, as save() would."""
    groups: dict[Any, list[Project]] = defaultdict(list)
    for project in projects:
        project.prepare()
        groups[project.fiscal_year, project.owner].append(project)
    for (year, owner), members in groups.items():
        numbers = NumberCounter.objects.issue(year, owner, len(members))
        for project, number in zip(members, numbers, strict=True):
            project.number = number
