"""The way from step to step: where a file goes next, and what is told on the way."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions import importing
from registry.admin.importing.access import batch_for
from registry.admin.scope import person
from registry.models import ImportBatch
from registry.notation.codes import BatchState, Effect
from registry.sheets.deciding import Step

# What stopped the work, by the name of its exception, as a clerk is told.
_STOPPED = {
    "AlreadyDone": (
        messages.INFO,
        gettext_lazy("이미 처리한 가져오기입니다. 다시 저장하지 않았습니다."),
    ),
    "HasErrors": (messages.ERROR, gettext_lazy("오류가 있어 저장하지 않았습니다.")),
    "PreviewChanged": (
        messages.WARNING,
        gettext_lazy(
            "미리보기 뒤에 등록부가 바뀌어 저장하지 않았습니다. 아래의 새 미리보기를 확인하고 "
            "다시 저장해 주세요."
        ),
    ),
    "DatabaseRefused": (
        messages.ERROR,
        gettext_lazy("데이터베이스가 받지 않아 저장한 것이 없습니다. 파일을 다시 올려 주세요."),
    ),
}
_TROUBLE = gettext_lazy(
    "문제가 생겨 처리하지 못했습니다. 저장된 내용은 없습니다. 잠시 뒤 다시 시도해 주세요."
)
_BUSY = gettext_lazy("이 파일은 다른 창에서 처리하고 있습니다. 끝나면 이 쪽에 나타납니다.")


def tell(request: HttpRequest, stopped: str, words: str = "") -> None:
    """Say what stopped the work; `words` are its own, where it has any for a clerk."""
    if stopped == "Refused":
        messages.error(request, words)
    else:
        level, sentence = _STOPPED.get(stopped, (messages.ERROR, _TROUBLE))
        messages.add_message(request, level, sentence)


def elsewhere(batch: ImportBatch) -> HttpResponse | None:
    """Return the way to where a file really is, if it is past its steps or being worked on."""
    if batch.state not in importing.OPEN:
        return redirect("admin:import_result", batch.pk)
    work = importing.work_on(batch)
    return redirect("admin:import_progress", batch.pk) if work and work.runs else None


def to_step(batch: ImportBatch) -> HttpResponse:
    """Return the way to the first step that needs the clerk; writes nothing."""
    if batch.state == BatchState.STAGED:
        return redirect("admin:import_preview", batch.pk)
    step = importing.step_of(batch)
    name = "import_progress" if step is Step.READY else f"import_{step}"
    return redirect(f"admin:{name}", batch.pk)


def resume(_site: object, request: HttpRequest, batch: int) -> HttpResponse:
    """Take a file up where it was left."""
    found = batch_for(request, batch)
    return elsewhere(found) or to_step(found)


def go_on(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Check the file where nothing is left to decide, else go to what is."""
    if importing.step_of(batch) is Step.READY:
        return begin_check(request, batch)
    return to_step(batch)


def check(_site: object, request: HttpRequest, batch: int) -> HttpResponse:
    """Begin to check a file again, whose checking was cut off."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = batch_for(request, batch)
    return elsewhere(found) or go_on(request, found)


def begin_check(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Check a file: a short one at once, a long one outside the request."""
    work = partial(importing.check, batch, person(request))
    if is_long(batch):
        return begin(request, batch, importing.CHECK, work)
    try:
        work()
    except importing.Refused as refused:
        tell(request, "Refused", str(refused))
        return redirect("admin:import_sheets", batch.pk)
    except importing.AlreadyDone:
        messages.info(request, _("그사이 다른 창에서 이 파일을 처리했습니다."))
    return redirect("admin:import_preview", batch.pk)


def begin_confirm(request: HttpRequest, batch: ImportBatch) -> HttpResponse | None:
    """Save a long file outside the request; None for a short one."""
    if not is_long(batch):
        return None
    work = partial(importing.confirm, batch, person(request))
    return begin(request, batch, importing.CONFIRM, work)


def is_long(batch: ImportBatch) -> bool:
    """Return whether the file has more rows than are worked through within a request."""
    counted: int = sum(batch.counts.get(effect.value, 0) for effect in Effect)
    return bool(max(counted, batch.options.get("rows", 0)) > settings.IMPORT_ROWS_AT_ONCE)


def begin(
    request: HttpRequest, batch: ImportBatch, kind: str, work: Callable[..., object]
) -> HttpResponse:
    """Begin long work outside the request, and go to where it can be watched."""
    if not importing.begin(batch, kind, work):
        messages.info(request, _BUSY)
    return redirect("admin:import_progress", batch.pk)
