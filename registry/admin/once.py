"""A page for something new that is sent twice: the second time leads to what the first one made.

A slow page is pressed twice, and a browser sends a form again on reload. Without a script, only
the server can tell that from two projects of one name, which a body may well have.
"""

from hashlib import sha256
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from registry.admin.colliding import SENT_ALONG

_ONCE = "_once"
_KEPT = "made"
_MOST_KEPT = 20  # pages that one person may still send again; a second press comes at once


class OncePage(admin.ModelAdmin):
    """Makes one row of one page, however often its button is pressed."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Look first whether just this page has already made a row."""
        if object_id is not None or not request.POST.get(_ONCE):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            made = self._made(request)
            if made is not None:
                return self._lead_to(request, made)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Give a page for something new a word of its own; with an error on it, it stays."""
        if kwargs.get("obj") is None:
            context["once"] = request.POST.get(_ONCE) or get_random_string(22)
        return super().render_change_form(request, context, *args, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Remember what the page has made: Django calls this once all is saved."""
        if request.POST.get(_ONCE):
            kept = [*request.session.get(_KEPT, []), [_mark(request), obj.pk]]
            request.session[_KEPT] = kept[-_MOST_KEPT:]
            request.session.save()
        return super().log_addition(request, obj, message)

    def _made(self, request: HttpRequest) -> Model | None:
        """Return what the page has made; a page that is being saved is waited for."""
        session: Any = request.session
        list(Session.objects.select_for_update().filter(pk=session.session_key).values("pk"))
        made = dict(session.load().get(_KEPT, []))
        session[_KEPT] = [list(one) for one in made.items()]
        return self.get_queryset(request).filter(pk=made.get(_mark(request))).first()

    def _lead_to(self, request: HttpRequest, made: Model) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, made)
        messages.info(request, _("단추가 두 번 눌렸습니다. 처음 눌렀을 때 한 번만 저장했습니다."))
        name = f"{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:{name}", args=[made.pk]))


def _mark(request: HttpRequest) -> str:
    """Return what stands for a page with just this written on it.

    A clerk who goes back and writes another name has sent another page.
    """
    lists = request.POST.lists()
    said = sorted((name, values) for name, values in lists if name not in SENT_ALONG)
    return sha256(repr((request.path, said)).encode()).hexdigest()
