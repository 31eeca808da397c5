"""The clerk's desk, A1 and A2: every kind of admin page, and what writes, as two people ask them.

The superuser sees all bodies, the publisher of 경기도 that body and those below it.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from bench.asking import Asking, Wrong, page, signed_in, taken
from bench.saving import Form, Saving
from registry.bitmaps.flags import FLAGS
from registry.models import Membership, Municipality, Project, User
from registry.notation.codes import Publication, Role

PAGE, WRITING = 0.3, 1.0  # seconds that one may wait
MOST, SLOWEST = 500, 5
_LIST = "/admin/registry/project/"

Work = Callable[[], object]
Times = tuple[str, str, float, float]  # id, what, our seconds, the limit


class Step(NamedTuple):
    """What is asked, whether it writes, and what has to be done before, untimed."""

    what: str
    work: Work
    writes: bool = False
    before: Work = lambda: None


def pages() -> Iterator[Times]:
    """Yield the slowest pages of each person, and what each of their writings takes."""
    for who, user in (("all", _superuser()), ("경기도", _publisher())):
        timed = [(step, taken(step.work, before=step.before)) for step in _steps(user)]
        shown = sorted((one for one in timed if not one[0].writes), key=lambda one: -one[1])
        for place, (step, seconds) in enumerate(shown[:SLOWEST], start=1):
            yield "A1", f"{who}, {step.what} ({place} of {len(shown)})", seconds, PAGE
        for step, seconds in timed:
            if step.writes:
                yield "A2", f"{who}, {step.what}", seconds, WRITING


def _superuser() -> User:
    user, _made = User.objects.get_or_create(username="clerk", is_superuser=True, is_staff=True)
    return user


def _publisher() -> User:
    user, made = User.objects.get_or_create(username="publisher", is_staff=True)
    if made:
        body = Municipality.objects.filter(code__startswith="41", name="경기도").latest("pk")
        Membership.objects.create(
            user=user, municipality=body, role=Role.PUBLISHER, includes_below=True
        )
    return user


def _steps(user: User) -> Iterator[Step]:
    asking, drafts = signed_in(user), _drafts(user)
    for what, address in (_lists(user) | _of_one(drafts[0])).items():
        yield Step(what, page(asking, address))
    yield from _together(asking, drafts)
    saving = Saving(asking, drafts[0])
    yield Step("one save", saving.send, writes=True, before=saving.open)
    yield from _restoring(asking, drafts[0], saving)
    for many in (100, MOST):
        yield from _publishing(asking, drafts[:many])


def _drafts(user: User) -> list[Project]:
    found = Project.objects.publishable_by(user).filter(publication=Publication.DRAFT)
    drafts = list(found.order_by("pk")[:MOST])
    if not drafts:
        raise Wrong(f"There is no draft for {user.username}.")
    return drafts


def _lists(user: User) -> dict[str, str]:
    """Return the addresses of the first page, and of all lists and blank forms."""
    last = -(-Project.objects.readable_by(user).count() // 100)
    found = {
        "first page": "/admin/",
        "common word": f"{_LIST}?q=관제",
        "rare word": f"{_LIST}?q=홍수",
        "last page": f"{_LIST}?p={last}",
        "by number": f"{_LIST}?o=1",
        "completeness": "/admin/registry/completeness/",
        "carrying": f"{_LIST}carry/?{_carried(user)}",
    }
    found |= {f"flag {flag.code}": f"{_LIST}?flag={flag.code}" for flag in FLAGS}
    return found | _of_models(user)


def _carried(user: User) -> str:
    """Return the body and the year of what was registered for the latest year."""
    one = Project.objects.editable_by(user).latest("fiscal_year", "pk")
    return f"body={one.owner_id}&year={one.fiscal_year}"


def _of_models(user: User) -> dict[str, str]:
    """Return the lists and the blank forms that a person may open."""
    found = {}
    request: Any = type("Request", (), {"user": user, "GET": {}, "method": "GET"})()
    for model, model_admin in admin.site._registry.items():
        name = model._meta.model_name
        address = f"/admin/{model._meta.app_label}/{name}/"
        if model_admin.has_view_permission(request):
            found[f"list of {name}"] = address
        if model_admin.has_add_permission(request):
            found[f"blank {name}"] = f"{address}add/"
    return found


def _of_one(project: Project) -> dict[str, str]:
    """Return the addresses of what is asked of one project."""
    version = project.history.earliest("history_id")
    own = f"{_LIST}{project.pk}/"
    return {
        "form": f"{own}change/",
        "history": f"{own}history/",
        "version": f"{own}history/{version.pk}/",
        "before one is published": f"{own}publish/",
        "similar": f"/admin/registry/similar/?project={project.pk}",
        "similar, workbook": f"/admin/registry/similar.xlsx?project={project.pk}",
        "similar to a title": "/admin/registry/similar/?q=CCTV+통합관제센터+구축",
    }


def _together(asking: Asking, drafts: list[Project]) -> Iterator[Step]:
    """Yield the two pages before many projects are changed."""
    keys = [str(project.pk) for project in drafts]
    chosen = {ACTION_CHECKBOX_NAME: keys, "action": "edit_selected", "index": "0"}
    yield Step(f"values for {len(keys)}", _sent(asking, _LIST, chosen))
    asked = {"projects": ",".join(keys), "status": "done", "back": "", "reason": "잰다"}
    yield Step(f"before {len(keys)} change", _sent(asking, f"{_LIST}bulk-edit/", asked))


def _restoring(asking: Asking, project: Project, saving: Saving) -> Iterator[Step]:
    """Yield the restoring of the first version, after each time another save."""
    version = project.history.earliest("history_id")
    address = f"{_LIST}{project.pk}/history/{version.pk}/"
    boxes: dict[str, Any] = {}

    def prepare() -> None:
        saving.open()
        saving.send()
        shown = page(asking, address)()
        boxes.update(Form(shown.decode(), holding="opened").boxes, reason="잰다")

    yield Step("restoring", _sent(asking, address, boxes, moves=True), writes=True, before=prepare)


def _publishing(asking: Asking, drafts: list[Project]) -> Iterator[Step]:
    """Yield the look before many are published, and their publication."""
    keys = [project.pk for project in drafts]
    chosen = {ACTION_CHECKBOX_NAME: keys, "action": "publish_selected", "index": "0"}
    look = _sent(asking, _LIST, chosen)
    yield Step(f"before {len(keys)} are published", look)
    boxes: dict[str, Any] = {}

    def prepare() -> None:
        _take_back(keys)
        seen: Any = look()
        boxes.update(Form(seen.decode(), holding="seen").boxes, why="잰다", confirm="공개")

    publish = _sent(asking, _LIST, boxes, moves=True)
    yield Step(f"publishing {len(keys)}", publish, writes=True, before=prepare)
    _take_back(keys)


def _take_back(keys: list[int]) -> None:
    Project.objects.filter(pk__in=keys).update(publication=Publication.DRAFT, published_from=None)


def _sent(asking: Asking, address: str, boxes: dict[str, Any], moves: bool = False) -> Work:
    """Return the work of sending a form: a page comes back, or (`moves`) the way to one."""

    def send() -> bytes:
        status, _headers, body = asking.post(address, boxes)
        if not status.startswith("302" if moves else "200"):
            raise Wrong(f"{address}: {status}")
        return body

    return send
