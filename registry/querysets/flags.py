"""What a clerk should look at: each flag a condition with a name and a reason; never a lock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from registry.notation.codes import Certainty, Decision, Publication, Role, Status
from registry.notation.codes import gettext_noop as _
from registry.querysets.money import (
    SAME_MONEY,
    SIMILAR_NAME,
    MoneyQuerySet,
    likely_twins,
    repeated,
)
from registry.querysets.sums import sums_differ

if TYPE_CHECKING:
    from registry.models import User

UNDECIDED_FOR = timedelta(days=90)
_GOING_ON = (Status.PLANNED, Status.ONGOING, Status.ON_HOLD)
_TOLD = (Certainty.EXACT, Certainty.ABOUT, Certainty.RANGE, Certainty.ESTIMATED)
_STANDING = ~Q(publication=Publication.WITHDRAWN)
_DECIDED = (Decision.SAME, Decision.DIFFERENT)


class FlagQuerySet(MoneyQuerySet):
    """What can be asked of projects that need a look."""

    def flagged(self, code: str, user: "User") -> Self:
        """Keep the projects with a flag, as `user` should see them; an unknown code keeps none."""
        flag = next((flag for flag in FLAGS if flag.code == code), None)
        return self.filter(flag.condition(self, user)) if flag else self.none()

    def count_flags(self, user: "User") -> dict[str, int]:
        """Return how many projects have each flag, by code.

        One question each, which an index answers; one for all of them would read every project.
        """
        return {flag.code: self.flagged(flag.code, user).count() for flag in FLAGS}

    def awaiting_publication(self, user: "User") -> Q:
        """Return the condition that a draft is for `user` to publish."""
        draft = Q(publication=Publication.DRAFT)
        return draft if user.is_superuser else draft & self.owned_within(user, Role.PUBLISHER)

    def long_undecided(self, user: "User") -> Q:
        """Return the condition that the amount was undecided 90 days ago and still is.

        What was decided in between and became undecided again waits from the latest version on.
        """
        asked = timezone.now() - UNDECIDED_FOR
        versions: Any = self.model.history.filter(id=OuterRef("pk"))  # type: ignore[attr-defined]
        before = versions.filter(history_date__lte=asked).order_by("-history_date", "-history_id")
        certainty = Subquery(before.values("total_certainty")[:1])
        since = versions.filter(history_date__gt=asked).exclude(
            total_certainty=Certainty.UNDECIDED
        )
        then = self.model._base_manager.filter(pk=OuterRef("pk")).annotate(then=certainty)
        return Q(total_certainty=Certainty.UNDECIDED, created_at__lte=asked) & Q(
            Exists(then.filter(Q(then=Certainty.UNDECIDED) | Q(then__isnull=True))),
            ~Exists(since),
        )

    def past_end(self, user: "User") -> Q:
        """Return the condition that the period is over and the status does not say so."""
        return Q(period_end__lt=timezone.localdate(), status__in=_GOING_ON)

    def untouched_this_year(self, user: "User") -> Q:
        """Return the condition that an older project goes on, not touched this year."""
        first = date(timezone.localdate().year, 1, 1)
        goes_on = Q(period_end__isnull=True) | Q(period_end__gte=timezone.localdate())
        running = Q(status__in=(Status.PLANNED, Status.ONGOING), fiscal_year__lt=first.year)
        midnight = timezone.make_aware(datetime.combine(first, time.min))
        return running & goes_on & Q(modified_at__lt=midnight)

    def without_body(self, user: "User") -> Q:
        """Return the condition that a project goes on under a body that no longer exists."""
        return Q(owner__in=self._gone_bodies(), status__in=_GOING_ON)

    def without_department(self, user: "User") -> Q:
        """Return the condition that a project goes on in an office that is there no more.

        It was merged into another, or went with its body.
        """
        offices: Any = self.model._meta.get_field("department").related_model
        gone = offices.objects.filter(
            Q(merged_into__isnull=False) | Q(municipality__in=self._gone_bodies())
        )
        return Q(department__in=gone.values("pk"), status__in=_GOING_ON)

    def _gone_bodies(self) -> Any:
        bodies: Any = self.model._meta.get_field("owner").related_model
        return bodies.objects.filter(valid_to__lte=timezone.localdate()).values("pk")

    def differing_in_sum(self, user: "User") -> Q:
        """Return the condition that a sum of its money cannot be right, as its page says."""
        return sums_differ(user)

    def perhaps_twice(self, user: "User") -> Q:
        """Return the condition that nobody has decided yet whether it is there twice."""
        by_name = self._twin(user, SIMILAR_NAME, "owner", "fiscal_year", "name_stem")
        by_money = self._twin(user, SAME_MONEY, "department", "fiscal_year", "total_won")
        return _STANDING & (by_name | by_money)

    def _twin(self, user: "User", alike: Q, *columns: str) -> Q:
        """Return the condition that another project is alike and nothing decided of the two."""
        twins = likely_twins(either_side=True, decided=_DECIDED, alike=alike)
        twin = Q(Exists(twins.filter(_STANDING)))
        if not user.is_superuser:
            return twin
        return repeated(*columns) & twin

    def without_citation(self, user: "User") -> Q:
        """Return the condition that the public reads an amount and no document it is from."""
        cited = self.model._meta.get_field("citations").related_model._base_manager  # type: ignore[union-attr]
        told = Q(total_certainty__in=_TOLD)
        return (
            Q(publication=Publication.PUBLISHED)
            & told
            & ~Q(Exists(cited.filter(project=OuterRef("pk"))))
        )


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look at a project: `code` in the address, `name` and `why` for the clerk."""

    code: str
    name: str
    why: str
    condition: Callable[[FlagQuerySet, "User"], Q]


