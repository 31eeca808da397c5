"""What a person may type: amounts as words or digits, dates as exactly as they are known."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registry.notation.paper import as_topic, tidy
from registry.notation.partial import NotAPeriod, partial_of
from registry.notation.statement import Statement, read_statement
from registry.notation.won import MAX_WON, NotAnAmount, format_won, parse_won

_PLAIN = re.compile(r"[0-9,.\s]*원?")
_DATE = re.compile(r"(\d{4})[-./년\s]*(?:(\d{1,2})[-./월\s]*(?:(\d{1,2})[.일\s]*)?)?")


def write_both(won: int) -> str:
    """Return `won` in words and in digits.

    >>> write_both(5_224_000_000)
    '52억 2,400만 원 (5,224,000,000원)'
    """
    words, digits = format_won(won), f"{won:,}원"
    return words if words == digits else f"{words} ({digits})"


def is_plain(text: str) -> bool:
    """Return whether `text` is digits alone, which say nothing of how the paper puts it.

    >>> is_plain("5,224,000,000원"), is_plain("52억2400만원")
    (True, False)
    """
    return _PLAIN.fullmatch(tidy(text)) is not None


class WonInput(forms.TextInput):
    """A box for an amount that shows beside it how the amount reads."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vWonField", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Write stored won with commas, and leave what was typed as it is."""
        return f"{value:,}" if isinstance(value, int) else super().format_value(value)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Put the reading after the box; registry/admin.js keeps it in step while typing."""
        return format_html(
            '<span class="won">{} <span class="won-reading">{}</span></span>',
            super().render(name, value, attrs, renderer),
            _reading(value),
        )


def _reading(value: Any) -> str:
    try:
        won = value if isinstance(value, int) else parse_won(value or "")
    except NotAnAmount:
        return ""
    return f"= {write_both(won)}"


class _TypedField(forms.CharField):
    """A text that is read into a value, with a Korean sentence where it cannot be read."""

    def read(self, text: str) -> Any:
        """Return the value of a text that is not empty, or raise ValueError with a sentence."""
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        """Return what a value of `read` is compared by."""
        return value

    def to_python(self, value: Any) -> Any:
        """Return what the text says, None where nothing is written."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as error:
            raise ValidationError(str(error), code="unreadable") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether `data` says something else than `initial`; 1억 is 100,000,000."""
        if self.disabled:
            return False
        try:
            typed = self.to_python(data)
        except ValidationError:
            return True
        return bool((None if initial in ("", None) else initial) != self.write(typed))


class WonField(_TypedField):
    """An exact amount, typed as ``52억2400만원``, ``5,224,000,000`` or plain digits."""

    widget = WonInput

    def read(self, text: str) -> int:
        """Return the won, which a budget line may not have below zero here."""
        won = parse_won(text)
        if not 0 <= won <= MAX_WON:
            raise NotAnAmount(_("금액은 0원 이상이어야 합니다."))
        return won


class StatementField(_TypedField):
    """All that a paper says of a total: an amount, how certain it is, what it is estimated at."""

    widget = WonInput

    def read(self, text: str) -> Statement:
        """Return what was stated."""
        statement = read_statement(text)
        if (statement.amount.won or 0) < 0:
            raise NotAnAmount(_("금액은 0원 이상이어야 합니다."))
        return statement

    def write(self, value: Statement | None) -> Any:
        """Compare plain digits with the stored won; words always say something new."""
        if value is None:
            return None
        return value.amount.won if is_plain(value.amount.text) else value


class PartialDateField(_TypedField):
    """A year, a month or a day: ``2013``, ``2013-03``, ``2013.3.4``, ``2013년 3월``."""

    def read(self, text: str) -> str:
        """Return the partial date as ISO text, no more exact than what was typed."""
        found = _DATE.fullmatch(tidy(text))
        if found is None:
            raise NotAPeriod(f"{as_topic(text)} 날짜가 아닙니다. ‘2013-03’처럼 적어 주세요.")
        year, month, day = (int(part) if part else None for part in found.groups())
        return partial_of(year or 0, month, day)


class ReasonField(forms.CharField):
    """고친 이유: kept in the history beside who and when."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("고친 이유"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("공개된 금액을 고치면 꼭 적습니다. 이력에 남습니다."))
        kwargs.setdefault("widget", forms.TextInput({"class": "vLargeTextField"}))
        super().__init__(max_length=200, **kwargs)
