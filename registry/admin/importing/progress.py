"""The state page of long work: how far it is, by the server's own count, without a script.

It asks to be loaded again in the header of the answer, and no more where the clerk turned that
off: a page that moves by itself must be stoppable (WCAG 2.2.1).
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.importing.access import batch_for
from registry.admin.importing.moving import tell, to_step
from registry.admin.importing.pages import show
from registry.models import ImportBatch
from registry.notation.codes import BatchState
from registry.sheets.deciding import Step

REFRESH = 2  # seconds


@dataclass(frozen=True)
class Stage:
    """One part of the work: its name, and how many of its rows are done."""

    label: str
    done: int
    all: int
    state: str  # done, now, later


def progress(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Show how far the work is; go on once it has ended, offer to begin again where it died."""
    found = batch_for(request, batch)
    work = importing.work_on(found)
    if work and work.runs:
        return _watch(site, request, found, work)
    if work and work.ended:
        return _ended(request, found, work)
    if found.state not in importing.OPEN or (work is None and found.state == BatchState.STAGED):
        return redirect("admin:import_preview", found.pk)
    if found.state == BatchState.UPLOADED and importing.step_of(found) is not Step.READY:
        return to_step(found)
    context = {
        "batch": found,
        "stopped": True,
        "died": work is not None,
        "saving": _is_saving(work),
    }
    return show(site, request, "progress.html", _("확인을 기다리는 파일"), context)


def _watch(
    site: AdminSite, request: HttpRequest, batch: ImportBatch, work: importing.Work
) -> HttpResponse:
    still = "still" in request.GET
    context = {**_running(batch, work), "refresh": None if still else REFRESH}
    response = show(site, request, "progress.html", _title(work), context)
    if not still:
        response["Refresh"] = str(REFRESH)
    return response


def _is_saving(work: importing.Work | None) -> bool:
    return work is not None and work.kind == importing.CONFIRM


def _title(work: importing.Work) -> str:
    return _("저장하고 있습니다") if _is_saving(work) else _("파일을 확인하고 있습니다")


def _ended(request: HttpRequest, batch: ImportBatch, work: importing.Work) -> HttpResponse:
    """Say what stopped the work, and go to where the file is now."""
    importing.forget(batch)
    if work.ended == "done":
        return redirect("admin:import_preview", batch.pk)
    tell(request, work.ended, work.message)
    if work.ended == "Refused":
        return redirect("admin:import_sheets", batch.pk)
    if batch.state == BatchState.UPLOADED:
        return redirect("admin:import_progress", batch.pk)
    return redirect("admin:import_preview", batch.pk)


def _running(batch: ImportBatch, work: importing.Work) -> dict[str, Any]:
    rows = batch.options.get("rows", 0)
    return {
        "batch": batch,
        "running": True,
        "saving": _is_saving(work),
        "rows": f"{rows:,}",
        "done": f"{_done(work):,}",
        "stages": list(_stages(work, rows)),
    }


def _done(work: importing.Work) -> int:
    """Return how many rows the present part has done; reading may count files, not rows."""
    return work.done if work.all > 1 else 0


def _stages(work: importing.Work, rows: int) -> list[Stage]:
    names = importing.STEPS[: None if _is_saving(work) else -1]
    now = names.index(work.step) if work.step in names else 0
    return [
        Stage(
            label=_(name),
            done=rows if place < now else _done(work) if place == now else 0,
            all=max(rows, 1),
            state="done" if place < now else "now" if place == now else "later",
        )
        for place, name in enumerate(names)
    ]
