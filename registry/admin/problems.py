"""오류 요약: what stands against saving, each with the way to the box that it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One error: what it is about, its sentence, and the id of the place ('' for the page)."""

    label: str
    sentence: str
    at: str


def problems_of(form: Any, formsets: Iterable[Any]) -> list[Problem]:
    """Return every error of a form that was sent, and then those of its rows."""
    found = list(_in_boxes(form, "", ""))
    for formset in formsets:
        said = {problem.sentence for problem in found}
        # A closed year asks for one reason, whatever was changed: the box asks for it once.
        formset.is_said_above = bool(said) and said >= set(formset.non_form_errors())
        found += _in_rows(formset)
    return found


def _in_rows(formset: Any) -> Iterator[Problem]:
    name = str(formset.model._meta.verbose_name)
    for sentence in formset.non_form_errors():
        yield Problem(name, sentence, f"{formset.prefix}-group")
    for at, form in enumerate(formset.forms):
        goes = formset.can_delete and form.errors and formset._should_delete_form(form)
        if form.errors and not goes:
            row = _("%(name)s %(at)d번째 줄") % {"name": name, "at": at + 1}
            yield from _in_boxes(form, row, form.prefix)


def _in_boxes(form: Any, row: str, place: str) -> Iterator[Problem]:
    for name, sentences in form.errors.items():
        label, at = (row, place) if name == NON_FIELD_ERRORS else _box(form[name], row)
        for sentence in sentences:
            yield Problem(label, sentence, at)


def _box(box: Any, row: str) -> tuple[str, str]:
    """Return what a box is called and its id; of several, like radio buttons, the first one's."""
    return f"{row} {box.label}".strip(), box.id_for_label or f"{box.auto_id}_0"
