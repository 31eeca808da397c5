"""로그인 기록: when a person came in, and when somebody failed to under their name."""

from collections.abc import Iterator
from datetime import timedelta

from axes.models import AccessFailureLog, AccessLog
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.admin.versions import Step
from registry.models import User

_SHOWN = timedelta(days=365)
_MOST = 500  # a program that guesses passwords fails a thousand times


def sign_ins(user: User) -> Iterator[Step]:
    """Yield the sign-ins, sign-outs and failures of the last year under the person's name."""
    who, since = user.get_full_name() or user.get_username(), timezone.now() - _SHOWN
    mine = {"username": user.get_username(), "attempt_time__gte": since}
    for came in AccessLog.objects.filter(**mine)[:_MOST]:
        yield _step(came, who, _("로그인"))
    for failed in AccessFailureLog.objects.filter(**mine)[:_MOST]:
        locked = _("로그인 실패(잠시 막음)") if failed.locked_out else _("로그인 실패")
        yield _step(failed, who, locked)


def _step(attempt: AccessLog | AccessFailureLog, who: str, what: str) -> Step:
    where = attempt.ip_address or _("알 수 없는 주소")
    return Step(attempt.attempt_time, who, "", None, what=f"{what} · {where}")
