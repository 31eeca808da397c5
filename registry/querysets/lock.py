"""The questions about closed years; ``scope`` has what one means for who may change a project."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from registry.notation.codes import Role
from registry.querysets.scope import ScopedQuerySet

if TYPE_CHECKING:
    from registry.models import Municipality, User

YearOfBody = tuple[str, int]


class PeriodLockQuerySet(ScopedQuerySet):
    """마감: a publisher's to set and to lift."""

    role_to_edit = Role.PUBLISHER

    def standing(self) -> Self:
        """Keep the locks that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)

    def on(self, body: "Municipality", year: int) -> Self:
        """Keep the locks on a fiscal year of a body, under any of its one-to-one names."""
        return self.filter(municipality__lineage=body.lineage, fiscal_year=year)

    def years(self, lineages: Iterable[str] | None = None) -> set[YearOfBody]:
        """Return which years of which lines of bodies (default: of all) are closed."""
        kept = self.standing()
        if lineages is not None:
            kept = kept.filter(municipality__lineage__in=lineages)
        return set(kept.order_by().values_list("municipality__lineage", "fiscal_year"))

    def editable_by(self, user: "User") -> Self:
        """Keep the locks a clerk may lift; one that was lifted is history."""
        return super().editable_by(user).standing()
