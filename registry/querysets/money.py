"""Sums that can be trusted: exact totals only, nothing twice, and what they leave out.

The rule itself is pure and stands in ``notation.ladder``; here it is asked of the database.
"""

from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from registry.notation.codes import Certainty, Decision, Funding
from registry.notation.ladder import TWELVE_MONTHS
from registry.querysets.scope import ProjectScopedQuerySet

# What makes two projects of one owner and year alike; each has an index of its own.
SIMILAR_NAME = Q(name_stem=OuterRef("name_stem"))
SAME_MONEY = Q(department=OuterRef("department"), total_won=OuterRef("total_won"), total_won__gt=0)


@dataclass(frozen=True, slots=True)
class TotalSum:
    """The sum of the exact totals of a selection, and what it does not say.

    `count` is every project of the selection; `left_out` how many of each certainty have no
    exact total; `inside_larger` how many are part of another project of the selection;
    `pairs` how many flagged possible duplicates the sum contains, and `repeated_won` what those of
    them add that were registered after another one.
    """

    count: int
    won: int
    left_out: dict[Certainty, int]
    inside_larger: int
    pairs: int
    repeated_won: int = 0

    @property
    def won_once(self) -> int:
        """Return the sum as it would be without the later one of each pair."""
        return self.won - self.repeated_won


@dataclass(frozen=True, slots=True)
class YearSum:
    """The sum of one year's money of a selection; `left_out` projects do not tell it.

    `undivided` projects tell no money of a year and run within this one: their totals stand in it.
    """

    count: int
    won: int
    left_out: int
    undivided: int


# By what two projects may be one, as an index has it.
_NAMED = ("owner", "fiscal_year", "name_stem")
_PAID = ("department", "fiscal_year", "total_won")


class MoneyQuerySet(ProjectScopedQuerySet):
    """What can be summed over projects."""

    def once(self) -> Self:
        """Return the selection with every project in it once and nothing joined to it.

        A DISTINCT over a join cannot be summed: it becomes a selection by primary key.
        """
        chosen = self.order_by()
        return (
            _model("Project").objects.filter(pk__in=chosen.values("pk"))
            if self.query.distinct
            else chosen
        )

    def exact(self) -> Self:
        """Keep the projects whose total is exact."""
        return self.filter(total_certainty=Certainty.EXACT)

    def outside_larger(self) -> Self:
        """Leave out what is part of another project of this selection, three levels up.

        Nearly nothing is part of anything: what is, is looked up first, by the index of `part_of`.
        """
        chosen = self.order_by().values("pk")
        parts = _model("Project").objects.filter(part_of__isnull=False).order_by()
        inside = parts.filter(
            Q(part_of__in=chosen)
            | Q(part_of__part_of__in=chosen)
            | Q(part_of__part_of__part_of__in=chosen)
        )
        return self.exclude(pk__in=inside.values("pk"))

    def sum_of_totals(self) -> TotalSum:
        """Return the sum of the exact totals of the selection (three queries)."""
        selection = self.once()
        by_certainty = {
            Certainty(row["total_certainty"]): row["n"]
            for row in selection.values("total_certainty").annotate(n=Count("pk"))
        }
        summed = selection.outside_larger().exact()
        kept = summed.aggregate(won=Sum("total_won"), n=Count("pk"))
        exact = by_certainty.pop(Certainty.EXACT, 0)
        pairs, repeated_won = summed._repeated()
        return TotalSum(
            count=exact + sum(by_certainty.values()),
            won=kept["won"] or 0,
            left_out={
                certainty: by_certainty[certainty]
                for certainty in Certainty
                if certainty in by_certainty
            },
            inside_larger=exact - kept["n"],
            pairs=pairs,
            repeated_won=repeated_won,
        )

    def pairs(self) -> int:
        """Return how many pairs of the selection are flagged as possible duplicates."""
        return self._repeated()[0]

    def _repeated(self) -> tuple[int, int]:
        """Return how many pairs there are, and what those cost that may repeat an earlier one."""
        selection = self.once()
        chosen = selection.values("pk")
        earlier = likely_twins(chosen, either_side=True).filter(pk__lt=OuterRef("pk"))
        perhaps = selection.filter(repeated(*_NAMED) | repeated(*_PAID))
        found = perhaps.annotate(
            later=Coalesce(_count(likely_twins(chosen)), 0), repeats=Exists(earlier)
        ).aggregate(n=Sum("later"), won=Sum("total_won", filter=Q(repeats=True)))
        return found["n"] or 0, found["won"] or 0

    def with_likely_twin(self) -> Self:
        """Keep the projects of which another of this selection may be a duplicate."""
        twins = likely_twins(self.order_by().values("pk"), either_side=True)
        return self.filter(Exists(twins))

    def with_year_won(self, year: int) -> Self:
        """Annotate `year_won`: the won of one year, NULL where the paper does not tell.

        `year_told` is the same where it is told for the year, and not the total in its place.
        """
        return self.annotate(
            year_stated=_stated(year),
            year_parts=_sum(_dated_parts(year)),
            all_parts=_sum(_dated_parts()),
            year_told=Case(
                When(year_stated__isnull=False, then=F("year_stated")),
                When(_parts_reach_total(), then=F("year_parts")),
                output_field=models.BigIntegerField(),
            ),
            year_won=Case(
                When(year_told__isnull=False, then=F("year_told")),
                When(_all_in(year), then=F("total_won")),
                output_field=models.BigIntegerField(),
            ),
        )

    def sum_of_year(self, year: int) -> YearSum:
        """Return the sum of one year's money of the selection."""
        sums = (
            self.once()
            .outside_larger()
            .with_year_won(year)
            .aggregate(
                n=Count("pk"),
                known=Count("year_won"),
                told=Count("year_told"),
                won=Sum("year_won"),
            )
        )
        known = sums["known"]
        return YearSum(sums["n"], sums["won"] or 0, sums["n"] - known, known - sums["told"])


