"""재원별: whose money it is, overall and by type of project; 미공개 is a segment of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.xlsx import Cell
from registry.bitmaps import breakdown
from registry.language import say_won
from registry.notation.codes import Funding, ProjectType
from registry.notation.ladder import Breakdown
from registry.statistics.cells import group_cells, group_headings
from registry.statistics.groups import Group, groups
from registry.statistics.table import Table


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One type of project, and the list that shows it."""

    label: str
    group: Group
    address: str


class FundingTable(Table):
    """One bar for all, one for each type."""

    name = "funding"
    title = gettext_lazy("재원과 사업 유형")
    template = "registry/stats/funding.html"

    @cached_property
    def rows(self) -> list[TypeRow]:
        """Return a row for every type with projects, in the order of the code list."""
        found = groups(
            self.index,
            {kind.value: self.bits & self.index.of("type", kind) for kind in ProjectType},
            self.year,
        )
        return [
            TypeRow(_(kind.label), found[kind.value], self.of("type", kind.value))
            for kind in ProjectType
            if kind.value in found
        ]

    @cached_property
    def split(self) -> Breakdown:
        """Return the whole selection by source."""
        return breakdown(self.index, self.bits)

    @property
    def known(self) -> int:
        """Return how many projects say of some money whose it is."""
        return sum(row.group.known for row in self.rows)

    @cached_property
    def finding(self) -> str:
        """Return of how many projects the source is known, then what of it is the state's."""
        if not self.totals.count:
            return ""
        said = _("재원이 공개된 사업은 %(count)s건 가운데 %(known)s건입니다.") % {
            "count": f"{self.totals.count:,}",
            "known": f"{self.known:,}",
        }
        national = self.split.parts.get(Funding.NATIONAL, 0)
        if not national:
            return said
        return _("%(said)s 그 가운데 국비로 확인된 금액은 %(won)s입니다.") % {
            "said": said,
            "won": say_won(national),
        }

    @property
    def headings(self) -> list[str]:
        """Return the headings of the file."""
        return [_("사업 유형"), *group_headings()]

    def lines(self) -> Iterator[list[Cell]]:
        """Yield every type."""
        for row in self.rows:
            yield [row.label, *group_cells(row.group, self.year)]
