"""참여: who else takes part in a project, and what it does year by year."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from registry.models.fields import CodeField, known_code
from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.models.project import Project
from registry.notation.codes import ParticipationRole
from registry.querysets import ProjectChildQuerySet


class Participation(models.Model):
    """A body that takes part in a project it does not own."""

    project = models.ForeignKey(
        Project, verbose_name=_("사업"), on_delete=models.CASCADE, related_name="participations"
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    name = models.CharField(
        _("자료에 적힌 이름"), max_length=80, blank=True, help_text=_("예: 경기관광공사")
    )
    role = CodeField(_("참여 구분"), codes=ParticipationRole, default=ParticipationRole.JOINT)

    objects = ProjectChildQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("참여 기관")
        verbose_name_plural = _("참여 기관")
        ordering = ["id"]
        constraints = [
            known_code("role", ParticipationRole),
            models.CheckConstraint(
                condition=Q(municipality__isnull=False) | ~Q(name=""),
                name="participation_of_somebody",
                violation_error_message=_("지자체를 고르거나 이름을 적어 주세요."),
            ),
            models.UniqueConstraint(
                F("project"),
                Coalesce(F("municipality"), 0),
                F("name"),
                name="participation_once_per_project",
                violation_error_message=_("같은 참여 기관이 두 번 있습니다."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.municipality)

    def natural_key(self) -> tuple[str, str, str]:
        """Return what fixtures know it by: the project's number and who takes part."""
        return (
            self.project.number,
            self.municipality.code if self.municipality else "",
            self.name,
        )

    natural_key.dependencies = ["registry.project"]  # type: ignore[attr-defined]


class Phase(models.Model):
    """What one year of a longer project does, in the paper's words."""

    project = models.ForeignKey(
        Project, verbose_name=_("사업"), on_delete=models.CASCADE, related_name="phases"
    )
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    text = models.CharField(_("내용"), max_length=300)

    objects = ProjectChildQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("연차별 내용")
        verbose_name_plural = _("연차별 내용")
        ordering = ["fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fiscal_year"],
                name="phase_once_per_year",
                violation_error_message=_("같은 해의 내용이 두 번 있습니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.text}"

    def natural_key(self) -> tuple[str, int]:
        """Return what fixtures know it by: the project's number and the year."""
        return (self.project.number, self.fiscal_year)

    natural_key.dependencies = ["registry.project"]  # type: ignore[attr-defined]
