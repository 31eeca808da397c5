"""부서: the office that runs a project."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models.fields import CodeField, known_code
from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.notation.codes import DepartmentKind
from registry.querysets import DepartmentQuerySet


class Department(models.Model):
    """An office of a municipality, or an institution that belongs to it."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        on_delete=models.PROTECT,
        related_name="departments",
    )
    name = models.CharField(_("부서 이름"), max_length=80)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("상위 부서"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="departments_below",
    )
    kind = CodeField(_("구분"), codes=DepartmentKind, default=DepartmentKind.DEPARTMENT)
    leads_it = models.BooleanField(_("정보화 총괄부서"), default=False)
    contact = models.CharField(_("공개 연락처"), max_length=80, blank=True)
    # A duplicate stays as a sign to the one that was kept: its public address leads there.
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("합친 부서"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_departments",
    )
    # It keeps the projects of its time; which of those that followed has them now nobody can say.
    valid_to = models.DateField(_("없어진 날"), null=True, blank=True, editable=False)
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("뒤를 이은 부서"),
        blank=True,
        editable=False,
        symmetrical=False,
        related_name="predecessors",
    )

    objects = DepartmentQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("부서")
        verbose_name_plural = _("부서")
        ordering = ["municipality", "name"]
        constraints = [
            known_code("kind", DepartmentKind),
            models.UniqueConstraint(
                F("municipality"),
                Coalesce(F("parent"), 0),
                F("name"),
                condition=Q(merged_into__isnull=True),  # a duplicate gives its name free
                name="department_once_per_municipality",
                violation_error_message=_("같은 이름의 부서가 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="department_not_its_own_parent",
                violation_error_message=_("부서는 자기 자신의 상위 부서가 될 수 없습니다."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="department_not_merged_into_itself",
                violation_error_message=_("부서는 자기 자신과 합칠 수 없습니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent.name} {self.name}" if self.parent else self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return reverse("department", args=[self.municipality.code, self.pk])

    def natural_key(self) -> tuple[str, str, str]:
        """Return what fixtures know it by: municipality code, name of the office above, name."""
        return (self.municipality.code, self.parent.name if self.parent else "", self.name)

    def exists_on(self, day: date) -> bool:
        """Return whether the office is there on `day` (`valid_to` is the first day it is not)."""
        return self.valid_to is None or day < self.valid_to

    natural_key.dependencies = ["registry.municipality"]  # type: ignore[attr-defined]
