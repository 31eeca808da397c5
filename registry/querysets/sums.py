"""Which sums of a project's money differ: ``actions.sums`` says so of one, the database of all."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from registry.notation.codes import Certainty, Funding

if TYPE_CHECKING:
    from registry.models import User

_WHOLE = Q(source=Funding.WHOLE)
_EXACT = Q(project__total_certainty=Certainty.EXACT)


def sums_differ(user: "User") -> Q:
    """Return the condition that the parts of the money miss the total, or one of the 계.

    It is asked of what `user` may read, which is found faster than all of it.
    """
    rows = _counted().readable_by(user)
    return Q(pk__in=_missing_the_total(rows)) | Q(pk__in=_missing_a_whole(rows))


def _missing_the_total(rows: Any) -> Any:
    """Return the projects whose parts add up to another sum than their exact total.

    Nearly all projects have parts of one year and step, or of none: all of them are the sum.
    """
    summed = (
        rows.exclude(_WHOLE)
        .filter(_EXACT)
        .values("project")
        .annotate(
            total=Max("project__total_won"),
            all=Sum("won"),
            lowest=Min("step"),
            highest=Max("step"),
            dated=Count("fiscal_year"),
            rows=Count("pk"),
        )
    )
    plain = Q(lowest=F("highest")) & (Q(dated=0) | Q(dated=F("rows")))
    differs = ~Q(total=Subquery(_sum_of_parts()))
    return summed.filter((plain & ~Q(all=F("total"))) | (~plain & differs)).values("project")


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
        )
    )
    below = Q(whole__gt=0, parts__gt=F("whole"))
    above = _EXACT & Q(whole__gt=F("project__total_won"))
    return cells.filter(below | above).values("project")


def _counted() -> Any:
    """Return the funding rows that stand on the ladder of budgets."""
    rows = apps.get_model("registry", "FundingSource").objects
    return rows.filter(step__isnull=False).order_by()
