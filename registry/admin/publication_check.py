"""공개 확인: the page that shows what stands against publishing, before anything is public."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.checking import Checked
from registry.actions.publishing import publish, review
from registry.admin.publication_report import tell
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin
from registry.models import Project
from registry.notation.codes import Publication

# A form may have a thousand fields, and a clerk can look through no more than this.
MOST_AT_ONCE = 500


class PublicationForm(forms.Form):
    """From which day a project is public; today if none is named."""

    publish_on = forms.DateField(
        label=gettext_lazy("공개일(비우면 오늘)"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("공개일을 2014-01-02처럼 적어 주세요.")},
    )

    def clean_publish_on(self) -> date | None:
        """Nothing becomes public in the past."""
        on: date | None = self.cleaned_data["publish_on"]
        if on and on < timezone.localdate():
            raise forms.ValidationError(_("공개일은 오늘이나 그 뒤여야 합니다."))
        return on


class ConfirmationForm(PublicationForm):
    """The day, the word that accepts the warnings, and which warnings were on the page."""

    why = forms.CharField(
        label=gettext_lazy("확인하고도 공개하는 이유"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("이력에 남습니다. 예: 출처는 결산 뒤에 적음"),
        widget=forms.TextInput({"class": "vLargeTextField"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, must_say: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._must_say = must_say

    def clean_why(self) -> str:
        """Take no warning for accepted without a word."""
        why: str = self.cleaned_data["why"]
        if self._must_say and not why:
            raise forms.ValidationError(_("확인할 점이 있는 사업을 공개하는 이유를 적어 주세요."))
        return why


class PublicationCheck(ScopedAdmin):
    """Shows the page before publishing, for one project and for many."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that publishes one project."""
        view = self.admin_site.admin_view(self.publish_view)
        own = path("<path:object_id>/publish/", view, name="registry_project_publish")
        return [own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish one project; one that may not be seen is answered as one that is not there."""
        project = self.get_object(request, unquote(object_id))
        if project is None or not self.has_publish_permission(request, project):  # type: ignore[attr-defined]
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        page = self.ask_or_publish(request, [project])
        return page or HttpResponseRedirect(self.address("change", project.pk))

    def ask_or_publish(
        self, request: HttpRequest, projects: Iterable[Project]
    ) -> HttpResponse | None:
        """Publish what was confirmed and return None, or return the page that asks."""
        checked = review(projects, person(request))
        if "confirm" in request.POST and _are_public(checked):
            messages.info(request, _("이미 공개되어 있습니다."))
            return None
        clean_only = "clean_only" in request.POST
        asked = clean_only or "confirm" in request.POST
        doubtful = any(one.warnings and not one.error for one in checked)
        form = ConfirmationForm(
            request.POST if asked else None,
            initial={"publish_on": request.GET.get("on"), "seen": _marks(checked)},
            must_say=doubtful and not clean_only,
        )
        if not asked or not form.is_valid():
            return self._check_page(request, checked, form)
        self._confirm(request, checked, form, clean_only)
        return None

    def publish_or_ask(
        self, request: HttpRequest, project: Project, on: date | None
    ) -> HttpResponse | None:
        """Publish a project of which nothing is to be asked; else return the way to the page."""
        if any(one.warnings and not one.error for one in review([project], person(request))):
            messages.warning(request, _("저장했습니다. 공개하기 전에 확인할 점이 있습니다."))
            query = f"?{urlencode({'on': on.isoformat()})}" if on else ""
            return HttpResponseRedirect(self.address("publish", project.pk) + query)
        tell(request, publish([project], person(request), on, seen=()), _done(on, one=True))
        return None

    def _confirm(
        self,
        request: HttpRequest,
        checked: list[Checked],
        form: ConfirmationForm,
        clean_only: bool,
    ) -> None:
        chosen = [one.project for one in checked if one.is_clean or not clean_only]
        given, on = form.cleaned_data, form.cleaned_data["publish_on"]
        why = "" if clean_only else given["why"]
        report = publish(chosen, person(request), on, why=why, seen=given["seen"].split())
        tell(request, report, _done(on))
        if left := len(checked) - len(chosen):
            messages.info(
                request, _("확인할 점이 있는 %(left)d건은 그대로 두었습니다.") % {"left": left}
            )

    def _check_page(
        self, request: HttpRequest, checked: list[Checked], form: ConfirmationForm
    ) -> HttpResponse:
        groups = {
            "refused": [one for one in checked if one.error],
            "doubtful": [one for one in checked if one.warnings and not one.error],
            "clean": [one for one in checked if one.is_clean],
            "open": [one for one in checked if not one.error],
        }
        context = {
            **self.admin_site.each_context(request),
            **groups,
            "title": _("공개 확인"),
            "checked": checked,
            "form": form,
            "opts": self.opts,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "is_action": "action" in request.POST,
            "list_url": self.address("changelist"),
        }
        return TemplateResponse(request, "admin/registry/project/publish.html", context)


def _are_public(checked: list[Checked]) -> bool:
    """Return whether nothing is left to publish, as after a button pressed twice."""
    return bool(checked) and all(
        one.project.publication == Publication.PUBLISHED for one in checked
    )


def _marks(checked: list[Checked]) -> str:
    """Return the marks of what the page is about to show."""
    return " ".join(one.mark for one in checked if one.warnings)


def _done(on: date | None, *, one: bool = False) -> str:
    """Return the sentence of the report; `%(count)d` stands for how many."""
    if on and on > timezone.localdate():
        said = _("%(on)s부터 공개합니다.") if one else _("%%(count)d건을 %(on)s부터 공개합니다.")
        return said % {"on": on}
    return _("공개했습니다.") if one else _("%(count)d건을 공개했습니다.")
