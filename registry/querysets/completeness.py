"""What a record should tell, and how many records of each body tell it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q

from registry.notation.codes import Certainty, Funding
from registry.notation.codes import gettext_noop as _
from registry.querysets.money import MoneyQuerySet

_SILENT = (Certainty.UNSTATED, Certainty.UNDECIDED, Certainty.ESTIMATED)
_NO_SOURCE = (Funding.WHOLE, Funding.UNSTATED)


class CompletenessQuerySet(MoneyQuerySet):
    """How much of what should be known of projects is known."""

    def completeness(self) -> Any:
        """Return for each owner how many projects there are and how many tell each fact.

        One question, however many bodies: rows with code, name, projects, last (the latest
        change) and a count under the code of each fact.
        """
        told = {fact.code: Count("pk", filter=fact.condition(self)) for fact in FACTS}
        bodies = self.order_by().values("owner__code", "owner__full_name")
        counted = bodies.annotate(projects=Count("pk"), last=Max("modified_at"), **told)
        return counted.order_by("owner__code")

    def telling_amount(self) -> Q:
        """Return the condition that an amount, or that there is none, is told."""
        return ~Q(total_certainty__in=_SILENT)

    def telling_funding(self) -> Q:
        """Return the condition that at least one source of the money is told."""
        return Q(self._any("funding", ~Q(source__in=_NO_SOURCE)))

    def telling_department(self) -> Q:
        """Return the condition that an office is known, not only written."""
        return Q(department__isnull=False)

    def telling_period(self) -> Q:
        """Return the condition that a beginning or an end is known."""
        return Q(period_start__isnull=False) | Q(period_end__isnull=False)

    def telling_source(self) -> Q:
        """Return the condition that something is cited."""
        return Q(self._any("citations", Q()))

    def _any(self, relation: str, condition: Q) -> Exists:
        related: Any = self.model._meta.get_field(relation).related_model
        return Exists(related.objects.filter(condition, project=OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a record should tell."""

    code: str
    name: str
    condition: Callable[[CompletenessQuerySet], Q]


FACTS = (
    Fact("amount", _("금액"), CompletenessQuerySet.telling_amount),
    Fact("funding", _("재원"), CompletenessQuerySet.telling_funding),
    Fact("department", _("담당 부서"), CompletenessQuerySet.telling_department),
    Fact("period", _("사업 기간"), CompletenessQuerySet.telling_period),
    Fact("source", _("출처"), CompletenessQuerySet.telling_source),
)
