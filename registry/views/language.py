"""English for readers: chosen by a link, kept in a cookie, under the same addresses.

Neither the clerks' door nor what machines read ever follows the cookie, and nobody's browser
chooses: who never asked reads Korean.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language, override

from registry.language import ENGLISH, KOREAN

_CHOICES = {KOREAN: "한국어", ENGLISH: "English"}
_FOR_MACHINES = re.compile(r"/api/|.*\.[a-z]+$")  # projects.csv, sitemap.xml

Answer = Callable[[HttpRequest], HttpResponse]


def speaking(get_response: Answer) -> Answer:
    """Answer in the language that was chosen on the public site (middleware)."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not _has_a_choice(request):
            return get_response(request)
        if (asked := _asked_for(request)) and request.method in {"GET", "HEAD"}:
            return _remembering(request, asked)
        chosen = _remembered(request)
        with override(chosen):
            response = get_response(request)
        response.headers["Content-Language"] = chosen
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def other_language(request: HttpRequest) -> dict[str, object]:
    """Give every template the link to the other language; none where there is no choice."""
    if not _has_a_choice(request):
        return {}
    code = KOREAN if get_language() == ENGLISH else ENGLISH
    address = f"?{'&'.join([*_others(request), f'lang={code}'])}"
    return {"other_language": {"code": code, "name": _CHOICES[code], "address": address}}


def _has_a_choice(request: HttpRequest) -> bool:
    path = request.path_info
    return not path.startswith(reverse("admin:index")) and not _FOR_MACHINES.match(path)


def _asked_for(request: HttpRequest) -> str:
    """Return the language that the address asks for, '' if none."""
    return next((code for code in _CHOICES if f"lang={code}" in _pairs(request)), "")


def _others(request: HttpRequest) -> list[str]:
    """Return the rest of the query as it was sent: too long a one is the view's to refuse."""
    return [pair for pair in _pairs(request) if pair and not pair.startswith("lang=")]


def _pairs(request: HttpRequest) -> list[str]:
    return str(request.META.get("QUERY_STRING", "")).split("&")


def _remembered(request: HttpRequest) -> str:
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return ENGLISH if kept == ENGLISH else KOREAN


def _remembering(request: HttpRequest, chosen: str) -> HttpResponse:
    """Lead to the same address without the choice; Korean needs no cookie."""
    rest = "&".join(_others(request))
    path = escape_leading_slashes(escape_uri_path(request.path))
    response = HttpResponseRedirect(f"{path}?{rest}" if rest else path)
    age = settings.LANGUAGE_COOKIE_AGE if chosen == ENGLISH else 0
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=age,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    add_never_cache_headers(response)
    return response
