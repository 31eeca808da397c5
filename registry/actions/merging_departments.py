"""부서 합치기: departments entered twice become one, and nothing that hung on them is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import AnnualBudget, Department, Project, User
from registry.notation.particles import Quoted
from registry.querysets import DepartmentQuerySet

_BATCH = 500


class CannotMerge(ValueError):
    """Nothing was merged; the text says why."""


@dataclass(frozen=True)
class Weight:
    """A department and what hangs on it."""

    department: Department
    projects: int
    budgets: int
    below: int


@dataclass(frozen=True)
class Merging:
    """What stays, what goes into it, and what moves along: projects, budgets, offices below."""

    stays: Department
    going: list[Department]
    projects: int
    budgets: int
    below: int


def weigh(departments: Iterable[Department]) -> list[Weight]:
    """Return what hangs on each department, in the order in which they are given."""
    departments = list(departments)
    pks = [department.pk for department in departments]
    projects = _counted("department", Project.objects.filter(department__in=pks))
    budgets = _counted("department", _links().filter(department__in=pks))
    below = _counted("parent", Department.objects.standing().filter(parent__in=pks))
    return [
        Weight(one, projects.get(one.pk, 0), budgets.get(one.pk, 0), below.get(one.pk, 0))
        for one in departments
    ]


def foresee(departments: Iterable[Department], stays: Department, user: User) -> Merging:
    """Return what merging the others into `stays` would move, or raise CannotMerge."""
    going = [one for one in departments if one.pk != stays.pk]
    _refuse(going, stays, user)
    return Merging(
        stays=stays,
        going=going,
        projects=Project.objects.filter(department__in=going).count(),
        budgets=AnnualBudget.objects.filter(departments__in=going).distinct().count(),
        below=_below(going, stays).count(),
    )


@transaction.atomic
def merge(departments: Iterable[Department], stays: Department, user: User) -> Merging:
    """Move all that hangs on the departments to `stays`, and return what moved.

    Each project, budget and department gets a version that says what was merged into what. Raise
    CannotMerge, with a sentence, where that cannot be or `user` may not change all of it.
    """
    held = _held([*departments, stays])
    if stays.pk not in held:
        raise CannotMerge(_("남길 부서가 이제 없습니다."))
    merging = foresee(held.values(), held[stays.pk], user)
    reasons = {one.pk: _reason(one, merging.stays) for one in merging.going}
    _move_projects(merging, reasons, user)
    _move_budgets(merging, user)
    _move_departments(merging, reasons, user)
    _move_successions(merging)
    return merging


def _held(departments: Iterable[Department]) -> dict[int, Department]:
    """Return the departments as they are stored now, held until the end."""
    pks = {department.pk for department in departments}
    locked = Department.objects.filter(pk__in=pks).select_related("parent", "municipality")
    return {one.pk: one for one in locked.select_for_update(of=("self",)).order_by("pk")}


def _refuse(going: list[Department], stays: Department, user: User) -> None:
    for why in (
        _why_not_one_of_them(going, stays),
        _why_not_by(user, going, stays),
        _why_not_below(going, stays),
    ):
        if why:
            raise CannotMerge(why)


def _why_not_one_of_them(going: list[Department], stays: Department) -> str:
    """Return why these are not two or more departments of one body; '' if they are."""
    if not going:
        return _("합칠 부서를 둘 이상 골라 주세요.")
    for one in [stays, *going]:
        if one.merged_into_id:
            return _("{name:은} 이미 다른 부서에 합쳤습니다.").format(name=Quoted(str(one)))
    if any(one.municipality.lineage != stays.municipality.lineage for one in going):
        return _("서로 다른 지자체의 부서는 합치지 않습니다. 한 지자체의 부서만 골라 주세요.")
    return ""


def _why_not_by(user: User, going: list[Department], stays: Department) -> str:
    """Return why the user may not move everything that would move; '' if they may."""
    both = [one.pk for one in (*going, stays)]
    if Department.objects.editable_by(user).filter(pk__in=both).count() < len(both):
        return _("공개 화면에 나오는 부서는 공개 담당자가 합칩니다.")
    projects = Project.objects.filter(department__in=going)
    if projects.exclude(pk__in=Project.objects.editable_by(user).values("pk")).exists():
        return _("고칠 권한이 없는 사업이 있습니다. 공개 담당자가 합칠 수 있습니다.")
    budgets = AnnualBudget.objects.filter(departments__in=going)
    if budgets.exclude(pk__in=AnnualBudget.objects.editable_by(user).values("pk")).exists():
        return _("고칠 권한이 없는 연도 예산이 있습니다. 공개 담당자가 합칠 수 있습니다.")
    below = _below(going, stays)
    if below.exclude(pk__in=Department.objects.editable_by(user).values("pk")).exists():
        return _("고칠 권한이 없는 아래 부서가 있습니다. 공개 담당자가 합칠 수 있습니다.")
    return ""


def _why_not_below(going: list[Department], stays: Department) -> str:
    """Return why the departments below cannot come under one; '' if they can."""
    if _stands_below(stays, {one.pk for one in going}):
        return _("남길 부서가 없어질 부서의 아래에 있습니다. 위에 있는 부서를 남겨 주세요.")
    together = Department.objects.standing().filter(parent__in=[stays, *going])
    remaining = together.exclude(pk__in=[one.pk for one in going])
    twice = remaining.order_by().values("municipality", "name").annotate(n=Count("pk"))
    if found := twice.filter(n__gt=1).order_by("name").first():
        return _("아래에 {name:이} 둘 이상 있게 됩니다. 먼저 그 부서들을 합쳐 주세요.").format(
            name=Quoted(found["name"])
        )
    return ""


def _stands_below(department: Department, above: set[int]) -> bool:
    """Return whether one of `above` stands over the department, however high."""
    parents = dict(
        Department.objects.filter(
            municipality__lineage=department.municipality.lineage, parent__isnull=False
        ).values_list("pk", "parent")
    )
    seen, pk = set(), parents.get(department.pk)
    while pk and pk not in seen:
        seen.add(pk)
        pk = parents.get(pk)
    return not above.isdisjoint(seen)


def _move_projects(merging: Merging, reasons: dict[int, str], user: User) -> None:
    """Give every project the department that stays, and a version that tells from which."""
    locked = Project.objects.filter(department__in=merging.going).select_for_update(of=("self",))
    moved, now = list(locked.order_by("pk")), timezone.now()
    for project in moved:
        project._change_reason = reasons[project.department_id or 0]  # type: ignore[attr-defined]
        project.department = merging.stays
    Project.objects.filter(department__in=merging.going).update(
        department=merging.stays, modified_at=now
    )
    _keep(Project, moved, user)


def _move_budgets(merging: Merging, user: User) -> None:
    """Name the department that stays once in every annual budget that named another."""
    going = _links().filter(department__in=merging.going)
    budgets = list(AnnualBudget.objects.filter(departments__in=merging.going).distinct())
    going.delete()
    link = _links().model
    kept = [link(annualbudget=budget, department=merging.stays) for budget in budgets]
    _links().bulk_create(kept, ignore_conflicts=True)
    for budget in budgets:
        budget._change_reason = _reason_of_all(merging)  # type: ignore[attr-defined]
    _keep_budgets(budgets, user)


def _keep_budgets(budgets: list[AnnualBudget], user: User) -> None:
    """Write a version of each budget with the departments that it names now."""
    versions = {one.id: one for one in _keep(AnnualBudget, budgets, user)}
    named: Any = AnnualBudget.history.model.departments.model
    rows = _links().filter(annualbudget__in=versions).select_related("department")
    named.objects.bulk_create(
        named(
            history=versions[row.annualbudget_id],
            id=row.pk,
            annualbudget_id=row.annualbudget_id,
            department_id=row.department_id,
        )
        for row in rows
    )


def _move_departments(merging: Merging, reasons: dict[int, str], user: User) -> None:
    """Put what stood below under the one that stays, and leave a sign to it in each that goes."""
    stays, going = merging.stays, merging.going
    below = list(_below(going, stays))
    led = [*Department.objects.filter(merged_into__in=going)]
    for one in [*below, *going, *led]:
        one._change_reason = reasons.get(one.pk) or _reason_of_all(merging)
    for one in below:
        one.parent = stays
    for one in [*going, *led]:
        one.merged_into = stays
    if any(one.leads_it for one in going) and not stays.leads_it:
        stays.leads_it = True
        stays._change_reason = _reason_of_all(merging)  # type: ignore[attr-defined]
        below.append(stays)
    changed = [*below, *going, *led]
    Department.objects.bulk_update(changed, ["parent", "merged_into", "leads_it"])
    _keep(Department, changed, user)


def _move_successions(merging: Merging) -> None:
    """Let what was followed by a department that goes be followed by the one that stays."""
    link = Department.successors.through
    links = link._default_manager.order_by().filter(to_department__in=merging.going)
    before = {one.from_department_id for one in links} - {merging.stays.pk}
    links.delete()
    link._default_manager.bulk_create(
        [link(from_department_id=pk, to_department=merging.stays) for pk in sorted(before)],
        ignore_conflicts=True,
    )


def _below(going: list[Department], stays: Department) -> DepartmentQuerySet:
    """Return the departments that would move under the one that stays."""
    leaving = [stays.pk, *(one.pk for one in going)]
    return Department.objects.standing().filter(parent__in=going).exclude(pk__in=leaving)


def _keep(model: Any, rows: list[Any], user: User) -> list[Any]:
    """Write a version of each row, with the reason that stands on it."""
    kept: list[Any] = model.history.bulk_history_create(
        rows, batch_size=_BATCH, update=True, default_user=user, default_date=timezone.now()
    )
    return kept


def _links() -> QuerySet:
    """Return which annual budget names which department."""
    return AnnualBudget.departments.through._default_manager.order_by()


def _counted(name: str, rows: QuerySet) -> dict[int, int]:
    """Return how many rows point at each department by a column."""
    return dict(rows.order_by().values_list(name).annotate(n=Count("pk")))


def _reason(going: Department | str, stays: Department) -> str:
    return _("부서 합침: %(going)s → %(stays)s") % {"going": going, "stays": stays}


def _reason_of_all(merging: Merging) -> str:
    return _reason(", ".join(str(one) for one in merging.going), merging.stays)
