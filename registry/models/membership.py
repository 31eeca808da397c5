"""누가 어느 지자체에서 무엇을: what a person may do where."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.fields import CodeField, known_code
from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.notation.codes import Role
from registry.querysets import MembershipQuerySet


class Membership(models.Model):
    """A person's role in one municipality."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("사용자"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = CodeField(_("권한"), codes=Role)
    includes_below = models.BooleanField(_("소속 시·군·구 포함"), default=False)

    objects = MembershipQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("소속과 권한")
        verbose_name_plural = _("소속과 권한")
        constraints = [
            known_code("role", Role),
            models.UniqueConstraint(
                fields=["user", "municipality"],
                name="membership_once_per_municipality",
                violation_error_message=_("이 사용자는 이미 이 지자체에 소속되어 있습니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.municipality} · {self.get_role_display()}"
