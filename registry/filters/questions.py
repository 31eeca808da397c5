"""The condition that each answer on the filter form stands for."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from registry.filters.funding import with_source
from registry.models import FundingSource, Participation
from registry.notation.codes import Code, Funding, Level
from registry.querysets import ProjectQuerySet

Projects = ProjectQuerySet

_EOK = 10**8
# Half-open, so that an amount stands in exactly one band: from (included), to (excluded).
BANDS: dict[str, tuple[int | None, int | None]] = {
    "0-1": (None, 1 * _EOK),
    "1-5": (1 * _EOK, 5 * _EOK),
    "5-10": (5 * _EOK, 10 * _EOK),
    "10-50": (10 * _EOK, 50 * _EOK),
    "50-": (50 * _EOK, None),
}


def of_years(projects: Projects, _name: str, years: Sequence[int]) -> Projects:
    """Keep what was registered in one of the years or has money of it."""
    money = FundingSource.objects.filter(fiscal_year__in=years).order_by()
    return projects.filter(Q(fiscal_year__in=years) | Q(pk__in=money.values("project")))


def in_regions(projects: Projects, _name: str, codes: Sequence[str]) -> Projects:
    """Keep what a 시·도 or a body below it owns."""
    return projects.filter(owner__region__in=codes)


def of_own_office(projects: Projects, _name: str, only: bool) -> Projects:
    """Keep what the 시·도 own themselves, without the bodies below them.

    Beside a 시·군·구 it means something else: see ``led_by_cities``.
    """
    return projects.filter(owner__level=Level.SIDO) if only else projects


def in_cities(projects: Projects, _name: str, codes: Sequence[str]) -> Projects:
    """Keep what a 시·군·구 owns and what it takes part in."""
    joined = Participation.objects.filter(project=OuterRef("pk"), municipality__lineage__in=codes)
    return projects.filter(Q(owner__lineage__in=codes) | Exists(joined))


def led_by_cities(projects: Projects, codes: Sequence[str]) -> Projects:
    """Keep what a 시·군·구 owns, without what it only takes part in."""
    return projects.filter(owner__lineage__in=codes)


def with_code(field: str, projects: Projects, codes: Sequence[Code]) -> Projects:
    """Keep what has one of the codes."""
    return projects.filter(**{f"{field}__in": [code.value for code in codes]})


def funded_by(projects: Projects, _name: str, sources: Sequence[Funding]) -> Projects:
    """Keep what has money of one of the sources."""
    condition = Q()
    for source in sources:
        condition |= with_source(source)
    return projects.filter(condition)


def in_band(projects: Projects, _name: str, bands: Sequence[str]) -> Projects:
    """Keep the totals of a band."""
    condition = Q()
    for band in bands:
        condition |= within(*BANDS[band])
    return projects.filter(condition)


def within(low: int | None, high: int | None) -> Q:
    """The total is at least `low` and below `high`, where these are given."""
    condition = Q(total_won__isnull=False)
    if low is not None:
        condition &= Q(total_won__gte=low)
    return condition if high is None else condition & Q(total_won__lt=high)


def at_least(projects: Projects, _name: str, won: int) -> Projects:
    """Keep the totals from `won` on."""
    return projects.filter(within(won, None))


def below(projects: Projects, _name: str, won: int) -> Projects:
    """Keep the totals below `won`."""
    return projects.filter(within(None, won))


def running_from(projects: Projects, _name: str, day: date) -> Projects:
    """Keep what ends on or after a day, or has begun and has no known end."""
    return projects.filter(
        Q(period_end__gte=day) | Q(period_end__isnull=True, period_start__isnull=False)
    )


def running_until(projects: Projects, _name: str, day: date) -> Projects:
    """Keep what starts on or before a day, or has an end and no known start."""
    return projects.filter(
        Q(period_start__lte=day) | Q(period_start__isnull=True, period_end__isnull=False)
    )


def tendered_in(
    projects: Projects, _name: str, times: Sequence[tuple[int, int | None]]
) -> Projects:
    """Keep what is to be tendered in one of the years or quarters."""
    condition = Q()
    for year, quarter in times:
        in_quarter = Q() if quarter is None else Q(tender_quarter=quarter)
        condition |= Q(tender_year=year) & in_quarter
    return projects.filter(condition)
