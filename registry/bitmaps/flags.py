"""What a clerk should look at: each flag a condition with a name and a reason; never a lock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from registry.bitmaps.desk import Desk
from registry.bitmaps.keys import Flags, bits_of
from registry.models import Department, Municipality, Project, User
from registry.notation.codes import Certainty, Publication, Role, Status
from registry.notation.codes import gettext_noop as _

UNDECIDED_FOR = timedelta(days=90)
_GOING_ON = (Status.PLANNED, Status.ONGOING, Status.ON_HOLD)
_TOLD = (Certainty.EXACT, Certainty.ABOUT, Certainty.RANGE, Certainty.ESTIMATED)


def flagged(desk: Desk, code: str, user: User) -> int:
    """Return what has a flag of all that `user` may read; an unknown code finds nothing."""
    flag = next((flag for flag in FLAGS if flag.code == code), None)
    return flag.found(desk, user) & desk.within(user) if flag else 0


def count_flags(desk: Desk, user: User) -> dict[str, int]:
    """Return how many projects of all that `user` may read have each flag, by code."""
    readable = desk.within(user)
    return {flag.code: (flag.found(desk, user) & readable).bit_count() for flag in FLAGS}


def _awaiting_publication(desk: Desk, user: User) -> int:
    """Return the drafts that are for `user` to publish; of who publishes nowhere, all they write.

    A writer who has finished a draft looks here whether it has become public yet.
    """
    role = Role.PUBLISHER if user.has_role(Role.PUBLISHER) else Role.WRITER
    return desk.of("publication", Publication.DRAFT) & desk.within(user, role)


def _perhaps_twice(desk: Desk, user: User) -> int:
    """Return what may be there twice, nobody having decided it yet; a withdrawn one is gone."""
    standing = desk.everything() & ~desk.of("publication", Publication.WITHDRAWN)
    here = Flags(standing)
    return bits_of([key for pair in desk.pairs if all(map(here.has, pair)) for key in pair])


def _long_undecided(desk: Desk, user: User) -> int:
    """Return the amounts that were undecided 90 days ago and are so without a break."""
    asked = int((timezone.now() - UNDECIDED_FOR).timestamp())
    undecided = desk.of("dated", "undecided")
    return undecided & ~desk.at_least("undecided", asked + 1, undecided)


def _differing_in_sum(desk: Desk, user: User) -> int:
    """Return where a sum of the money cannot be right, as the page of the project says."""
    return desk.of("sums", "differ")


def _past_end(desk: Desk, user: User) -> int:
    """Return what is over by its period and not by its status."""
    return _over(desk) & desk.of("status", *_GOING_ON)


def _over(desk: Desk) -> int:
    dated = desk.of("dated", "end")
    return dated & ~desk.at_least("end", timezone.localdate().toordinal(), dated)


def _untouched_this_year(desk: Desk, user: User) -> int:
    """Return what is older than this year, goes on and was not touched this year."""
    year = timezone.localdate().year
    earlier = [one for one in desk.answers("looked_at") if one < year]
    running = desk.of("status", Status.PLANNED, Status.ONGOING)
    return desk.of("looked_at", *earlier) & running & ~_over(desk)


def _without_body(desk: Desk, user: User) -> int:
    """Return what goes on under a body that is there no more."""
    gone = Municipality.objects.filter(_gone()).values_list("pk", flat=True)
    return desk.of("owner", *gone) & desk.of("status", *_GOING_ON)


def _without_department(desk: Desk, user: User) -> int:
    """Return what goes on in an office that was merged into another, or went with its body."""
    offices = Department.objects.filter(Q(merged_into__isnull=False) | _gone("municipality__"))
    left = Project.objects.filter(department__in=offices.values("pk"), status__in=_GOING_ON)
    return bits_of(left.order_by().values_list("pk", flat=True))


def _gone(path: str = "") -> Q:
    return Q(**{f"{path}valid_to__lte": timezone.localdate()})


def _without_citation(desk: Desk, user: User) -> int:
    """Return where the public reads an amount and no document it is from."""
    public = desk.of("publication", Publication.PUBLISHED) & desk.of("amount", *_TOLD)
    return public & desk.lacking("source")


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look at a project: `code` in the address, `name` and `why` for the clerk."""

    code: str
    name: str
    why: str
    found: Callable[[Desk, User], int]


FLAGS = (
    Flag(
        "draft",
        _("공개를 기다리는 초안"),
        _("작성이 끝났으면 공개합니다."),
        _awaiting_publication,
    ),
    Flag(
        "twice",
        _("중복인지 판단할 사업"),
        _("같은 해에 이름이나 부서와 금액이 같은 사업이 또 있습니다. ‘중복 판단’에 적습니다."),
        _perhaps_twice,
    ),
    Flag(
        "undecided",
        _("90일 넘게 금액 미정"),
        _("금액이 정해졌으면 적습니다."),
        _long_undecided,
    ),
    Flag(
        "sums",
        _("금액의 합이 맞지 않는 사업"),
        _("재원의 합이 총사업비나 계보다 많습니다. 어느 금액이 맞는지 확인합니다."),
        _differing_in_sum,
    ),
    Flag(
        "past_end",
        _("기간이 끝났는데 완료가 아닌 사업"),
        _("끝났으면 추진 상태를 고치고, 늦어졌으면 사업 기간을 고칩니다."),
        _past_end,
    ),
    Flag(
        "untouched",
        _("올해 한 번도 고치지 않은 계속사업"),
        _("이전 연도에 등록하여 아직 진행하는 사업입니다. 달라진 것이 없는지 확인합니다."),
        _untouched_this_year,
    ),
    Flag(
        "body_gone",
        _("지자체가 없어진 사업"),
        _("없어진 지자체의 이름으로 진행하고 있습니다. 맡은 지자체를 확인합니다."),
        _without_body,
    ),
    Flag(
        "department_gone",
        _("담당 부서가 없어진 사업"),
        _("합쳐지거나 지자체와 함께 없어진 부서입니다. 지금 맡은 부서를 고릅니다."),
        _without_department,
    ),
    Flag(
        "no_source",
        _("출처 없이 공개한 금액"),
        _("어느 문서의 금액인지 출처를 적습니다."),
        _without_citation,
    ),
)
