"""Fields and constraints that every model of the registry shares."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.notation.codes import Code, Precision
from registry.notation.period import write_partial


class CodeField(models.CharField):
    """A text that holds one code of a list; a new label in the list needs no migration."""

    def __init__(self, *args: Any, codes: type[Code] | None = None, **kwargs: Any) -> None:
        if codes is not None:
            kwargs.setdefault("max_length", 20)
            kwargs["choices"] = [(code, _(label)) for code, label in codes.choices()]
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column to migrations as the plain text that it is."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        if "default" in kwargs:
            kwargs["default"] = str(kwargs["default"])
        return name or "", "django.db.models.CharField", list(args), dict(kwargs)


def known_code(field: str, codes: type[Code], *, blank: bool = False) -> models.CheckConstraint:
    """Return the constraint that `field` holds a code of the list (or '' where `blank`)."""
    values = [code for code, _label in codes.choices()] + ([""] if blank else [])
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=f"%(class)s_{field}_known",
        violation_error_message=_("목록에 있는 값을 골라 주세요."),
    )


def never_negative(field: str) -> models.CheckConstraint:
    """Return the constraint that the won in `field` are not below zero."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=f"%(class)s_{field}_not_negative",
        violation_error_message=_("금액은 0원 이상이어야 합니다."),
    )


def in_order(first: str, last: str, name: str, message: Any) -> models.CheckConstraint:
    """Return the constraint that `first` is not after `last` where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__lte": F(last)}),
        name=name,
        violation_error_message=message,
    )


def date_with_precision(field: str, model: str) -> models.CheckConstraint:
    """Return the constraint that a date says how exactly it was written, and only a date does."""
    dated, precise = Q(**{f"{field}__isnull": False}), ~Q(**{f"{field}_precision": ""})
    return models.CheckConstraint(
        condition=(dated & precise) | (~dated & ~precise),
        name=f"{model}_{field}_has_precision",
        violation_error_message=_("날짜와 그 정밀도(연, 월, 일)는 함께 있어야 합니다."),
    )


def written_date(day: date | None, precision: str) -> str:
    """Return `day` as exactly as it is known: 2013, 2013-03 or 2013-03-04; '' if unknown."""
    return write_partial(day, Precision(precision)) if day else ""


class UnknownLast(models.Index):
    """An index in which NULL comes last: SQLite has it so from the largest down, untold only."""

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """Return the statement, without the words that SQLite does not take."""
        plain: models.Index = self
        if schema_editor.connection.vendor == "sqlite":
            plain = self.clone()
            plain.expressions = tuple(map(_untold, self.expressions))
        return models.Index.create_sql(plain, model, schema_editor, using, **kwargs)


def _untold(expression: Any) -> Any:
    if isinstance(expression, models.OrderBy):
        return models.OrderBy(expression.expression, descending=expression.descending)
    return expression
