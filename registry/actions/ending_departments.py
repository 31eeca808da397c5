"""부서 없앰: departments end on a day and others follow; their projects stay where they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import AnnualBudget, Department, Descent, Project, User
from registry.notation.particles import Quoted


class CannotEnd(ValueError):
    """Nothing was changed; the text says why."""


@dataclass(frozen=True)
class Ending:
    """What ends on which day (None: it does not), what follows, and what stays with what ends."""

    going: list[Department]
    valid_to: date | None
    successors: list[Department]
    projects: int
    budgets: int


def foresee(
    going: Iterable[Department],
    valid_to: date | None,
    successors: Iterable[Department],
    user: User,
) -> Ending:
    """Return what ending the departments would mean, or raise CannotEnd with a sentence."""
    going, successors = list(going), list(successors)
    for why in (
        _why_not_by(user, [*going, *successors]),
        _why_not_then(going, valid_to, successors),
        _why_not_after(going, successors),
        _why_not_below(going) if valid_to else "",
    ):
        if why:
            raise CannotEnd(why)
    return Ending(
        going,
        valid_to,
        successors,
        projects=Project.objects.filter(department__in=going).count(),
        budgets=AnnualBudget.objects.filter(departments__in=going).distinct().count(),
    )


@transaction.atomic
def end(
    going: Iterable[Department],
    valid_to: date | None,
    successors: Iterable[Department],
    user: User,
) -> Ending:
    """End the departments on a day, name what follows, and return what that means.

    Several may go into one, and one into several; without a day they are in use again. Each gets
    a version that says what followed it. Raise CannotEnd, with a sentence, where that cannot be.
    """
    going, successors = list(going), list(successors)
    held = _held([*going, *successors])
    if missing := {one.pk for one in (*going, *successors)} - held.keys():
        raise CannotEnd(_("고른 부서 가운데 %(n)d곳이 이제 없습니다.") % {"n": len(missing)})
    ending = foresee(
        [held[one.pk] for one in going], valid_to, [held[one.pk] for one in successors], user
    )
    for one in ending.going:
        one.valid_to = valid_to
        one._change_reason = _reason(one, ending)  # type: ignore[attr-defined]
    Department.objects.bulk_update(ending.going, ["valid_to"])
    _link(ending)
    Department.history.bulk_history_create(
        ending.going, update=True, default_user=user, default_date=timezone.now()
    )
    return ending


def _held(departments: Iterable[Department]) -> dict[int, Department]:
    """Return the departments as they are stored now, held until the end."""
    pks = {department.pk for department in departments}
    locked = Department.objects.filter(pk__in=pks).select_related("parent", "municipality")
    return {one.pk: one for one in locked.select_for_update(of=("self",)).order_by("pk")}


def _link(ending: Ending) -> None:
    links = Department.successors.through
    _links().filter(from_department__in=ending.going).delete()
    _links().bulk_create(
        links(from_department=one, to_department=after)
        for one in ending.going
        for after in ending.successors
    )


def _links() -> QuerySet:
    """Return which department is followed by which."""
    return Department.successors.through._default_manager.order_by()


def _why_not_by(user: User, departments: list[Department]) -> str:
    """Return why the user may not change all of these; '' if they may."""
    pks = {one.pk for one in departments}
    if Department.objects.editable_by(user).filter(pk__in=pks).count() < len(pks):
        return _("공개 화면에 나오는 부서는 공개 담당자가 없애거나 잇습니다.")
    for one in departments:
        if one.merged_into_id:
            return _("{name:은} 이미 다른 부서에 합쳤습니다.").format(name=Quoted(str(one)))
    return ""


def _why_not_then(
    going: list[Department], valid_to: date | None, successors: list[Department]
) -> str:
    """Return why the day does not fit what was before and what comes after; '' if it does."""
    if valid_to is None:
        return _("뒤를 이은 부서가 있으면 없어진 날을 적어 주세요.") if successors else ""
    for one in successors:
        if not one.exists_on(valid_to):
            return _("{name:은} {day}에 없는 부서입니다.").format(
                name=Quoted(str(one)), day=valid_to
            )
    followed = _links().filter(to_department__in=going, from_department__valid_to__gte=valid_to)
    if link := followed.select_related("from_department__parent").first():
        return _("‘%(name)s’의 뒤를 이은 날보다 뒤여야 합니다.") % {"name": link.from_department}
    return ""


def _why_not_after(going: list[Department], successors: list[Department]) -> str:
    """Return why these cannot follow those; '' if they can: of one body, or of what it became."""
    if not going:
        return _("부서를 하나 이상 골라 주세요.")
    if {one.pk for one in going} & {one.pk for one in successors}:
        return _("부서는 자기 자신의 뒤를 이을 수 없습니다.")
    origins = {one.municipality.lineage for one in going}
    bodies = {one.municipality_id for one in successors}
    known = Descent.objects.filter(body__in=bodies, origin__in=origins)
    if known.count() < len(bodies) * len(origins):
        return _("뒤를 이은 부서는 같은 지자체나 그 뒤를 이은 지자체의 부서여야 합니다.")
    return ""


def _why_not_below(going: list[Department]) -> str:
    """Return which department below would be left without the one above it; '' if none."""
    left = Department.objects.in_use().filter(parent__in=going)
    left = left.exclude(pk__in=[one.pk for one in going]).select_related("parent")
    if one := left.order_by("name").first():
        return _("아래에 {name:이} 있습니다. 먼저 옮기거나 함께 골라 주세요.").format(
            name=Quoted(str(one))
        )
    return ""


def _reason(one: Department, ending: Ending) -> str:
    if ending.valid_to is None:
        return _("부서 다시 씀: %(name)s") % {"name": one}
    after = ", ".join(str(after) for after in ending.successors) or "–"
    return _("부서 없앰: %(name)s → %(after)s") % {"name": one, "after": after}
