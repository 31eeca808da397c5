"""Who may see and change what: the whole of authorisation.

Two words: ``editable_by(user)`` (and its wider ``readable_by(user)``) for clerks,
``published()`` for the public. Every door asks them.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from registry.notation.codes import Publication, Role
from registry.querysets import likely as _likely  # noqa: F401 (it registers likely)

if TYPE_CHECKING:
    from registry.models import User


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a municipality; `owner_path` leads to it.

    A subclass says by a condition what else than the municipality decides.
    """

    owner_path: ClassVar[str] = "municipality"
    role_to_edit: ClassVar[Role] = Role.WRITER
    # Under which condition a row stands on a public page: then it is a publisher's to change.
    public_when: ClassVar[Q | None] = None

    def readable_by(self, user: "User") -> Self:
        """Keep the rows a clerk may look at in the admin."""
        return self._for(user, self.may_read)

    def editable_by(self, user: "User") -> Self:
        """Keep the rows a clerk may change."""
        return self._for(user, self.may_edit)

    def may_read(self, user: "User") -> Q:
        """Return the condition under which `user` may read a row."""
        return self.owned_within(user, Role.READER)

    def may_edit(self, user: "User") -> Q:
        """Return the condition under which `user` may change a row."""
        mine = self.owned_within(user, self.role_to_edit)
        if self.public_when is None:
            return mine
        public = self.model._base_manager.filter(self.public_when).values("pk")
        return (mine & ~Q(pk__in=public)) | self.owned_within(user, Role.PUBLISHER)

    def owned_within(self, user: "User", role: Role) -> Q:
        """Return the condition that the row's municipality is one where `user` has `role`."""
        return Q(**{f"{self.owner_path}__in": user.municipalities(role)})

    def _for(self, user: "User", condition: Callable[["User"], Q]) -> Self:
        if not user.is_active:  # nobody is signed in, or no longer may
            return self.none()
        return self.all() if user.is_superuser else self.filter(condition(user))


def year_is_closed(project_path: str = "") -> Exists:
    """Return the condition under which a project's year is closed (마감) for its body."""
    locks = apps.get_model("registry", "PeriodLock")._base_manager.filter(
        lifted_at__isnull=True,
        fiscal_year=OuterRef(f"{project_path}fiscal_year"),
        municipality__lineage=OuterRef(f"{project_path}owner__lineage"),
    )
    return Exists(locks)


def is_open_draft(project_path: str = "") -> Q:
    """Return the condition under which a project is a writer's: a draft of a year not closed."""
    draft = Q(**{f"{project_path}publication": Publication.DRAFT})
    return draft & Q(~year_is_closed(project_path))


class ProjectScopedQuerySet(ScopedQuerySet):
    """Projects and what hangs on them: open drafts are a writer's, the rest a publisher's."""

    owner_path = "project__owner"
    project_path: ClassVar[str] = "project__"

    def may_edit(self, user: "User") -> Q:
        """A writer drafts; a publisher also changes what is published, or of a closed year."""
        mine = self.owned_within(user, Role.WRITER)
        return (is_open_draft(self.project_path) & mine) | self.owned_within(user, Role.PUBLISHER)

    def published(self, on: date | None = None) -> Self:
        """Keep what the public sees on a day (default: today)."""
        return self.filter(
            **{
                f"{self.project_path}publication__likely": Publication.PUBLISHED,
                f"{self.project_path}published_from__lte": on or timezone.localdate(),
            }
        )
