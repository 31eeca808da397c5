"""Who may see, choose and change what: asked here, answered by ``readable_by`` and its kin."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from registry.models import Department, Municipality, User
from registry.notation.codes import Role

if TYPE_CHECKING:
    from registry.admin.scoped import ScopedAdmin

# What one may point at with these fields takes a role there; anything else takes reading it.
_ROLE_TO_CHOOSE = {
    ("project", "owner"): Role.WRITER,
    ("project", "department"): Role.WRITER,
    ("department", "municipality"): Role.WRITER,
    ("department", "parent"): Role.WRITER,
    ("source", "municipality"): Role.WRITER,
    ("annualbudget", "municipality"): Role.PUBLISHER,
    ("annualbudget", "departments"): Role.PUBLISHER,
    ("membership", "municipality"): Role.KEEPER,
    ("periodlock", "municipality"): Role.PUBLISHER,
}
# A pair once decided is no longer counted beside a public sum: only of what one may change.
_EDITABLE = {("duplicatedecision", "first"), ("duplicatedecision", "second")}


def person(request: HttpRequest) -> User:
    """Return who is signed in; an admin page is never shown to anybody else."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (AdminSite.has_permission saw to it)
    return user


def own_body(user: User, role: Role) -> Municipality | None:
    """Return the body with which a form may begin: the one that a person is a member of.

    Who also sees to the bodies below still works for one office.
    """
    mine = user.memberships.filter(role__in=role.and_above).select_related("municipality")
    held = list(mine[:2])
    body: Municipality | None = held[0].municipality if len(held) == 1 else None
    return body if body and body.exists_on(timezone.localdate()) else None


def has_role(request: HttpRequest, role: Role | None) -> bool:
    """Return whether the person has `role` or more anywhere; no role means superusers only."""
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or (
        role is not None and not _roles(request).isdisjoint(role.and_above)
    )


def _roles(request: HttpRequest) -> set[str]:
    """Return the person's roles, asked of the database once per request."""
    if not hasattr(request, "roles"):
        request.roles = set(person(request).memberships.values_list("role", flat=True))  # type: ignore[attr-defined]
    return request.roles  # type: ignore[attr-defined, no-any-return]


def choices_for(field: Field, user: User, site: AdminSite) -> QuerySet:
    """Return what `user` may choose in a field that points at another record."""
    model: Any = field.related_model
    place = (field.model._meta.model_name or "", field.name)
    if place in _EDITABLE:
        editable: QuerySet = model._default_manager.editable_by(user)
        return editable
    role = _ROLE_TO_CHOOSE.get(place)
    if role is None:
        admin: ScopedAdmin = site.get_model_admin(model)  # type: ignore[assignment]
        return admin.readable(user)
    if model is Municipality:
        return user.municipalities(role).local_governments()
    everything: QuerySet = model._default_manager.all()
    if model is Department:
        # A budget of 2013 goes on naming the office of 2013; its form offers what it has stored.
        standing = Department.objects.standing()
        everything = standing if place[0] == "annualbudget" else Department.objects.in_use()
    if user.is_superuser:
        return everything
    return everything.filter(everything.owned_within(user, role))  # type: ignore[attr-defined]
