"""Whose money it is, asked of the database: the same parts as ``notation.ladder.parts_of``."""

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

from registry.models import FundingSource
from registry.notation.codes import Certainty, Funding


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


def _has_a_remainder() -> LessThan:
    """No source is known, or what is known does not reach the exact total.

    One comparison, so that what is known is added up once a project: nothing is less than 0 won.
    """
    known = Coalesce(won_of(*KNOWN), Value(-1), output_field=BigIntegerField())
    exact = When(total_certainty=Certainty.EXACT, then=F("total_won"))
    return LessThan(known, Case(exact, default=Value(0), output_field=BigIntegerField()))
