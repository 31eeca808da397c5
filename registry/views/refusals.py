"""A form that came from a page older than the sign-in: offered once more, nothing lost."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING
from django.shortcuts import render


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form whose token is not of this sign-in.

    A clerk who signed in again in another window sends the old window's form: it came from our
    own page, so its contents are shown to be sent again. From elsewhere it is only refused.
    """
    ours = _is_from_here(request) and not reason.startswith(REASON_CSRF_TOKEN_MISSING)
    kept = [
        (name, value)
        for name, values in (request.POST.lists() if ours else [])
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    context = {"kept": kept, "has_files": ours and bool(request.FILES)}
    return render(request, "registry/send_again.html", context, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that the page that sent it is of this site."""
    origin = urlsplit(request.headers.get("Origin") or "")
    return bool(origin.netloc) and origin.netloc == request.get_host()
