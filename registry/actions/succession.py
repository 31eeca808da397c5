"""이어짐: a body ends and others follow it; who then is whose past, and who reaches what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from registry.models import Membership, Municipality, Project, User, settling
from registry.models.settling import Settled
from registry.notation.particles import Quoted


class CannotSucceed(ValueError):
    """Nothing was changed; the text says why."""


@dataclass(frozen=True)
class Renamed:
    """A body that will be, or will no longer be, one and the same with another."""

    body: Municipality
    before: Municipality
    after: Municipality


@dataclass(frozen=True)
class Reach:
    """The members of a body whose reach changes, and how many projects that is about."""

    body: Municipality
    includes_below: bool
    members: int
    gained: list[Municipality]
    lost: list[Municipality]
    projects: int


@dataclass(frozen=True)
class Succession:
    """What follows where a body ends on a day (None: not at all) and others come after it."""

    body: Municipality
    valid_to: date | None
    successors: list[Municipality]
    renamed: list[Renamed]
    reaches: list[Reach]


def foresee(
    body: Municipality, valid_to: date | None, successors: Iterable[Municipality]
) -> Succession:
    """Return what would change, or raise CannotSucceed with a sentence."""
    successors = sorted(successors, key=lambda one: one.code)
    if why := _why_not(body, valid_to, successors):
        raise CannotSucceed(why)
    rows = {row.code: row for row in settling.stored()}
    bodies = settling.written(rows.values())
    codes = tuple(one.code for one in successors)
    ended = replace(bodies[body.code], valid_to=valid_to, successors=codes)
    now, then = Settled.of(bodies), Settled.of({**bodies, body.code: ended})
    renamed = [
        Renamed(row, rows[now.lineage[code]], rows[then.lineage[code]])
        for code, row in rows.items()
        if now.lineage[code] != then.lineage[code]
    ]
    return Succession(body, valid_to, successors, renamed, _reaches(rows, now, then))


@transaction.atomic
def succeed(
    body: Municipality,
    valid_to: date | None,
    successors: Iterable[Municipality],
    user: User,
    reason: str,
) -> Succession:
    """Let a body end and others follow it, and settle what comes of that.

    The body and each that changes its lineage or region get one version with the reason. Raise
    CannotSucceed, with a sentence, where that cannot be; PermissionError for who may not.
    """
    if not Municipality.objects.editable_by(user).filter(pk=body.pk).exists():
        raise PermissionError
    list(Municipality.objects.select_for_update().order_by("pk").values_list("pk"))
    held = Municipality.objects.get(pk=body.pk)
    succession = foresee(held, valid_to, successors)
    held.valid_to = valid_to
    held.skip_history_when_saving = True  # type: ignore[attr-defined] # one version at the end
    held.save()
    held.successors.set(succession.successors)
    changed = {row.pk for row in settling.settle()} | {held.pk}
    for row in Municipality.objects.filter(pk__in=changed).order_by("pk"):
        row._change_reason, row._history_user = reason, user  # type: ignore[attr-defined]
        row.save()
    return succession


def _why_not(body: Municipality, valid_to: date | None, successors: list[Municipality]) -> str:
    """Return why the body cannot end that day and be followed by these; '' if it can."""
    if successors and valid_to is None:
        return _("뒤를 이은 지자체가 있으면 없어진 날을 적어 주세요.")
    if body in successors:
        return _("지자체는 자기 자신의 뒤를 이을 수 없습니다.")
    if valid_to and body.valid_from and valid_to <= body.valid_from:
        return _("없어진 날은 있기 시작한 날보다 뒤여야 합니다.")
    for one in successors:
        if valid_to and not one.exists_on(valid_to):
            return _("{name:은} {day}에 없는 지자체입니다.").format(
                name=Quoted(str(one)), day=valid_to
            )
    for one in body.predecessors.all():
        if valid_to and one.valid_to and valid_to <= one.valid_to:
            return _("{name:이} {day}에 이 지자체로 이어졌습니다.").format(
                name=Quoted(str(one)), day=one.valid_to
            )
    return ""


def _reaches(rows: dict[str, Municipality], now: Settled, then: Settled) -> list[Reach]:
    """Return whose reach changes, by the body they are members of."""
    projects = Counter(
        dict(Project.objects.order_by().values_list("owner__code").annotate(n=Count("pk")))
    )
    members = Membership.objects.filter(user__is_active=True).order_by()
    asked = members.values_list("municipality__code", "includes_below").annotate(n=Count("user"))
    found = []
    for code, below, count in sorted(asked):
        before, after = _reached(now, code, below), _reached(then, code, below)
        if before != after:
            gained, lost = sorted(after - before), sorted(before - after)
            n = sum(projects[one] for one in before ^ after)
            named = [rows[one] for one in gained], [rows[one] for one in lost]
            found.append(Reach(rows[code], below, count, *named, n))
    return found


def _reached(settled: Settled, code: str, includes_below: bool) -> set[str]:
    """Return the codes in reach of a member: the rule of ``MunicipalityQuerySet.in_reach_of``."""
    own = {settled.lineage[code]}
    own |= {one.origin for one in settled.descents if one.whole and one.heir in own}
    return {
        one
        for one, lineage in settled.lineage.items()
        if lineage in own or (includes_below and settled.region[one] in own)
    }
