"""공개와 등록 취소 in the admin: on one project's page and on many in the list."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.publishing import withdraw_all
from registry.admin.publication_check import MOST_AT_ONCE, PublicationCheck, PublicationForm
from registry.admin.publication_report import tell
from registry.admin.read_only import why_read_only
from registry.admin.scope import has_role, person
from registry.admin.scoped import ScopedAdmin
from registry.models import Project
from registry.notation.codes import Publication, Role


class WithdrawalForm(forms.Form):
    """Why a project is taken back; the public reads it."""

    reason = forms.CharField(
        label=gettext_lazy("등록을 취소하는 이유"),
        max_length=200,
        help_text=gettext_lazy("공개 화면에 그대로 나옵니다. 예: 중복 등록"),
        widget=forms.TextInput({"class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("등록을 취소하는 이유를 적어 주세요.")},
    )


class PublishingAdmin(PublicationCheck, ScopedAdmin):
    """Gives publishers what writers do not have."""

    actions = ["publish_selected", "withdraw_selected"]
    change_form_template = "admin/registry/project/change_form.html"

    def has_publish_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the person may publish `obj`, or anything at all."""
        return has_role(request, Role.PUBLISHER) and self._holds(self.publishable, request, obj)

    def publishable(self, user: Any) -> QuerySet:
        """Return the rows a person may publish."""
        return Project.objects.publishable_by(user)

    @admin.action(description=gettext_lazy("고른 사업 공개"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Show what stands against it first; then publish and report once."""
        too_many = _("한 번에 %(most)d건까지 공개할 수 있습니다.")
        # Read whole when they are looked through: twice took a fifth of the time of this page.
        chosen = self._chosen(request, queryset.select_related(None).only("pk"), too_many)
        return self.ask_or_publish(request, chosen) if chosen else None

    def _chosen(self, request: HttpRequest, queryset: QuerySet, too_many: str) -> list[Any]:
        """Return what was chosen; nothing, and say so, where nobody could look through it."""
        chosen = list(queryset[: MOST_AT_ONCE + 1])
        if len(chosen) <= MOST_AT_ONCE:
            return chosen
        messages.error(request, too_many % {"most": MOST_AT_ONCE})
        return []

    @admin.action(description=gettext_lazy("고른 사업 등록 취소"), permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask for the reason first."""
        too_many = _("한 번에 %(most)d건까지 등록을 취소할 수 있습니다.")
        chosen = self._chosen(request, queryset, too_many)
        if not chosen:
            return None
        asked = "reason" in request.POST
        form = WithdrawalForm(request.POST if asked else None)
        if asked and form.is_valid():
            self._withdraw(request, queryset, form)
            return None
        return self._ask(request, chosen, form)

    def get_urls(self) -> list[URLPattern]:
        """Add the page that withdraws one project."""
        view = self.admin_site.admin_view(self.withdraw_view)
        own = path("<path:object_id>/withdraw/", view, name="registry_project_withdraw")
        return [own, *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Withdraw one project; one that may not be seen is answered as one that is not there."""
        project = self.get_object(request, unquote(object_id))
        if project is None or not self.has_publish_permission(request, project):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        form = WithdrawalForm(request.POST or None)
        if form.is_valid():
            self._withdraw(request, Project.objects.filter(pk=project.pk), form)
            return HttpResponseRedirect(self.address("change", project.pk))
        return self._ask(request, [project], form)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Say which of the publisher's buttons the page has."""
        project = kwargs.get("obj")
        may = self.has_publish_permission(request, project)
        public = project is not None and project.publication == Publication.PUBLISHED
        context |= {"show_publish": may and not public, "show_withdraw": may and public}
        context["publication_form"] = PublicationForm(request.POST or None)
        if project is not None and not self.has_change_permission(request, project):
            context["why_read_only"] = why_read_only(project, person(request))
        since = project.published_from if project is not None and public else None
        context["is_on_view"] = since is not None and since <= timezone.localdate()
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Publish a new project if the clerk asked for it."""
        page = self._publish_saved(request, obj)
        return page or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Publish a saved project if the clerk asked for it."""
        return self._publish_saved(request, obj) or super().response_change(request, obj)

    def _publish_saved(self, request: HttpRequest, project: Project) -> HttpResponse | None:
        """Publish if that was asked for; return the page that asks where something is doubtful."""
        if "_publish" not in request.POST:
            return None
        form = PublicationForm(request.POST)
        if form.is_valid():
            return self.publish_or_ask(request, project, form.cleaned_data["publish_on"])
        why = " ".join(str(error) for error in form.errors["publish_on"])
        messages.error(request, _("저장만 하고 공개하지 않았습니다. %(why)s") % {"why": why})
        return None

    def _withdraw(self, request: HttpRequest, projects: QuerySet, form: WithdrawalForm) -> None:
        report = withdraw_all(projects, person(request), form.cleaned_data["reason"])
        tell(request, report, _("%(count)d건의 등록을 취소했습니다."))

    def _ask(
        self, request: HttpRequest, projects: list[Any], form: WithdrawalForm
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("등록 취소"),
            "projects": projects,
            "form": form,
            "opts": self.opts,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "is_action": "action" in request.POST,
            "list_url": self.address("changelist"),
        }
        return TemplateResponse(request, "admin/registry/project/withdraw.html", context)
