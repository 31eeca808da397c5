"""유사사업 찾기: a page that is also the sheet for 사전협의, and the same as a workbook."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.similar import SHOWN, Match, Question, find_similar
from registry.actions.xlsx import Cell, Column, write_sheet
from registry.admin.importing.downloads import send_file
from registry.admin.scope import person
from registry.admin.wording import say_total
from registry.models import Municipality, Project
from registry.notation.codes import Level
from registry.resources import department_text

_YEAR: dict[str, Any] = {"min_value": 1990, "max_value": 2100, "required": False}
_WRONG_YEAR = {
    name: gettext_lazy("연도를 2013처럼 네 자리 숫자로 적어 주세요.")
    for name in ("invalid", "min_value", "max_value")
}
_COLUMNS = (
    ("지자체", 20, False),
    ("사업명", 44, False),
    ("연도", 8, False),
    ("부서", 22, False),
    ("금액(원)", 18, True),
    ("상태", 12, False),
    ("비슷한 정도", 12, False),
    ("비슷한 까닭", 48, False),
    ("중복 판단", 12, False),
    ("공개 주소", 44, False),
)


class SimilarForm(forms.Form):
    """What is looked for, and among which projects."""

    q = forms.CharField(
        label=gettext_lazy("사업명"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"class": "vLargeTextField", "type": "search"}),
    )
    project = forms.IntegerField(required=False, widget=forms.HiddenInput)
    first = forms.IntegerField(
        label=gettext_lazy("회계연도(부터)"), error_messages=_WRONG_YEAR, **_YEAR
    )
    last = forms.IntegerField(
        label=gettext_lazy("회계연도(까지)"), error_messages=_WRONG_YEAR, **_YEAR
    )
    region = forms.ChoiceField(label=gettext_lazy("시·도"), required=False)
    without_own = forms.BooleanField(label=gettext_lazy("우리 지자체 사업은 빼기"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sidos = Municipality.objects.filter(level=Level.SIDO).order_by("code")
        names = dict(sidos.values_list("region", "name"))  # the latest
        self.fields["region"].choices = [("", _("모든 시·도")), *names.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse years in the wrong order."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("끝 연도가 시작 연도보다 빠릅니다."))
        return cleaned


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses of the page and of its workbook."""
    return [
        path("registry/similar/", site.admin_view(partial(show, site)), name="similar"),
        path("registry/similar.xlsx", site.admin_view(partial(xlsx, site)), name="similar_xlsx"),
    ]


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show what is like a project or a typed title."""
    form, question = _asked(request)
    context = {
        **site.each_context(request),
        "title": _("유사사업 찾기"),
        "form": form,
        "question": question,
        "rows": [_row(match) for match in find_similar(question)] if question else [],
        "most": SHOWN,
        "address": request.build_absolute_uri(),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "admin/registry/similar.html", context)


def xlsx(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """Send the same as an Excel workbook; of a question not understood, its headings alone."""
    _form, question = _asked(request)
    columns = [Column(_(heading), width, money) for heading, width, money in _COLUMNS]
    matches = find_similar(question) if question else []
    rows = [list(_cells(request, match)) for match in matches]
    name = f"{_('유사사업')}_{timezone.localdate():%Y-%m-%d}"
    return send_file(write_sheet(_("유사사업"), columns, rows), name, "xlsx")


def _asked(request: HttpRequest) -> tuple[SimilarForm, Question | None]:
    """Return the form, and the question if it asks one that can be understood."""
    form = SimilarForm(request.GET)
    if not form.is_valid():
        return form, None
    given = form.cleaned_data
    project = _project(request, given["project"])
    title = given["q"] or (project.name if project else "")
    question = Question(
        title=title,
        user=person(request),
        project=project,
        **{name: given[name] for name in ("first", "last", "region", "without_own")},
    )
    return form, question if title else None


def _project(request: HttpRequest, pk: int | None) -> Project | None:
    """Return the project that asks; one that may not be read is one that is not there."""
    if pk is None:
        return None
    readable = Project.objects.readable_by(person(request))
    found: Project | None = readable.select_related("owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _row(match: Match) -> dict[str, Any]:
    """Return what the page says of a match beside its names."""
    project = match.project
    return {
        "match": match,
        "project": project,
        "total": say_total(project),
        "department": department_text(project),
        "state": project.get_status_display(),
        "likeness": _(match.likeness.label) if match.likeness else "",
    }


def _cells(request: HttpRequest, match: Match) -> Iterator[Cell]:
    project = match.project
    yield project.owner.full_name
    yield project.name
    yield project.fiscal_year
    yield department_text(project)
    yield project.exact_won if project.exact_won is not None else say_total(project)
    yield state(match)
    yield _(match.likeness.label) if match.likeness else ""
    yield " · ".join(match.reasons)
    yield match.decision
    yield (
        request.build_absolute_uri(project.get_absolute_url()) if match.is_public else _("공개 전")
    )


def state(match: Match) -> str:
    """Return how far a project is; a draft says that it is one."""
    status = str(match.project.get_status_display())
    return status if match.is_public else f"{status} ({_('초안')})"
