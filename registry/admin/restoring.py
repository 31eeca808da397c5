"""되살리기: one earlier version of a project, what bringing it back would change, and doing so."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.colliding import mark_of
from registry.actions.restoring import (
    CHILDREN,
    KEPT,
    NotRestorable,
    Past,
    past_of,
    present_of,
    restore,
    why_not_restore,
)
from registry.admin.funding import budget_years
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin
from registry.admin.versions import Entry, between
from registry.models import Project

_ADDRESS = "registry_project_version"


class RestorationForm(forms.Form):
    """Why a version is brought back, and the state that the clerk has seen it change."""

    reason = forms.CharField(
        label=gettext_lazy("되살리는 이유"),
        max_length=100,
        help_text=gettext_lazy("이력에 남습니다."),
        widget=forms.TextInput({"class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("되살리는 이유를 적어 주세요.")},
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, now: str) -> None:
        super().__init__(data, initial={"opened": now})
        self._now = now

    def clean(self) -> dict[str, Any]:
        """Refuse to change what the preview did not show."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("opened") != self._now:
            self.data = {**self.data.dict(), "opened": self._now}  # type: ignore[attr-defined]
            self.add_error(
                None, _("그 사이에 사업이 바뀌었습니다. 바뀔 값을 다시 보고 되살려 주세요.")
            )
        return cleaned


class RestoringAdmin(ScopedAdmin):
    """Adds a page for every version of a project."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page of one version."""
        view = self.admin_site.admin_view(self.version_view)
        own = path("<path:object_id>/history/<int:version>/", view, name=_ADDRESS)
        return [own, *super().get_urls()]

    def told_above(self, record: Project) -> dict[str, Any]:
        """Tell how its budget went, and lead from each step to the page of its version."""
        return {"version_url": f"admin:{_ADDRESS}", "budget_years": budget_years(record)}

    def version_view(self, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
        """Show a version; bring it back if that is asked with a reason."""
        project = self.get_object(request, unquote(object_id))
        if project is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        past = self._past(project, version)
        now = mark_of(project, self.history_children)
        form = RestorationForm(request.POST or None, now)
        if request.method == "POST" and form.is_valid():
            try:
                reason = _("되살리기(%(when)s): %(why)s") % {
                    "when": f"{_local(past):%Y-%m-%d %H:%M}",
                    "why": form.cleaned_data["reason"],
                }
                restore(project, past, person(request), reason[:100])
            except NotRestorable as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("그때의 값으로 되살렸습니다."))
                return HttpResponseRedirect(self.address("history", project.pk))
        return self._past_page(request, project, past, form)

    def _past(self, project: Project, version: int) -> Past:
        found = Project.history.filter(id=project.pk, history_id=min(version, 2**62))
        told = found.exclude(history_type="-").select_related("history_user", "import_batch")
        one = told.first()
        if one is None:
            raise Http404
        return past_of(project, one)

    def _past_page(
        self, request: HttpRequest, project: Project, past: Past, form: RestorationForm
    ) -> HttpResponse:
        changes = self._between(request, present_of(project), past, KEPT)
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(when)s의 값") % {"when": f"{_local(past):%Y-%m-%d %H:%M}"},
            "version": past.version,
            "state": self._between(request, None, past, ()),
            "changes": changes,
            "why_not": why_not_restore(project, past, person(request)),
            "form": form,
            "original": project,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/registry/project/version.html", context)

    def _between(
        self, request: HttpRequest, now: Past | None, then: Past, without: Any
    ) -> list[Entry]:
        named = self.named_to(request)
        before = {now.version.id: now.version} if now else {}
        told = list(between(before, {then.version.id: then.version}, "", without, named))
        for model in CHILDREN:
            rows = now.rows[model] if now else {}
            told += between(rows, then.rows[model], "project", (), named)
        return told


def _local(past: Past) -> Any:
    return timezone.localtime(past.version.history_date)
