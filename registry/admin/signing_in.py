"""A form sent after the sign-in ended: asked who it is, then sent on with all that was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

_USERNAME, _PASSWORD = "sign_in_username", "sign_in_password"
_OWN = (_USERNAME, _PASSWORD, "csrfmiddlewaretoken")


def sign_in_again(
    request: HttpRequest, context: dict[str, Any], go_on: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    """Ask for name and password beside what was sent, and answer it once they are right.

    A session ends after two hours, in the middle of a form; a redirect to the sign-in would
    throw away what was typed. Passwords and files do not travel: they are asked for again.
    """
    form = AdminAuthenticationForm(request, data=_given(request))
    if form.is_valid():
        login(request, form.get_user())
        request.POST = _without_own(request)
        return go_on(request)
    context |= {
        "title": _("다시 로그인"),
        "errors": [error for errors in form.errors.values() for error in errors],
        "kept": list(_kept(request)),
        "username": request.POST.get(_USERNAME, ""),
        "has_files": bool(request.FILES),
    }
    return TemplateResponse(request, "admin/sign_in_again.html", context, status=403)


def _given(request: HttpRequest) -> dict[str, str] | None:
    """Return what was typed to sign in; None where it was not asked for yet."""
    if _USERNAME not in request.POST:
        return None
    return {
        "username": request.POST[_USERNAME],
        "password": request.POST.get(_PASSWORD, ""),
    }


def _without_own(request: HttpRequest) -> Any:
    posted = request.POST.copy()
    for name in _OWN:
        posted.pop(name, None)
    return posted


def _kept(request: HttpRequest) -> Any:
    """Yield name and value of every box but passwords."""
    for name, values in _without_own(request).lists():
        if "password" not in name:
            yield from ((name, value) for value in values)
