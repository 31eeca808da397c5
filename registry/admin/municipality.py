"""지자체: reference data that all staff may look up and only a superuser changes."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.admin.succession import SuccessionAdmin
from registry.models import Municipality, settling


@admin.register(Municipality)
class MunicipalityAdmin(SuccessionAdmin):
    """지자체."""

    role_to_change = None
    list_display = ["full_name", "code", "level", "is_local_government", "valid_from", "valid_to"]
    list_filter = ["level", "is_local_government"]
    search_fields = ["full_name", "code"]
    ordering = ["code"]
    autocomplete_fields = ["parent"]
    readonly_fields = ["successor_names", "predecessor_names"]
    fields = [
        ("code", "level"), "name", "full_name", "parent", "is_local_government",
        ("valid_from", "valid_to"), "predecessor_names", "successor_names",
    ]  # fmt: skip

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Reference data is for all staff to look up."""
        return self._holds(self.readable, request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Settle what follows from the body's dates and from what stands above it."""
        obj.lineage = obj.lineage or obj.code
        obj.region = obj.region or (obj.parent.region if obj.parent else obj.code)
        super().save_model(request, obj, form, change)
        settling.settle()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Leave a code as it is; the end of a body stands with its successors."""
        stored = ["code", "valid_to"] if obj else []
        return [*super().get_readonly_fields(request, obj), *stored]

    @admin.display(description=_("뒤를 이은 지자체"))
    def successor_names(self, body: Municipality) -> str:
        """Return who came after."""
        return ", ".join(str(successor) for successor in body.successors.all())

    @admin.display(description=_("앞선 지자체"))
    def predecessor_names(self, body: Municipality) -> str:
        """Return who was before."""
        return ", ".join(str(predecessor) for predecessor in body.predecessors.all())
