"""What cannot be shown inside the admin: said in its own look, with the way back."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults

from registry.admin.site import the_site

_LONGEST = 200  # a reason is a sentence; what is longer is no word for a person


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what a person may not see or do."""
    if not _is_inside(request):
        return defaults.permission_denied(request, exception)
    said = str(exception)
    advice = _(
        "소속 지자체의 자료를, 맡은 권한(열람·작성·공개·관리)만큼 다룹니다. 오래 열어 둔 "
        "화면이라면 다시 로그인한 뒤 해 보세요."
    )
    sentences = [said, advice] if said and len(said) < _LONGEST else [advice]
    title = _("이 자료를 볼 권한이 없습니다")
    return _refused(request, HTTPStatus.FORBIDDEN, title, sentences)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not there."""
    if not _is_inside(request):
        return defaults.page_not_found(request, exception)
    sentences = [_("주소가 바뀌었거나, 그사이 지운 기록일 수 있습니다. 목록에서 찾아 보세요.")]
    return _refused(request, HTTPStatus.NOT_FOUND, _("찾는 쪽이 없습니다"), sentences)


def _is_inside(request: HttpRequest) -> bool:
    """Return whether somebody who may come in asks for a page of the admin."""
    asked = request.path.startswith(reverse("admin:index"))
    return asked and hasattr(request, "user") and the_site().has_permission(request)


def _refused(
    request: HttpRequest, status: HTTPStatus, title: str, sentences: list[str]
) -> HttpResponse:
    context = {**the_site().each_context(request), "title": title, "sentences": sentences}
    return render(request, "admin/refused.html", context, status=status)
