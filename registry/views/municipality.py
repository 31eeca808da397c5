"""One municipality: its budget for IT, its projects, whose money, and what stands below it."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from unicodedata import normalize

from django.db.models import Count, F, Prefetch, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.filters import Address
from registry.filters.funding import breakdown_of
from registry.models import (
    AnnualBudget,
    Citation,
    Department,
    FundingSource,
    Municipality,
    Project,
)
from registry.notation.codes import Certainty, Level
from registry.notation.ladder import Breakdown
from registry.querysets import ProjectQuerySet, TotalSum, YearSum
from registry.statistics import Peers, peers_of
from registry.views.keeping import kept
from registry.views.listing import for_rows

_LARGEST = 5


@dataclass(frozen=True, slots=True)
class Below:
    """A body below a 시·도, and how many projects it leads."""

    body: Municipality
    n: int


class Profile:
    """What a municipality's page shows of one fiscal year, each asked for once."""

    def __init__(self, body: Municipality, wanted: str, *, follow: bool = False) -> None:
        self.body, self.wanted = body, normalize("NFKC", wanted).strip()  # ２０１３ is 2013
        self.published = Project.objects.published()
        self.past = list(Municipality.objects.gone_into(body).order_by("code"))
        self.follows = follow and bool(self.past)
        self.bodies = [body, *self.past] if self.follows else [body]
        self.lineages = [one.lineage for one in self.bodies]

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
        money = FundingSource.objects.filter(project__in=self._led_or_joined.values("pk"))
        found = money.order_by().values_list("fiscal_year", flat=True).distinct()
        return sorted(self._registered.union(year for year in found if year), reverse=True)

    @cached_property
    def _registered(self) -> set[int]:
        """Return the years in which projects were registered or of which there is a budget."""
        budgets = AnnualBudget.objects.filter(municipality__lineage__in=self.lineages).order_by()
        found = self._led_or_joined.values_list("fiscal_year").union(
            budgets.values_list("fiscal_year")
        )
        return {year for (year,) in found}

    @property
    def _led_or_joined(self) -> ProjectQuerySet:
        joined = self.published.joined_by(*self.bodies).order_by().values("pk")
        own = Q(owner__lineage__in=self.lineages)
        return self.published.filter(own | Q(pk__in=joined)).order_by()

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

    def of_year(self, projects: ProjectQuerySet) -> ProjectQuerySet:
        """Keep what the list finds under this year."""
        money = Q(funding__fiscal_year=self.year)
        keys = projects.filter(Q(fiscal_year=self.year) | money).order_by().values("pk")
        return self.published.filter(pk__in=keys)

    @cached_property
    def own(self) -> ProjectQuerySet:
        """Return what the body itself owns; joint projects stand apart."""
        return self.of_year(self.published.led_by(*self.bodies))

    @cached_property
    def totals(self) -> TotalSum:
        """Return the sum of totals and what it leaves out."""
        return self.own.sum_of_totals()

    @cached_property
    def year_sum(self) -> YearSum:
        """Return the sum of the year's money."""
        return self.own.sum_of_year(self.year)

    @cached_property
    def breakdown(self) -> Breakdown:
        """Return the exact totals by source."""
        return breakdown_of(self.own)

    @cached_property
    def largest(self) -> list[Project]:
        """Return the biggest projects whose total is exact."""
        return list(for_rows(self.own.exact()).order_by("-total_won", "number")[:_LARGEST])

    @property
    def scale(self) -> int:
        """Return the won at which a bar is full: the biggest project's."""
        return max((project.total_won or 0 for project in self.largest), default=0)

    @cached_property
    def joined(self) -> list[Project]:
        """Return what the body takes part in and others own."""
        joined = self.of_year(self.published.joined_by(*self.bodies))
        return list(for_rows(joined).order_by("number"))

    @cached_property
    def joined_totals(self) -> TotalSum:
        """Return the sum over the joint projects, which are no one body's money."""
        return self.of_year(self.published.joined_by(*self.bodies)).sum_of_totals()

    @cached_property
    def departments(self) -> list[Department]:
        """Return the departments with what they run this year, the IT lead first."""
        own = Q(projects__in=self.own.values("pk"))
        exact = Q(projects__in=self.own.exact().values("pk"))
        summed = Q(projects__in=self.own.outside_larger().exact().values("pk"))
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
        summed = Q(pk__in=self.own.outside_larger().exact().values("pk"))
        nameless = self.own.filter(department__isnull=True).order_by()
        return nameless.aggregate(
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
        return None if self.follows else peers_of(self.body.lineage, self.year)

    @cached_property
    def peers(self) -> list[AnnualBudget]:
        """Return the budgets of bodies of the same level in the year, the highest share first."""
        budgets = AnnualBudget.objects.filter(
            municipality__level=self.body.level, fiscal_year=self.year
        ).select_related("municipality")
        known = [budget for budget in budgets if budget.share is not None]
        return sorted(known, key=lambda budget: -(budget.share or 0))

    @property
    def _own_share(self) -> Decimal:
        """Return the body's share, 0 if it is not among its peers."""
        own = (peer.share for peer in self.peers if peer.municipality.lineage == self.body.lineage)
        return next(own, None) or Decimal(0)

    @property
    def rank(self) -> int:
        """Return the body's place among its peers, 0 if it has none; those alike share one."""
        own = self._own_share
        return 1 + sum((peer.share or 0) > own for peer in self.peers) if own else 0

    @property
    def is_lowest(self) -> bool:
        """Return whether no peer has a lower share, and some a higher."""
        return self.rank > 1 and self._own_share == self.peers[-1].share

    @cached_property
    def below(self) -> list[Below]:
        """Return the bodies below as they were called in the year, with what they lead."""
        if self.body.level != Level.SIDO:
            return []
        bodies = Municipality.objects.local_governments().filter(region__in=self.lineages)
        bodies = bodies.valid_in(self.year or timezone.localdate().year).exclude(level=Level.SIDO)
        bodies = bodies.order_by(F("valid_from").asc(nulls_first=True))
        latest = {body.lineage: body for body in bodies}  # the newest name of the year
        below = (Below(body, self._led[lineage]) for lineage, body in latest.items())
        return sorted(below, key=lambda one: one.body.code)

    @cached_property
    def _led(self) -> Counter[str]:
        """Return how many projects of the year each body below leads."""
        within = self.published.filter(owner__region__in=self.lineages)
        counted = self.of_year(within).order_by().values("owner__lineage").annotate(n=Count("pk"))
        return Counter(dict(counted.values_list("owner__lineage", "n")))

    @property
    def below_count(self) -> int:
        """Return how many projects the bodies below lead."""
        return sum(one.n for one in self.below)

    @property
    def list_address(self) -> str:
        """Return the conditions under which the list shows the same projects."""
        key = "region" if self.body.level == Level.SIDO else "city"
        asked = [("year", str(self.year)), (key, self.body.lineage), ("office", "1")]
        return str(Address([*asked, *self._following]))

    @property
    def whole_address(self) -> str:
        """Return the conditions under which the list shows the bodies below, too."""
        asked = [("year", str(self.year)), ("region", self.body.lineage)]
        return str(Address([*asked, *self._following]))

    @property
    def _following(self) -> list[tuple[str, str]]:
        return [("follow", "1")] if self.follows else []


@require_safe
@kept
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """Show a municipality; under a former code, lead to the present one."""
    bodies = Municipality.objects.select_related("parent")
    body = get_object_or_404(bodies.prefetch_related("successors", "predecessors"), code=code)
    if not body.is_local_government and body.parent:  # a 일반구 owns nothing: its city does
        return _moved(request, body.parent)
    if body.lineage != body.code:
        return _moved(request, get_object_or_404(Municipality, code=body.lineage))
    follow = request.GET.get("follow") == "1"
    profile = Profile(body, request.GET.get("year", ""), follow=follow)
    return render(request, "registry/municipality.html", {"body": body, "profile": profile})


def _moved(request: HttpRequest, body: Municipality) -> HttpResponsePermanentRedirect:
    """Lead to the page of another body, with the year that was asked for."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponsePermanentRedirect(f"{body.get_absolute_url()}{query}")
