"""사업: what a municipality builds, buys or runs."""

from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.department import Department
from registry.models.fields import CodeField
from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.models.number import NumberCounter
from registry.models.promises import PROJECT_CONSTRAINTS, PROJECT_INDEXES
from registry.notation.codes import (
    Certainty,
    PeriodCertainty,
    Precision,
    ProjectType,
    Publication,
    Status,
)
from registry.notation.hangul import name_key, name_stem
from registry.notation.ladder import Breakdown, break_down, year_won
from registry.querysets import ProjectQuerySet


class Project(models.Model):
    """One IT project of one owner, as the paper has it."""

    number = models.CharField(_("사업 번호"), max_length=20, unique=True, editable=False)
    owner = models.ForeignKey(
        Municipality, verbose_name=_("지자체"), on_delete=models.PROTECT, related_name="projects"
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("담당 부서"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    department_text = models.CharField(
        _("자료에 적힌 부서"),
        max_length=120,
        blank=True,
        help_text=_("자료에 적힌 그대로 둡니다."),
    )
    participants = models.ManyToManyField(
        Municipality,
        verbose_name=_("공동 지자체"),
        through="Participation",
        related_name="joint_projects",
    )
    participants_stated = models.PositiveIntegerField(
        _("자료에 적힌 참여 기관 수"), null=True, blank=True
    )
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("상위 사업"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    continues = models.OneToOneField(
        "self",
        verbose_name=_("지난해 사업"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="continued_by",
        error_messages={"unique": _("이미 다음 해 사업으로 이어 쓴 사업입니다.")},
    )
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    name = models.CharField(_("사업명"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    name_stem = models.CharField(max_length=200, editable=False)
    type = CodeField(_("사업 유형"), codes=ProjectType, default=ProjectType.OTHER)
    status = CodeField(_("추진 상태"), codes=Status, default=Status.PLANNED)
    description = models.TextField(_("사업 내용"), blank=True)
    outputs = models.CharField(
        _("규모"), max_length=200, blank=True, help_text=_("예: 홈페이지 241개 → 60개, 마을 24곳")
    )

    period_text = models.CharField(_("사업 기간(원문)"), max_length=120, blank=True)
    period_start = models.DateField(_("시작"), null=True, blank=True)
    period_start_precision = CodeField(codes=Precision, blank=True)
    period_end = models.DateField(_("끝"), null=True, blank=True)
    period_end_precision = CodeField(codes=Precision, blank=True)
    period_certainty = CodeField(_("기간 상태"), codes=PeriodCertainty, blank=True)

    tender_year = models.PositiveSmallIntegerField(_("발주 연도"), null=True, blank=True)
    tender_quarter = models.PositiveSmallIntegerField(_("발주 분기"), null=True, blank=True)
    tender_method = models.CharField(_("계약 방법"), max_length=40, blank=True)

    total_certainty = CodeField(_("금액 상태"), codes=Certainty, default=Certainty.UNSTATED)
    total_won = models.BigIntegerField(_("총사업비(원)"), null=True, blank=True)
    total_min_won = models.BigIntegerField(_("최소(원)"), null=True, blank=True)
    total_max_won = models.BigIntegerField(_("최대(원)"), null=True, blank=True)
    total_text = models.CharField(_("원문 표현"), max_length=200, blank=True)
    estimate_won = models.BigIntegerField(_("추정액(원)"), null=True, blank=True)
    estimate_text = models.CharField(_("추정액 원문"), max_length=200, blank=True)
    estimate_basis = models.CharField(_("추정 근거"), max_length=120, blank=True)

    note = models.TextField(_("담당자 메모"), blank=True, help_text=_("공개되지 않습니다."))
    publication = CodeField(_("공개 상태"), codes=Publication, default=Publication.DRAFT)
    published_from = models.DateField(_("공개일"), null=True, blank=True)
    withdrawn_on = models.DateField(_("등록 취소일"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("등록 취소 이유"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("등록한 때"), default=timezone.now, editable=False)
    modified_at = models.DateTimeField(
        _("마지막으로 고친 때"), default=timezone.now, editable=False
    )

    objects = ProjectQuerySet.as_manager()
    history = versions(excluded_fields=["name_key", "name_stem", "created_at", "modified_at"])

    class Meta:
        verbose_name = _("사업")
        verbose_name_plural = _("사업")
        ordering = ["number"]
        constraints = PROJECT_CONSTRAINTS
        indexes = PROJECT_INDEXES

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name's compared forms, and issue the public number the first time."""
        self.prepare()
        self.modified_at = timezone.now()
        with transaction.atomic():
            if not self.number:
                [self.number] = NumberCounter.objects.issue(self.fiscal_year, self.owner)
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return reverse("project", args=[self.number])

    def prepare(self) -> None:
        """Work out the forms in which the name is compared; bulk writers call it themselves."""
        self.name_key = name_key(self.name)[:200]
        self.name_stem = name_stem(self.name)[:200]

    def natural_key(self) -> tuple[str]:
        """Return what fixtures know it by: its public number."""
        return (self.number,)

    natural_key.dependencies = ["registry.municipality", "registry.department"]  # type: ignore[attr-defined]

    @property
    def exact_won(self) -> int | None:
        """Return the total in won where it is exact, else None: only that enters a sum."""
        return self.total_won if self.total_certainty == Certainty.EXACT else None

    @property
    def most_won(self) -> int | None:
        """Return what its money should not exceed: the total, also where it is only about so
        much, or the upper end of its range; None where the paper sets no such end."""
        return self.total_max_won if self.total_won is None else self.total_won

    def breakdown(self) -> Breakdown:
        """Return the total by source, with 재원 미공개 computed and never stored."""
        rows = [row.money for row in self.funding.all()]
        return break_down(rows, self.exact_won, self.most_won)

    def won_of_year(self, year: int) -> int | None:
        """Return the won of one year, or None where the paper does not tell."""
        return year_won(
            year,
            [row.money for row in self.funding.all()],
            total=self.exact_won,
            registered=self.fiscal_year,
            start=self.period_start,
            end=self.period_end,
        )
