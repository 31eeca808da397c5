"""가져오기와 내보내기: the pages of the import wizard, and the clerk's downloads."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path

from registry.actions import importing
from registry.admin.importing import (
    answering,
    columns,
    downloads,
    forms,
    moving,
    progress,
    sheets,
    steps,
    undoing,
)
from registry.sheets.container import Refused as Unreadable

_PREFIX = "registry/import/"
_PAGES: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("", steps.start, "import_start"),
    ("<int:batch>/", moving.resume, "import_resume"),
    ("<int:batch>/sheets/", sheets.sheets, "import_sheets"),
    ("<int:batch>/columns/", columns.columns, "import_columns"),
    ("<int:batch>/check/", moving.check, "import_check"),
    ("<int:batch>/progress/", progress.progress, "import_progress"),
    ("<int:batch>/preview/", steps.preview, "import_preview"),
    ("<int:batch>/answer/", answering.answer, "import_answer"),
    ("<int:batch>/confirm/", steps.confirm, "import_confirm"),
    ("<int:batch>/discard/", steps.discard, "import_discard"),
    ("<int:batch>/result/", steps.result, "import_result"),
    ("<int:batch>/undo/", undoing.undo, "import_undo"),
    ("<int:batch>/returned.xlsx", downloads.returned, "import_returned"),
    ("forms/", forms.choose, "import_forms"),
    ("forms/blank.xlsx", forms.blank, "import_blank_form"),
    ("forms/filled.xlsx", forms.filled, "import_filled_form"),
    ("export.csv", downloads.csv, "export_csv"),
    ("export.xlsx", downloads.xlsx, "export_xlsx"),
)


def _guarded(
    view: Callable[..., Any], site: AdminSite, request: HttpRequest, **place: int
) -> HttpResponseBase:
    """Return the page, or the reason why the file can no longer be read.

    It could when it was uploaded; on a machine that is very busy its time may run out later.
    """
    try:
        response: HttpResponseBase = view(site, request, **place)
    except (importing.Refused, Unreadable) as refused:
        messages.error(request, str(refused))
        return redirect("admin:import_start")
    return response


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses of the wizard's pages and of the downloads."""
    return [
        path(f"{_PREFIX}{address}", site.admin_view(partial(_guarded, view, site)), name=name)
        for address, view, name in _PAGES
    ]
