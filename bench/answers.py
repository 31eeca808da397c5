"""What a list page answers, ours and the peer's: both have to say the same before any is timed."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.http import QueryDict
from django.test import RequestFactory

from bench.asking import Wrong
from bench.peer.views import ProjectList
from registry.notation.codes import Funding
from registry.views.listing import Listing

FACETS = ("type", "status", "amount", "region", "year", "city")


def same(query: str) -> None:
    """Raise Wrong where the peer answers a query of the list in another way."""
    equal(query, ours(query), peers(query))


def equal(query: str, found: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Raise Wrong where two answers are not the same."""
    for name, answer in found.items():
        if answer != theirs[name]:
            raise Wrong(f"{query}: {name}\n{answer}\n{theirs[name]}")


def ours(query: str) -> dict[str, Any]:
    """Return what our page answers."""
    listing = Listing(RequestFactory().get(f"/projects/?{query}&per=50"))
    return {
        "count": listing.totals.count,
        "won": listing.totals.won,
        "facets": {key: _said(listing.counts[key]) for key in FACETS},
        "fund": _said(listing.counts["fund"], {Funding.UNSTATED.value}),
        "rows": [project.number for project in listing.page],
    }


def peers(query: str) -> dict[str, Any]:
    """Return what the peer's page answers."""
    page = ProjectList()
    page.setup(RequestFactory().get(f"/peer/?{query}"))
    page.object_list = page.get_queryset()
    context = page.get_context_data()
    return {
        "count": context["paginator"].count,
        "won": context["won"],
        "facets": {key: _said(context["facets"][key]) for key in FACETS},
        "fund": _said(context["facets"]["fund"], {Funding.UNSTATED.value}),
        "rows": [project.number for project in context["object_list"]],
    }


def peer_address(query: str) -> str:
    """Return the address at which the peer answers a query of the list."""
    return f"/peer/?{query}"


def our_address(query: str) -> str:
    """Return the address at which we do, with as many rows on the page."""
    return f"/projects/?{QueryDict(f'{query}&per=50').urlencode()}"


def _said(counts: Mapping[str, int], but: Collection[str] = ()) -> Counter[str]:
    """Return the answers that at least one project has."""
    return Counter({key: n for key, n in counts.items() if n and key not in but})
