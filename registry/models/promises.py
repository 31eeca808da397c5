"""What the database itself promises about a project (DESIGN 3): constraints and indexes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.fields import (
    UnknownLast,
    date_with_precision,
    in_order,
    known_code,
    never_negative,
)
from registry.notation.codes import (
    Certainty,
    PeriodCertainty,
    Precision,
    ProjectType,
    Publication,
    Status,
)

_NO_WON = Q(total_won__isnull=True)
_NO_BOUNDS = Q(total_min_won__isnull=True, total_max_won__isnull=True)

# A total and its certainty agree: exact and about have won, a range has bounds instead, and
# what is estimated, undecided, unstated or 비예산 has no won at all. About may be a lower
# bound ("5억여원" is at least 5억), never an upper one.
_AMOUNT_AGREES = (
    (Q(total_certainty=Certainty.EXACT.value, total_won__isnull=False) & _NO_BOUNDS)
    | (
        Q(
            total_certainty=Certainty.ABOUT.value,
            total_won__isnull=False,
            total_max_won__isnull=True,
        )
        & (Q(total_min_won__isnull=True) | Q(total_min_won=F("total_won")))
    )
    | (Q(total_certainty=Certainty.RANGE.value) & _NO_WON & ~_NO_BOUNDS)
    | (
        Q(
            total_certainty__in=[
                Certainty.ESTIMATED.value,
                Certainty.UNDECIDED.value,
                Certainty.UNSTATED.value,
                Certainty.NONE.value,
            ]
        )
        & _NO_WON
        & _NO_BOUNDS
    )
)

_PUBLICATION_AGREES = (
    Q(publication=Publication.DRAFT.value)
    | Q(publication=Publication.PUBLISHED.value, published_from__isnull=False)
    | (
        Q(publication=Publication.WITHDRAWN.value, withdrawn_on__isnull=False)
        & ~Q(withdrawn_reason="")
    )
)


PROJECT_CONSTRAINTS: list[models.BaseConstraint] = [
    known_code("type", ProjectType),
    known_code("status", Status),
    known_code("total_certainty", Certainty),
    known_code("publication", Publication),
    known_code("period_certainty", PeriodCertainty, blank=True),
    known_code("period_start_precision", Precision, blank=True),
    known_code("period_end_precision", Precision, blank=True),
    never_negative("total_won"),
    never_negative("total_min_won"),
    never_negative("total_max_won"),
    never_negative("estimate_won"),
    models.CheckConstraint(
        condition=_AMOUNT_AGREES,
        name="project_amount_agrees_with_certainty",
        violation_error_message=_(
            "금액 상태와 금액이 맞지 않습니다. 확정과 대략은 총사업비를, 범위는 최소나 최대를 "
            "적고, 추정·미정·미공개·비예산은 총사업비를 비워 주세요."
        ),
    ),
    in_order(
        "total_min_won",
        "total_max_won",
        "project_range_in_order",
        _("최소 금액이 최대 금액보다 큽니다."),
    ),
    in_order(
        "period_start",
        "period_end",
        "project_period_in_order",
        _("끝나는 날이 시작하는 날보다 빠릅니다."),
    ),
    date_with_precision("period_start", "project"),
    date_with_precision("period_end", "project"),
    models.CheckConstraint(
        condition=_PUBLICATION_AGREES,
        name="project_publication_agrees",
        violation_error_message=_("공개에는 공개일이, 등록 취소에는 날짜와 이유가 필요합니다."),
    ),
    models.CheckConstraint(
        condition=Q(tender_quarter__isnull=True)
        | Q(tender_quarter__range=(1, 4), tender_year__isnull=False),
        name="project_tender_quarter_of_a_year",
        violation_error_message=_("발주 분기는 1에서 4까지이고 발주 연도와 함께 적습니다."),
    ),
    models.CheckConstraint(
        condition=~Q(name=""),
        name="project_has_a_name",
        violation_error_message=_("사업명을 적어 주세요."),
    ),
    models.CheckConstraint(
        condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
        name="project_not_part_of_itself",
        violation_error_message=_("사업은 자기 자신의 일부가 될 수 없습니다."),
    ),
    models.CheckConstraint(
        condition=Q(continues__isnull=True) | ~Q(continues=F("id")),
        name="project_does_not_continue_itself",
        violation_error_message=_("사업은 자기 자신의 다음 해 사업이 될 수 없습니다."),
    ),
]

PROJECT_INDEXES = [
    models.Index("publication", "fiscal_year", "owner", name="project_by_year_and_owner"),
    models.Index("owner", "name_key", name="project_by_owner_and_name"),
    # The likely same name, with all that a look for possible duplicates has to read.
    models.Index(
        *("owner", "fiscal_year", "name_stem", "department", "total_won", "publication"),
        name="project_by_likely_same_name",
    ),
    # The order of the public list, from which a page is read without looking at the projects.
    UnknownLast(
        "publication",
        F("total_won").desc(nulls_last=True),
        *("number", "published_from", "id"),
        name="project_by_total",
    ),
    # What was changed last, on the first page and in the feeds.
    models.Index(
        "publication",
        F("modified_at").desc(),
        *("number", "published_from", "id"),
        name="project_by_change",
    ),
    models.Index("department", "fiscal_year", "total_won", name="project_by_same_amount"),
    # The list of the admin as it opens.
    models.Index(fields=["-fiscal_year", "number"], name="project_by_latest"),
]
