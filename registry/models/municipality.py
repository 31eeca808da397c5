"""지자체: the bodies that own projects, with the dates between which they exist."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models.fields import CodeField, known_code
from registry.models.history import versions
from registry.notation.codes import Level
from registry.querysets import MunicipalityQuerySet


class Municipality(models.Model):
    """A local government (or a 일반구 or 행정시 inside one) while it exists."""

    code = models.CharField(_("행정표준코드"), max_length=5, unique=True)
    name = models.CharField(_("이름"), max_length=40)
    full_name = models.CharField(_("전체 이름"), max_length=80)
    level = CodeField(_("계층"), codes=Level)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("상위 지자체"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bodies_below",
    )
    is_local_government = models.BooleanField(_("지방자치단체"), default=True)
    valid_from = models.DateField(_("있기 시작한 날"), null=True, blank=True)
    valid_to = models.DateField(_("없어진 날"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("뒤를 이은 지자체"),
        blank=True,
        symmetrical=False,
        related_name="predecessors",
    )
    # A rename or a new code is the same body to a reader: region=42 and region=51 are both 강원.
    # Both codes are worked out from the successors (notation.places.Register.lineage).
    lineage = models.CharField(
        _("이어진 지자체 코드"), max_length=5, db_index=True, editable=False
    )
    region = models.CharField(_("시·도 코드"), max_length=5, db_index=True, editable=False)

    objects = MunicipalityQuerySet.as_manager()
    history = versions(m2m_fields=[successors])

    class Meta:
        verbose_name = _("지자체")
        verbose_name_plural = _("지자체")
        ordering = ["code"]
        constraints = [
            known_code("level", Level),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lt=models.F("valid_to")),
                name="municipality_validity_in_order",
                violation_error_message=_("없어진 날은 있기 시작한 날보다 뒤여야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(level=Level.SIDO.value, parent__isnull=True)
                | (~Q(level=Level.SIDO.value) & Q(parent__isnull=False)),
                name="municipality_parent_unless_sido",
                violation_error_message=_("시·도가 아니면 상위 지자체를 적어 주세요."),
            ),
            models.CheckConstraint(
                condition=Q(is_local_government=False)
                | ~Q(level__in=[Level.GENERAL_GU.value, Level.ADMIN_SI.value]),
                name="municipality_general_gu_is_no_government",
                violation_error_message=_("일반구와 행정시는 지방자치단체가 아닙니다."),
            ),
            models.CheckConstraint(
                condition=(Q(level=Level.SIDO.value) & Exact(Length("code"), 2))
                | (~Q(level=Level.SIDO.value) & Exact(Length("code"), 5)),
                name="municipality_code_length",
                violation_error_message=_(
                    "시·도 코드는 두 자리, 시·군·구 코드는 다섯 자리입니다."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return reverse("municipality", args=[self.code])

    def natural_key(self) -> tuple[str]:
        """Return what fixtures know it by: its official code."""
        return (self.code,)

    def exists_on(self, day: date) -> bool:
        """Return whether the body exists on `day` (`valid_to` is the first day it does not)."""
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.valid_to is None or day < self.valid_to)
