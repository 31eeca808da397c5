"""마감: closing a fiscal year of a body, lifting that again, and what a closed year asks for."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import Municipality, PeriodLock, Project, User
from registry.notation.codes import Publication, Role


class NotClosed(ValueError):
    """Nothing was closed or lifted; the sentence says why."""


@dataclass(frozen=True)
class Closed:
    """A lock, and how many projects it closes; of them `drafts` the public does not see."""

    lock: PeriodLock
    projects: int
    drafts: int


@transaction.atomic
def close_year(body: Municipality, year: int, user: User, note: str = "") -> Closed:
    """Close a year: from now on its projects are a publisher's to change, with a reason.

    The body is held as an import holds it, so none is half written. Raise NotClosed where the
    year has not begun, is closed already, or is not this person's to close.
    """
    if not user.municipalities(Role.PUBLISHER).filter(pk=body.pk).exists():
        raise NotClosed(_("이 지자체의 연도를 마감할 권한이 없습니다."))
    if year > timezone.localdate().year:
        raise NotClosed(_("아직 시작하지 않은 해는 마감하지 않습니다."))
    list(Municipality.objects.filter(pk=body.pk).select_for_update(no_key=True).values_list("pk"))
    if PeriodLock.objects.on(body, year).standing().exists():
        raise NotClosed(_("%(year)d년은 이미 마감했습니다.") % {"year": year})
    lock = PeriodLock(municipality=body, fiscal_year=year, note=note.strip(), locked_by=user)
    _save(lock, user, lock.note)
    return Closed(lock, *_count(body, year))


@transaction.atomic
def lift(lock: PeriodLock, user: User, reason: str) -> None:
    """Open a closed year again; what was and will be changed since stays marked.

    Raise NotClosed without a reason, or where the lock is not this person's or lifted already.
    """
    if not reason.strip():
        raise NotClosed(_("마감을 푸는 이유를 적어 주세요."))
    mine = PeriodLock.objects.editable_by(user).select_for_update(of=("self",))
    held = mine.filter(pk=lock.pk).first()
    if held is None:
        raise NotClosed(_("이미 풀었거나 풀 권한이 없는 마감입니다."))
    held.lifted_at, held.lifted_by = timezone.now(), user
    held.lifted_reason = reason.strip()[:200]
    _save(held, user, held.lifted_reason)


def standing_lock(body: Municipality, year: int) -> PeriodLock | None:
    """Return the lock that closes a year of a body; None while it is open."""
    return PeriodLock.objects.on(body, year).standing().first()


def says_closed(year: int) -> str:
    """Return the sentence that refuses what a closed year does not take."""
    return _("%(year)d년은 마감했습니다. ‘연도 마감’에서 마감을 푼 뒤에 할 수 있습니다.") % {
        "year": year
    }


def says_only_publishers(year: int) -> str:
    """Return the sentence that refuses a writer's change of what a closed year holds."""
    return _("%(year)d년은 마감해서 공개 담당자만 고칠 수 있습니다.") % {"year": year}


def asks_why(year: int) -> str:
    """Return the sentence that asks for the reason of a change after the closing."""
    return _("%(year)d년은 마감했습니다. ‘고친 이유’를 적어야 고칠 수 있습니다.") % {"year": year}


def _count(body: Municipality, year: int) -> tuple[int, int]:
    projects = Project.objects.led_by(body).filter(fiscal_year=year)
    return projects.count(), projects.filter(publication=Publication.DRAFT).count()


def _save(lock: PeriodLock, user: User, reason: str) -> None:
    lock._history_user, lock._change_reason = user, reason[:100]  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            lock.save()
    except IntegrityError as error:
        raise NotClosed(_("그사이 다른 담당자가 먼저 마감했습니다.")) from error
