"""총예산 대비 비율: where one body stands among those of its level in a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from registry.models import AnnualBudget, Municipality
from registry.notation.codes import Basis

_SHOWN = Decimal("0.001")  # percent; who has the same on the page has the same place


@dataclass
class Standing:
    """A body's share among its `peers`, who are in order, the highest share first."""

    lineage: str
    peers: list[AnnualBudget]

    @cached_property
    def _shares(self) -> list[Decimal]:
        return [(peer.share or Decimal(0)).quantize(_SHOWN) for peer in self.peers]

    @cached_property
    def _own(self) -> Decimal:
        """Return the body's share, 0 if it is not among its peers."""
        told = zip(self.peers, self._shares, strict=True)
        own = (share for peer, share in told if peer.municipality.lineage == self.lineage)
        return next(own, Decimal(0))

    @property
    def place(self) -> int:
        """Return the body's place among its peers, 0 if it has none; those alike share one."""
        return 1 + sum(share > self._own for share in self._shares) if self._own else 0

    @property
    def alike(self) -> int:
        """Return how many others have the same share."""
        return self._shares.count(self._own) - 1

    @property
    def is_lowest(self) -> bool:
        """Return whether no peer has a lower share, and some a higher."""
        return self.place > 1 and self._own == self._shares[-1]


def one_of_each(budgets: Iterable[AnnualBudget]) -> list[AnnualBudget]:
    """Return of each body and year the budget that is compared, where its share is known.

    A body with a 본예산 and a 최종예산 of 2013 was two of "19곳", and stood beside itself: the
    last basis speaks for it, and of one basis the account with the most money.
    """
    known = [one for one in budgets if one.share is not None]
    known.sort(
        key=lambda one: (list(Basis).index(Basis(one.basis)), one.whole_won or 0, one.it_won or 0)
    )
    return list({(one.fiscal_year, one.municipality.lineage): one for one in known}.values())


def standing_of(body: Municipality, year: int) -> Standing:
    """Return where a body stands among those of its level whose share of a year is known."""
    budgets = AnnualBudget.objects.filter(municipality__level=body.level, fiscal_year=year)
    known = one_of_each(budgets.select_related("municipality"))
    return Standing(body.lineage, sorted(known, key=lambda one: -(one.share or 0)))
