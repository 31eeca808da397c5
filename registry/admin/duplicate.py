"""중복 판단: whether two likely duplicates are one project."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.admin.reason import ReasonedAdmin
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin, ScopedForm
from registry.models import DuplicateDecision


class DuplicateForm(ScopedForm):
    """Two projects in whichever order; they are kept in the order of their registration."""

    class Meta:
        model = DuplicateDecision
        fields = ["first", "second", "decision", "reason"]

    def clean(self) -> dict[str, Any]:
        """Put the earlier project first."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("first"), cleaned.get("second")
        if first and first == second:
            self.add_error("second", _("서로 다른 두 사업을 골라 주세요."))
        elif first and second and first.pk > second.pk:
            cleaned["first"], cleaned["second"] = second, first
        return cleaned

    def record_changed(self) -> bool:
        """Return whether anything was typed that is not stored already."""
        return bool(self.changed_data)


@admin.register(DuplicateDecision)
class DuplicateDecisionAdmin(ReasonedAdmin, ScopedAdmin):
    """중복 판단."""

    form = DuplicateForm
    list_display = ["first", "second", "decision", "user", "decided_at"]
    list_filter = ["decision"]
    list_select_related = ["first", "second", "user"]
    search_fields = ["first__name", "second__name"]
    ordering = ["-decided_at"]
    autocomplete_fields = ["first", "second"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep who decided."""
        obj.user = person(request)
        super().save_model(request, obj, form, change)
