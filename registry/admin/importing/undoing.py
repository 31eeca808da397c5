"""되돌리기: what an undo would do, the undo itself, and the three lists of what it did."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions import importing
from registry.admin.importing.access import batch_for
from registry.admin.importing.pages import ROWS_A_PAGE, show
from registry.admin.scope import person
from registry.models import ImportBatch, Project
from registry.notation.codes import BatchState

_LABELS = {
    "reversed": gettext_lazy("되돌림"),
    "kept": gettext_lazy("그대로 둠"),
    "failed": gettext_lazy("되돌릴 수 없음"),
}


def undo(site: AdminSite, request: HttpRequest, batch: int) -> HttpResponse:
    """Ask before, showing the three lists; undo when confirmed."""
    found = batch_for(request, batch)
    if found.state == BatchState.CONFIRMED and not importing.may_undo(found, person(request)):
        raise PermissionDenied(_("이 가져오기를 되돌릴 권한이 없습니다."))
    try:
        if request.method == "POST":
            return _undo(request, found)
        with importing.foresee(found, person(request)) as undone:
            context = {"batch": found, "undone": UndonePage(undone, request)}
    except importing.CannotUndo as refused:
        messages.info(request, str(refused))
        return redirect("admin:import_result", batch)
    return show(site, request, "undo.html", _("가져오기 되돌리기"), context)


def _undo(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    try:
        undone = importing.undo(batch, person(request))
    except importing.DatabaseRefused:
        messages.error(request, _("데이터베이스가 받지 않아 되돌린 것이 없습니다."))
        return redirect("admin:import_undo", batch.pk)
    if undone.does_something:
        return redirect("admin:import_result", batch.pk)
    messages.error(request, _("되돌릴 수 있는 사업이 없습니다. 바뀐 것은 없습니다."))
    return redirect("admin:import_undo", batch.pk)


@dataclass(frozen=True)
class Group:
    """One of the three lists: how many projects, and whether they are the ones shown."""

    key: str
    label: str
    count: int
    shown: bool


class UndonePage:
    """One page of one of the three lists, and the way to the others."""

    def __init__(self, undone: importing.Undone, request: HttpRequest) -> None:
        self.undone = undone
        self._lists = {name: getattr(undone, name) for name in _LABELS}
        self.shown = self._shown(request.GET.get("show", ""))
        entries = self._lists[self.shown]
        self.page: Page = Paginator(entries, ROWS_A_PAGE).get_page(request.GET.get("page"))
        there = Project.objects.readable_by(person(request))
        self.there = set(
            there.filter(pk__in=[one.project for one in self.page if one.project]).values_list(
                "pk", flat=True
            )
        )

    @property
    def planned(self) -> list[str]:
        """Return what would be done: 17건 중 15건을 되돌립니다."""
        return self.undone.sentences(done=False)

    @property
    def done(self) -> list[str]:
        """Return what was done: 17건 중 15건을 되돌렸습니다."""
        return self.undone.sentences(done=True)

    def _shown(self, asked: str) -> str:
        """Return the list that is asked for, else the first that needs attention."""
        if asked in self._lists:
            return asked
        return next((name for name in ("failed", "kept") if self._lists[name]), "reversed")

    @property
    def groups(self) -> list[Group]:
        """Return the three lists."""
        return [
            Group(name, str(_LABELS[name]), len(entries), name == self.shown)
            for name, entries in self._lists.items()
        ]

    @property
    def shown_group(self) -> Group:
        """Return the list that is shown."""
        return next(group for group in self.groups if group.shown)
