"""같은 종류끼리: what one body spends in a year beside its kind, 시 with 시 and 군 with 군."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.bitmaps import Index, by_lineage, sum_of_totals
from registry.filters import Address
from registry.filters.bodies import Bodies
from registry.language import say_won
from registry.models import Municipality
from registry.notation.codes import Level
from registry.statistics.groups import FEWEST, median


@dataclass(frozen=True, slots=True)
class Peers:
    """A body among those of its kind with exact money of a year: its own won and everybody's.

    `address` is the statistic that has all of them.
    """

    year: int
    level: Level
    own: int
    all: list[int]
    address: str

    @property
    def are_enough(self) -> bool:
        """Return whether they are so many that comparing says something."""
        return len(self.all) >= FEWEST

    @property
    def kind(self) -> str:
        """Return what they are called; of a 시·도 only its own office is compared."""
        return _("시·도 본청") if self.level == Level.SIDO else _(self.level.label)

    @property
    def median(self) -> int:
        """Return what the one in the middle spends."""
        return median(self.all) or 0

    @property
    def finding(self) -> str:
        """Return in one sentence at which place the body stands, and what is in the middle."""
        said = _("%(year)d년 확정된 총사업비가 있는 %(kind)s %(n)d곳 가운데 %(place)s.") % {
            "year": self.year,
            "kind": self.kind,
            "n": len(self.all),
            "place": self._place,
        }
        middle = _("가운뎃값은 %(won)s입니다.") % {"won": say_won(self.median)}
        return f"{said} {middle}"

    @property
    def _place(self) -> str:
        before = sum(won > self.own for won in self.all)
        if not before:
            return _("가장 많습니다")
        if self.own == min(self.all):
            return _("가장 적습니다")
        return _("많은 쪽에서 %(place)d번째입니다") % {"place": before + 1}


def peers_of(index: Index, bodies: Bodies, lineage: str, year: int) -> Peers | None:
    """Return a body among its kind in a year; None where it has no exact money then."""
    bits = index.of("year", year)
    spent = {
        code: won
        for code, led in by_lineage(index, bits, bodies).items()
        if (won := sum_of_totals(index, led, with_pairs=False).won)
    }
    if lineage not in spent:
        return None
    kinds = _kinds(body for body in bodies.all if bits & index.of("owner", body.pk))
    level = kinds[lineage].level
    kin = [code for code in spent if kinds[code].level == level]
    address = _statistic(year, level, sorted({kinds[code].region for code in kin}))
    return Peers(year, Level(level), spent[lineage], [spent[code] for code in kin], address)


def _kinds(owners: Iterable[Municipality]) -> dict[str, Municipality]:
    """Return for each lineage the body that tells of which kind it is.

    여주군 became 여주시 in 2013 and had projects as both: of two kinds 시 is the later and, as it
    happens, the greater word.
    """
    return {body.lineage: body for body in sorted(owners, key=lambda body: body.level)}


def _statistic(year: int, level: str, regions: list[str]) -> str:
    """Return the conditions under which the statistic of bodies shows these."""
    own_office = [("office", "1")] if level == Level.SIDO else []
    within = [] if own_office else [("region", region) for region in regions]
    return str(Address([("year", str(year)), *within, *own_office]))
