"""고친 이유: asked when a public amount changes, and kept with every version of the save."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from registry.forms import ReasonField


def reason_missing() -> str:
    """Return the sentence that asks for the reason."""
    return _("공개된 금액을 고칠 때에는 ‘고친 이유’를 적어 주세요.")


class ReasonForm(forms.ModelForm):
    """Asks why when one of `money` changes on a record that the public sees."""

    money: ClassVar[tuple[str, ...]] = ()

    change_reason = ReasonField()

    def is_public(self) -> bool:
        """Return whether the public has seen the record as it is stored."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Refuse a silent change of what the public was told."""
        cleaned = super().clean() or self.cleaned_data
        changed = set(self.changed_data) & set(self.money)
        if changed and self.is_public() and not cleaned.get("change_reason"):
            self.add_error("change_reason", reason_missing())
        return cleaned

    def record_changed(self) -> bool:
        """Return whether the record itself changed; a reason alone is no change."""
        return bool(set(self.changed_data) - {"change_reason"})


class ReasonedAdmin:
    """Saves a record and its rows with the reason, and only what really changed."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Make no version of a record that stayed as it was."""
        obj._change_reason = reason_of(form)
        if not change or form.record_changed():
            super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Give every row that changes the reason of the whole save."""
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            _mark(row, form)
            row.delete()
        for row in rows:
            _mark(row, form)
            row.save()
        formset.save_m2m()


def reason_of(form: Any) -> str | None:
    """Return why the record was changed, as far as it was said."""
    return form.cleaned_data.get("change_reason") or None


def _mark(row: Model, form: Any) -> None:
    row._change_reason = reason_of(form)  # type: ignore[attr-defined]
