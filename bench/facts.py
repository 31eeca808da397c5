"""What two imports of one file must have in common: projects and money by natural key."""

from collections.abc import Iterator
from pathlib import Path

from registry.models import FundingSource, Project

_COLUMNS = (
    "owner__code",
    "fiscal_year",
    "name",
    "department__name",
    "department_text",
    "type",
    "status",
    "period_text",
    "period_start",
    "period_end",
    "period_certainty",
    "total_certainty",
    "total_won",
    "description",
    "note",
    "publication",
    "name_key",
)
_KEY = ("project__owner__code", "project__fiscal_year", "project__name")
_MONEY = ("source", "sub_kind", "fiscal_year", "stage", "round", "won")


def write(path: Path) -> None:
    """Write the facts of the registry, a line each."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield f"versions {Project.history.count()} {FundingSource.history.count()}"
    projects = Project.objects.order_by("owner__code", "fiscal_year", "name")
    for values in projects.values_list(*_COLUMNS).iterator():
        yield repr(values)
    money = FundingSource.objects.order_by(*_KEY, *_MONEY)
    for values in money.values_list(*_KEY, *_MONEY).iterator():
        yield repr(values)
