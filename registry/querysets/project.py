"""The questions about projects and what hangs on them."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, FloatField, Q, Subquery, Value, When

from registry.notation.codes import Publication, Role, Status
from registry.querysets import keys as _keys  # noqa: F401 (it registers among)
from registry.querysets import pairs as _pairs  # noqa: F401 (it registers with_any_pair)
from registry.querysets.completeness import CompletenessQuerySet
from registry.querysets.scope import ProjectScopedQuerySet, year_is_closed

if TYPE_CHECKING:
    from registry.models import Municipality, User


class ProjectQuerySet(CompletenessQuerySet):
    """사업."""

    owner_path = "owner"
    project_path = ""

    def get_by_natural_key(self, number: str) -> Any:
        """Return the project with a public number, for fixtures."""
        return self.get(number=number)

    def publishable_by(self, user: "User") -> Self:
        """Keep the rows a clerk may publish or withdraw."""
        return self._for(user, lambda user: self.owned_within(user, Role.PUBLISHER))

    def drafted_by(self, user: "User") -> Self:
        """Keep the projects of bodies for which a clerk may write drafts."""
        return self._for(user, lambda user: self.owned_within(user, Role.WRITER))

    def unfinished(self) -> Self:
        """Keep what is planned or under way, and no part of what is done or stopped."""
        alive = [Status.PLANNED, Status.ONGOING]
        whole = Q(part_of__isnull=True) | Q(part_of__status__in=[*alive, Status.ON_HOLD])
        return self.filter(whole, status__in=alive).exclude(publication=Publication.WITHDRAWN)

    def of_closed_years(self) -> Self:
        """Keep the projects of fiscal years that their bodies have closed (마감)."""
        return self.filter(year_is_closed())

    def of_open_years(self) -> Self:
        """Keep the projects of fiscal years that are not closed."""
        return self.filter(~year_is_closed())

    def running_past(self, year: int) -> Self:
        """Keep what was registered in a fiscal year, or before it and ends after it."""
        longer = Q(fiscal_year__lt=year, period_end__gt=date(year, 12, 31))
        return self.filter(Q(fiscal_year=year) | longer)

    def led_by(self, *bodies: "Municipality") -> Self:
        """Keep what the bodies own, under any of their one-to-one names and codes."""
        return self.filter(owner__lineage__in=[body.lineage for body in bodies])

    def joined_by(self, *bodies: "Municipality") -> Self:
        """Keep what the bodies take part in without owning it, each project once."""
        lineages = [body.lineage for body in bodies]
        joined = self.filter(participations__municipality__lineage__in=lineages)
        joined = joined.exclude(owner__lineage__in=lineages)
        return joined if len(bodies) < 2 else self.filter(pk__in=joined.order_by().values("pk"))

    def comparable_by(self, user: "User") -> Self:
        """Keep what a clerk may lay beside a project: all that is public, and drafts they read."""
        drafts = self.readable_by(user).exclude(publication=Publication.WITHDRAWN)
        return self.published() | drafts

    def spread(self, size: int) -> tuple[range, Self]:
        """Return at least `size` keys spread evenly over the selection, and what bears one.

        There are no more keys than there is room for. Where a third of them is borne by a project,
        so is about a third of all keys between the first and the last.
        """
        lowest = Subquery(self.order_by("pk").values("pk")[:1])
        ends = self.order_by("-pk").annotate(lowest=lowest).values_list("lowest", "pk")
        first, last = ends.first() or (0, 0)
        asked = range(first, last + 1, max((last - first) // size, 1))
        return asked, self.filter(pk__in=asked)

    def sharing_pairs(self, weights: Mapping[str, float]) -> Self:
        """Keep what has one of some pairs of syllables in its name; most `weight` comes first."""
        found = self.filter(name_key__with_any_pair=list(weights))
        return found.annotate(weight=reduce(add, map(_weight, weights.items()))).order_by(
            "-weight", "pk"
        )

    def for_listing(self) -> Self:
        """Bring along what a list shows of each project."""
        return self.select_related("owner", "owner__parent", "department", "department__parent")


def _weight(pair: tuple[str, float]) -> Case:
    text, weight = pair
    return Case(
        When(name_key__contains=text, then=Value(weight)),
        default=Value(0.0),
        output_field=FloatField(),
    )


class ProjectChildQuerySet(ProjectScopedQuerySet):
    """What hangs on a project: participants, phases, funding."""

    def get_by_natural_key(self, number: str, *key: Any) -> Any:
        """Return a participation or a phase for fixtures."""
        if len(key) == 1:
            return self.get(project__number=number, fiscal_year=key[0])
        code, name = key
        body = {"municipality__code": code} if code else {"municipality__isnull": True}
        return self.get(project__number=number, name=name, **body)


class FundingSourceQuerySet(ProjectChildQuerySet):
    """재원."""

    def get_by_natural_key(self, number: str, *key: Any) -> Any:
        """Return one cell of the funding matrix for fixtures."""
        source, sub_kind, fiscal_year, stage, round_ = key
        year = {"fiscal_year": fiscal_year} if fiscal_year else {"fiscal_year__isnull": True}
        return self.get(
            project__number=number,
            source=source,
            sub_kind=sub_kind,
            stage=stage,
            round=round_,
            **year,
        )
