"""지자체별: who spends how much and whose money it is; 시 beside 시, with the middle of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.xlsx import Cell
from registry.bitmaps import by_lineage, by_region
from registry.language import say_place, say_won
from registry.models import Municipality
from registry.notation.codes import Level
from registry.statistics.cells import group_cells, group_headings
from registry.statistics.groups import FEWEST, Group, groups, median
from registry.statistics.table import SHOWN, Table, share_of


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One body, what it leads, and the list that shows it."""

    body: Municipality
    group: Group
    address: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Bodies of one level: how many have exact money, and the middle of what they spend."""

    label: str
    bodies: int
    median: int

    @property
    def are_enough(self) -> bool:
        """Return whether they are so many that their middle says something."""
        return self.bodies >= FEWEST


class RegionTable(Table):
    """시·도 with their bodies; of one 시·도 its own office and its 시·군·구."""

    name = "regions"
    title = gettext_lazy("지자체별 총사업비와 재원")
    template = "registry/stats/regions.html"

    @property
    def within(self) -> bool:
        """Return whether the bodies of the chosen 시·도 stand here, not the 시·도 themselves."""
        return bool(self.asked.asked.get("region") or self.asked.cities)

    @cached_property
    def rows(self) -> list[RegionRow]:
        """Return a row for every body with projects, the most won first."""
        found = groups(self.index, self._parts, self.year)
        rows = [self._row(code, group) for code, group in found.items()]
        return sorted(
            (row for row in rows if row), key=lambda row: (-row.group.totals.won, row.body.code)
        )

    @property
    def _parts(self) -> dict[str, int]:
        """Return the bits of what each body owns, of a 시·도 with the bodies below it."""
        part = by_lineage if self.within else by_region
        return part(self.index, self.bits, self.asked.bodies)

    def _row(self, code: str, group: Group) -> RegionRow | None:
        body = self.asked.bodies.named(code, self.asked.years)
        if body is None:
            return None
        return RegionRow(body, group, self._list_of(body))

    def _list_of(self, body: Municipality) -> str:
        """Return the list of what a row counts: of a body within a 시·도 what it leads itself."""
        if not self.within:
            return self.of("region", body.lineage)
        key = "region" if body.level == Level.SIDO else "city"
        alone = self.address.without("region", "city", "office").having(key, body.lineage)
        return str(alone.having("office", "1"))

    @property
    def shown(self) -> list[RegionRow]:
        """Return the rows of the page; the file has all."""
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        """Return how many bodies the page leaves to the file."""
        return len(self.rows) - len(self.shown)

    @property
    def scale(self) -> int:
        """Return the won at which a bar is full: the most."""
        return max((row.group.totals.won for row in self.rows), default=0)

    @cached_property
    def kinds(self) -> list[Kind]:
        """Return the middle of what bodies of one kind spend, where there are enough of them."""
        return [kind for kind in self._spending if kind.are_enough]

    @property
    def few(self) -> list[Kind]:
        """Return the kinds of which too few bodies have exact money to tell a middle."""
        return [kind for kind in self._spending if not kind.are_enough]

    @cached_property
    def _spending(self) -> list[Kind]:
        """Return every kind of which a body has exact money."""
        spent: dict[str, list[int]] = defaultdict(list)
        for row in self.rows:
            if row.group.totals.won:
                spent[row.body.level].append(row.group.totals.won)
        return [
            Kind(_(level.label), len(spent[level]), median(spent[level]) or 0)
            for level in Level
            if spent[level]
        ]

    @cached_property
    def finding(self) -> str:
        """Return who spends the most, and how much of the whole that is."""
        rows = [row for row in self.rows if row.group.totals.won]
        if not rows:
            return ""
        first, whole = rows[0], sum(row.group.totals.won for row in rows)
        share = share_of(first.group.totals.won, whole) or 0
        words = _(
            "확정된 총사업비가 가장 많은 곳은 %(body)s(%(won)s, 전체의 %(share).1f%%)입니다."
        )
        return words % {
            "body": say_place(first.body.full_name),
            "won": say_won(first.group.totals.won),
            "share": share,
        }

    @property
    def headings(self) -> list[str]:
        """Return the headings of the file."""
        return [_("코드"), _("지자체"), *group_headings()]

    def lines(self) -> Iterator[list[Cell]]:
        """Yield every body."""
        for row in self.rows:
            yield [row.body.code, row.body.full_name, *group_cells(row.group, self.year)]
