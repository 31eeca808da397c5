"""Which sums of money disagree: ``actions.sums`` says so of one project, the database of all."""

from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from registry.notation.codes import Funding

_WHOLE = Q(source=Funding.WHOLE)
# What the parts should not exceed, as ``Project.most_won`` says of one.
_MOST = Coalesce("project__total_won", "project__total_max_won")


def sums_differ(within: Q) -> Q:
    """Return the condition that parts of the money exceed the total, or one of the 계.

    It is asked of the rows of funding within a condition, which is faster than of all of them.
    """
    rows = _counted().filter(within)
    return Q(pk__in=_beyond_the_total(rows)) | Q(pk__in=_missing_a_whole(rows))


def _beyond_the_total(rows: Any) -> Any:
    """Return the projects whose parts add up to more than the total, about or at most.

    Nearly all projects have parts of one year and step, or of none: all of them are the sum.
    """
    summed = (
        rows.exclude(_WHOLE)
        .values("project")
        .annotate(
            most=Max(_MOST),
            all=Sum("won"),
            lowest=Min("step"),
            highest=Max("step"),
            dated=Count("fiscal_year"),
            rows=Count("pk"),
        )
    )
    plain = Q(lowest=F("highest")) & (Q(dated=0) | Q(dated=F("rows")))
    exceeds = Q(most__lt=Subquery(_sum_of_parts()))
    return summed.filter((plain & Q(most__lt=F("all"))) | (~plain & exceeds)).values("project")


def _sum_of_parts() -> Any:
    """Return the sum of the rows that ``notation.ladder.parts_of`` picks of a project."""
    undated, of_year = Q(fiscal_year__isnull=True), Q(fiscal_year=OuterRef("fiscal_year"))
    siblings = _counted().exclude(_WHOLE).filter(project=OuterRef("project"))
    later = siblings.filter(step__gt=OuterRef("step"))
    alone = ~Exists(later.filter(of_year)) & ~Exists(siblings.filter(undated))
    latest = (undated & ~Exists(later.filter(undated))) | (~undated & alone)
    return siblings.filter(latest).values("project").annotate(sum=Sum("won")).values("sum")


def _missing_a_whole(rows: Any) -> Any:
    """Return the projects with a 계 of one year and step below its parts or above the total."""
    cells = (
        rows.filter(project__in=rows.filter(_WHOLE).values("project"))
        .values("project", "step", year=Coalesce("fiscal_year", 0))
        .annotate(
            whole=Sum("won", filter=_WHOLE, default=0),
            parts=Sum("won", filter=~_WHOLE, default=0),
            most=Max(_MOST),
        )
    )
    below = Q(whole__gt=0, parts__gt=F("whole"))
    above = Q(whole__gt=F("most"))
    return cells.filter(below | above).values("project")


def _counted() -> Any:
    """Return the funding rows that stand on the ladder of budgets."""
    rows = apps.get_model("registry", "FundingSource").objects
    return rows.filter(step__isnull=False).order_by()
