"""The answers that a clerk gives to a preview: one call, and back to the same rows."""

from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.importing.access import batch_for
from registry.admin.importing.moving import begin, is_long
from registry.admin.importing.questions import answers_in, corrections_in, is_stale
from registry.admin.scope import person


def answer(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Take the answers and show the preview that follows from them."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = batch_for(request, batch)
    answers, words = answers_in(found, request.POST), corrections_in(found, request.POST)
    if is_stale(found, request.POST):
        messages.warning(
            request, _("그사이 다른 창에서 다시 확인했습니다. 아래에서 다시 골라 주세요.")
        )
    elif not answers and not words:
        messages.info(request, _("고른 것이 없어 그대로 두었습니다."))
    else:
        work = partial(importing.answer, found, person(request), answers, words)
        if is_long(found):
            return begin(request, found, importing.CHECK, work)
        try:
            work()
            messages.success(request, _("고른 대로 다시 확인했습니다."))
        except importing.AlreadyDone:
            messages.info(request, _("이미 처리한 가져오기입니다."))
    return redirect(f"{reverse('admin:import_preview', args=[batch])}?{_back(request)}#rows")


def _back(request: HttpRequest) -> str:
    """Return the rows to go back to, as a query that can lead nowhere else."""
    asked = QueryDict(request.POST.get("back", ""), mutable=True)
    for name in set(asked) - {"show", "page"}:
        del asked[name]
    return asked.urlencode()
