"""What a municipality's page shows of one year: budget, projects, whose money, who is below."""

from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from django.db.models import Count, F, Prefetch, Q, Sum
from django.http import QueryDict
from django.utils import timezone

from registry.bitmaps import (
    breakdown,
    by_total,
    current,
    in_place,
    keys_of,
    led_by,
    only_joined_by,
    outside_larger,
    selected,
    sum_of_totals,
    sum_of_year,
)
from registry.filters import Address, ProjectFilter
from registry.filters.bodies import Bodies
from registry.models import (
    AnnualBudget,
    Citation,
    Department,
    Municipality,
    Project,
)
from registry.notation.codes import Certainty, Level
from registry.notation.ladder import Breakdown
from registry.querysets import TotalSum, YearSum
from registry.statistics import Peers, Standing, YearTable, peers_of, standing_of
from registry.views.rows import for_rows

_LARGEST = 5


@dataclass(frozen=True, slots=True)
class Below:
    """A body below a 시·도: how many projects it leads, how many others it takes part in."""

    body: Municipality
    n: int
    joined: int


class Profile:
    """What a municipality's page shows of one fiscal year, each asked for once."""

    def __init__(self, body: Municipality, wanted: str, *, follow: bool = False) -> None:
        self.body, self.wanted = body, normalize("NFKC", wanted).strip()  # ２０１３ is 2013
        self.past = list(Municipality.objects.gone_into(body).order_by("code"))
        self.follows = follow and bool(self.past)
        self.bodies = [body, *self.past] if self.follows else [body]
        self.lineages = [one.lineage for one in self.bodies]
        self.register, self.index = Bodies.load(), current()

    @property
    def past_names(self) -> str:
        """Return the names of the bodies that went into this one."""
        return ", ".join(one.full_name for one in self.past)

    @property
    def divided_names(self) -> str:
        """Return which of them went elsewhere too."""
        return ", ".join(one.full_name for one in self.past if not one.whole)  # type: ignore[attr-defined]

    @property
    def other_way(self) -> str:
        """Return this page with its past, or without it where it is followed."""
        year = [("year", self.wanted)] if self.wanted and not self.lacks_year else []
        return str(Address(year if self.follows else [*year, ("follow", "1")])) or "?"

    @cached_property
    def years(self) -> list[int]:
        """Return the years of which there is anything, the newest first."""
        mine = self._led | self._joined
        found = {year for year, bits in self.index.answers("year").items() if mine & bits}
        return sorted(found | self._registered, reverse=True)

    @cached_property
    def _registered(self) -> set[int]:
        """Return the years in which projects were registered or of which there is a budget."""
        budgets = AnnualBudget.objects.filter(municipality__lineage__in=self.lineages).order_by()
        mine, registered = self._led | self._joined, self.index.answers("registered")
        found = {year for year, bits in registered.items() if mine & bits}
        return found.union(budgets.values_list("fiscal_year", flat=True))

    @cached_property
    def _led(self) -> int:
        """Return the bits of what the bodies own."""
        return led_by(self.index, self.register, self.lineages)

    @cached_property
    def _joined(self) -> int:
        """Return the bits of what they take part in without owning it."""
        return only_joined_by(self.index, self.register, self.lineages)

    @property
    def year(self) -> int:
        """Return the year asked for, or the newest; 0 where there is none at all.

        The newest is one of registration: money planned years ahead does not hide today's.
        """
        if self.wanted.isdecimal() and int(self.wanted[:9]) in self.years:
            return int(self.wanted[:9])
        return max(self._registered, default=0)

    @property
    def lacks_year(self) -> bool:
        """Return whether a year was asked for of which there is nothing."""
        return bool(self.wanted) and str(self.year) != self.wanted

    def of_year(self, bits: int) -> int:
        """Keep what the list finds under this year."""
        return bits & self.index.of("year", self.year)

    @cached_property
    def own(self) -> int:
        """Return the bits of what the body itself owns; joint projects stand apart."""
        return self.of_year(self._led)

    @cached_property
    def totals(self) -> TotalSum:
        """Return the sum of totals and what it leaves out."""
        return sum_of_totals(self.index, self.own)

    @cached_property
    def year_sum(self) -> YearSum:
        """Return the sum of the year's money."""
        return sum_of_year(self.index, self.own, self.year)

    @cached_property
    def breakdown(self) -> Breakdown:
        """Return the exact totals by source."""
        return breakdown(self.index, self.own)

    @cached_property
    def largest(self) -> list[Project]:
        """Return the biggest projects whose total is exact."""
        keys = by_total(self.index, self._exact, 0, _LARGEST)
        return in_place(for_rows(Project.objects.order_by()), keys)

    @property
    def _exact(self) -> int:
        return self.own & self.index.of("amount", Certainty.EXACT)

    @property
    def _summed(self) -> int:
        """Return the bits of what a sum takes: exact, and not inside a larger project."""
        return outside_larger(self.index, self.own) & self._exact

    @property
    def scale(self) -> int:
        """Return the won at which a bar is full: the biggest project's."""
        return max((project.total_won or 0 for project in self.largest), default=0)

    @cached_property
    def joined(self) -> list[Project]:
        """Return what the body takes part in and others own."""
        joined = keys_of(self.of_year(self._joined))
        return list(for_rows(Project.objects.filter(pk__among=joined)).order_by("number"))

    @cached_property
    def joined_totals(self) -> TotalSum:
        """Return the sum over the joint projects, which are no one body's money."""
        return sum_of_totals(self.index, self.of_year(self._joined))

    @cached_property
    def departments(self) -> list[Department]:
        """Return the departments with what they run this year, the IT lead first."""
        own, exact, summed = (
            Q(projects__pk__among=keys_of(bits)) for bits in (self.own, self._exact, self._summed)
        )
        departments = Department.objects.published().filter(
            municipality__lineage__in=self.lineages
        )
        return list(
            departments.select_related("parent", "municipality")
            .annotate(
                n=Count("projects", filter=own),
                won=Sum("projects__total_won", filter=summed),
                inside=Count("projects", filter=exact) - Count("projects", filter=summed),
            )
            .order_by("-leads_it", "-n", "parent__name", "name")
        )

    @cached_property
    def without_department(self) -> dict[str, int | None]:
        """Return how many projects name no department, and the sum of their exact totals."""
        exact = Q(total_certainty=Certainty.EXACT)
        summed = Q(pk__among=keys_of(self._summed))
        nameless = Project.objects.filter(pk__among=keys_of(self.own), department__isnull=True)
        return nameless.order_by().aggregate(
            n=Count("pk"),
            won=Sum("total_won", filter=summed),
            inside=Count("pk", filter=exact) - Count("pk", filter=summed),
        )

    @cached_property
    def budgets(self) -> list[AnnualBudget]:
        """Return the year's budgets with their departments and sources."""
        citations = Citation.objects.select_related("source")
        budgets = AnnualBudget.objects.filter(
            municipality__lineage__in=self.lineages, fiscal_year=self.year
        )
        return list(
            budgets.select_related("municipality").prefetch_related(
                "departments__parent", Prefetch("citations", citations)
            )
        )

    @cached_property
    def kin(self) -> Peers | None:
        """Return the body among its kind; with its past it is no longer one of them."""
        if self.follows:
            return None
        return peers_of(self.index, self.register, self.body.lineage, self.year)

    @cached_property
    def standing(self) -> Standing:
        """Return where the body's share of its budget stands among those of its level."""
        return standing_of(self.body, self.year)

    @cached_property
    def below(self) -> list[Below]:
        """Return the bodies below as they were called in the year, with what they lead."""
        if self.body.level != Level.SIDO:
            return []
        bodies = Municipality.objects.local_governments().filter(region__in=self.lineages)
        bodies = bodies.valid_in(self.year or timezone.localdate().year).exclude(level=Level.SIDO)
        bodies = bodies.order_by(F("valid_from").asc(nulls_first=True))
        latest = {body.lineage: body for body in bodies}  # the newest name of the year
        below = (Below(body, *self._counts(lineage)) for lineage, body in latest.items())
        return sorted(below, key=lambda one: one.body.code)

    def _counts(self, lineage: str) -> tuple[int, int]:
        """Return how many projects of the year a body leads, and only takes part in."""
        led = led_by(self.index, self.register, [lineage])
        joined = only_joined_by(self.index, self.register, [lineage])
        return self.of_year(led).bit_count(), self.of_year(joined).bit_count()

    @property
    def below_count(self) -> int:
        """Return how many projects the bodies below lead."""
        return sum(one.n for one in self.below)

    @property
    def list_address(self) -> str:
        """Return the conditions under which the list shows the same projects."""
        return str(self._own_list.having("year", str(self.year)))

    @property
    def _own_list(self) -> Address:
        """Return the conditions under which the list shows what it owns, of whatever year."""
        key = "region" if self.body.level == Level.SIDO else "city"
        return Address([(key, self.body.lineage), ("office", "1"), *self._following])

    @cached_property
    def by_year(self) -> YearTable:
        """Return the statistic of years of what the body owns; the oldest are left to it."""
        asked = self._filter(str(self._own_list))
        return YearTable(asked, self._own_list, self.index)

    @property
    def whole_address(self) -> str:
        """Return the conditions under which the list shows the bodies below, too."""
        asked = [("year", str(self.year)), ("region", self.body.lineage)]
        return str(Address([*asked, *self._following]))

    @property
    def whole_count(self) -> int:
        """Return how many projects that list finds."""
        return selected(self.index, self._filter(self.whole_address)).bit_count()

    def _filter(self, address: str) -> ProjectFilter:
        return ProjectFilter(QueryDict(address.lstrip("?")), bodies=self.register)

    @property
    def cited(self) -> str:
        """Return the conditions of this page, its year written out: the newest will be another."""
        return str(Address([("year", str(self.year)), *self._following]))

    @property
    def _following(self) -> list[tuple[str, str]]:
        return [("follow", "1")] if self.follows else []
