"""부서: the offices of a clerk's own body."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.admin.department_ending import EndingAdmin
from registry.admin.department_merging import MergingAdmin
from registry.admin.reason import ReasonedAdmin
from registry.admin.scope import own_body, person
from registry.admin.scoped import ScopedForm
from registry.models import Department, Municipality, User
from registry.notation.codes import Role


class DepartmentForm(ScopedForm):
    """An office and the office above it, both of one body."""

    class Meta:
        model = Department
        fields = ["municipality", "name", "parent", "kind", "leads_it", "contact"]

    def clean(self) -> dict[str, Any]:
        """Hold the office above against the body."""
        cleaned = super().clean() or self.cleaned_data
        body, above = cleaned.get("municipality"), cleaned.get("parent")
        if body and above and above.municipality.lineage != body.lineage:
            self.add_error("parent", _("고른 지자체의 부서가 아닙니다."))
        return cleaned

    def record_changed(self) -> bool:
        """Return whether anything was typed that is not stored already."""
        return bool(self.changed_data)


@admin.register(Department)
class DepartmentAdmin(ReasonedAdmin, MergingAdmin, EndingAdmin):
    """부서."""

    form = DepartmentForm
    actions = ["merge_selected", "end_selected"]  # type: ignore[assignment] # of two classes
    list_display = [
        "name", "parent", "municipality", "kind", "leads_it", "valid_to", "merged_into",
    ]  # fmt: skip
    list_filter = [
        "kind",
        "leads_it",
        ("valid_to", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["municipality", "parent__parent", "merged_into__parent"]
    search_fields = ["name", "parent__name", "municipality__full_name"]
    autocomplete_fields = ["municipality", "parent"]
    ordering = ["municipality__code", "name"]
    readonly_fields = ["valid_to", "successor_names", "merged_into"]
    fields = [
        "municipality", "name", "parent", "kind", "leads_it", "contact",
        "valid_to", "successor_names", "merged_into",
    ]  # fmt: skip

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the clerk's own body, of several with the one they wrote an office of last.

        Whoever sees to three bodies enters the offices of one after another.
        """
        user = person(request)
        body = own_body(user, Role.WRITER) or _last_body(user)
        initial = {"municipality": body.pk} if body else {}
        return initial | super().get_changeform_initial_data(request)

    @admin.display(description=_("뒤를 이은 부서"))
    def successor_names(self, department: Department) -> str:
        """Return who came after."""
        return ", ".join(map(str, department.successors.select_related("parent")))

    def editable(self, user: User) -> QuerySet:
        """Leave a merged department as it is: its old address leads to the one that was kept."""
        return super().editable(user).filter(merged_into__isnull=True)


def _last_body(user: User) -> Municipality | None:
    """Return the body of the office that a person wrote last, if it is still theirs to write."""
    last = Department.history.filter(history_user=user).order_by("-history_id").first()
    bodies = user.municipalities(Role.WRITER).local_governments()
    body = bodies.filter(pk=last.municipality_id).first() if last else None
    return body if body and body.exists_on(timezone.localdate()) else None
