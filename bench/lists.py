"""The lists, L1 to L8, the admin, A1, A2 and S1: ``python -m bench.lists``; prints JSON.

Both sides of a ratio are asked in turn by one process, through the whole of Django.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peer.settings"
django.setup()

from django.contrib import admin  # noqa: E402 - after Django has started
from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import RequestFactory, override_settings  # noqa: E402

from bench import answers, desk, ideal  # noqa: E402
from bench.asking import Asking, Wrong, page, signed_in, taken  # noqa: E402
from bench.flat import flat, installed  # noqa: E402
from bench.patience import PATIENCE, OutOfPatience, patience  # noqa: E402
from bench.peer.urls import stock  # noqa: E402
from bench.saving import Saving  # noqa: E402
from registry.models import Project, User  # noqa: E402

Times = tuple[str, str, float, float]  # id, what, our seconds, the other's
Lines = Iterator[Times]
L1 = {"no condition": "", "one year": "year=2020", "one city": "city=41460"}
L3 = {"three conditions": "year=2020&region=41&status=done"}
L5 = {"no condition": "", "one state": "status=done", "a common word": "q=관제"}
L4 = {"L4 common": ("a common word", "q=관제"), "L4 rare": ("a rare word", "q=홍수")}


def main(only: str = "") -> None:
    """Measure all of it, or what bears a name (L for all lists), and print the times."""
    # A page that is nowhere kept is what the first reader after a change waits for.
    with override_settings(KEEP_PAGES=False):
        lines = [*_lists(only), *_admin(only)]
    lines += _kept(only)
    print(json.dumps(lines))


def _wanted(only: str, *names: str) -> bool:
    return only in {"", *names, *(name[0] for name in names)}


def _lists(only: str) -> Lines:
    asking = Asking()
    for name, scenarios in (("L1", L1), ("L3", L3)):
        for what, query in scenarios.items() if _wanted(only, name) else ():
            yield _beside(asking, f"{name} first", what, query)
    for name, (what, query) in L4.items() if _wanted(only, "L4") else ():
        yield _beside(asking, name, what, query)
    if _wanted(only, "L2"):
        yield _ideal(asking)
    if _wanted(only, "L5") and connection.vendor == "sqlite" and installed():
        yield from _flat(asking)
    if _wanted(only, "L6"):
        yield _last(asking)


def _beside(asking: Asking, name: str, what: str, query: str) -> Times:
    """Return our time and the peer's, who has given the same answers."""
    theirs, said = _theirs(asking, query)
    return (
        name,
        what + said,
        taken(page(asking, answers.our_address(query)), before=_write),
        theirs,
    )


def _theirs(asking: Asking, query: str) -> tuple[float, str]:
    """Return the time of the stock page, and what there is to say of it."""
    if PATIENCE:
        return _once(query)
    answers.same(query)
    return taken(page(asking, answers.peer_address(query))), ""


@cache
def _once(query: str) -> tuple[float, str]:
    """Return what the stock page's answers take without its template, or how long we waited."""
    ours, started = answers.ours(query), time.perf_counter()
    try:
        with patience(PATIENCE):
            theirs = answers.peers(query)
    except OutOfPatience:
        return PATIENCE, f" (theirs: no answer in {PATIENCE:.0f} s)"
    seconds = time.perf_counter() - started
    answers.equal(query, ours, theirs)
    return seconds, " (theirs: once, without its template)"


def _write() -> None:
    """Write one project, as an office does while others read."""
    first = Project.objects.published().order_by("pk")[:1]
    Project.objects.filter(pk__in=[project.pk for project in first]).update(status=F("status"))


def _ideal(asking: Asking) -> Times:
    if not ideal.agrees(answers.ours("")):
        raise Wrong("The ideal SQL answers something else.")
    ours = taken(page(asking, answers.our_address("")), before=_write)
    return "L2", "no condition", ours, taken(ideal.answer)


def _flat(asking: Asking) -> Lines:
    """Yield our times beside Datasette's, which has to find no more than we do."""
    with flat() as served:
        for what, query in L5.items():
            ours, theirs = answers.ours(query), served.answers(query)
            if query.startswith("q=") and theirs["count"] > ours["count"]:
                raise Wrong(f"{query}: Datasette finds {theirs['count']}.")
            if not query.startswith("q="):
                _equal(query, ours, theirs)
            found = f"{what}, {theirs['count']:,} of {ours['count']:,} found by it"
            taken_by_us = taken(page(asking, answers.our_address(query)), before=_write)
            yield "L5", found, taken_by_us, taken(served.page(query))


def _equal(query: str, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """See that both say the same; of what is asked for ours counts the other choices too."""
    facets = [one for one in ("status", "type") if not query.startswith(f"{one}=")]
    for said, told in (
        (ours["count"], theirs["count"]),
        *((dict(ours["facets"][one]), theirs[one]) for one in facets),
    ):
        if said != told:
            raise Wrong(f"{query}: {said}, Datasette {told}")


def _last(asking: Asking) -> Times:
    last = -(-Project.objects.published().count() // 50)
    first = taken(page(asking, answers.our_address("")))
    return "L6", "the last page", taken(page(asking, answers.our_address(f"page={last}"))), first


def _kept(only: str) -> Lines:
    """Yield what the second reader waits for, and one whose browser has the page."""
    asking = Asking()
    for what, query in L1.items() if _wanted(only, "L1") else ():
        ours = page(asking, answers.our_address(query))
        ours()
        theirs, said = _theirs(asking, query)
        yield "L1 kept", what + said, taken(ours), theirs
    if _wanted(only, "L7"):
        yield from _unchanged(asking)


def _unchanged(asking: Asking) -> Lines:
    address = answers.our_address("")
    first = taken(page(asking, address), before=caches["pages"].clear)
    _status, headers, _body = asking.get(address)
    again = page(asking, address, HTTP_IF_NONE_MATCH=headers["ETag"])
    if again() != b"":
        raise Wrong("A page that has not changed was sent again.")
    yield "L7", "kept by us", taken(page(asking, address)), first
    yield "L7", "kept by the browser", taken(again), first


def _admin(only: str) -> Lines:
    user, _made = User.objects.get_or_create(username="clerk", is_superuser=True, is_staff=True)
    asking = signed_in(user)
    for what, word in {"common": "관제", "rare": "홍수"}.items() if _wanted(only, "L8") else ():
        _finds_all(user, word)
        ours = taken(page(asking, f"/admin/registry/project/?q={word}"))
        yield f"L8 {what}", "admin search", ours, taken(_stock(asking, word))
    if _wanted(only, "S1"):
        saving = Saving(asking, Project.objects.filter(publication="draft").order_by("pk")[0])
        yield "S1", "one save in the admin", taken(saving.send, before=saving.open), 0
    if _wanted(only, "A1"):
        yield from desk.pages()


def _stock(asking: Asking, word: str) -> Callable[[], bytes]:
    return page(asking, f"/stock/registry/project/?q={word}")


def _finds_all(user: User, word: str) -> None:
    """Raise Wrong where the stock admin finds more; ours looks into what a project says too."""
    found = []
    for site in (admin.site, stock):
        request = RequestFactory().get("/", {"q": word})
        request.user = user
        found.append(site.get_model_admin(Project).get_changelist_instance(request).result_count)
    if found[0] < found[1]:
        raise Wrong(f"The admin finds {found[0]} projects of {word}, the stock one {found[1]}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
