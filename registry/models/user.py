"""누가: the people who sign in."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from registry.models.municipality import Municipality
from registry.notation.codes import Role

if TYPE_CHECKING:
    from registry.querysets import MunicipalityQuerySet


class User(AbstractUser):
    """A person who signs in; what they may do follows from their memberships."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("사용자")  # type: ignore[assignment]
        verbose_name_plural = _("사용자")  # type: ignore[assignment]

    def municipalities(self, role: Role = Role.WRITER) -> "MunicipalityQuerySet":
        """Return the bodies in which this person has `role` or more: the one source of scope."""
        return Municipality.objects.in_reach_of(self, role)

    def has_role(self, role: Role) -> bool:
        """Return whether this person has `role` or more anywhere."""
        return self.is_superuser or self.memberships.filter(role__in=role.and_above).exists()
