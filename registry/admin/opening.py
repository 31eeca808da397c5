"""다른 담당자가 연 사업: who else has a project open, said at its top; it locks nobody out."""

from time import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin

_MINUTE = 60
_TOLD_FOR = 15 * _MINUTE


class OpeningAdmin(ScopedAdmin):
    """Tells of two clerks on one form before the second save has to be settled."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Say who else opened the form for editing, and remember that this person did."""
        record = kwargs.get("obj")
        if record is not None and self.has_change_permission(request, record):
            context["opened_by"] = self._meet(request, record)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Forget who has saved: from now on their version is told by the collision."""
        place, found = self._opened(obj)
        if found.pop(person(request).pk, None):
            cache.set(place, found, _TOLD_FOR)
        return super().response_change(request, obj)

    def _meet(self, request: HttpRequest, record: Any) -> str:
        user, (place, found) = person(request), self._opened(record)
        others = [opened for key, opened in found.items() if key != user.pk]
        mine = (time(), user.get_full_name() or user.get_username())
        cache.set(place, {**found, user.pk: mine}, _TOLD_FOR)
        return _say(*max(others)) if others else ""

    def _opened(self, record: Any) -> tuple[str, dict[int, tuple[float, str]]]:
        """Return under which name it is kept, and who opened the record when, by their keys.

        The cache is of all workers. Of two openings in one moment it may keep one: nobody
        counts on it, a save looks at the database.
        """
        place = f"opened-{self.opts.model_name}-{record.pk}"
        since = time() - _TOLD_FOR
        kept: dict[int, tuple[float, str]] = cache.get(place) or {}
        return place, {key: opened for key, opened in kept.items() if opened[0] > since}


def _say(when: float, who: str) -> str:
    minutes = int(time() - when) // _MINUTE
    if not minutes:
        return _("다른 담당자(%(who)s)가 방금 이 사업을 열었습니다.") % {"who": who}
    said = _("다른 담당자(%(who)s)가 %(minutes)d분 전에 이 사업을 열었습니다.")
    return said % {"who": who, "minutes": minutes}
