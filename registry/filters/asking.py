"""How a condition becomes a filter: a field in which it is answered, and a question."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

from registry.filters import questions
from registry.filters.fields import CodesField
from registry.notation.codes import Code
from registry.querysets import ProjectQuerySet

Question = Callable[..., ProjectQuerySet] | str
_MESSAGES = {"invalid_choice": _("‘%(value).30s’ 값은 고를 수 없습니다. 목록에서 골라 주세요.")}


def ask(field: type[forms.Field], label: Any, question: Question, **extra: Any) -> Filter:
    """Return the filter that puts a question (a string: a method of the set) by a field."""
    asked = Filter(label=label, method=question, **extra)
    asked.field_class = field
    return asked


def code_filter(column: str, label: Any, codes: Iterable[Code]) -> Filter:
    """Return the filter by the codes of a list."""
    return ask(CodesField, label, partial(_with_code, column), codes=list(codes))


def choice(label: Any, question: Question, values: Iterable[str], *, many: bool = False) -> Filter:
    """Return the filter by one (or several) of `values`."""
    field = forms.MultipleChoiceField if many else forms.ChoiceField
    choices = [(value, value) for value in values]
    return ask(field, label, question, choices=choices, error_messages=_MESSAGES)


def unchanged(projects: ProjectQuerySet, _name: str, _value: Any) -> ProjectQuerySet:
    """Keep everything: the order and the size of a page leave nothing out."""
    return projects


def _with_code(
    column: str, projects: ProjectQuerySet, _name: str, codes: Sequence[Code]
) -> ProjectQuerySet:
    return questions.with_code(column, projects, codes)
