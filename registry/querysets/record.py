"""The questions about everything else that belongs to a municipality."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from registry.notation.codes import BatchState, Publication, RequestState, Role
from registry.querysets.scope import ScopedQuerySet, is_open_draft

if TYPE_CHECKING:
    from registry.models import User

_UNFINISHED = (BatchState.UPLOADED, BatchState.STAGED)


class MembershipQuerySet(ScopedQuerySet):
    """소속과 권한: a keeper's to give."""

    role_to_edit = Role.KEEPER


class DepartmentQuerySet(ScopedQuerySet):
    """부서. Its name stands beside whatever it has published."""

    public_when = (
        Q(projects__publication=Publication.PUBLISHED)
        | Q(departments_below__projects__publication=Publication.PUBLISHED)
        | Q(annual_budgets__isnull=False)
        | Q(leads_it=True)
    )

    def published(self) -> Self:
        """Keep what the public may know of: what runs a published project, or has a budget.

        An office entered for a draft is as secret as the draft.
        """
        projects: Any = self.model._meta.get_field("projects").related_model
        shown = projects.objects.published()
        return self.filter(
            Q(pk__in=shown.values("department"))
            | Q(pk__in=shown.values("department__parent"))
            | Q(pk__in=self.model._base_manager.filter(annual_budgets__isnull=False).values("pk"))
        )

    def standing(self) -> Self:
        """Keep what was not merged into another."""
        return self.filter(merged_into__isnull=True)

    def in_use(self) -> Self:
        """Keep what is neither merged nor ended by today: only that is offered for choice."""
        today = timezone.localdate()
        return self.standing().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))

    def get_by_natural_key(self, code: str, above: str, name: str) -> Any:
        """Return a department for fixtures, the one that stands before a merged one of its name.

        A merged one is found too, or loading a fixture again would bring the duplicate back.
        """
        parent = {"parent__name": above} if above else {"parent__isnull": True}
        found = self.filter(municipality__code=code, name=name, **parent)
        return found.order_by(F("merged_into").asc(nulls_first=True), "pk")[:1].get()


class AnnualBudgetQuerySet(ScopedQuerySet):
    """지자체 연도 예산. It is public at once, so a publisher's to change."""

    role_to_edit = Role.PUBLISHER

    def get_by_natural_key(self, code: str, fiscal_year: int, basis: str, account: str) -> Any:
        """Return an annual budget for fixtures."""
        return self.get(
            municipality__code=code, fiscal_year=fiscal_year, basis=basis, account=account
        )


class SourceQuerySet(ScopedQuerySet):
    """출처. Without a municipality it is everybody's to cite and the superuser's to change."""

    public_when = Q(citations__project__publication=Publication.PUBLISHED) | Q(
        citations__annual_budget__isnull=False
    )

    def get_by_natural_key(self, publisher: str, title: str, day: str | None, owner: str) -> Any:
        """Return a document for fixtures."""
        return self.get(
            publisher=publisher,
            title=title,
            published_on=day,
            municipality__code=owner or None,
        )

    def may_read(self, user: "User") -> Q:
        """Common documents may be cited by all staff."""
        common = Q(municipality__isnull=True) if user.is_staff else Q(pk=None)
        return common | super().may_read(user)


class CitationQuerySet(ScopedQuerySet):
    """인용: it follows the project or the annual budget it stands under."""

    def get_by_natural_key(self, source: Any, project: Any, budget: Any, field: str) -> Any:
        """Return a citation for fixtures, by the natural keys of what it joins."""
        publisher, title, day, owner = source
        found = self.filter(
            source__publisher=publisher,
            source__title=title,
            source__published_on=day,
            source__municipality__code=owner or None,
            field=field,
        )
        if project:
            return found.get(project__number=project[0])
        code, fiscal_year, basis, account = budget
        return found.get(
            annual_budget__municipality__code=code,
            annual_budget__fiscal_year=fiscal_year,
            annual_budget__basis=basis,
            annual_budget__account=account,
        )

    def may_read(self, user: "User") -> Q:
        """Whoever reads the project or the budget reads its citations."""
        bodies = user.municipalities(Role.READER)
        return Q(project__owner__in=bodies) | Q(annual_budget__municipality__in=bodies)

    def may_edit(self, user: "User") -> Q:
        """Whoever changes the project or the budget changes its citations."""
        publishes, writes = user.municipalities(Role.PUBLISHER), user.municipalities(Role.WRITER)
        return (
            Q(project__owner__in=publishes)
            | Q(project__owner__in=writes) & is_open_draft("project__")
            | Q(annual_budget__municipality__in=publishes)
        )


class ImportBatchQuerySet(ScopedQuerySet):
    """가져오기."""

    def unfinished(self) -> Self:
        """Keep what is neither saved nor given up."""
        return self.filter(state__in=_UNFINISHED)

    def with_waiting_rows(self) -> Self:
        """Keep what was saved but for rows that a publisher has to look at."""
        return self.filter(state=BatchState.CONFIRMED, counts__waiting__gt=0)

    def readable_by(self, user: "User") -> Self:
        """Leave a file not yet saved to its maker, and hide one about other bodies.

        A file may be about several bodies: who may not read all of them sees nothing of it.
        """
        batches = super().readable_by(user).filter(~Q(state__in=_UNFINISHED) | Q(user=user))
        bodies: Any = self.model._meta.get_field("municipality").related_model
        hidden = (
            bodies.objects.exclude(pk__in=user.municipalities(Role.READER).values("pk"))
            .annotate(owners=Cast(OuterRef("options__owners"), TextField()))
            .filter(owners__contains=Concat(Value('"'), "code", Value('"')))
        )
        return batches.filter(~Exists(hidden))


class ImportRowQuerySet(ScopedQuerySet):
    """가져온 행."""

    owner_path = "batch__municipality"


class ColumnMappingQuerySet(ScopedQuerySet):
    """열 맞추기."""


class CorrectionRequestQuerySet(ScopedQuerySet):
    """정정 요청. The answer is read by whoever asked, so it is a publisher's to give."""

    owner_path = "project__owner"
    role_to_edit = Role.PUBLISHER

    def waiting(self) -> Self:
        """Keep the requests that nobody has answered yet."""
        return self.filter(state=RequestState.OPEN)


class SavedFilterQuerySet(ScopedQuerySet):
    """저장한 조건: theirs who kept it and nobody else's, the superuser not excepted."""

    def owned_within(self, user: "User", role: Role) -> Q:
        """Return the condition that `user` kept it, whatever the role."""
        return Q(user=user)

    def _for(self, user: "User", condition: Callable[["User"], Q]) -> Self:
        return self.filter(condition(user)) if user.is_active else self.none()


class DuplicateDecisionQuerySet(ScopedQuerySet):
    """중복 판단: shown only to who may see both projects."""

    owner_path = "first__owner"
    # A pair once decided is no longer counted beside a public sum.
    public_when = Q(first__publication=Publication.PUBLISHED) | Q(
        second__publication=Publication.PUBLISHED
    )

    def owned_within(self, user: "User", role: Role) -> Q:
        """Return the condition that both projects belong to bodies where `user` has `role`."""
        bodies = user.municipalities(role)
        return Q(first__owner__in=bodies, second__owner__in=bodies)
