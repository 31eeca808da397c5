"""What a deletion would take along, without the names of what the person may not read."""

from collections import defaultdict
from collections.abc import Callable
from itertools import chain
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import ForeignKey, Model, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _

Deletion = tuple[list[Any], dict[str, int], set[str], list[Any]]


def describe_deletion(objs: Any, request: HttpRequest, site: AdminSite) -> Deletion:
    """Return what goes, how many, what may not go, and what holds it back."""
    objs = list(objs)
    if not objs:
        return [], {}, set(), []
    using = router.db_for_write(type(objs[0]))
    collector: Any = NestedObjects(using=using, origin=objs)
    collector.collect(objs)
    _look_up([*collector.protected, *chain(*collector.model_objs.values())], request, site)
    name = namer(request, site)
    counts = {
        str(model._meta.verbose_name_plural): len(rows)
        for model, rows in collector.model_objs.items()
        if not model._meta.auto_created
    }
    refused = {str(obj._meta.verbose_name) for obj in objs if not _may_go(obj, request, site)}
    protected = sorted({name(obj) for obj in collector.protected})
    return collector.nested(name), counts, refused, protected


def _look_up(records: list[Any], request: HttpRequest, site: AdminSite) -> None:
    """Ask once a kind, not once a record, for what names them and for who may name them."""
    kinds: dict[type[Model], list[Any]] = defaultdict(list)
    for record in records:
        kinds[type(record)].append(record)
    for model, like in kinds.items():
        known = [field.name for field in model._meta.fields if isinstance(field, ForeignKey)]
        prefetch_related_objects(like, *known)
        if site.is_registered(model):
            site.get_model_admin(model).look_up(request, like)  # type: ignore[attr-defined]


def namer(request: HttpRequest, site: AdminSite) -> Callable[[Any], str]:
    """Return the function that names a record to this person."""

    def name(obj: Model) -> str:
        kind = obj._meta.verbose_name
        if _may_be_named(obj, request, site):
            return f"{kind}: {obj}"
        return _("%(kind)s: 볼 권한이 없는 기록") % {"kind": kind}

    return name


def _may_be_named(obj: Model, request: HttpRequest, site: AdminSite) -> bool:
    if not site.is_registered(type(obj)):
        return True  # it hangs on a record that is checked itself
    return bool(site.get_model_admin(type(obj)).has_view_permission(request, obj))


def _may_go(obj: Model, request: HttpRequest, site: AdminSite) -> bool:
    return bool(site.get_model_admin(type(obj)).has_delete_permission(request, obj))
