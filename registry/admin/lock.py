"""연도 마감 in the admin: a publisher closes a year of a body, and lifts that with a word."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.closing import NotClosed, close_year, lift, standing_lock
from registry.admin.scope import own_body, person
from registry.admin.scoped import ScopedAdmin, ScopedForm
from registry.models import PeriodLock
from registry.notation.codes import Role


class LockForm(ScopedForm):
    """Which year of which body is closed; of a stored lock only the reason to lift it."""

    class Meta:
        model = PeriodLock
        fields = ["municipality", "fiscal_year", "note", "lifted_reason"]
        help_texts = {
            "lifted_reason": gettext_lazy(
                "적고 저장하면 마감이 풀립니다. 마감 뒤에 고친 기록의 표시는 그대로 남습니다."
            )
        }

    def clean(self) -> dict[str, Any]:
        """Close nothing twice, and lift nothing without a word."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            if "lifted_reason" in self.fields and not cleaned.get("lifted_reason", "").strip():
                self.add_error("lifted_reason", _("마감을 푸는 이유를 적어 주세요."))
            return cleaned
        body, year = cleaned.get("municipality"), cleaned.get("fiscal_year")
        if year and year > timezone.localdate().year:
            self.add_error("fiscal_year", _("아직 시작하지 않은 해는 마감하지 않습니다."))
        elif body and year and standing_lock(body, year):
            self.add_error("fiscal_year", _("이 지자체의 이 해는 이미 마감했습니다."))
        return cleaned


@admin.register(PeriodLock)
class PeriodLockAdmin(ScopedAdmin):
    """연도 마감."""

    form = LockForm
    role_to_change = Role.PUBLISHER
    list_display = ["fiscal_year", "municipality", "locked_at", "locked_by", "lifted_at"]
    list_display_links = ["fiscal_year", "municipality"]
    list_filter = ["fiscal_year"]
    list_select_related = ["municipality", "locked_by"]
    search_fields = ["municipality__full_name"]
    ordering = ["-fiscal_year", "municipality__code", "-locked_at"]
    autocomplete_fields = ["municipality"]
    readonly_fields = ["locked_at", "locked_by", "lifted_at", "lifted_by"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask of a new lock what to close, of a standing one why to lift it."""
        if obj is None:
            return ["municipality", "fiscal_year", "note"]
        lifted = ["lifted_reason"] if obj.lifted_at is None else []
        told = ["lifted_at", "lifted_by", "lifted_reason"] if obj.lifted_at else []
        return ["municipality", "fiscal_year", "note", "locked_at", "locked_by", *told, *lifted]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was closed stays as it was said."""
        said = [] if obj is None else ["municipality", "fiscal_year", "note"]
        return [*self.readonly_fields, *said]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with last year, and with the clerk's own body if there is but one."""
        initial: dict[str, Any] = {"fiscal_year": timezone.localdate().year - 1}
        if own := own_body(person(request), Role.PUBLISHER):
            initial["municipality"] = own.pk
        return initial | super().get_changeform_initial_data(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A lock is lifted; that it stood is never forgotten."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Close, or lift, and say what that means."""
        try:
            if change:
                lift(obj, person(request), form.cleaned_data["lifted_reason"])
                opened = _("마감을 풀었습니다. %(year)d년의 초안은 다시 작성 담당자도 고칩니다.")
                messages.info(request, opened % {"year": obj.fiscal_year})
            else:
                self._close(request, obj)
        except NotClosed as refusal:
            messages.error(request, str(refusal))
            if obj.pk is None:  # a colleague was quicker: show theirs
                obj.pk = PeriodLock.objects.on(obj.municipality, obj.fiscal_year).latest("pk").pk

    def _close(self, request: HttpRequest, obj: PeriodLock) -> None:
        closed = close_year(obj.municipality, obj.fiscal_year, person(request), obj.note)
        obj.pk, obj.locked_by = closed.lock.pk, closed.lock.locked_by
        said = _("사업 %(projects)d건은 이제 공개 담당자만 이유를 적고 고칩니다.") % {
            "projects": closed.projects
        }
        messages.info(request, said)
        if closed.drafts:
            drafts = _("그 가운데 %(drafts)d건은 아직 초안입니다.") % {"drafts": closed.drafts}
            messages.warning(request, drafts)
