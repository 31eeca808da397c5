"""가져오기와 내보내기: the pages of the import wizard, and the clerk's downloads."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

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


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses of the wizard's pages and of the downloads."""
    return [
        path(f"{_PREFIX}{address}", site.admin_view(partial(view, site)), name=name)
        for address, view, name in _PAGES
    ]
