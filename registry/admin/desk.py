"""The first page of the admin: what waits for the person who signed in, and what they do most."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.read_only import names_of_publishers
from registry.admin.scope import has_role, own_body, person
from registry.bitmaps import DESK, FLAGS, count_flags
from registry.models import CorrectionRequest, ImportBatch, SavedFilter, User
from registry.notation.codes import BatchState, Effect, RequestState, Role

_RECENT = 5


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits: its name and reason, how many there are, and where they stand."""

    name: str
    why: str
    count: int
    address: str


def desk(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows: a fixed number of questions, however much there is."""
    user = person(request)
    lines = (
        [*_lines(user), _asked(user), *_waiting(user)] if has_role(request, Role.READER) else []
    )
    return {
        "may_write": has_role(request, Role.WRITER),
        "may_read": has_role(request, Role.READER),
        "waiting": [line for line in lines if line.count],
        "settled": [line.name for line in lines if not line.count],
        "saved": SavedFilter.objects.readable_by(user),
        "imports": [_import(batch) for batch in _recent(user)],
    }


def _lines(user: User) -> list[Line]:
    counts = count_flags(DESK.current(), user)
    listed = reverse("admin:registry_project_changelist")
    lines = [
        Line(_(flag.name), _(flag.why), counts[flag.code], f"{listed}?flag={flag.code}")
        for flag in FLAGS
    ]
    # ‘작성이 끝났으면 공개합니다’ told a writer to press a button that their pages do not have.
    if lines[0].count and not user.has_role(Role.PUBLISHER):
        lines[0] = replace(lines[0], name=_("공개를 기다리는 초안(내 지자체)"), why=_who(user))
    return lines


def _who(user: User) -> str:
    """Return who makes public what a writer has drafted."""
    body = own_body(user, Role.WRITER)
    if body is None:
        return _("지자체마다 공개 담당자가 공개합니다.")
    if names := names_of_publishers(body):
        return _("작성이 끝났으면 공개 담당자에게 알려 주세요: %(names)s") % {"names": names}
    return _("아직 공개 담당자가 없으니 소속 관리자에게 알려 주세요.")


def _asked(user: User) -> Line:
    """Return how many readers wait for an answer."""
    asked = CorrectionRequest.objects.readable_by(user).waiting().count()
    listed = reverse("admin:registry_correctionrequest_changelist")
    return Line(
        _("답을 기다리는 정정 요청"),
        _("시민이 알린 잘못입니다. 고치거나, 고치지 않는 까닭을 답합니다."),
        asked,
        f"{listed}?state__exact={RequestState.OPEN}",
    )


def _waiting(user: User) -> Iterator[Line]:
    """Yield how many imports wait for a hand, among them those no more among the latest."""
    batches = ImportBatch.objects.readable_by(user)
    listed = f"{reverse('admin:registry_importbatch_changelist')}?waits="
    yield Line(
        _("끝내지 않은 가져오기"),
        _("올려 두고 아직 저장하지 않은 파일입니다. 이어서 하거나 그만둡니다."),
        batches.unfinished().count(),
        f"{listed}finish",
    )
    yield Line(
        _("기다리는 행이 있는 가져오기"),
        _("공개된 사업을 고치는 행이 공개 담당자를 기다립니다."),
        batches.with_waiting_rows().count(),
        f"{listed}rows",
    )


def _recent(user: User) -> QuerySet[ImportBatch]:
    """Return the latest imports without their files, which may be of many megabytes."""
    batches = ImportBatch.objects.readable_by(user).exclude(state=BatchState.DISCARDED)
    return (
        batches.select_related("municipality", "user")
        .defer("content", "mapping")
        .order_by("-pk")[:_RECENT]
    )


def _import(batch: ImportBatch) -> dict[str, Any]:
    return {
        "batch": batch,
        "unfinished": batch.state in importing.OPEN,
        "waiting": batch.counts.get(Effect.WAITING, 0),
    }
