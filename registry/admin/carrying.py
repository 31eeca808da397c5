"""다음 연도로 이어 쓰기: one body's year, a check box each, and the drafts of the next."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.carrying import (
    AlreadyCarried,
    Candidate,
    NotCarried,
    Way,
    candidates,
    carry,
    gone,
    owner_of,
)
from registry.admin.keys import possible_keys
from registry.admin.project_form import name_to
from registry.admin.scope import has_role, person
from registry.admin.scoped import ScopedAdmin
from registry.models import Municipality, Project, User
from registry.notation.codes import Role


class YearForm(forms.Form):
    """Whose projects of which year go on."""

    body = forms.ModelChoiceField(
        label=gettext_lazy("지자체"),
        queryset=Municipality.objects.none(),
        to_field_name="code",
        empty_label=None,
    )
    year = forms.TypedChoiceField(label=gettext_lazy("회계연도"), coerce=int)

    def __init__(self, asked: Any, user: User) -> None:
        bodies, years = _bodies(user), _years(user)
        body = bodies.values_list("code", flat=True).first()
        first = {"body": body, "year": next(iter(years), "")}
        super().__init__({name: asked.get(name) or value for name, value in first.items()})
        self.label_suffix = ""
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, _("%(year)d년") % {"year": year}) for year in years
        ]


class CarryingAdmin(ScopedAdmin):
    """Lets a clerk begin the next year with what goes on from this one."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that shows what goes on, and makes the drafts."""
        view = self.admin_site.admin_view(self.carry_view)
        return [path("carry/", view, name="registry_project_carry"), *super().get_urls()]

    @admin.display(description=gettext_lazy("지난해 사업"))
    def last_year(self, project: Any) -> SafeString:
        """Return a link to the project that this one continues."""
        return self._link(project.continues, project.viewer)

    @admin.display(description=gettext_lazy("다음 해 사업"))
    def next_year(self, project: Any) -> SafeString:
        """Return a link to the project that continues this one."""
        return self._link(project.continued_by, project.viewer)

    def _link(self, other: Project, viewer: User) -> SafeString:
        """Return number and name of a project if it may be named to who looks."""
        name = name_to(other, viewer)
        if name != other.name:
            return format_html("{}", name)
        address = self.address("change", other.pk)
        return format_html('<a href="{}">{} {}</a>', address, other.number, name)

    def carry_view(self, request: HttpRequest) -> HttpResponse:
        """Show what of a year goes on; make drafts of what was chosen."""
        if not has_role(request, Role.WRITER):
            raise PermissionDenied
        form = YearForm(request.POST if request.method == "POST" else request.GET, person(request))
        if not form.is_valid():
            return self._carry_page(request, form)
        body, year = form.cleaned_data["body"], form.cleaned_data["year"]
        if request.method == "POST" and self._carried(request, body, year):
            return HttpResponseRedirect(
                f"{self.address('changelist')}?year={year + 1}&publication=draft"
            )
        return self._carry_page(request, form, **self._found(request, body, year))

    def _carried(self, request: HttpRequest, body: Municipality, year: int) -> bool:
        """Make the drafts, and return whether they are there."""
        keys = possible_keys(request.POST.getlist(ACTION_CHECKBOX_NAME))
        try:
            made = carry(map(int, keys), body, year, person(request))
        except AlreadyCarried as said:
            messages.info(request, str(said))
            return True
        except NotCarried as refusal:
            messages.error(request, str(refusal))
            return False
        done = _("%(count)d건을 %(year)d년 초안으로 이어 썼습니다. 금액은 비어 있습니다.")
        messages.success(request, done % {"count": len(made), "year": year + 1})
        return True

    def _found(self, request: HttpRequest, body: Municipality, year: int) -> dict[str, Any]:
        by_way: dict[Way, list[Candidate]] = defaultdict(list)
        for candidate in candidates(body, year, person(request)):
            by_way[candidate.way].append(candidate)
        exists = owner_of(body, year + 1) is not None
        return {
            "groups": [(way, by_way[way]) for way in Way if by_way[way]],
            "may_carry": exists and bool(by_way[Way.YEARLY] or by_way[Way.UNSURE]),
            "gone": "" if exists else gone(body, year + 1),
            "next_year": year + 1,
            "body": body,
            "year": year,
        }

    def _carry_page(self, request: HttpRequest, form: YearForm, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("다음 연도로 이어 쓰기"),
            "form": form,
            "box": ACTION_CHECKBOX_NAME,
            "list_url": self.address("changelist"),
            "opts": self.opts,
            **more,
        }
        return TemplateResponse(request, "admin/registry/project/carry.html", context)


def without_neighbours(project: Any) -> set[str]:
    """Return which of the two years beside a project it has no project in."""
    hidden = set() if project.continues_id else {"last_year"}
    return hidden if hasattr(project, "continued_by") else hidden | {"next_year"}


def _bodies(user: User) -> QuerySet:
    """Return the bodies a person drafts for and that exist, by code."""
    mine = user.municipalities(Role.WRITER).local_governments()
    return mine.valid_on(timezone.localdate()).order_by("code")


def _years(user: User) -> list[int]:
    """Return the years that have projects to go on from, the latest first."""
    projects = Project.objects.drafted_by(user).order_by("-fiscal_year")
    return list(projects.values_list("fiscal_year", flat=True).distinct())
