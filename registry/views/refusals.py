"""A form that came from a page older than the sign-in: offered once more, nothing lost."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

_NOT_KEPT = {"csrfmiddlewaretoken", "sign_in_username"}


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
        if name not in _NOT_KEPT and "password" not in name
    ]
    context = {"kept": kept, "has_files": ours and bool(request.FILES)}
    if request.path.startswith(reverse("admin:index")):
        return _refuse_inside(request, context)
    return render(request, "registry/send_again.html", context, status=403)


def _refuse_inside(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Answer a clerk in the look of the admin.

    Where the sign-in is gone along with its token (the browser was closed, its cookies emptied),
    the form is sent on by the page that asks for name and password.
    """
    context = {**admin.site.each_context(request), **context, "inside": True}
    at_the_door = request.path in {reverse("admin:login"), reverse("admin:logout")}
    if context["kept"] and not (request.user.is_authenticated or at_the_door):
        context["title"] = _("다시 로그인")
        return render(request, "admin/sign_in_again.html", context, status=403)
    context["title"] = _("아직 보내지 않았습니다")
    return render(request, "admin/send_again.html", context, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that the page that sent it is of this site."""
    origin = urlsplit(request.headers.get("Origin") or "")
    return bool(origin.netloc) and origin.netloc == request.get_host()
