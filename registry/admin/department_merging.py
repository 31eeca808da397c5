"""부서 합치기 in the admin: choose which of several stays, look at what moves, and confirm."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.merging_departments import CannotMerge, Merging, foresee, merge, weigh
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin
from registry.models import Department
from registry.notation.particles import with_particle

_MOST = 50


class WhichStaysForm(forms.Form):
    """Which of the departments is kept."""

    stays = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("남길 부서"),
        error_messages={
            "required": gettext_lazy("남길 부서를 골라 주세요."),
            "invalid_choice": gettext_lazy("목록에 있는 부서를 골라 주세요."),
        },
    )

    def __init__(self, departments: QuerySet, *args: Any) -> None:
        super().__init__(*args)
        self.fields["stays"].queryset = departments  # type: ignore[attr-defined]


class MergingAdmin(ScopedAdmin):
    """Makes one department of several that mean the same."""

    actions = ["merge_selected"]

    @admin.action(description=gettext_lazy("고른 부서 합치기"), permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask which one stays, then show what moves, then move it."""
        chosen = queryset.select_related("municipality", "parent")
        if not self._can_be_shown(request, chosen):
            return None
        asked = "preview" in request.POST or "merge" in request.POST
        form = WhichStaysForm(chosen, request.POST if asked else None)
        if not asked or not form.is_valid():
            return self._ask(request, chosen, form)
        return self._answer(request, chosen, form)

    def _can_be_shown(self, request: HttpRequest, chosen: QuerySet) -> bool:
        """Return whether there are two or more, and not too many to look through."""
        count = chosen.count()
        if count < 2:
            messages.error(request, _("합칠 부서를 둘 이상 골라 주세요."))
        elif count > _MOST:
            messages.error(request, _("한 번에 %(most)d곳까지 합칩니다.") % {"most": _MOST})
        return 2 <= count <= _MOST

    def _answer(
        self, request: HttpRequest, chosen: QuerySet, form: WhichStaysForm
    ) -> HttpResponse | None:
        stays, do = form.cleaned_data["stays"], merge if "merge" in request.POST else foresee
        try:
            merging = do(list(chosen), stays, person(request))
        except CannotMerge as refusal:
            form.add_error(None, str(refusal))
            return self._ask(request, chosen, form)
        if do is foresee:
            return self._ask(request, chosen, form, merging)
        messages.success(request, _merged(merging))
        return None

    def _ask(
        self,
        request: HttpRequest,
        chosen: QuerySet,
        form: WhichStaysForm,
        merging: Merging | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("부서 합치기"),
            "weights": weigh(chosen),
            "form": form,
            "picked": form["stays"].value() or "",
            "merging": merging,
            "opts": self.opts,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "list_url": self.address("changelist"),
        }
        return TemplateResponse(request, "admin/registry/department/merge.html", context)


def _merged(merging: Merging) -> str:
    """Return what was done, for the list."""
    return _(
        "%(going)s %(stays)s에 합쳤습니다. 사업 %(projects)d건, 연도 예산 %(budgets)d건, "
        "아래 부서 %(below)d곳을 옮겼습니다."
    ) % {
        "going": with_particle(", ".join(str(one) for one in merging.going), "을"),
        "stays": merging.stays,
        "projects": merging.projects,
        "budgets": merging.budgets,
        "below": merging.below,
    }
