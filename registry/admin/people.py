"""사용자와 소속: a keeper looks after the people of their own body, and of no other."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.admin.keepers import KeptBodies
from registry.admin.reason import ReasonedAdmin
from registry.admin.scope import person
from registry.admin.scoped import OnceFormSet, ScopedAdmin, ScopedForm, ScopedInline
from registry.admin.sign_ins import sign_ins
from registry.models import Membership, Municipality, User
from registry.notation.codes import Role


class MembershipForm(ScopedForm):
    """A role in a body; nobody gives more than they have."""

    keeper: User

    class Meta:
        model = Membership
        fields = ["user", "municipality", "role", "includes_below"]

    def clean(self) -> dict[str, Any]:
        """A keeper of one body does not hand out the bodies below it."""
        cleaned = super().clean() or self.cleaned_data
        body = cleaned.get("municipality")
        if body and cleaned.get("includes_below") and not self._keeps_below(body):
            self.add_error("includes_below", _("소속 시·군·구까지 맡길 권한이 없습니다."))
        return cleaned

    def record_changed(self) -> bool:
        """Return whether anything was typed that is not stored already."""
        return bool(self.changed_data)

    def _keeps_below(self, body: Municipality) -> bool:
        past = body.descents.filter(whole=True)  # what went into it is reached along with it
        below = Municipality.objects.filter(region__in=past.values("origin"))
        kept = self.keeper.municipalities(Role.KEEPER)
        return not below.exclude(pk__in=kept.values("pk")).exists()


@admin.register(Membership)
class MembershipAdmin(KeptBodies, ReasonedAdmin, ScopedAdmin):
    """소속과 권한."""

    form = MembershipForm
    role_to_change = Role.KEEPER
    list_display = ["user", "municipality", "role", "includes_below"]
    list_filter = ["role", "includes_below"]
    list_select_related = ["user", "municipality"]
    search_fields = ["user__username", "user__last_name", "municipality__full_name"]
    ordering = ["municipality__code", "user__username"]
    autocomplete_fields = ["user", "municipality"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form who gives."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.keeper = person(request)
        return form


class MembershipFormSet(OnceFormSet):
    """The memberships of one person, each body once."""

    key = ("municipality",)
    twice = _("이 사용자는 이미 이 지자체에 소속되어 있습니다.")


class MembershipInline(ScopedInline):
    """The memberships of one person that the keeper may give and take."""

    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    fields = ["municipality", "role", "includes_below"]
    autocomplete_fields = ["municipality"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Leave out what belongs to other bodies."""
        return Membership.objects.editable_by(person(request)).select_related(
            "user", "municipality"
        )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """A new person begins with a place to work, or nobody could look after them."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.keeper = person(request)
        if obj is None and not person(request).is_superuser:
            formset.min_num, formset.validate_min, formset.extra = 1, True, 0
        return formset


@admin.register(User)
class UserAdmin(KeptBodies, ScopedAdmin, StockUserAdmin):
    """사용자."""

    form = UserChangeForm
    role_to_read = role_to_change = Role.KEEPER
    inlines = [MembershipInline]
    history_children = ("memberships",)
    list_display = ["username", "full_name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "last_name", "first_name"]
    ordering = ["username"]
    filter_horizontal = []

    def steps(self, request: HttpRequest, record: Any) -> list[Any]:
        """Tell what was changed of a person and of their roles, and when they came in."""
        told = [*super().steps(request, record), *sign_ins(record)]
        return sorted(told, key=lambda step: step.when, reverse=True)

    def readable(self, user: User) -> QuerySet:
        """Return the colleagues in the bodies that `user` keeps."""
        if user.is_superuser:
            return User.objects.all()
        mine = Membership.objects.editable_by(user).filter(user=OuterRef("pk"))
        return User.objects.filter(Exists(mine))

    def editable(self, user: User) -> QuerySet:
        """Return those of them who work nowhere else: a new password opens all of their doors."""
        if user.is_superuser:
            return User.objects.all()
        elsewhere = Membership.objects.filter(user=OuterRef("pk")).exclude(
            pk__in=Membership.objects.editable_by(user).values("pk")
        )
        return self.readable(user).filter(~Exists(elsewhere), is_superuser=False)

    def deletable(self, user: User) -> QuerySet:
        """An account is switched off, not deleted: the history names it."""
        return User.objects.all() if user.is_superuser else User.objects.none()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep what makes a superuser to superusers."""
        if obj is None:
            return [(None, {"fields": ["username", "password1", "password2"]})]
        names = {"fields": ["last_name", "first_name", "email"]}
        flags = [
            "is_active",
            *(["is_staff", "is_superuser"] if person(request).is_superuser else []),
        ]
        return [
            (None, {"fields": ["username", "password"]}),
            (_("이름과 연락처"), names),
            (_("상태"), {"fields": [*flags, ("last_login", "date_joined")]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nobody types when somebody signed in."""
        return ["last_login", "date_joined"]

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for a place to work on the first page already, unlike the stock admin."""
        return admin.ModelAdmin.get_inline_instances(self, request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Whoever is made here is to sign in here."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    @admin.display(description=_("이름"))
    def full_name(self, user: User) -> str:
        """Return the name as it is written in Korean."""
        return f"{user.last_name}{user.first_name}"
