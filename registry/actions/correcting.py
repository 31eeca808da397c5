"""정정 요청: a reader says what is wrong, and the owner's publisher answers with a word.

Nothing here needs an e-mail server: whoever asked reads the answer on a page of its own. Where a
server is configured, the publishers are told of a request and the reader of the answer.
"""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from registry.actions.colliding import latest_version
from registry.actions.publishing import publishers_of
from registry.language import KOREAN
from registry.models import CorrectionRequest, Project, User
from registry.notation.codes import RequestState

# A reader finds a handful of mistakes in an hour; a flood is hundreds, and unread by anybody.
_AN_HOUR_BY_SENDER = 5
_AN_HOUR_BY_ALL = 200
_WAITING_FOR_PROJECT = 20
_PARTS = ("funding", "participations", "phases", "citations")
_log = logging.getLogger(__name__)


class TooManyRequests(Exception):
    """More than the desk can read; its text says so to whoever asked."""


def sender_of(address: str) -> str:
    """Return who asks from a network address, in a form that says nothing the next day."""
    day = timezone.localdate().isoformat()
    return salted_hmac("registry.correction", f"{address} {day}").hexdigest()[:32]


def submit(project: Project, said: dict[str, Any], sender: str, site: str) -> CorrectionRequest:
    """Put a request on the owner's desk, and return it; one sent twice is there once.

    `said` has topic, text, link and reply_to; `site` is the address of the site for the e-mail.
    Raise TooManyRequests where more came than anybody will read.
    """
    waiting = CorrectionRequest.objects.waiting().filter(project=project)
    again = waiting.filter(sender=sender, text=said["text"]).first()
    if again is not None:
        return again
    _refuse_a_flood(waiting.count(), sender)
    request = CorrectionRequest.objects.create(project=project, sender=sender, **said)
    transaction.on_commit(lambda: _tell_publishers(request, site))
    return request


@transaction.atomic
def answer(
    request: CorrectionRequest, user: User, state: RequestState, words: str, site: str
) -> bool:
    """Answer a request with a word, and erase how to reach who asked; return whether one may.

    It may be answered again: the history keeps what was said before.
    """
    mine = CorrectionRequest.objects.editable_by(user).select_for_update(of=("self",))
    stored = mine.filter(pk=request.pk).first()
    if stored is None or state == RequestState.OPEN or not words.strip():
        return False
    reply_to, stored.reply_to, stored.sender = stored.reply_to, "", ""
    stored.state, stored.answer = state, words.strip()
    stored.answered_by, stored.answered_at = user, timezone.now()
    stored.save()
    transaction.on_commit(lambda: _tell_reader(stored, reply_to, site))
    return True


def is_untouched(request: CorrectionRequest) -> bool:
    """Return whether nothing of the project was written since a reader asked."""
    version = latest_version(request.project, _PARTS)
    return version is None or version.history_date <= request.created_at


def _refuse_a_flood(waiting: int, sender: str) -> None:
    """Hold the request against what came within the hour and what waits already."""
    if waiting >= _WAITING_FOR_PROJECT:
        raise TooManyRequests(
            _("이 사업에는 답을 기다리는 요청이 많습니다. 답변이 나온 뒤에 다시 보내 주세요.")
        )
    hour = timezone.now() - timedelta(hours=1)
    recent = CorrectionRequest.objects.filter(created_at__gte=hour)
    mine = recent.filter(sender=sender).count()
    if mine >= _AN_HOUR_BY_SENDER or recent.count() >= _AN_HOUR_BY_ALL:
        raise TooManyRequests(_("요청이 많아 잠시 멈췄습니다. 한 시간 뒤에 다시 보내 주세요."))


def _tell_publishers(request: CorrectionRequest, site: str) -> None:
    """Write to those who publish for the owner or what it went into, if they have an address."""
    publishers = publishers_of(request.project.owner).exclude(email="")
    with override(KOREAN):  # also where the reader asks in English
        subject = _("정정 요청: %(name)s") % {"name": request.project.name}
        text = _("%(topic)s에 대한 정정 요청이 왔습니다. 관리 화면에서 읽고 답해 주세요.") % {
            "topic": request.get_topic_display()
        }
    for to in set(publishers.values_list("email", flat=True)):
        _send(subject, f"{text}\n\n{site}/admin/", to)


def _tell_reader(request: CorrectionRequest, to: str, site: str) -> None:
    """Write to who asked, if they left an address."""
    if to:
        subject = _("정정 요청에 대한 답변: %(name)s") % {"name": request.project.name}
        text = f"{request.get_state_display()}\n\n{request.answer}"
        _send(subject, f"{text}\n\n{site}{request.get_absolute_url()}", to)


def _send(subject: str, text: str, to: str) -> None:
    """Send one letter; a server that is down must not cost the request or the answer."""
    if not settings.EMAIL_HOST:
        return
    try:
        send_mail(" ".join(subject.split()), text, None, [to])
    except OSError:
        _log.exception("A letter could not be sent.")
