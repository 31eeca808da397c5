"""The forms of one admin page as they are sent: read, held against each other, written again."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registry.actions.colliding import Row, Rules, Sheet, first
from registry.forms import PartialDateField, StatementField, WonField, write_both
from registry.notation.won import NotAnAmount, parse_won

# More rows than the admin takes in one form are no form of ours.
_MOST_ROWS = 1000


def read_page(form: Any, formsets: Iterable[Any]) -> Sheet:
    """Return what a page sends if nobody touches it; rows that are still empty are none."""
    rows = {formset.prefix: [_boxes(row) for row in formset.initial_forms] for formset in formsets}
    fields = {name: value for name, value in _boxes(form).items() if name in _own(form)}
    return Sheet(fields, rows)


def read_typed(post: QueryDict, form: Any, formsets: Iterable[Any], before: Sheet) -> Sheet:
    """Return what somebody sent; rows that a page did not send at all stay as they were."""
    sheet = Sheet({name: post.getlist(name) for name in _own(form)})
    for formset in formsets:
        total = post.get(f"{formset.prefix}-TOTAL_FORMS", "")
        if total.isdecimal() and len(total) < len(str(_MOST_ROWS * 10)):
            found = (_row(post, formset, place) for place in range(int(total)))
            blank = _boxes(formset.empty_form)
            sheet.rows[formset.prefix] = [row for row in found if not _is_blank(row, blank)]
        else:
            sheet.rows[formset.prefix] = before.rows.get(formset.prefix, [])
    return sheet


def write_typed(post: QueryDict, sheet: Sheet) -> QueryDict:
    """Return `post` with what the sheet holds in place of what was sent."""
    written = post.copy()
    for name, value in sheet.fields.items():
        _write(written, name, value)
    for prefix, rows in sheet.rows.items():
        _forget(written, prefix)
        ordered = sorted(rows, key=lambda row: not first(row, "id"))
        for place, row in enumerate(ordered):
            for name, value in row.items():
                _write(written, f"{prefix}-{place}-{name}", value)
        written[f"{prefix}-TOTAL_FORMS"] = str(len(ordered))
        written[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(first(row, "id")) for row in ordered))
    return written


def typed_anew(
    post: QueryDict, before: Sheet, name_of: Callable[[str, str], str]
) -> Iterator[tuple[str, str]]:
    """Yield what was typed and how its box is called, without what stood there before."""
    stood = write_typed(QueryDict(mutable=True), before)
    for key, values in post.lists():
        prefix, _place, name = key.split("-", 2) if key.count("-") == 2 else ("", "", key)
        written = ", ".join(part for part in values if part.strip())
        label = name_of(prefix, name) if written and values != stood.getlist(key) else ""
        if label:
            yield label, written


def rules_of(form: Any, formsets: Iterable[Any]) -> Rules:
    """Return how the boxes of a page are compared: 1억 is 100,000,000."""
    boxes = dict(form.fields)
    keys = {}
    for formset in formsets:
        keys[formset.prefix] = tuple(getattr(formset, "key", ()))
        fields = formset.empty_form.fields
        boxes |= {f"{formset.prefix}-{name}": box for name, box in fields.items()}

    def same(name: str, one: Any, other: Any) -> bool:
        return bool(_plain(boxes.get(name), one) == _plain(boxes.get(name), other))

    return Rules(same, keys)


def show(box: Any, value: Any) -> str:
    """Return what is written in a box as a person reads it."""
    written = [part for part in value or [] if part]
    if isinstance(box, forms.ModelChoiceField):
        return ", ".join(_name_of(box, part) for part in written)
    labels = {str(code): str(label) for code, label in getattr(box, "choices", None) or []}
    choices = getattr(getattr(box, "widget", None), "choices", None) or []
    labels |= {str(code): str(label) for code, label in choices}
    return ", ".join(labels.get(part) or _reading(box, part) for part in written)


def _reading(box: Any, text: str) -> str:
    """Return amounts and dates as the rest of the admin writes them: nobody counts the noughts.

    What cannot be read (약 5억, a slip of the finger) stands as it was typed.
    """
    try:
        if isinstance(box, WonField | StatementField):
            return write_both(parse_won(text))
        if isinstance(box, forms.DateField):
            return date_format(box.to_python(text) or text)
        return str(box.to_python(text)) if isinstance(box, PartialDateField) else text
    except (ValidationError, NotAnAmount):
        return text


def show_row(form: Any, row: Row | None) -> str:
    """Return a whole row on one line; '' where there is none."""
    if row is None:
        return ""
    told = (
        show(box, row.get(name))
        for name, box in form.fields.items()
        if name not in {"id", "DELETE"} and not isinstance(box, forms.models.InlineForeignKeyField)
    )
    return " · ".join(part for part in told if part)


def pack(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as JSON keeps it."""
    return {"fields": sheet.fields, "rows": sheet.rows}


def unpack(text: str) -> tuple[str, Sheet]:
    """Return the mark and the sheet of a hidden box; nothing of what cannot be ours."""
    try:
        kept = json.loads(text)
        rows = {
            str(prefix): [_read_values(row) for row in some]
            for prefix, some in kept["rows"].items()
        }
        return str(kept["mark"]), Sheet(_read_values(kept["fields"]), rows)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", Sheet()


def _read_values(values: Any) -> Row:
    return {str(name): [str(part) for part in value] for name, value in values.items()}


def _own(form: Any) -> list[str]:
    """Return the boxes that hold something of the record; a reason belongs to one save."""
    meta = form._meta.model._meta
    columns = {field.name for field in (*meta.fields, *meta.many_to_many)}
    return [name for name in form.fields if name in columns]


def _boxes(form: Any) -> Row:
    return {name: _held(form[name]) for name in form.fields if name != "DELETE"}


def _held(box: Any) -> list[str]:
    value = box.value()
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    widget = getattr(box.field.widget, "widget", box.field.widget)
    written = widget.format_value(value)
    parts = written if isinstance(written, list | tuple) else [written]
    return [str(part) for part in parts if part not in (None, "")]


def _row(post: QueryDict, formset: Any, place: int) -> Row:
    names = [*formset.empty_form.fields, "id", "DELETE"]
    return {name: post.getlist(f"{formset.prefix}-{place}-{name}") for name in names}


def _is_blank(row: Row, blank: Row) -> bool:
    if first(row, "id"):
        return False
    told = set(blank) - {"id", "DELETE"}
    return all(_plain(None, row.get(name)) in ((), _plain(None, blank[name])) for name in told)


def _write(post: QueryDict, name: str, value: list[str]) -> None:
    """Write a box; one in which nothing is chosen is not sent at all."""
    if value:
        post.setlist(name, value)
    else:
        post.pop(name, None)


def _forget(post: QueryDict, prefix: str) -> None:
    for name in [name for name in post if name.startswith(f"{prefix}-")]:
        if name.removeprefix(f"{prefix}-").split("-")[0].isdecimal():
            del post[name]


def _plain(box: Any, value: Any) -> Any:
    parts = tuple(" ".join(part.split()) for part in value or [] if part.strip())
    if isinstance(box, WonField):
        try:
            return tuple(box.to_python(part) for part in parts)
        except ValidationError:
            return parts
    if isinstance(box, forms.ModelMultipleChoiceField):
        return tuple(sorted(parts))
    return parts


def _name_of(box: Any, key: str) -> str:
    row = box.queryset.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    return str(row) if row is not None else _("볼 권한이 없는 기록")
