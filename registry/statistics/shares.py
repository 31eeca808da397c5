"""총예산 대비: the budget of the IT lead beside the whole budget, computed and as stated."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.xlsx import Cell
from registry.filters import Address
from registry.language import say_place
from registry.models import AnnualBudget
from registry.notation.codes import Level
from registry.statistics.groups import FEWEST
from registry.statistics.paged import PagedTable
from registry.statistics.standing import one_of_each

_CONDITIONS = frozenset({"year", "region", "city"})


@dataclass(frozen=True, slots=True)
class Middle:
    """The share in the middle of the bodies of one level in one year, and of how many."""

    year: int
    label: str
    bodies: int
    share: Decimal


class ShareTable(PagedTable):
    """Annual budgets of the years and bodies that are asked for; other conditions do not apply."""

    name = "share"
    title = gettext_lazy("총예산 대비 정보화 총괄부서 예산 비율")
    template = "registry/stats/share.html"
    sums_totals = False

    @cached_property
    def ordered(self) -> list[AnnualBudget]:
        """Return the budgets, the newest year first, and of each kind the highest share."""
        budgets = AnnualBudget.objects.select_related("municipality")
        held = self.asked.asked
        if self.asked.years:
            budgets = budgets.filter(fiscal_year__in=self.asked.years)
        if self.asked.cities:
            budgets = budgets.filter(municipality__lineage__in=self.asked.cities)
        elif held.get("region"):
            budgets = budgets.filter(municipality__region__in=held["region"])
        return sorted(budgets, key=_place)

    @property
    def rows(self) -> list[AnnualBudget]:
        """Return the budgets of the page."""
        return list(self.page.object_list)

    @property
    def scale(self) -> Decimal:
        """Return the share at which a bar is full: the highest."""
        return max(
            (row.share for row in self.ordered if row.share is not None), default=Decimal(0)
        )

    @cached_property
    def compared(self) -> list[AnnualBudget]:
        """Return one budget of each body and year, in order: middles and counts are of bodies."""
        return sorted(one_of_each(self.ordered), key=_place)

    @property
    def leaves_budgets(self) -> bool:
        """Return whether some budget that is shown is beside another of its body."""
        return len(self.compared) < sum(row.share is not None for row in self.ordered)

    @cached_property
    def middles(self) -> list[Middle]:
        """Return the share in the middle of bodies of one kind, where there are enough of them."""
        shares: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
        for row in self.compared:
            shares[row.fiscal_year, row.municipality.level].append(row.share or Decimal(0))
        return [
            Middle(year, _(Level(level).label), len(found), median(found))
            for (year, level), found in shares.items()
            if len(found) >= FEWEST
        ]

    @property
    def fewest(self) -> int:
        """Return of how many bodies at least a share in the middle is told."""
        return FEWEST

    @property
    def applied(self) -> Address:
        """Return the conditions of years and bodies; a budget has no others."""
        return Address(pair for pair in self.address.pairs if pair[0] in _CONDITIONS)

    @property
    def others(self) -> bool:
        """Return whether conditions are set that do not apply here."""
        return str(self.applied) != str(self.address)

    @cached_property
    def finding(self) -> str:
        """Return whose share was the highest of each kind in the newest year that tells any.

        A 구 has few tasks of its own and was once set above every 도: 시·도 are compared with
        시·도 alone.
        """
        known = self.compared
        if not known:
            return ""
        newest = [row for row in known if row.fiscal_year == known[0].fiscal_year]
        kinds = [[row for row in newest if row.municipality.level == level] for level in Level]
        most = max(map(len, kinds))
        told = [_highest(rows) for rows in kinds if len(rows) > min(most - 1, 1)]
        words = _("%(year)d년 비율이 가장 높은 곳은 %(bodies)s입니다.")
        return words % {"year": known[0].fiscal_year, "bodies": ", ".join(told)}

    @property
    def headings(self) -> list[str]:
        """Return the headings of the file."""
        return [
            _("회계연도"), _("코드"), _("지자체"), _("예산 기준"), _("회계"), _("총괄부서"),
            _("총괄부서 예산(원)"), _("전체 예산(원)"), _("계산한 비율(%)"),
            _("자료에 적힌 비율(%)"), _("자료에 적힌 증가율(%)"), _("증가율이 가리키는 것"),
        ]  # fmt: skip

    def lines(self) -> Iterator[list[Cell]]:
        """Yield every budget, whatever page is shown."""
        prefetch_related_objects(self.ordered, "departments__parent")
        for row in self.ordered:
            yield [
                row.fiscal_year, row.municipality.code, row.municipality.full_name,
                str(row.get_basis_display()), row.account,
                ", ".join(map(str, row.departments.all())), row.it_won, row.whole_won,
                _number(row.share), _number(row.stated_share), _number(row.stated_growth),
                row.growth_of,
            ]  # fmt: skip


def _shown(row: AnnualBudget) -> str:
    """Return a share as pages show it: who has the same there has the same place."""
    return f"{row.share:.3f}"


def _highest(rows: list[AnnualBudget]) -> str:
    """Return who of one kind has the highest share, among how many, and how many share it."""
    first = rows[0]
    alike = sum(_shown(row) == _shown(first) for row in rows)
    body = say_place(first.municipality.full_name)
    if alike > 1:
        body = _("%(body)s 등 %(n)d곳") % {"body": body, "n": alike}
    kind = _(Level(first.municipality.level).label)
    said = {"kind": kind, "n": len(rows), "body": body, "share": _shown(first)}
    return _("%(kind)s %(n)d곳 가운데 %(body)s(%(share)s%%)") % said


def _place(row: AnnualBudget) -> tuple[int, bool, int, Decimal, str]:
    share, kind = row.share, list(Level).index(Level(row.municipality.level))
    untold = share is None
    return (-row.fiscal_year, untold, kind, -(share or Decimal(0)), row.municipality.code)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 4)
