"""How many projects each answer would give: every facet in one statement.

Each facet is counted over the selection without its own condition, so that the number beside an
answer is the number of rows after choosing it.
"""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from registry.filters import ProjectFilter
from registry.filters.funding import parts, with_known_source, with_source
from registry.filters.questions import BANDS, within
from registry.models import FundingSource, Participation, Project
from registry.notation.codes import Funding, Level

Counts = dict[str, Counter[str]]

# The facets that are one column of the project or its owner.
_COLUMNS = {
    "type": "type",
    "status": "status",
    "amount": "total_certainty",
    "region": "owner__region",
}
_SIDO = 2  # how long the code of a 시·도 is


def count(asked: ProjectFilter) -> Counts:
    """Return the number of projects for each answer of each facet, in one query."""
    counts: Counts = defaultdict(Counter)
    for facet, option, n in together(_branches(asked)):
        counts[facet][option] += n
    for key in ("region", "city"):
        for option, n in counts[f"{key}-followed"].items():
            counts[key][option] = n
    return counts


def _branches(asked: ProjectFilter) -> list[QuerySet]:
    return [*_simple(asked), *_several(asked), *_offered(asked), *_followed(asked)]


def _followed(asked: ProjectFilter) -> list[QuerySet]:
    """Count what following the past gives, and each body with its past where it is followed."""
    if not asked.origins:
        return []
    followed = [_branch("follow", Value("1"), asked.selection(follow=True))]
    if "follow" in asked.asked:
        followed += [
            _branch(f"{key}-followed", Value(code), asked.selection(**{key: [code]}))
            for key, codes in _heirs(asked).items()
            for code in codes
        ]
    return followed


def _heirs(asked: ProjectFilter) -> dict[str, list[str]]:
    """Return which answers have a past: any 시·도, and the 시·군·구 that are on offer."""
    heirs, cities = asked.bodies.heirs, {body.lineage for body in asked.offered_cities}
    return {
        "region": [code for code in heirs if len(code) == _SIDO],
        "city": [code for code in heirs if code in cities],
    }


def _simple(asked: ProjectFilter) -> list[QuerySet]:
    """Count the facets in which a project has one value."""
    branches = [
        _branch(facet, F(column), asked.selection(facet)) for facet, column in _COLUMNS.items()
    ]
    tender = asked.selection("tender").filter(tender_year__isnull=False)
    quarter = Concat(_text("tender_year"), Value("Q"), _text("tender_quarter"))
    return [
        *branches,
        _branch("office", Value("1"), asked.selection("office").filter(_led(asked))),
        _branch("band", _band(), asked.selection("band").filter(total_won__isnull=False)),
        _branch("tender", _text("tender_year"), tender),
        _branch("tender", quarter, tender.filter(tender_quarter__isnull=False)),
    ]


def _several(asked: ProjectFilter) -> list[QuerySet]:
    """Count the facets in which a project may have several values: year, source, city."""
    by_year, by_city = asked.selection("year"), asked.selection("city", "office")
    by_fund = asked.selection("fund")
    money = FundingSource.objects.filter(project__in=_keys(by_year), fiscal_year__isnull=False)
    joined = Participation.objects.filter(
        project__in=_keys(by_city), municipality__is_local_government=True
    )
    # A row of money in the year of registration, or of the owner's own, is counted already.
    money = money.exclude(fiscal_year=F("project__fiscal_year"))
    joined = joined.exclude(municipality__lineage=F("project__owner__lineage"))
    by_part = _branch("city", F("municipality__lineage"), joined, of="project")
    of_source = parts().filter(project__in=_keys(by_fund), won__gt=0)
    unstated = by_fund.filter(with_source(Funding.UNSTATED))
    return [
        _branch("year", _text("fiscal_year"), by_year),
        _branch("year", _text("fiscal_year"), money, of="project"),
        _branch("city", F("owner__lineage"), by_city),
        *([] if "office" in asked.asked else [by_part]),
        _branch("fund", F("source"), of_source.exclude(source=Funding.UNSTATED), of="project"),
        _branch("fund", Value(Funding.UNSTATED.value), unstated),
        _branch("known", Value("yes"), asked.selection().filter(with_known_source())),
        _branch("joined", Value("yes"), _only_joined(asked)),
    ]


def _led(asked: ProjectFilter) -> Q:
    """Return what `office=1` keeps: what the chosen 시·군·구 lead, else what any 시·도 leads."""
    return Q(owner__lineage__in=asked.cities) if asked.cities else Q(owner__level=Level.SIDO)


def _only_joined(asked: ProjectFilter) -> QuerySet[Project]:
    """Return what the chosen 시·군·구 take part in without owning it."""
    return asked.selection().exclude(owner__lineage__in=asked.cities)


def _offered(asked: ProjectFilter) -> list[QuerySet]:
    """Say which years, 시·도 and tenders there are at all, whatever else is asked."""
    everything = asked.queryset
    tendered = everything.filter(tender_year__isnull=False)
    quarter = Concat(_text("tender_year"), Value("Q"), _text("tender_quarter"))
    return [
        _branch("year-offered", _text("fiscal_year"), everything),
        _branch("region-offered", F("owner__region"), everything),
        _branch("tender-offered", _text("tender_year"), tendered),
        _branch("tender-offered", quarter, tendered.filter(tender_quarter__isnull=False)),
    ]


def _branch(facet: str, option: Any, rows: QuerySet, *, of: str = "pk") -> QuerySet:
    """Return (facet, option, number of projects) of one facet."""
    named = rows.order_by().annotate(
        facet=Value(facet, output_field=CharField()), option=Cast(option, CharField())
    )
    grouped = named.values("facet", "option").annotate(n=Count(of, distinct=of != "pk"))
    rows_of_facet: QuerySet = grouped.values_list("facet", "option", "n")
    return rows_of_facet


def together(branches: list[QuerySet]) -> QuerySet:
    """Return the rows of all, as one flat statement: SQLite's parser has little room to nest."""
    return branches[0].union(*branches[1:], all=True)


def _keys(projects: QuerySet[Project]) -> QuerySet:
    return projects.order_by().values("pk")


def _text(field: str) -> Cast:
    return Cast(field, CharField())


def _band() -> Case:
    return Case(*(When(within(*ends), then=Value(band)) for band, ends in BANDS.items()))
