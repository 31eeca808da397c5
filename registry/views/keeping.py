"""Public pages kept as they were sent, for as long as nothing they show was written.

What is kept is found by the mark of the data (``models.watching``), the day, the language and the
address, so that nothing has to be thrown away: another mark is another page. A browser that has
the page already is told so without anything being looked up but the mark.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from registry.models.watching import data_mark
from registry.version import code_version

View = Callable[..., HttpResponseBase]
_DAY = 24 * 60 * 60


def kept(view: View) -> View:
    """Return a view whose pages are kept; it must show everybody the same."""

    @wraps(view)
    def kept_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.KEEP_PAGES:
            return view(request, *args, **kwargs)
        key = _key(request, request.build_absolute_uri())
        tag = f'W/"{key}"'
        if tag in request.headers.get("If-None-Match", ""):
            return _marked(HttpResponseNotModified(), tag)
        response = caches["pages"].get(key)
        if response is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            caches["pages"].set(key, response, _DAY)
        return _marked(response, tag)

    return kept_view


def _marked(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    patch_cache_control(response, no_cache=True)  # a browser keeps it, and asks
    return response


def _key(request: HttpRequest, name: str) -> str:
    """Return by what something is kept: whatever could make it read otherwise is in it."""
    if not hasattr(request, "data_mark"):
        request.data_mark = data_mark()  # type: ignore[attr-defined]
    said = (
        request.data_mark,  # type: ignore[attr-defined]
        timezone.localdate(),
        get_language(),
        code_version(),
        *_told(),
        name,
    )
    return blake2b(repr(said).encode(), digest_size=20).hexdigest()


def _told() -> tuple[str, ...]:
    """Return what the operator of the site says of it."""
    return settings.SITE_OPERATOR_KIND, settings.SITE_OPERATOR_NAME, str(settings.SITE_DATA_TERMS)
