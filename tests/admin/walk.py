"""Every address of the admin, and every way to act on a list, as the site itself names them."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, reverse

from registry.models import User

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
# Reference data is open to all staff; what is asked of a stranger elsewhere does not hold here.
OPEN = {"municipality"}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield every route below a resolver."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def admin_routes() -> list[str]:
    """Return the routes of the admin, but for the one that catches the rest."""
    door = next(p for p in get_resolver().url_patterns if str(p.pattern) == "admin/")
    return [route for route in routes(door, "/admin/") if not route.endswith("$")]


def addresses(theirs: dict) -> Iterator[tuple[str, int | None]]:
    """Yield every address, filled in with each of their rows that it can lead to."""
    for route in admin_routes():
        names = ARGUMENT.findall(route)
        if not names:
            yield route, None
        for row in rows_for(route, names, theirs) if names else []:
            yield filled(route, row), row.pk


def shared_addresses(row: Any) -> Iterator[str]:
    """Yield every address of a row of reference data, which all staff may look at."""
    for route in admin_routes():
        if f"/{row._meta.model_name}/" in route and ARGUMENT.search(route):
            yield filled(route, row)


def filled(route: str, row: Any) -> str:
    """Return a route with a row's key in its place, and its latest version where one is asked."""
    if "version" in ARGUMENT.findall(route):
        route = re.sub("<int:version>", str(row.history.latest().pk), route)
    return ARGUMENT.sub(str(row.pk), route)


def rows_for(route: str, names: list[str], theirs: dict) -> list:
    """Return the rows that the arguments of a route stand for."""
    if names == ["batch"]:
        return theirs["importbatch"]
    if names == ["saved"]:
        return theirs["savedfilter"]
    model = route.removeprefix("/admin/").split("/")[1] if route.count("/") > 3 else ""
    if model in OPEN or names == ["content_type_id", "object_id"] or "app_label" in route:
        return []
    assert model in theirs, f"{route}: say in `theirs` what {names} stands for"
    return theirs[model]


def request_of(user: User) -> Any:
    """Return what a page is asked with when `user` opens it."""
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def list_actions(user: User) -> Iterator[tuple[str, str]]:
    """Yield the address of every list with the name of every action that `user` is offered."""
    for model, model_admin in admin.site._registry.items():
        address = reverse(f"admin:registry_{model._meta.model_name}_changelist")
        for name in model_admin.get_actions(request_of(user)):
            yield address, name