FLAGS = (
    Flag(
        "draft",
        _("공개를 기다리는 초안"),
        _("작성이 끝났으면 공개합니다."),
        FlagQuerySet.awaiting_publication,
    ),
    Flag(
        "twice",
        _("중복인지 판단할 사업"),
        _("같은 해에 이름이나 부서와 금액이 같은 사업이 또 있습니다. ‘중복 판단’에 적습니다."),
        FlagQuerySet.perhaps_twice,
    ),
    Flag(
        "undecided",
        _("90일 넘게 금액 미정"),
        _("금액이 정해졌으면 적습니다."),
        FlagQuerySet.long_undecided,
    ),
    Flag(
        "sums",
        _("금액의 합이 맞지 않는 사업"),
        _("재원의 합이 총사업비나 계보다 많습니다. 어느 금액이 맞는지 확인합니다."),
        FlagQuerySet.differing_in_sum,
    ),
    Flag(
        "past_end",
        _("기간이 끝났는데 완료가 아닌 사업"),
        _("끝났으면 추진 상태를 고치고, 늦어졌으면 사업 기간을 고칩니다."),
        FlagQuerySet.past_end,
    ),
    Flag(
        "untouched",
        _("올해 한 번도 고치지 않은 계속사업"),
        _("이전 연도에 등록하여 아직 진행하는 사업입니다. 달라진 것이 없는지 확인합니다."),
        FlagQuerySet.untouched_this_year,
    ),
    Flag(
        "body_gone",
        _("지자체가 없어진 사업"),
        _("없어진 지자체의 이름으로 진행하고 있습니다. 맡은 지자체를 확인합니다."),
        FlagQuerySet.without_body,
    ),
    Flag(
        "department_gone",
        _("담당 부서가 없어진 사업"),
        _("합쳐지거나 지자체와 함께 없어진 부서입니다. 지금 맡은 부서를 고릅니다."),
        FlagQuerySet.without_department,
    ),
    Flag(
        "no_source",
        _("출처 없이 공개한 금액"),
        _("어느 문서의 금액인지 출처를 적습니다."),
        FlagQuerySet.without_citation,
    ),
)
