"""The questions about bodies: which exist when, and in whose reach they are."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from registry.notation.codes import Level, Role

if TYPE_CHECKING:
    from registry.models import Municipality, User


class DescentQuerySet(models.QuerySet):
    """이어받음."""

    def get_by_natural_key(self, code: str, origin: str) -> Any:
        """Return a descent by the codes of both, for fixtures."""
        return self.get(body__code=code, origin=origin)

    def begun(self) -> Self:
        """Keep what has come about by today."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=timezone.localdate()))

    def of_others(self) -> Self:
        """Keep what other bodies were, without each body's own lineage."""
        return self.filter(since__isnull=False)


class MunicipalityQuerySet(models.QuerySet):
    """지자체."""

    def get_by_natural_key(self, code: str) -> Any:
        """Return the body with an official code, for fixtures."""
        return self.get(code=code)

    def valid_on(self, day: date) -> Self:
        """Keep the bodies that exist on `day`."""
        began = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(began, Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def valid_in(self, fiscal_year: int) -> Self:
        """Keep the bodies that exist on any day of a fiscal year."""
        began = Q(valid_from__isnull=True) | Q(valid_from__lte=date(fiscal_year, 12, 31))
        ended = Q(valid_to__isnull=True) | Q(valid_to__gt=date(fiscal_year, 1, 1))
        return self.filter(began, ended)

    def local_governments(self) -> Self:
        """Keep the bodies that may own projects: no 일반구, no 행정시."""
        return self.filter(is_local_government=True)

    def newest_names(self) -> Self:
        """Keep each body under the newest of its one-to-one names, which has the page."""
        return self.filter(code=F("lineage"))

    def regions(self) -> Self:
        """Keep the 시·도."""
        return self.filter(level=Level.SIDO)

    def gone_into(self, body: "Municipality") -> Self:
        """Keep the bodies that went into a body by today, each once; `whole` where undivided."""
        past = body.descents.begun().of_others()
        whole = Exists(past.filter(origin=OuterRef("code"), whole=True))
        return self.filter(code__in=past.values("origin")).annotate(whole=whole)

    def in_reach_of(self, user: "User", role: Role) -> Self:
        """Keep the bodies in which `user` has `role` or more.

        A role in a body holds for what it was called before (강원도 for 강원특별자치도), for what
        went into it whole (청원군 into 청주시) and, where the membership says so, for the bodies
        below all of these. 인천 서구, split in two, is in the reach of neither half.
        """
        if not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        past, today = "municipality__descents", timezone.localdate()
        mine = user.memberships.filter(
            Q(**{f"{past}__since__isnull": True}) | Q(**{f"{past}__since__lte": today}),
            **{"role__in": role.and_above, f"{past}__whole": True},
        )
        with_below = mine.filter(includes_below=True)
        return self.filter(
            Q(lineage__in=mine.values(f"{past}__origin"))
            | Q(region__in=with_below.values(f"{past}__origin"))
        )

    def kept(self) -> Self:
        """Keep the bodies that have a keeper who can sign in, their own or one from above."""
        memberships: Any = self.model._meta.get_field("memberships").related_model
        keepers = memberships.objects.filter(role=Role.KEEPER, user__is_active=True)
        with_below = keepers.filter(includes_below=True)
        return self.filter(
            Q(lineage__in=keepers.values("municipality__lineage"))
            | Q(region__in=with_below.values("municipality__lineage"))
        )

    def readable_by(self, user: "User") -> Self:
        """Keep the bodies a clerk may look at in the admin: reference data, open to all staff."""
        return self.all() if user.is_active and user.is_staff else self.none()

    def editable_by(self, user: "User") -> Self:
        """Keep the bodies a person may change: reference data is the superuser's."""
        return self.all() if user.is_active and user.is_superuser else self.none()
