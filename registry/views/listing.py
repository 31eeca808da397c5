"""사업 찾기: what the list page shows, worked out from its address."""

from collections.abc import Iterable
from functools import cached_property

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.bitmaps import (
    Index,
    current,
    selected,
    sum_of_totals,
    sum_of_year,
)
from registry.facets import (
    Chip,
    Counts,
    Facet,
    Nothing,
    Option,
    chips,
    count,
    facets,
    following,
    origin_names,
    own_office,
)
from registry.filters import Address, ProjectFilter
from registry.filters.projects import PAGE_SIZES, SORTS
from registry.querysets import TotalSum, YearSum
from registry.views.heads import Head, heads
from registry.views.keeping import kept
from registry.views.rows import CountedPaginator, InOrder, mark_twins

PRINTED = 500  # rows on paper at most: some forty sheets
_DETAILS = ("amount", "status", "from", "to", "dept")


class Listing:
    """One list: its rows and the words and numbers around them, each asked for once."""

    def __init__(self, request: HttpRequest) -> None:
        self.asked = ProjectFilter(request.GET)
        self.address = Address.of(request.GET)
        self.path, self._request = request.path, request
        self.wanted_page = request.GET.get("page", "1").strip()
        self.printed = request.GET.get("print") == "1"

    @cached_property
    def index(self) -> Index:
        """Return the answers of all projects, as bits."""
        return current()

    @cached_property
    def bits(self) -> int:
        """Return the bits of the projects asked for."""
        return selected(self.index, self.asked)

    @cached_property
    def totals(self) -> TotalSum:
        """Return the sum of totals and what it leaves out."""
        return sum_of_totals(self.index, self.bits)

    @cached_property
    def year(self) -> int | None:
        """Return the year whose money is summed: the one that is asked for, if it is one."""
        return self.asked.years[0] if len(self.asked.years) == 1 else None

    @cached_property
    def year_sum(self) -> YearSum | None:
        """Return the sum of one year's money."""
        return sum_of_year(self.index, self.bits, self.year) if self.year else None

    @cached_property
    def page(self) -> Page:
        """Return the page asked for, or the last one."""
        per = PRINTED if self.printed else self.asked.per
        rows = InOrder(self.index, self.asked, self.bits)
        pages = CountedPaginator(rows, per, self.totals.count)
        page = pages.page(1 if self.printed else min(self._page_number, pages.num_pages))
        for project in page.object_list:
            project.year_won = project.won_of_year(self.year) if self.year else None
        mark_twins(page.object_list, self.index)
        return page

    @property
    def _page_number(self) -> int:
        return _number(self.wanted_page) or 1

    @property
    def is_past_the_end(self) -> bool:
        """Return whether a page after the last was asked for."""
        return not self.printed and self._page_number > self.page.paginator.num_pages

    @cached_property
    def counts(self) -> Counts:
        """Return the number beside each answer."""
        return count(self.asked, self.index)

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """Return the questions that are answered by choosing."""
        return facets(self.asked, self.counts)

    @property
    def own_office(self) -> Option:
        """Return the answer that keeps what the chosen bodies lead themselves."""
        return own_office(self.asked, self.counts)

    @property
    def following(self) -> Option | None:
        """Return the answer that adds what went into the chosen bodies."""
        return following(self.asked, self.counts)

    @property
    def added(self) -> str:
        """Return the names of the bodies that are added to the chosen ones, if any are."""
        return self._origins(self.asked.origins)

    @property
    def added_divided(self) -> str:
        """Return which of them went in only in part, and are there as a whole nonetheless."""
        return self._origins(code for code, whole in self.asked.origins.items() if not whole)

    def _origins(self, codes: Iterable[str]) -> str:
        return origin_names(self.asked, codes) if "follow" in self.asked.asked else ""

    @cached_property
    def chips(self) -> list[Chip]:
        """Return the conditions in force."""
        return chips(self.asked, self.address)

    @property
    def read_otherwise(self) -> str:
        """Return the words that are searched for where they are not those that were typed."""
        return ", ".join(self.asked.read_otherwise)

    @cached_property
    def nothing(self) -> Nothing | None:
        """Return why nothing was found, if nothing was."""
        return None if self.totals.count else Nothing(self.asked, self.address)

    @cached_property
    def errors(self) -> list[tuple[str, str, str]]:
        """Return (key, label, sentence) of what could not be understood."""
        found = self.asked.refusals
        if not _number(self.wanted_page):
            found.append(("page", _("쪽"), _("쪽 번호는 1부터 세는 숫자로 적어 주세요.")))
        return found

    @property
    def wrong(self) -> dict[str, str]:
        """Return the sentence for each condition that could not be understood."""
        return {key: message for key, _label, message in self.errors}

    @property
    def details_are_open(self) -> bool:
        """Return whether a condition behind 자세한 조건 is set or wrong."""
        return any(key in _DETAILS for key in [*self.asked.asked, *self.wrong])

    @property
    def typed(self) -> dict[str, str]:
        """Return what was typed into the text fields, right or wrong."""
        return dict(self.address.pairs)

    @property
    def cities_chosen(self) -> list[str]:
        """Return the lineages of the chosen 시·군·구."""
        return self.asked.cities

    @property
    def one_region(self) -> bool:
        """Return whether the 시·군·구 on offer have short names, without 시·도 and Latin."""
        return not any(" " in option.label for option in self.facets["city"].options)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Return (value, label, chosen) of each order."""
        return [(key, str(label), key == self.asked.sort) for key, (label, _by) in SORTS.items()]

    @property
    def sizes(self) -> list[tuple[str, bool]]:
        """Return (value, chosen) of each size of a page."""
        return [(size, int(size) == self.asked.per) for size in PAGE_SIZES]

    @property
    def canonical(self) -> str:
        """Return the one address of this question, whatever the size of its pages and paper."""
        return f"{self.path}{self.address.without('per')}"

    @property
    def for_paper(self) -> str:
        """Return the address of the same list on one page, and so on paper."""
        return f"{self.whole}&print=1" if self.whole else "?print=1"

    @property
    def most_printed(self) -> int:
        """Return how many rows a page for paper holds."""
        return PRINTED

    @property
    def exceeds_paper(self) -> bool:
        """Return whether the list is longer than what is printed of it."""
        return self.totals.count > PRINTED

    @property
    def heads(self) -> dict[str, Head]:
        """Return the heads by which the list can be ordered; paper has none."""
        return {} if self.printed else heads(self.asked, self.address)

    @property
    def whole(self) -> str:
        """Return the conditions and the order, for a file that holds every page."""
        return str(self.address.without("page", "per"))

    @property
    def conditions(self) -> str:
        """Return the conditions alone, for what is no list."""
        return str(self.address.without("sort", "page", "per"))

    @property
    def permanent(self) -> str:
        """Return the address to cite: exactly the conditions, whole."""
        return self._request.build_absolute_uri(f"{self.path}{self.conditions}")

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """Return (number, address) of the pages to offer; None stands for those between."""
        pages = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2)
        return [
            (number, str(self.address.having("page", str(number))))
            if isinstance(number, int)
            else (None, "")
            for number in pages
        ]

    @property
    def previous(self) -> str:
        """Return the address of the page before."""
        return str(self.address.having("page", str(self.page.number - 1))) or "?"

    @property
    def next(self) -> str:
        """Return the address of the page after."""
        return str(self.address.having("page", str(self.page.number + 1)))

    @property
    def joined_count(self) -> int:
        """Return how many projects the chosen 시·군·구 only take part in."""
        return self.counts["joined"]["yes"] if self.cities_chosen else 0


def _number(text: str) -> int:
    """Return the number of a page, 0 for what is none; no list is longer than nine digits."""
    return int(text[:9]) if text.isdecimal() else 0


def without_empty(request: HttpRequest) -> HttpResponseRedirect | None:
    """Return the redirect to the same question without its empty parameters, if it has any."""
    if all(value.strip() for _key, values in request.GET.lists() for value in values):
        return None
    return HttpResponseRedirect(f"{request.path}{Address.of(request.GET)}")


@require_safe
@kept
def projects(request: HttpRequest) -> HttpResponse:
    """Show the projects asked for, how many they are and what they cost."""
    if redirect := without_empty(request):
        return redirect
    return render(request, "registry/projects.html", {"listing": Listing(request)})
