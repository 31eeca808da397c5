"""The promises about money (DESIGN 3) once more, one project at a time and by no query.

What the pages say is held against this; nothing of it is shared with the registry's own code.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from registry.models import AnnualBudget, Project

_LADDER = {"plan": 0, "original": 1, "supplementary": 2}
_BASES = ["unstated", "original", "final"]


@dataclass(frozen=True)
class Sum:
    """A sum of exact totals: of how many projects, and what it leaves out."""

    count: int
    won: int
    left_out: dict[str, int]
    inside: int


def published() -> list[Project]:
    """Return all that the public sees."""
    projects = Project.objects.filter(publication="published").select_related("owner")
    return list(projects.prefetch_related("funding", "participations__municipality"))


def summed(projects: list[Project]) -> list[Project]:
    """Return the projects that are no part of another one here."""
    here = {project.pk for project in projects}
    by_pk = {project.pk: project for project in Project.objects.all()}

    def inside(project: Project) -> bool:
        above = by_pk.get(project.part_of_id)
        return above is not None and (above.pk in here or inside(above))

    return [project for project in projects if not inside(project)]


def total(projects: list[Project]) -> Sum:
    """Return the sum of the exact totals."""
    exact = [project for project in projects if project.total_certainty == "exact"]
    kept = [project for project in summed(projects) if project.total_certainty == "exact"]
    states = Counter(project.total_certainty for project in projects)
    del states["exact"]
    return Sum(
        len(projects), sum(one.total_won for one in kept), dict(states), len(exact) - len(kept)
    )


def of_year(projects: list[Project], year: int) -> tuple[int, int, int]:
    """Return one year's won, how many projects do not tell, and how many have only a total."""
    all_of = [
        (year_told(project, year), year_money(project, year)) for project in summed(projects)
    ]
    won = [money for _told, money in all_of if money is not None]
    undivided = sum(told is None for told, money in all_of if money is not None)
    return sum(won), len(all_of) - len(won), undivided


def year_money(project: Project, year: int) -> int | None:
    """Return one year's won of a project, None where the paper does not tell."""
    told = year_told(project, year)
    if told is not None:
        return told
    named = {row.fiscal_year for row in project.funding.all() if row.fiscal_year}
    exact = project.total_certainty == "exact"
    if not exact or named - {year} or not _runs_within(project, year):
        return None
    return project.total_won


def year_told(project: Project, year: int) -> int | None:
    """Return one year's won as the rows of that year say it, None where they do not."""
    rows = [row for row in project.funding.all() if row.stage in _LADDER]
    wholes = [row for row in rows if row.source == "whole" and row.fiscal_year == year]
    if wholes:
        return max(wholes, key=_height).won
    own, total_won = parts(project), project.total_won
    exact = project.total_certainty == "exact"
    of_year = [row.won for row in own if row.fiscal_year == year]
    if exact and of_year and sum(row.won for row in own) == total_won:
        return sum(of_year)
    return None


def _runs_within(project: Project, year: int) -> bool:
    start, end = project.period_start, project.period_end
    if start is None and end is None:
        return project.fiscal_year == year
    if start is None or end is None:
        return False
    return start.year == year and end - start <= timedelta(days=365)


def parts(project: Project) -> list:
    """Return the rows that make up a project's total, each year's highest step."""
    rows = [r for r in project.funding.all() if r.stage in _LADDER and r.source != "whole"]
    kept = []
    for year in {row.fiscal_year for row in rows}:
        of_year = [row for row in rows if row.fiscal_year == year]
        top = max(map(_height, of_year))
        kept += [row for row in of_year if _height(row) == top]
    undated = [row for row in kept if row.fiscal_year is None]
    return undated or kept


def by_source(projects: list[Project]) -> tuple[dict[str, int], int]:
    """Return the won of each source in the exact totals, and what no source accounts for."""
    sources: Counter[str] = Counter()
    rest = 0
    for project in summed(projects):
        if project.total_certainty == "exact":
            own = parts(project)
            for row in own:
                sources[row.source] += row.won
            rest += max(project.total_won - sum(row.won for row in own), 0)
    return {source: won for source, won in sources.items() if won}, rest


def won_of_sources(project: Project) -> Counter[str]:
    """Return the won of each source of one project, whatever is known of its total."""
    told: Counter[str] = Counter()
    for row in parts(project):
        told[row.source] += row.won
    return told


def known(projects: list[Project]) -> int:
    """Return how many projects say of some money whose it is."""
    return sum(
        any(row.won and row.source != "unstated" for row in parts(project)) for project in projects
    )


def _height(row) -> int:
    return _LADDER[row.stage] + row.round


def bodies_beside(project: Project) -> set[str]:
    """Return the bodies that take part in a project, by their lineage."""
    joined = project.participations.all()
    return {row.municipality.lineage for row in joined if row.municipality}


def has_year(project: Project, year: int) -> bool:
    """Return whether a project was registered in a year or has money of it."""
    return project.fiscal_year == year or any(
        row.fiscal_year == year for row in project.funding.all()
    )


def joined_in(projects: list[Project], region: str) -> int:
    """Return how many projects owned elsewhere a 시·도 or a body below it takes part in."""
    return sum(
        any(row.municipality and row.municipality.region == region for row in rows)
        for rows in (one.participations.all() for one in projects if one.owner.region != region)
    )


def budget_of_each(budgets: list[AnnualBudget], year: int) -> dict[str, AnnualBudget]:
    """Return the budget that speaks for each body: the last basis, of that the most money."""
    told = [one for one in budgets if one.fiscal_year == year and one.whole_won and one.it_won]
    told.sort(key=lambda one: (_BASES.index(one.basis), one.whole_won, one.it_won))
    return {one.municipality.lineage: one for one in told}


def share(budget: AnnualBudget) -> Fraction:
    """Return a share in percent, exactly."""
    return Fraction(budget.it_won * 100, budget.whole_won)


def shares_of(level: str, budgets: list[AnnualBudget]) -> list[Fraction]:
    """Return the shares of the budgets of bodies of one level, in their order."""
    return [share(one) for one in budgets if one.municipality.level == level]


def said_share(budget: AnnualBudget) -> int:
    """Return a share in thousandths of a percent, as a page says it: a half goes to the even."""
    return round(share(budget) * 1000)


def answers(project: Project, asked: dict[str, str]) -> bool:
    """Return whether a project gives every answer asked for, one to a question."""
    return all(_ANSWERS[question](project, answer) for question, answer in asked.items())


def _is_in_band(project: Project, band: str) -> bool:
    low, high = (int(end or 0) * 10**8 for end in band.split("-"))
    won = project.total_won
    return won is not None and low <= won and (not high or won < high)


def _has_source(project: Project, source: str) -> bool:
    if source != "unstated":
        return any(row.won and row.source == source for row in parts(project))
    told = [row.won for row in parts(project) if row.source != "unstated"]
    exact = project.total_certainty == "exact"
    return not told or (exact and sum(told) < project.total_won)


def _is_tendered(project: Project, time: str) -> bool:
    quarter = f"{project.tender_year}Q{project.tender_quarter}"
    return time in {str(project.tender_year), quarter}


_ANSWERS: dict[str, Callable[[Project, str], bool]] = {
    "year": lambda project, year: has_year(project, int(year)),
    "region": lambda project, code: project.owner.region == code,
    "type": lambda project, code: project.type == code,
    "amount": lambda project, code: project.total_certainty == code,
    "status": lambda project, code: project.status == code,
    "band": _is_in_band,
    "fund": _has_source,
    "tender": _is_tendered,
}
