"""내려받기: the list as the clerk has filtered it, and a file with its errors marked."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from registry.actions.exporting import write_csv, write_xlsx
from registry.actions.handouts import return_workbook
from registry.admin.importing.access import batch_for
from registry.admin.scope import person
from registry.models import Project
from registry.notation.codes import BatchState

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """Send the filtered list as CSV."""
    return _send(site, request, "csv")


def xlsx(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """Send the filtered list as an Excel workbook."""
    return _send(site, request, "xlsx")


def _send(site: AdminSite, request: HttpRequest, ending: str) -> HttpResponseBase:
    try:
        projects = filtered(site, request)
    except IncorrectLookupParameters:
        messages.error(request, _("목록의 조건을 이해하지 못해 내려받지 않았습니다."))
        return HttpResponseRedirect(reverse("admin:registry_project_changelist"))
    name = f"{_('정보화사업')}_{timezone.localdate():%Y-%m-%d}"
    return send_file(_content(projects, ending, _named(request)), name, ending)


def returned(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponseBase:
    """Send a staged file back as a workbook in which the clerk sees what to repair."""
    found = batch_for(request, batch)
    if found.state != BatchState.STAGED or not found.content:
        messages.info(request, _("미리보기가 끝난 파일이라 오류 표시된 엑셀을 만들 수 없습니다."))
        return HttpResponseRedirect(reverse("admin:import_preview", args=[batch]))
    content = return_workbook(found, person(request))
    return send_file([content], f"{PurePath(found.file_name).stem}_{_('오류 표시')}", "xlsx")


def filtered(site: AdminSite, request: HttpRequest) -> QuerySet[Project]:
    """Return the rows of the changelist that the address selects, in its order and scope."""
    changelist: Any = site.get_model_admin(Project).get_changelist_instance(request)
    chosen: QuerySet[Project] = changelist.get_queryset(request)
    readable = Project.objects.readable_by(person(request))
    return readable.filter(pk__in=chosen.order_by().values("pk")).order_by(
        "-fiscal_year", "number"
    )


def _named(request: HttpRequest) -> QuerySet[Project]:
    """Return what a file may name beside its rows: a draft of another body's is not a clerk's."""
    return Project.objects.published() | Project.objects.readable_by(person(request))


def _content(
    projects: QuerySet[Project], ending: str, named: QuerySet[Project]
) -> Iterable[str | bytes]:
    write = write_csv if ending == "csv" else write_xlsx
    return write(projects, for_public=False, named=named)


def send_file(content: Iterable[str | bytes], name: str, ending: str) -> HttpResponseBase:
    """Return the response with which a browser saves a file under its name."""
    response = StreamingHttpResponse(content, content_type=_kind(ending))
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or ""
    return response


def _kind(ending: str) -> str:
    return "text/csv; charset=utf-8" if ending == "csv" else _XLSX
