"""큰 사업: where the money sits, the biggest exact totals of the selection."""

from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.xlsx import Cell
from registry.bitmaps import by_total, in_place, outside_larger
from registry.language import say_won
from registry.models import Project
from registry.notation.codes import Certainty, Funding
from registry.statistics.table import SHOWN, Table, share_of


class LargestTable(Table):
    """The twenty biggest, a part of a larger project not beside it."""

    name = "largest"
    title = gettext_lazy("큰 사업")
    template = "registry/stats/largest.html"

    @cached_property
    def rows(self) -> list[Project]:
        """Return the biggest projects whose total is exact."""
        exact = self.index.of("amount", Certainty.EXACT)
        keys = by_total(self.index, outside_larger(self.index, self.bits) & exact, 0, SHOWN)
        return in_place(Project.objects.for_listing().prefetch_related("funding"), keys)

    @property
    def scale(self) -> int:
        """Return the won at which a bar is full: the biggest project's."""
        return max((project.total_won or 0 for project in self.rows), default=0)

    @property
    def list_address(self) -> str:
        """Return the list from which these are the first."""
        return str(self.address.having("amount", "exact"))

    @cached_property
    def finding(self) -> str:
        """Return which is the biggest, and how much of all exact totals it is."""
        if not self.rows or not self.totals.won:
            return ""
        first = self.rows[0]
        return _("가장 큰 사업은 ‘%(name)s’(%(won)s, 확정된 전체의 %(share).1f%%)입니다.") % {
            "name": first.name,
            "won": say_won(first.total_won or 0),
            "share": share_of(first.total_won or 0, self.totals.won) or 0,
        }

    @property
    def headings(self) -> list[str]:
        """Return the headings of the file."""
        return [
            _("사업 번호"), _("사업명"), _("지자체"), _("담당 부서"), _("회계연도"),
            _("총사업비(원)"), _("국비(원)"),
        ]  # fmt: skip

    def lines(self) -> Iterator[list[Cell]]:
        """Yield the projects of the page; the list's own file has all."""
        for one in self.rows:
            national = one.breakdown().parts.get(Funding.NATIONAL)
            office = str(one.department or one.department_text)
            yield [
                one.number, one.name, one.owner.full_name,
                office, one.fiscal_year, one.total_won, national,
            ]  # fmt: skip