def _rows() -> Any:
    """Return the funding rows of the project that is asked about."""
    return _model("FundingSource").objects.filter(project=OuterRef("pk")).order_by()


def _model(name: str) -> Any:
    """Return a model by its name: querysets stand below the models and import none."""
    from django.apps import apps

    return apps.get_model("registry", name)


def _stated(year: int) -> Subquery:
    """Return the whole amount (계) of a year at the latest step."""
    rows = _rows().filter(source=Funding.WHOLE, fiscal_year=year, step__isnull=False)
    return Subquery(rows.order_by("-step").values("won")[:1])


def _undated_parts() -> Any:
    return (
        _rows().filter(fiscal_year__isnull=True, step__isnull=False).exclude(source=Funding.WHOLE)
    )


def _dated_parts(year: int | None = None) -> Any:
    """Return the parts of one year (None: of every year), each year's at its latest step."""
    later = (
        _model("FundingSource")
        .objects.filter(
            project=OuterRef("project"),
            fiscal_year=OuterRef("fiscal_year"),
            step__gt=OuterRef("step"),
        )
        .exclude(source=Funding.WHOLE)
    )
    years = {"fiscal_year": year} if year else {"fiscal_year__isnull": False}
    parts = _rows().filter(step__isnull=False, **years).exclude(source=Funding.WHOLE)
    return parts.filter(~Exists(later))


def _sum(rows: Any) -> Subquery:
    summed = rows.values("project").annotate(sum=Sum("won")).values("sum")
    return Subquery(summed, output_field=models.BigIntegerField())


def _parts_reach_total() -> Q:
    """The parts of single years leave no remainder, and no part is without a year."""
    reached = Q(
        total_certainty=Certainty.EXACT, year_parts__isnull=False, all_parts=F("total_won")
    )
    return Q(reached & ~Exists(_undated_parts()))


def _all_in(year: int) -> Q:
    """No row names another year, and the period, where known, is twelve months from this one."""
    elsewhere = _rows().filter(fiscal_year__isnull=False).exclude(fiscal_year=year)
    unknown = Q(period_start__isnull=True, period_end__isnull=True, fiscal_year=year)
    within = Q(period_start__year=year, period_end__lte=F("period_start") + TWELVE_MONTHS)
    return Q(Q(total_certainty=Certainty.EXACT) & (unknown | within) & ~Exists(elsewhere))


def likely_twins(
    chosen: Any = None,
    *,
    either_side: bool = False,
) -> Any:
    """Return the projects, of `chosen` if named, that may be the same as the one asked about.

    Same owner and year, and either a similar name or the same department and amount; not what
    somebody has decided to be different, nor a project and its part.
    """
    projects, decisions = _model("Project").objects, _model("DuplicateDecision").objects
    asked, twin = OuterRef(OuterRef("pk")), OuterRef("pk")
    settled = decisions.filter(
        Q(first=asked, second=twin) | Q(first=twin, second=asked), decision=Decision.DIFFERENT
    )
    twins = projects.filter(
        SIMILAR_NAME | SAME_MONEY,
        owner=OuterRef("owner"),
        fiscal_year=OuterRef("fiscal_year"),
    ).exclude(Exists(settled))
    if chosen is not None:
        twins = twins.filter(pk__in=chosen)
    twins = twins.exclude(part_of=OuterRef("pk")).exclude(parts=OuterRef("pk"))
    side = ~Q(pk=OuterRef("pk")) if either_side else Q(pk__gt=OuterRef("pk"))
    return twins.filter(side).order_by()


def repeated(*columns: str) -> Q:
    """Return the condition that the last column's value is there more than once with the others.

    Of all projects nearly none has a twin: what cannot have one is passed over by an index.
    """
    known = {f"{column}__isnull": False for column in columns}
    groups = _model("Project").objects.filter(**known).order_by().values(*columns)
    several = groups.annotate(n=Count("*")).filter(n__gt=1).values(columns[-1])
    return Q(**{f"{columns[-1]}__in": several})


def _count(rows: Any) -> Subquery:
    counted = rows.annotate(same=Value(1)).values("same").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=models.IntegerField())
