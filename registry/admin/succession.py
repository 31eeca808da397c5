"""이어짐: when a body ended and who came after, with a look at what follows before it is saved."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.succession import CannotSucceed, Succession, foresee, succeed
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin, SeveralChoices
from registry.models import Municipality

_ADDRESS = "registry_municipality_succession"


class SuccessionForm(forms.Form):
    """When a body ended, who came after it, and what says so."""

    valid_to = forms.DateField(
        label=gettext_lazy("없어진 날"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("이 지자체가 없는 첫날입니다. 비우면 지금도 있는 지자체입니다."),
    )
    successors = SeveralChoices(
        Municipality.objects.all(),
        label=gettext_lazy("뒤를 이은 지자체"),
        required=False,
        help_text=gettext_lazy("나뉜 지자체이면 여럿을 고릅니다."),
    )
    reason = forms.CharField(
        label=gettext_lazy("근거"),
        max_length=100,
        widget=forms.TextInput({"class": "vLargeTextField"}),
        help_text=gettext_lazy("예: 지방자치법 개정. 이력에 남습니다."),
        error_messages={"required": gettext_lazy("근거를 적어 주세요.")},
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, body: Municipality, site: admin.AdminSite) -> None:
        codes = sorted(one.code for one in body.successors.all())
        self._now = f"{body.valid_to}|{' '.join(codes)}"
        stored = {"valid_to": body.valid_to, "successors": body.successors.all()}
        super().__init__(data, initial={**stored, "opened": self._now})
        self.fields["successors"].widget = AutocompleteSelectMultiple(
            Municipality._meta.get_field("successors"),
            site,
            choices=self.fields["successors"].choices,  # type: ignore[attr-defined]
        )
        # Each choice can be taken back by itself; the sign that clears all is no item of the list
        # in which select2 puts it.
        self.fields["successors"].widget.is_required = True

    def clean(self) -> dict[str, Any]:
        """Refuse to change what was changed since the page was opened."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("opened") != self._now:
            self.add_error(
                None, _("그 사이에 다른 사람이 고쳤습니다. 이 쪽을 새로 열어 다시 적어 주세요.")
            )
        return cleaned


class SuccessionAdmin(ScopedAdmin):
    """Adds a page on which a body ends and others follow it."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page of the succession of one body."""
        view = self.admin_site.admin_view(self.succession_view)
        own = path("<path:object_id>/succession/", view, name=_ADDRESS)
        return [own, *super().get_urls()]

    def succession_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask when and who, show what follows, and save it once it was seen."""
        body = self.get_object(request, unquote(object_id))
        if body is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_change_permission(request, body):
            raise PermissionDenied
        form = SuccessionForm(request.POST or None, body, self.admin_site)
        if request.method != "POST" or not form.is_valid() or "again" in request.POST:
            return self._succession_page(request, body, form)
        return self._followed(request, body, form)

    def _followed(
        self, request: HttpRequest, body: Municipality, form: SuccessionForm
    ) -> HttpResponse:
        valid_to, successors = form.cleaned_data["valid_to"], form.cleaned_data["successors"]
        try:
            if "save" not in request.POST:
                foreseen = foresee(body, valid_to, successors)
                return self._succession_page(request, body, form, foreseen)
            succeed(body, valid_to, successors, person(request), form.cleaned_data["reason"])
        except CannotSucceed as refusal:
            form.add_error(None, str(refusal))
            return self._succession_page(request, body, form)
        messages.success(request, _("%(name)s의 이어짐을 저장했습니다.") % {"name": body})
        return HttpResponseRedirect(self.address("change", body.pk))

    def _succession_page(
        self,
        request: HttpRequest,
        body: Municipality,
        form: SuccessionForm,
        succession: Succession | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("없어진 날과 뒤를 이은 지자체"),
            "form": form,
            "media": self.media + form.media,
            "succession": succession,
            "original": body,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/registry/municipality/succession.html", context)
