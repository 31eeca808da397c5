"""저장한 조건 above the list of projects: to come back to, to keep and to forget."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.saving_filters import NotKept, conditions_of, forget, keep
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin
from registry.models import SavedFilter


class KeepForm(forms.Form):
    """The name under which the conditions of a list are kept."""

    name = forms.CharField(
        label=gettext_lazy("이 조건을 저장할 이름"),
        max_length=60,
        error_messages={"required": gettext_lazy("저장할 이름을 적어 주세요.")},
    )


class SavedFiltersAdmin(ScopedAdmin):
    """Keeps the conditions of the list for who signed in."""

    def get_urls(self) -> list[URLPattern]:
        """Put the two addresses before those of single projects."""
        view = self.admin_site.admin_view
        return [
            path("saved/", view(self.keep_view), name="registry_project_keep"),
            path("saved/<int:saved>/", view(self.forget_view), name="registry_project_forget"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show what the person kept."""
        saved = SavedFilter.objects.readable_by(person(request))
        context = {"saved": saved, "keep_form": KeepForm(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def keep_view(self, request: HttpRequest) -> HttpResponse:
        """Keep the conditions of the list, and go back to it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = conditions_of(request.POST.get("query", ""))
        if request.method == "POST":
            self._kept(request, query)
        return HttpResponseRedirect(f"{self.address('changelist')}?{query}")

    def _kept(self, request: HttpRequest, query: str) -> None:
        form = KeepForm(request.POST)
        if not form.is_valid():
            messages.error(request, str(form.errors["name"][0]))
            return
        try:
            kept = keep(person(request), form.cleaned_data["name"], query)
        except NotKept as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("‘%(name)s’ 조건을 저장했습니다.") % {"name": kept})

    def forget_view(self, request: HttpRequest, saved: int) -> HttpResponse:
        """Forget what was kept, and go back to the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            if not forget(person(request), saved):
                raise Http404
            messages.success(request, _("저장한 조건을 지웠습니다."))
        return HttpResponseRedirect(self.address("changelist"))
