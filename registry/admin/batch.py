"""가져오기와 열 맞추기: what came in by files, to look at; the wizard does the rest."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions import importing
from registry.admin.scope import has_role
from registry.admin.scoped import ScopedAdmin
from registry.models import ColumnMapping, ImportBatch
from registry.notation.codes import Effect, Role
from registry.sheets.heading import Heading
from registry.sheets.meaning import AS_WRITTEN, heading_of, is_meaning, label_of


class ReadOnlyAdmin(ScopedAdmin):
    """Records that nobody writes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody does."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody does."""
        return False


class WaitingFilter(admin.SimpleListFilter):
    """할 일: what the first page counts."""

    title = gettext_lazy("할 일")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return what may be left to do with an import."""
        return [("finish", _("이어서 하기")), ("rows", _("기다리는 행"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet | None:
        """Keep the imports with something left to do."""
        if self.value() is None:
            return None
        words = {"finish": queryset.unfinished, "rows": queryset.with_waiting_rows}
        kept: QuerySet = words.get(str(self.value()), queryset.none)()
        return kept


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """가져오기."""

    list_display = [
        "file_name",
        "municipality",
        "user",
        "state",
        "counted",
        "created_at",
        "confirmed_at",
        "page",
    ]
    list_filter = [WaitingFilter, "state"]
    list_select_related = ["municipality", "user"]
    search_fields = ["file_name", "user__username"]
    ordering = ["-id"]
    fields = [
        "file_name", "municipality", "user", "state", "counted", "created_at", "confirmed_at",
        "undone_at", "page",
    ]  # fmt: skip
    readonly_fields = ["counted", "page"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Offer the start of the wizard to who may write."""
        context = {"may_write": has_role(request, Role.WRITER), **(extra_context or {})}
        page: HttpResponse = super().changelist_view(request, context)
        return page

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A batch is undone, never deleted: the history points at it."""
        return False

    @admin.display(description=gettext_lazy("자세히"))
    def page(self, batch: ImportBatch) -> str:
        """Return the way to its preview or result, where it is undone and its rows are applied."""
        words = _("결과와 되돌리기")
        if batch.state in importing.OPEN:
            words = _("이어서 하기")
        elif batch.counts.get(Effect.WAITING):
            words = _("결과와 기다리는 행")
        address = reverse("admin:import_resume", args=[batch.pk])
        return format_html('<a href="{}">{}</a>', address, words)

    @admin.display(description=gettext_lazy("건수"))
    def counted(self, batch: ImportBatch) -> str:
        """Return how many rows did what: 추가 12건 · 고침 5건."""
        counts = ((effect, batch.counts.get(effect.value)) for effect in Effect)
        return " · ".join(
            _("%(label)s %(count)s건") % {"label": _(effect.label), "count": count}
            for effect, count in counts
            if count
        )


@admin.register(ColumnMapping)
class ColumnMappingAdmin(ReadOnlyAdmin):
    """열 맞추기: kept by the wizard; a clerk who wants to be asked again deletes it."""

    list_display = ["municipality", "headings", "fingerprint"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__full_name"]
    ordering = ["municipality__code", "id"]
    fields = ["municipality", "headings", "fingerprint"]
    readonly_fields = ["headings"]

    @admin.display(description=gettext_lazy("열"))
    def headings(self, mapping: ColumnMapping) -> str:
        """Return what each heading was taken for."""
        if not isinstance(mapping.mapping, dict):
            return ""
        return " · ".join(
            f"{heading} → {_meaning(code)}" for heading, code in mapping.mapping.items()
        )


def _meaning(code: str) -> str:
    """Return what a clerk calls the meaning of a column."""
    if code == AS_WRITTEN or not is_meaning(code):
        return _("제목대로")
    return _(label_of(heading_of(code, Heading(""), "")))
