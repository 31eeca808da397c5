"""Whose money it is, asked of the database: the same parts as ``notation.ladder.parts_of``."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from registry.models import FundingSource, Project
from registry.notation.codes import Certainty, Funding
from registry.notation.ladder import Breakdown
from registry.querysets import ProjectQuerySet


def parts() -> QuerySet[FundingSource]:
    """Return the rows that make up the totals: each year's latest, or those without a year."""
    rows = FundingSource.objects.filter(step__isnull=False).exclude(source=Funding.WHOLE)
    rows = rows.annotate(year=Coalesce("fiscal_year", 0))
    later = rows.filter(
        project=OuterRef("project"), year=OuterRef("year"), step__gt=OuterRef("step")
    )
    undated = rows.filter(project=OuterRef("project"), fiscal_year__isnull=True)
    return rows.filter(~Exists(later)).filter(Q(year=0) | ~Exists(undated)).order_by()


def won_of(*sources: Funding) -> Subquery:
    """Return the won of these sources of the project that is asked about, NULL for none."""
    rows = parts().filter(project=OuterRef("pk"), source__in=sources)
    summed = rows.values("project").annotate(sum=Sum("won")).values("sum")
    return Subquery(summed, output_field=BigIntegerField())


KNOWN = [source for source in Funding if source not in {Funding.WHOLE, Funding.UNSTATED}]


def with_source(source: Funding) -> Q:
    """The project has money of this source; `unstated`: not all of it has a known source."""
    if source != Funding.UNSTATED:
        return Q(Exists(parts().filter(project=OuterRef("pk"), source=source, won__gt=0)))
    return Q(_has_a_remainder())


def with_known_source() -> Q:
    """The project says of some of its money whose it is."""
    known = parts().filter(project=OuterRef("pk"), source__in=KNOWN, won__gt=0)
    return Q(Exists(known))


def _has_a_remainder() -> LessThan:
    """No source is known, or what is known does not reach the exact total.

    One comparison, so that what is known is added up once a project: nothing is less than 0 won.
    """
    known = Coalesce(won_of(*KNOWN), Value(-1), output_field=BigIntegerField())
    exact = When(total_certainty=Certainty.EXACT, then=F("total_won"))
    return LessThan(known, Case(exact, default=Value(0), output_field=BigIntegerField()))


def won_by_source(projects: QuerySet[Project]) -> dict[Funding, int]:
    """Return the won of each source in a selection of projects."""
    rows: Any = parts().filter(project__in=projects.order_by().values("pk"))
    summed = rows.values("source").annotate(sum=Sum("won")).values_list("source", "sum")
    return {Funding(source): won for source, won in summed}


def breakdown_of(projects: ProjectQuerySet) -> Breakdown:
    """Return the exact totals of a selection by source, with what no source accounts for.

    Project by project, so that an excess of one does not hide the remainder of another.
    """
    summed = projects.outside_larger().exact().order_by()
    every = [source for source in Funding if source != Funding.WHOLE]
    gap = F("total_won") - Coalesce(won_of(*every), 0)
    sums = summed.annotate(gap=gap).aggregate(
        rest=Sum("gap", filter=Q(gap__gt=0)), excess=Sum("gap", filter=Q(gap__lt=0))
    )
    return Breakdown(won_by_source(summed), sums["rest"] or 0, -(sums["excess"] or 0))
