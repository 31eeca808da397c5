"""한 번의 가져오기: a file, what it would do, and what it did; the unit of undo."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.fields import CodeField, known_code
from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.models.project import Project
from registry.notation.codes import BatchState, Decision, Effect, Outcome
from registry.querysets import (
    ColumnMappingQuerySet,
    DuplicateDecisionQuerySet,
    ImportBatchQuerySet,
    ImportRowQuerySet,
)


class ImportBatch(models.Model):
    """One uploaded workbook, from its preview to its result."""

    file_name = models.CharField(_("파일 이름"), max_length=255)
    sha256 = models.CharField(_("파일 지문"), max_length=64, db_index=True)
    # In the database, so that any web machine can go on with it; emptied when it expires.
    content = models.BinaryField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("담당자"),
        on_delete=models.PROTECT,
        related_name="import_batches",
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        on_delete=models.PROTECT,
        related_name="import_batches",
    )
    options = models.JSONField(_("읽는 방법"), default=dict)
    mapping = models.JSONField(_("열 맞추기"), default=dict)
    counts = models.JSONField(_("건수"), default=dict)
    state = CodeField(_("상태"), codes=BatchState, default=BatchState.STAGED)
    created_at = models.DateTimeField(_("올린 때"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("저장한 때"), null=True, blank=True)
    undone_at = models.DateTimeField(_("되돌린 때"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("가져오기")
        verbose_name_plural = _("가져오기")
        ordering = ["-id"]
        constraints = [known_code("state", BatchState)]

    def __str__(self) -> str:
        return f"{self.pk} · {self.file_name}"


class ImportRow(models.Model):
    """What one row of the file would do, or did."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(_("시트"), max_length=100)
    row = models.PositiveIntegerField(_("행"))
    effect = CodeField(_("결과"), codes=Effect)
    name = models.CharField(_("사업명"), max_length=200, blank=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    number = models.CharField(_("사업 번호"), max_length=20, blank=True)
    # Rows with the same key may be about one project; worked out from owner and name.
    key = models.BigIntegerField(null=True, blank=True)
    # Exact totals; 0 where another row of the file already counts the project.
    before_won = models.BigIntegerField(_("지금 총사업비(원)"), null=True, blank=True)
    after_won = models.BigIntegerField(_("바뀔 총사업비(원)"), null=True, blank=True)
    # What the row would write, ready to be written; null where it is wrong or writes nothing.
    writes = models.JSONField(_("저장할 값"), null=True, blank=True)
    changes = models.JSONField(_("바뀌는 내용"), default=list)
    problems = models.JSONField(_("오류와 경고"), default=list)
    # Once the batch is undone: what became of the project, why, and who touched it since.
    outcome = CodeField(_("되돌린 결과"), codes=Outcome, blank=True)
    outcome_reason = models.CharField(_("이유"), max_length=200, blank=True)
    outcome_by = models.CharField(_("마지막으로 고친 사람"), max_length=150, blank=True)
    outcome_at = models.DateTimeField(_("마지막으로 고친 때"), null=True, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("가져온 행")
        verbose_name_plural = _("가져온 행")
        ordering = ["batch", "sheet", "row"]
        constraints = [
            known_code("effect", Effect),
            known_code("outcome", Outcome, blank=True),
            models.UniqueConstraint(
                fields=["batch", "sheet", "row"], name="importrow_once_per_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"


class ColumnMapping(models.Model):
    """How a municipality's own headings were understood the last time."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        on_delete=models.CASCADE,
        related_name="column_mappings",
    )
    fingerprint = models.CharField(_("제목 행 지문"), max_length=64)
    mapping = models.JSONField(_("열 맞추기"), default=dict)

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("열 맞추기")
        verbose_name_plural = _("열 맞추기")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "fingerprint"], name="columnmapping_once_per_heading"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.fingerprint[:8]}"


class DuplicateDecision(models.Model):
    """Whether two likely duplicates are one project; once decided, not asked again."""

    first = models.ForeignKey(
        Project, verbose_name=_("사업"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        Project, verbose_name=_("다른 사업"), on_delete=models.CASCADE, related_name="+"
    )
    decision = CodeField(_("판단"), codes=Decision)
    reason = models.CharField(_("이유"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("담당자"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("판단한 때"), auto_now=True)

    objects = DuplicateDecisionQuerySet.as_manager()
    history = versions()

    class Meta:
        verbose_name = _("중복 판단")
        verbose_name_plural = _("중복 판단")
        constraints = [
            known_code("decision", Decision),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="duplicatedecision_once_per_pair",
                violation_error_message=_("이 두 사업은 이미 판단했습니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="duplicatedecision_pair_in_order",
                violation_error_message=_("먼저 등록한 사업을 앞에 적어 주세요."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.get_decision_display()}"
