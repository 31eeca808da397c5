"""정정 요청: what a reader says is wrong with a published project, and what became of it."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.fields import CodeField, known_code
from registry.models.history import versions
from registry.models.project import Project
from registry.notation.codes import RequestState, RequestTopic
from registry.querysets import CorrectionRequestQuerySet

_UNANSWERED = Q(state=RequestState.OPEN.value, answer="", answered_at__isnull=True)
_ANSWERED = ~Q(state=RequestState.OPEN.value) & ~Q(answer="") & Q(answered_at__isnull=False)


class CorrectionRequest(models.Model):
    """A reader's word about one project, and the answer, which the page behind `token` shows."""

    # Who asked is not kept: an address for a reply is erased with it, and `sender` is a hash
    # that means nothing the next day.

    project = models.ForeignKey(
        Project,
        verbose_name=_("사업"),
        on_delete=models.PROTECT,
        related_name="correction_requests",
    )
    token = models.CharField(max_length=43, unique=True, default=token_urlsafe, editable=False)
    topic = CodeField(_("항목"), codes=RequestTopic, default=RequestTopic.OTHER)
    text = models.TextField(_("요청한 내용"))
    link = models.URLField(_("근거 주소"), blank=True, max_length=500)
    reply_to = models.EmailField(_("답장 받을 전자우편"), blank=True)
    sender = models.CharField(max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField(_("받은 때"), default=timezone.now, editable=False)
    state = CodeField(_("상태"), codes=RequestState, default=RequestState.OPEN)
    answer = models.CharField(_("답변"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("답한 사람"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("답한 때"), null=True, blank=True)

    objects = CorrectionRequestQuerySet.as_manager()
    history = versions(excluded_fields=["reply_to", "sender", "token"])

    class Meta:
        verbose_name = _("정정 요청")
        verbose_name_plural = _("정정 요청")
        ordering = ["-created_at"]
        constraints = [
            known_code("state", RequestState),
            known_code("topic", RequestTopic),
            models.CheckConstraint(
                condition=_UNANSWERED | _ANSWERED,
                name="correction_answered_with_a_word",
                violation_error_message=_("반영하든 하지 않든 답변을 적어 주세요."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="correction_says_something",
                violation_error_message=_("무엇이 잘못되었는지 적어 주세요."),
            ),
        ]
        indexes = [
            models.Index("state", "project", name="correction_by_state"),
            models.Index("sender", "created_at", name="correction_by_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_topic_display()}"

    def get_absolute_url(self) -> str:
        """Return the page on which whoever asked reads the answer."""
        return reverse("correction", args=[self.token])
