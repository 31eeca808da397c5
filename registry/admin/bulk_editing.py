"""한꺼번에 고치기 in the admin: from the list to the values, the preview, and back to the list."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.bulk_editing import MOST, Edit, NotEdited, Plan, apply, preview
from registry.admin.keys import possible_keys
from registry.admin.project_publishing import PublishingAdmin
from registry.admin.scope import person
from registry.forms import ReasonField
from registry.models import Department, Project, User
from registry.notation.codes import ProjectType, Publication, Role, Status

_AS_IT_IS = gettext_lazy("그대로 둠")
_PUBLICATIONS = [
    (Publication.PUBLISHED.value, gettext_lazy("오늘부터 공개")),
    (Publication.WITHDRAWN.value, gettext_lazy("등록 취소")),
]


class BulkEditForm(forms.Form):
    """The values that all chosen projects are to have."""

    status = forms.ChoiceField(
        label=gettext_lazy("추진 상태"),
        required=False,
        choices=[("", _AS_IT_IS), *Status.choices()],
    )
    type = forms.ChoiceField(
        label=gettext_lazy("사업 유형"),
        required=False,
        choices=[("", _AS_IT_IS), *ProjectType.choices()],
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("담당 부서"),
        required=False,
        queryset=Department.objects.none(),
        empty_label=_AS_IT_IS,
    )
    publication = forms.ChoiceField(
        label=gettext_lazy("공개 상태"),
        required=False,
        choices=[("", _AS_IT_IS), *_PUBLICATIONS],
        help_text=gettext_lazy("공개 상태는 다른 항목과 따로 바꿉니다."),
    )
    reason = ReasonField(
        help_text=gettext_lazy(
            "이력에 남습니다. 등록을 취소할 때에는 꼭 적고, 공개 화면에도 나옵니다."
        )
    )

    def __init__(self, *args: Any, user: User, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        offices = _offices(keys, user)
        self.bodies_differ = offices is None
        if offices is None:
            del self.fields["department"]
        else:
            self.fields["department"].queryset = offices  # type: ignore[attr-defined]
        if not (user.is_superuser or user.municipalities(Role.PUBLISHER).exists()):
            del self.fields["publication"]

    def clean(self) -> dict[str, Any]:
        """Ask for something to change, and for a reason where the public reads it."""
        cleaned = super().clean() or self.cleaned_data
        others = [name for name in ("status", "type", "department") if cleaned.get(name)]
        if self.errors:
            return cleaned
        if not cleaned.get("publication") and not others:
            raise forms.ValidationError(_("바꿀 항목을 하나 이상 골라 주세요."))
        if cleaned.get("publication") and others:
            self.add_error("publication", _("공개 상태는 다른 항목과 따로 바꿔 주세요."))
        if cleaned.get("publication") == Publication.WITHDRAWN and not cleaned["reason"]:
            self.add_error("reason", _("등록을 취소하는 이유를 적어 주세요."))
        return cleaned

    def edit(self) -> Edit:
        """Return what was chosen."""
        given = {name: self.cleaned_data.get(name) for name in self.fields if name != "reason"}
        return Edit(**{name: value for name, value in given.items() if value})


class BulkEditingAdmin(PublishingAdmin):
    """Lets a clerk change many projects of the list in one go."""

    actions = ["edit_selected", *PublishingAdmin.actions]

    @admin.action(description=gettext_lazy("고른 사업 한꺼번에 고치기"), permissions=["change"])
    def edit_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask what all of them are to have."""
        keys = [str(pk) for pk in queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1]]
        if len(keys) > MOST:
            messages.error(request, _too_many())
            return None
        form = BulkEditForm(user=person(request), keys=keys)
        return self._ask_values(request, keys, form, request.GET.urlencode())

    def get_urls(self) -> list[URLPattern]:
        """Add the page that previews and writes."""
        view = self.admin_site.admin_view(self.bulk_edit_view)
        own = path("bulk-edit/", view, name="registry_project_bulk_edit")
        return [own, *super().get_urls()]

    def bulk_edit_view(self, request: HttpRequest) -> HttpResponse:
        """Preview a change of the chosen projects; write it once that was confirmed."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        keys = possible_keys(request.POST.get("projects", "").split(","))
        back = request.POST.get("back", "")
        if not keys or len(keys) > MOST:
            messages.error(
                request, _too_many() if keys else _("먼저 목록에서 사업을 골라 주세요.")
            )
            return self._to_list(back)
        form = BulkEditForm(request.POST, user=person(request), keys=keys)
        if not form.is_valid() or "again" in request.POST:
            return self._ask_values(request, keys, form, back)
        if "seen" in request.POST and self._written(request, keys, form):
            return self._to_list(back)
        return self._bulk_preview(request, keys, form, back)

    def _written(self, request: HttpRequest, keys: list[str], form: BulkEditForm) -> bool:
        """Write what was seen, or say why not."""
        seen, reason = request.POST["seen"], form.cleaned_data["reason"]
        try:
            plan = apply(map(int, keys), form.edit(), person(request), seen=seen, reason=reason)
        except NotEdited as refusal:
            messages.error(request, str(refusal))
            return False
        messages.success(request, _report(plan))
        return True

    def _ask_values(
        self, request: HttpRequest, keys: list[str], form: BulkEditForm, back: str
    ) -> HttpResponse:
        return self._bulk_page(request, "bulk_edit", keys, form, back)

    def _bulk_preview(
        self, request: HttpRequest, keys: list[str], form: BulkEditForm, back: str
    ) -> HttpResponse:
        edit, reason = form.edit(), form.cleaned_data["reason"]
        plan = preview(map(int, keys), edit, person(request), reason)
        return self._bulk_page(request, "bulk_preview", keys, form, back, plan=plan)

    def _bulk_page(
        self,
        request: HttpRequest,
        template: str,
        keys: list[str],
        form: BulkEditForm,
        back: str,
        **more: Any,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("사업 한꺼번에 고치기"),
            "form": form,
            "count": len(keys),
            "projects": ",".join(keys),
            "back": back,
            "list_url": self._list_address(back),
            "opts": self.opts,
            **more,
        }
        return TemplateResponse(request, f"admin/registry/project/{template}.html", context)

    def _list_address(self, query: str) -> str:
        address = self.address("changelist")
        return f"{address}?{query}" if query else address

    def _to_list(self, query: str) -> HttpResponse:
        return HttpResponseRedirect(self._list_address(query))


def _offices(keys: list[str], user: User) -> QuerySet | None:
    """Return the departments all chosen projects may have; None if their bodies differ."""
    owners = Project.objects.readable_by(user).filter(pk__in=keys).order_by()
    lineages = list(owners.values_list("owner__lineage", flat=True).distinct()[:2])
    if len(lineages) > 1:
        return None
    offices = Department.objects.in_use().filter(municipality__lineage__in=lineages)
    if not user.is_superuser:
        offices = offices.filter(municipality__in=user.municipalities(Role.WRITER))
    return offices.select_related("parent", "municipality").order_by("parent__name", "name", "pk")


def _report(plan: Plan) -> str:
    if plan.is_done:
        return _("%(count)d건 모두 이미 그 값입니다.") % {"count": plan.unchanged}
    done = _("%(count)d건을 고쳤습니다.") % {"count": len(plan.changed)}
    if not plan.unchanged:
        return done
    same = _("%(count)d건은 이미 그 값이어서 그대로입니다.") % {"count": plan.unchanged}
    return f"{done} {same}"


def _too_many() -> str:
    return _("한 번에 %(most)s건까지 고칩니다. 조건으로 목록을 좁혀 나누어 고쳐 주세요.") % {
        "most": f"{MOST:,}"
    }
