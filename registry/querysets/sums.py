"""Which sums of a project's money differ: ``actions.sums`` says so of one, the database of all."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from registry.notation.codes import Certainty, Funding

_WHOLE = Q(source=Funding.WHOLE)
_EXACT = Q(project__total_certainty=Certainty.EXACT)


def sums_differ() -> Q:
    """Return the condition that the parts of the money miss the total, or one of the 계."""
    return Q(pk__in=_missing_the_total()) | Q(pk__in=_missing_a_whole())


def _missing_the_total() -> Any:
    """Return the projects whose parts add up to another sum than their exact total."""
    summed = _parts_of_a_total().values("project").annotate(sum=Sum("won"))
    return summed.filter(_EXACT, ~Q(sum=F("project__total_won"))).values("project")


def _parts_of_a_total() -> Any:
    """Return the rows that make up totals, as ``notation.ladder.parts_of`` picks them."""
    undated, of_year = Q(fiscal_year__isnull=True), Q(fiscal_year=OuterRef("fiscal_year"))
    siblings = _counted().exclude(_WHOLE).filter(project=OuterRef("project"))
    later = siblings.filter(step__gt=OuterRef("step"))
    alone = ~Exists(later.filter(of_year)) & ~Exists(siblings.filter(undated))
    latest = (undated & ~Exists(later.filter(undated))) | (~undated & alone)
    return _counted().exclude(_WHOLE).filter(latest)


def _missing_a_whole() -> Any:
    """Return the projects with a 계 of one year and step below its parts or above the total."""
    cells = (
        _counted()
        .filter(project__in=_counted().filter(_WHOLE).values("project"))
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
