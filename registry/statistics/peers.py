"""같은 종류끼리: what one body spends in a year beside its kind, 시 with 시 and 군 with 군."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from registry.filters import Address
from registry.filters.questions import of_years
from registry.language import say_won
from registry.models import Project
from registry.notation.codes import Level
from registry.statistics.groups import median, once_within

_FEWEST = 5  # fewer do not speak for their kind


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
        return len(self.all) >= _FEWEST

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


def peers_of(lineage: str, year: int) -> Peers | None:
    """Return a body among its kind in a year, by one query; None where it has no exact money."""
    rows = list(_spent(year))
    own = next((row for row in rows if row["owner__lineage"] == lineage), None)
    if own is None:
        return None
    kin = [row for row in rows if row["level"] == own["level"]]
    regions = sorted({row["region"] for row in kin})
    address = _statistic(year, own["level"], regions)
    return Peers(year, Level(own["level"]), own["won"], [row["won"] for row in kin], address)


def _spent(year: int) -> Any:
    """Return what each body has of exact money, and of which kind it is.

    여주군 became 여주시 in 2013 and had projects as both: of two kinds 시 is the later and, as it
    happens, the greater word.
    """
    chosen = of_years(Project.objects.published(), "", [year]).order_by()
    summed = once_within(chosen, "owner__lineage").exact().filter(total_won__gt=0)
    return summed.values("owner__lineage").annotate(
        won=Sum("total_won"), level=Max("owner__level"), region=Max("owner__region")
    )


def _statistic(year: int, level: str, regions: list[str]) -> str:
    """Return the conditions under which the statistic of bodies shows these."""
    own_office = [("office", "1")] if level == Level.SIDO else []
    within = [] if own_office else [("region", region) for region in regions]
    return str(Address([("year", str(year)), *within, *own_office]))
