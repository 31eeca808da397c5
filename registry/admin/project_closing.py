"""마감 on a project's page: after it only a publisher writes, and says why."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.closing import asks_why, says_closed, says_only_publishers, standing_lock
from registry.admin.scoped import OnceFormSet
from registry.admin.versions import Step
from registry.models import Municipality, PeriodLock, User
from registry.notation.codes import Role


class ClosingForm(forms.ModelForm):
    """Holds a project's owner and year, as stored and as typed, against what is closed."""

    user: User

    def clean(self) -> dict[str, Any]:
        """Refuse what a closed year does not take; ask for a reason where it takes it."""
        cleaned = super().clean() or self.cleaned_data
        into = self._closed_by(cleaned)
        if into and not self._may_write_into(into):
            self.add_error("fiscal_year", self._refusal(into))
        lock = lock_of(self.instance) or into
        asked = "change_reason" in self.errors  # of a public amount, in its own words
        silent = not cleaned.get("change_reason") and self._changed()
        if lock and self.instance.pk and silent and not asked:
            self.add_error("change_reason", asks_why(lock.fiscal_year))
        return cleaned

    def _closed_by(self, cleaned: dict[str, Any]) -> PeriodLock | None:
        """Return what closes the year into which a project is put, new or from another year."""
        owner, year = cleaned.get("owner"), cleaned.get("fiscal_year")
        put = not self.instance.pk or {"owner", "fiscal_year"} & set(self.changed_data)
        return standing_lock(owner, year) if put and owner and year else None

    def _may_write_into(self, lock: PeriodLock) -> bool:
        """A new project waits until the lock is lifted; a publisher may move one, with a word."""
        if not self.instance.pk:
            return False
        bodies = self.user.municipalities(Role.PUBLISHER)
        return bodies.filter(pk=self.cleaned_data["owner"].pk).exists()

    def _refusal(self, lock: PeriodLock) -> str:
        says = says_only_publishers if self.instance.pk else says_closed
        return says(lock.fiscal_year)

    def _changed(self) -> bool:
        return bool(set(self.changed_data) - {"change_reason"})


class ProjectRowsFormSet(OnceFormSet):
    """Rows below a project; of a closed year they change with a reason."""

    is_said_above = False

    def non_form_errors(self) -> Any:
        """Return what is wrong with the rows together, but for what the page says already."""
        errors = super().non_form_errors()
        return self.error_class() if self.is_said_above else errors

    def clean(self) -> None:
        """Ask why."""
        super().clean()
        lock = lock_of(self.instance)
        if lock and self.has_changed() and not self.data.get("change_reason", "").strip():
            raise ValidationError(asks_why(lock.fiscal_year))


def lock_of(project: Any) -> PeriodLock | None:
    """Return the lock on a stored project's year, which its page has looked up once."""
    lock: PeriodLock | None = getattr(project, "lock", None)
    return lock


def mark_late(steps: list[Step]) -> list[Step]:
    """Return the steps of a project, those marked that came after their year was first closed.

    Told from the locks alone, so no way of writing can leave the mark out; lifting a lock and
    closing again does not wash it off.
    """
    closed, at = _first_closings(steps), (0, 0)
    for step in reversed(steps):
        if version := step.version_of_project:
            at = (version.owner_id, version.fiscal_year)
        step.late = at in closed and closed[at] < step.when
    return steps


def _first_closings(steps: list[Step]) -> dict[tuple[int, int], datetime]:
    """Return when each year of each owner that the steps know was first closed; two queries."""
    versions = [step.version_of_project for step in steps if step.version_of_project]
    bodies = Municipality.objects.in_bulk({version.owner_id for version in versions})
    lines = {body.lineage for body in bodies.values()}
    locks = PeriodLock.objects.filter(municipality__lineage__in=lines).order_by("-locked_at")
    told = locks.values_list("municipality__lineage", "fiscal_year", "locked_at")
    first = {(line, year): when for line, year, when in told}  # the earliest comes last
    owners = ((body.pk, body.lineage) for body in bodies.values())
    return {
        (pk, year): when for pk, line in owners for (of, year), when in first.items() if of == line
    }


def say_lock(lock: PeriodLock | None, user: User) -> str:
    """Return since when a year is closed and what that asks of `user`; '' if it is open."""
    if lock is None:
        return ""
    publishes = user.municipalities(Role.PUBLISHER).filter(pk=lock.municipality_id).exists()
    asks = _("고친 이유를 적고 고칠 수 있습니다.") if publishes else _("공개 담당자만 고칩니다.")
    return _("%(year)d년은 %(day)s에 마감했습니다. %(asks)s") % {
        "year": lock.fiscal_year,
        "day": timezone.localtime(lock.locked_at).date(),
        "asks": asks,
    }
