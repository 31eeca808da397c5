"""Step 2, 시트·제목 행: which sheets are read, where their header is, in which unit."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.importing.access import batch_for
from registry.admin.importing.moving import elsewhere, go_on
from registry.admin.importing.pages import show
from registry.admin.importing.sheet_questions import SheetsForm
from registry.models import ImportBatch
from registry.sheets.deciding import Step


def sheets(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Show every sheet as it was understood, and take what the clerk says of it."""
    found = batch_for(request, batch)
    if way := elsewhere(found):
        return way
    try:
        outline = importing.outline_of(found)
    except importing.Refused as refused:
        return show(
            site,
            request,
            "unreadable.html",
            _("읽을 수 없는 파일"),
            {"batch": found, "why": refused},
        )
    form = SheetsForm(found, outline, request.POST if request.method == "POST" else None)
    title = _("시트와 제목 행 고르기")
    if form.is_valid():
        try:
            return _keep(request, found, form)
        except importing.AlreadyDone:
            return redirect("admin:import_result", found.pk)
    return show(site, request, "sheets.html", title, {"batch": found, "form": form})


def _keep(request: HttpRequest, batch: ImportBatch, form: SheetsForm) -> HttpResponse:
    """Keep what was chosen; go on, or look at it again."""
    going_on = "next" in request.POST
    kept = importing.choose(batch, form.choices(), seen=[Step.SHEETS] if going_on else [])
    if going_on:
        return go_on(request, kept)
    return redirect("admin:import_sheets", batch.pk)
