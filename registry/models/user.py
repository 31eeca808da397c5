"""누가: the people who sign in."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from registry.models.history import versions
from registry.models.municipality import Municipality
from registry.notation.codes import Role

if TYPE_CHECKING:
    from registry.querysets import MunicipalityQuerySet


class User(AbstractUser):
    """A person who signs in; what they may do follows from their memberships."""

    # Neither the password nor the hour of a sign-in is anybody's to read back.
    history = versions(excluded_fields=["password", "last_login"])

    class Meta(AbstractUser.Meta):
        verbose_name = _("사용자")  # type: ignore[assignment]
        verbose_name_plural = _("사용자")  # type: ignore[assignment]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep no version of a mere sign-in, which changes nothing but its hour."""
        signing_in = list(kwargs.get("update_fields") or []) == ["last_login"]
        if signing_in:
            self.skip_history_when_saving = True
        super().save(*args, **kwargs)
        if signing_in:
            del self.skip_history_when_saving

    def municipalities(self, role: Role = Role.WRITER) -> "MunicipalityQuerySet":
        """Return the bodies in which this person has `role` or more: the one source of scope."""
        return Municipality.objects.in_reach_of(self, role)

    def has_role(self, role: Role) -> bool:
        """Return whether this person has `role` or more anywhere."""
        return self.is_superuser or self.memberships.filter(role__in=role.and_above).exists()
