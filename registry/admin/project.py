"""사업: the list a clerk works in, and the page on which a project is written."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.actions.closing import standing_lock
from registry.actions.sums import differences
from registry.admin.bulk_editing import BulkEditingAdmin
from registry.admin.carrying import CarryingAdmin, without_neighbours
from registry.admin.citation import CitationInline
from registry.admin.citing import CitingAdmin
from registry.admin.funding import FundingInline
from registry.admin.next_project import NextAdmin
from registry.admin.opening import OpeningAdmin
from registry.admin.participation import ParticipationInline, PhaseInline
from registry.admin.project_closing import mark_late, say_lock
from registry.admin.project_filters import project_filters
from registry.admin.project_form import ProjectForm, name_to
from registry.admin.project_list import ProjectList, found_by
from registry.admin.reason import ReasonedAdmin, reason_of
from registry.admin.restoring import RestoringAdmin
from registry.admin.saved_filters import SavedFiltersAdmin
from registry.admin.scope import own_body, person
from registry.admin.scoped import ScopedAdmin
from registry.admin.wording import money, say_period, say_range, say_total
from registry.forms import write_both
from registry.models import Project, User
from registry.notation.codes import Publication, Role
from registry.notation.hangul import name_key

# Who may only read sees amounts and periods as the public would, not as they are typed.
_SHOWN = {
    "total_won": "total_shown",
    "total_min_won": "range_shown",
    "total_max_won": None,
    "estimate_won": "estimate_shown",
    "period_start": "period_shown",
    "period_end": None,
    "part_of": "part_of_shown",
    "change_reason": None,
}
# What a project has once it is stored.
_ONLY_STORED = {
    "number",
    "publication_shown",
    "closed_shown",
    "last_year",
    "next_year",
    "change_reason",
}


@admin.register(Project)
class ProjectAdmin(
    OpeningAdmin,
    SavedFiltersAdmin,
    NextAdmin,
    RestoringAdmin,
    CarryingAdmin,
    BulkEditingAdmin,
    CitingAdmin,
    ReasonedAdmin,
    ScopedAdmin,
):
    """사업."""

    form = ProjectForm
    inlines = [FundingInline, ParticipationInline, PhaseInline, CitationInline]
    history_children = ("funding", "participations", "phases", "citations")
    list_display = [
        "name", "number", "owner_name", "office", "year", "total", "total_certainty",
        "status", "publication", "modified",
    ]  # fmt: skip
    list_filter = list(project_filters())
    list_select_related = ["owner", "department__parent"]
    search_fields = ["name_key", "number"]
    search_help_text = _("사업명과 사업 내용(띄어쓰기 무시), 사업 번호, 담당 부서, 지자체")
    ordering = ["-fiscal_year", "number"]
    autocomplete_fields = ["owner", "department", "part_of"]
    readonly_fields = [
        "number", "publication_shown", "total_shown", "range_shown", "estimate_shown",
        "period_shown", "part_of_shown", "last_year", "next_year", "closed_shown",
        "total_source", "estimate_source",
    ]  # fmt: skip
    radio_fields = {"total_certainty": admin.HORIZONTAL}
    save_on_top = False
    fieldsets = [
        (
            _("기본"),
            {
                "fields": [
                    "name",
                    ("number", "publication_shown"),
                    "closed_shown",
                    ("last_year", "next_year"),
                    ("owner", "department"),
                    "department_text",
                    ("fiscal_year", "type", "status"),
                ]
            },
        ),
        (
            _("금액"),
            {
                "fields": [
                    ("total_certainty", "total_won", "total_text"),
                    ("total_min_won", "total_max_won"),
                    "total_source",
                    ("estimate_won", "estimate_text", "estimate_basis"),
                    "estimate_source",
                ]
            },
        ),
        (_("기간"), {"fields": ["period_text", ("period_start", "period_end")]}),
        (_("내용"), {"fields": ["description", "outputs"]}),
        (
            _("발주 예정과 관계"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("tender_year", "tender_quarter", "tender_method"),
                    "part_of",
                    "participants_stated",
                ],
            },
        ),
        (_("메모와 고친 이유"), {"fields": ["note", "change_reason"]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ProjectList]:
        """Count in bits."""
        return ProjectList

    def deletable(self, user: User) -> QuerySet:
        """Only what was never public may vanish."""
        was_public = Project.history.filter(id=OuterRef("pk")).exclude(
            publication=Publication.DRAFT
        )
        drafts = Project.objects.editable_by(user).of_open_years()
        return drafts.filter(~Exists(was_public), publication=Publication.DRAFT)

    def _was_readable(self, request: HttpRequest, key: str, record: Any) -> bool:
        """Tell of a deleted project, too, to whom its last owner's projects may be shown."""
        if record is not None:
            return super()._was_readable(request, key, record)
        last = Project.history.filter(id=key).order_by("-history_id").first()
        bodies = person(request).municipalities(Role.READER)
        gone = last is not None and last.history_type == "-"
        return gone and bodies.filter(pk=last.owner_id).exists()

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """Show a new project no number yet, and a reader amounts instead of boxes."""
        fieldsets: list[Any] = [(name, {**options}) for name, options in self.fieldsets]
        for _name, options in fieldsets:
            options["fields"] = self._lines(options["fields"], request, obj)
        return [fieldset for fieldset in fieldsets if fieldset[1]["fields"]]

    def _lines(self, lines: list[Any], request: HttpRequest, obj: Model | None) -> list[Any]:
        hidden: Any = _ONLY_STORED if obj is None else _without(obj)
        hidden = {*hidden, *self.without_source_lines(obj)}
        shown = {} if self.has_change_permission(request, obj) else _SHOWN
        kept = []
        for line in lines:
            names = [shown.get(name, name) for name in ([line] if isinstance(line, str) else line)]
            names = [name for name in names if name and name not in hidden]
            if names:
                kept.append(names[0] if len(names) == 1 else tuple(names))
        return kept

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form who writes."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = person(request)
        return form

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Remember who looks, for what may be named to them."""
        project: Any = super().get_object(request, *args, **kwargs)
        if project is not None:
            project.viewer = person(request)
            project.lock = standing_lock(project.owner, project.fiscal_year)
        return project

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with this year, and with the clerk's own body if there is but one."""
        initial: dict[str, Any] = {"fiscal_year": timezone.localdate().year}
        if own := own_body(person(request), Role.WRITER):
            initial["owner"] = own.pk
        return initial | super().get_changeform_initial_data(request)

    def steps(self, request: HttpRequest, record: Model) -> list[Any]:
        """Mark what was changed after the year was closed."""
        return mark_late(super().steps(request, record))

    def search(self, request: HttpRequest, queryset: QuerySet, words: str) -> Any:
        """Find what the public search finds."""
        if not name_key(words):
            return queryset, False
        return queryset.filter(pk__among=found_by(request, words)), False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows, and say what was understood, what was not and which sums differ."""
        project: Project = form.instance
        if any(formset.has_changed() for formset in formsets) and not form.record_changed():
            project._change_reason = reason_of(form)  # type: ignore[attr-defined]
            project.save()  # ahead of its rows: each version of a project begins a save
        super().save_related(request, form, formsets, change)
        for reading in (form.amount_reading(), form.period_reading()):
            if reading:
                messages.info(request, reading)
        for remark in (form.amount_remark(), form.period_remark(), *differences(project)):
            if remark:
                messages.warning(request, remark)

    @admin.display(description=_("지자체"), ordering="owner__code")
    def owner_name(self, project: Project) -> str:
        """Return the owner."""
        return str(project.owner)

    @admin.display(description=_("담당 부서"), ordering="department")
    def office(self, project: Project) -> str:
        """Return the department; a written one that nobody has registered is marked so."""
        if project.department_id is None and project.department_text:
            return gettext("%(name)s (등록되지 않은 부서)") % {"name": project.department_text}
        return str(project.department or "")

    @admin.display(description=_("연도"), ordering="fiscal_year")
    def year(self, project: Project) -> int:
        """Return the year of first registration."""
        return project.fiscal_year

    @admin.display(description=_("총사업비"), ordering="total_won")
    def total(self, project: Project) -> str:
        """Return the total in few words."""
        return money(say_total(project))

    @admin.display(description=_("고친 때"), ordering="modified_at")
    def modified(self, project: Project) -> str:
        """Return the day of the last change; the history knows the minute."""
        return timezone.localtime(project.modified_at).date().isoformat()

    @admin.display(description=_("공개 상태"))
    def publication_shown(self, project: Project) -> str:
        """Return the state with its day and, if withdrawn, its reason."""
        state = str(project.get_publication_display())
        if project.publication == Publication.PUBLISHED:
            return f"{state} ({project.published_from})"
        if project.publication == Publication.WITHDRAWN:
            return f"{state} ({project.withdrawn_on}: {project.withdrawn_reason})"
        return state

    @admin.display(description=_("마감"))
    def closed_shown(self, project: Project) -> str:
        """Return since when the year is closed, and what that asks of whoever looks."""
        return say_lock(project.lock, project.viewer)  # type: ignore[attr-defined]

    @admin.display(description=_("총사업비"))
    def total_shown(self, project: Project) -> str:
        """Return the total in words and digits."""
        return money(write_both(project.total_won)) if project.total_won is not None else "-"

    @admin.display(description=_("범위"))
    def range_shown(self, project: Project) -> str:
        """Return the bounds."""
        return say_range(project.total_min_won, project.total_max_won) or "-"

    @admin.display(description=_("추정액"))
    def estimate_shown(self, project: Project) -> str:
        """Return the estimate in words and digits."""
        return money(write_both(project.estimate_won)) if project.estimate_won is not None else "-"

    @admin.display(description=_("시작과 끝"))
    def period_shown(self, project: Project) -> str:
        """Return the dates as exactly as they are known."""
        return say_period(project) or "-"

    @admin.display(description=_("상위 사업"))
    def part_of_shown(self, project: Project) -> str:
        """Return the larger project, by its name if it may be named to who looks."""
        above, viewer = project.part_of, project.viewer  # type: ignore[attr-defined]
        return name_to(above, viewer) if above else "-"


def _without(project: Any) -> set[str]:
    """Return what the form of a stored project has nothing to say about."""
    return without_neighbours(project) | (set() if project.lock else {"closed_shown"})
