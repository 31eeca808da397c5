"""Step 3, 열 맞추기: what every column means, and which of them stay outside."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.importing.access import batch_for
from registry.admin.importing.column_questions import ColumnsForm
from registry.admin.importing.moving import elsewhere, go_on
from registry.admin.importing.pages import show
from registry.models import ImportBatch
from registry.sheets.deciding import Step


def columns(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Show every column with its examples, and take what the clerk says it means."""
    found = batch_for(request, batch)
    if way := elsewhere(found):
        return way
    outline = importing.outline_of(found)
    form = ColumnsForm(found, outline, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _keep(request, found, form)
        except importing.AlreadyDone:
            return redirect("admin:import_result", found.pk)
    return show(site, request, "columns.html", _("열 맞추기"), {"batch": found, "form": form})


def _keep(request: HttpRequest, batch: ImportBatch, form: ColumnsForm) -> HttpResponse:
    """Keep what was chosen, then go back, look again, or go on."""
    if "fresh" in request.POST:
        importing.choose(batch, importing.forget_remembered(batch), remembered=[])
        return redirect("admin:import_columns", batch.pk)
    if "next" not in request.POST:
        importing.choose(batch, form.choices())
        back = "back" in request.POST
        return redirect(f"admin:import_{'sheets' if back else 'columns'}", batch.pk)
    kept = importing.choose(batch, form.choices(), seen=[Step.SHEETS, Step.COLUMNS])
    if form.cleaned_data["remember"]:
        importing.remember(kept, form.kinds, form.choices())
    return go_on(request, kept)
