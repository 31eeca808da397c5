"""Invented projects into the database: portion by portion, each with its versions."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from registry.actions.importing.bulk import Writer
from registry.actions.importing.databases import database
from registry.actions.inventing.projects import Project as Invented
from registry.actions.inventing.projects import names
from registry.models import (
    AnnualBudget,
    Citation,
    FundingSource,
    NumberCounter,
    Participation,
    Project,
    Source,
)
from registry.notation.codes import Basis, ParticipationRole, Precision

_PROJECT = tuple(field.attname for field in Project._meta.concrete_fields if field.attname != "id")
_AMOUNT = (
    *("total_certainty", "total_won", "total_min_won", "total_max_won", "total_text"),
    *("estimate_won", "estimate_text", "estimate_basis"),
)
_PERIOD = (
    *("period_text", "period_start", "period_start_precision", "period_end"),
    *("period_end_precision", "period_certainty"),
)
_MONEY = ("project_id", "source", "sub_kind", "fiscal_year", "stage", "round", "won")
_PARTNER = ("project_id", "municipality_id", "name", "role")
_CITATION = ("project_id", "source_id", "quote", "field", "page", "annual_budget_id")
_SOURCE = (
    *("title", "publisher", "published_on", "published_on_precision", "link"),
    "municipality_id",
)
_BUDGET = (
    *("municipality_id", "fiscal_year", "basis", "account", "whole_won", "it_won"),
    *("stated_share", "stated_growth", "growth_of"),
)
_TITLE = "정보화사업 추진계획"
_EOK = 10**8


class Portions:
    """Writes portions of projects; knows which documents the database has by then."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        found = Source.objects.values_list("municipality_id", "published_on__year", "pk")
        self._sources = {(owner, year): pk for owner, year, pk in found}

    def write(self, projects: Sequence[Invented]) -> None:
        """Write some projects and what hangs on them; call it inside a transaction."""
        pks = database().new_ids(Project, len(projects))
        self._writer.recreate(Project, _PROJECT, _project_rows(projects, pks))
        pairs = list(zip(pks, projects, strict=True))
        self._writer.create(
            FundingSource, _MONEY, [(pk, *row) for pk, one in pairs for row in one.funding]
        )
        joint = ParticipationRole.JOINT.value
        partners = [(pk, *partner, joint) for pk, one in pairs for partner in one.partners]
        self._writer.create(Participation, _PARTNER, partners)
        self._cite(pairs)

    def _cite(self, pairs: list[tuple[int, Invented]]) -> None:
        """Write who says so: the plan of its body for the year, with its words and page."""
        cited = [(pk, one) for pk, one in pairs if one.quote]
        self._have_sources([one for _pk, one in cited])
        rows = [
            (pk, self._sources[one.owner.pk, one.year], one.quote, "", str(place % 90 + 1), None)
            for place, (pk, one) in enumerate(cited)
        ]
        self._writer.create(Citation, _CITATION, rows)

    def _have_sources(self, cited: list[Invented]) -> None:
        """Enter the plans that are missing, and beside each the budget of its body and year."""
        owners = {(one.owner.pk, one.year): one.owner.full_name for one in cited}
        missing = sorted(owners.keys() - self._sources.keys())
        day = Precision.DAY.value
        made = self._writer.create(
            Source,
            _SOURCE,
            [(f"{y}년 {_TITLE}", owners[o, y], date(y, 1, 2), day, "", o) for o, y in missing],
        )
        self._sources |= dict(zip(missing, made, strict=True))
        self._writer.create(AnnualBudget, _BUDGET, map(_budget, missing))


def _budget(of: tuple[int, int]) -> tuple[Any, ...]:
    """Return the budget of a body and year: some thousand 억, of which a hundredth is for IT."""
    owner, year = of
    whole = (1000 + owner * 37 % 4000 + (year - 2000) * 90) * _EOK
    it = whole // 1000 * (5 + owner % 11)
    return owner, year, Basis.ORIGINAL.value, "일반회계", whole, it, None, None, ""


def _project_rows(projects: Sequence[Invented], pks: list[int]) -> list[tuple[Any, ...]]:
    """Return the columns of some projects, each with its id before them."""
    keys = [(one.year, one.owner.pk) for one in projects]
    numbers = NumberCounter.objects.issue_many(Counter(keys))
    rows = []
    for place, (one, key) in enumerate(zip(projects, keys, strict=True)):
        values = _values(one, pks[place - 1]) | {"number": next(numbers[key])}
        rows.append((pks[place], *(values[name] for name in _PROJECT)))
    return rows


def _values(one: Invented, before: int) -> dict[str, Any]:
    return {
        **one.texts,
        **names(one),
        **dict(zip(_PERIOD, one.period, strict=True)),
        **dict(zip(_AMOUNT, one.amount, strict=True)),
        "owner_id": one.owner.pk,
        "fiscal_year": one.year,
        "type": one.kind.value,
        "participants_stated": len(one.partners) + 1 if one.partners else None,
        "part_of_id": before if one.is_part else None,
        "continues_id": before if one.goes_on else None,
    }
