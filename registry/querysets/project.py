"""The questions about projects and what hangs on them."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from registry.notation.codes import Publication, Role, Status
from registry.querysets.money import MoneyQuerySet
from registry.querysets.scope import ProjectScopedQuerySet

if TYPE_CHECKING:
    from registry.models import Municipality, User


class ProjectQuerySet(MoneyQuerySet):
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

    def running_past(self, year: int) -> Self:
        """Keep what was registered in a fiscal year, or before it and ends after it."""
        longer = Q(fiscal_year__lt=year, period_end__gt=date(year, 12, 31))
        return self.filter(Q(fiscal_year=year) | longer)

    def led_by(self, body: "Municipality") -> Self:
        """Keep what a body owns, under any of its one-to-one names and codes."""
        return self.filter(owner__lineage=body.lineage)

    def joined_by(self, body: "Municipality") -> Self:
        """Keep what a body takes part in without owning it."""
        return self.filter(participations__municipality__lineage=body.lineage).exclude(
            owner__lineage=body.lineage
        )

    def for_listing(self) -> Self:
        """Bring along what a list shows of each project."""
        return self.select_related("owner", "owner__parent", "department", "department__parent")


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
