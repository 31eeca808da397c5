"""The steps of the wizard: a file, its preview, its result. Thin: each makes one call."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.importing.access import batch_for, only_writers
from registry.admin.importing.form import UploadForm
from registry.admin.importing.moving import begin_confirm, elsewhere, go_on, tell
from registry.admin.importing.pages import RowsPage, show
from registry.admin.importing.questions import is_stale
from registry.admin.importing.undoing import UndonePage
from registry.admin.keys import possible_keys
from registry.admin.scope import person
from registry.models import ImportBatch
from registry.notation.codes import BatchState


def start(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Take a file and go on to what it needs; say why where it cannot be read."""
    only_writers(request)
    importing.expire()
    user, repairs = person(request), _repaired(request)
    sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if sent else (None, None)
    form = UploadForm(user, data, files, repairs)
    if form.is_valid():
        upload = form.upload()
        try:
            return _take(request, upload, repairs)
        except importing.Refused as refused:
            form.add_error("file", f"‘{upload.file_name}’: {refused}")
    context = {
        "form": form,
        "repairs": repairs,
        "unfinished": [(one, importing.kept_until(one)) for one in importing.unfinished(user)],
        "days": settings.IMPORT_KEEP_DAYS,
    }
    return show(site, request, "start.html", _("엑셀로 가져오기"), context)


def _repaired(request: HttpRequest) -> ImportBatch | None:
    """Return the file whose repaired copy is sent: one that the person has open, else None."""
    asked = possible_keys([request.GET.get("repairs", "")])
    return importing.unfinished(person(request)).filter(pk__in=asked).first()


def _take(
    request: HttpRequest, upload: importing.Upload, repairs: ImportBatch | None
) -> HttpResponse:
    """Keep the file, and go on to what it needs."""
    batch = importing.upload(upload, person(request), repairs)
    if repairs:
        _tell_of_repaired(request, batch, repairs)
    return go_on(request, batch)


def _tell_of_repaired(request: HttpRequest, batch: ImportBatch, repairs: ImportBatch) -> None:
    """Say what became of the file that was repaired, and of the choices about it."""
    if batch.options.get("repairs") == repairs.pk:
        said = _("‘%(file)s’에서 고른 것을 이어받았습니다. 고치기 전의 그 파일은 그만두었습니다.")
    else:
        said = _(
            "‘%(file)s’ 파일과 시트가 달라 시트와 열에서 고른 것은 이어받지 않았습니다. "
            "그 파일도 ‘이어서 할 파일’에 그대로 있습니다."
        )
    messages.info(request, said % {"file": repairs.file_name})


def preview(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Show what the file would do."""
    found = batch_for(request, batch)
    if found.state == BatchState.UPLOADED:
        return redirect("admin:import_resume", batch)
    if way := elsewhere(found):
        return way
    before = importing.imported_before(found.sha256, person(request))
    page = RowsPage(found, request.GET, person(request))
    context = {
        "batch": found,
        "rows": page,
        "before": before,
        "kept_until": importing.kept_until(found),
    }
    return show(site, request, "preview.html", _("가져오기 미리보기"), context)


def confirm(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Write what the preview showed, or the waiting rows of what was written before."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = batch_for(request, batch)
    if found.state == BatchState.STAGED and is_stale(found, request.POST):
        messages.warning(
            request,
            _("그사이 미리보기가 바뀌어 저장하지 않았습니다. 아래 내용을 다시 확인해 주세요."),
        )
        return redirect("admin:import_preview", batch)
    if _is_unaccepted(request, found):
        messages.error(request, _("경고를 확인했다고 표시해야 저장할 수 있습니다."))
        return redirect("admin:import_preview", batch)
    try:
        return _write(request, found) or redirect("admin:import_preview", batch)
    except importing.NotConfirmed as stopped:
        tell(request, type(stopped).__name__)
    return redirect("admin:import_preview", batch)


def _is_unaccepted(request: HttpRequest, batch: ImportBatch) -> bool:
    """Return whether there are warnings that the clerk has not said to have looked at."""
    staged = batch.state == BatchState.STAGED
    return staged and importing.must_accept(batch) and not request.POST.get("accept")


def _write(request: HttpRequest, batch: ImportBatch) -> HttpResponse | None:
    """Write; return the way to where it can be watched, where it takes long."""
    if batch.state == BatchState.CONFIRMED:
        count = importing.apply_waiting(batch, person(request))
        _tell_of_waiting(request, count)
        return None
    if batch.state == BatchState.STAGED and (way := begin_confirm(request, batch)):
        return way
    importing.confirm(batch, person(request))
    return None


def _tell_of_waiting(request: HttpRequest, count: int) -> None:
    if count:
        messages.success(request, _("공개된 사업 %(count)s건을 고쳤습니다.") % {"count": count})
    else:
        messages.error(request, _("기다리는 행 가운데 내가 고칠 수 있는 사업이 없습니다."))


def discard(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Give the file up; ask first where answers would go with it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = batch_for(request, batch)
    if importing.holds_answers(found) and "sure" not in request.POST:
        context = {"batch": found, "kept_until": importing.kept_until(found)}
        return show(site, request, "discard.html", _("가져오기 그만두기"), context)
    importing.discard(found)
    messages.info(request, _("가져오기를 그만두었습니다. 저장한 것은 없습니다."))
    return redirect("admin:import_start")


def result(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Show what was done, and what waits for a publisher."""
    found = batch_for(request, batch)
    if found.state in importing.OPEN:
        return redirect("admin:import_preview", batch)
    context = {
        "batch": found,
        "rows": RowsPage(found, request.GET, person(request)),
        "may_apply": _may_apply(request, found),
        "may_undo": importing.may_undo(found, person(request)),
    }
    if found.state == BatchState.UNDONE:
        context["undone"] = UndonePage(importing.outcome(found), request)
    return show(site, request, "result.html", _("가져오기 결과"), context)


def _may_apply(request: HttpRequest, batch: ImportBatch) -> bool:
    """Return whether the person may change any project that waits for a publisher."""
    return importing.waiting_for(batch, person(request)).exists()
