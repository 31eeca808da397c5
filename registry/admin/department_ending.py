"""부서 없애기 in the admin: choose what ended, say when and what followed, look, and confirm."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.ending_departments import CannotEnd, Ending, end, foresee
from registry.actions.merging_departments import weigh
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin, SeveralChoices
from registry.models import Department, Descent, User

_MOST = 50


class EndingForm(forms.Form):
    """When the departments ended, and which ones followed them."""

    valid_to = forms.DateField(
        label=gettext_lazy("없어진 날"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("부서가 없는 첫날입니다. 비우면 다시 쓰는 부서가 됩니다."),
    )
    successors = SeveralChoices(
        Department.objects.none(),
        label=gettext_lazy("뒤를 이은 부서"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("새 부서는 먼저 적어 두고 고릅니다. 없으면 비워 둡니다."),
    )

    def __init__(self, going: QuerySet, user: User, *args: Any) -> None:
        super().__init__(*args)
        self.fields["successors"].queryset = _offered(going, user)  # type: ignore[attr-defined]


class EndingAdmin(ScopedAdmin):
    """Ends departments, and names what followed them."""

    actions = ["end_selected"]

    @admin.action(description=gettext_lazy("고른 부서 없애기"), permissions=["change"])
    def end_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask when and what followed, then show what that means, then do it."""
        going = queryset.select_related("municipality", "parent")
        if going.count() > _MOST:
            messages.error(request, _("한 번에 %(most)d곳까지 없앱니다.") % {"most": _MOST})
            return None
        asked = not {"preview", "end", "again"}.isdisjoint(request.POST)
        form = EndingForm(going, person(request), request.POST if asked else None)
        if not asked or "again" in request.POST or not form.is_valid():
            return self._ask_end(request, going, form)
        return self._end(request, going, form)

    def _end(self, request: HttpRequest, going: QuerySet, form: EndingForm) -> HttpResponse | None:
        valid_to, successors = form.cleaned_data["valid_to"], form.cleaned_data["successors"]
        do = end if "end" in request.POST else foresee
        try:
            ending = do(going, valid_to, successors, person(request))
        except CannotEnd as refusal:
            form.add_error(None, str(refusal))
            return self._ask_end(request, going, form)
        if do is foresee:
            return self._ask_end(request, going, form, ending)
        done = _("부서 %(n)d곳의 없어진 날과 뒤를 이은 부서를 저장했습니다.")
        messages.success(request, done % {"n": len(ending.going)})
        return None

    def _ask_end(
        self,
        request: HttpRequest,
        going: QuerySet,
        form: EndingForm,
        ending: Ending | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("부서 없애기"),
            "weights": weigh(going),
            "form": form,
            "ending": ending,
            "opts": self.opts,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "list_url": self.address("changelist"),
        }
        return TemplateResponse(request, "admin/registry/department/end.html", context)


def _offered(going: QuerySet, user: User) -> QuerySet:
    """Return what may follow: departments in use of the same body, or of what it became."""
    origins = going.order_by().values("municipality__lineage")
    bodies = Descent.objects.filter(origin__in=origins).values("body")
    offered = Department.objects.in_use().editable_by(user).filter(municipality__in=bodies)
    chosen = [one.pk for one in going]
    return offered.exclude(pk__in=chosen).select_related("parent").order_by("parent__name", "name")
