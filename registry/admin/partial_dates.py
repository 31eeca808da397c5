"""Dates typed as exactly as they are known, kept as a day and its precision."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms

from registry.models.fields import written_date
from registry.notation.period import precision_of


class PartialDateForm(forms.ModelForm):
    """Shows and stores partial dates; `partial_dates` says to which day a month is filled up."""

    partial_dates: ClassVar[dict[str, Callable[[str], date]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.partial_dates:
            day, precision = (
                getattr(self.instance, name),
                getattr(self.instance, f"{name}_precision"),
            )
            self.initial[name] = written_date(day, precision) or None

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into the day and the precision that the model keeps."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.partial_dates:
            if name in cleaned:
                self.store(name, cleaned[name])
        return cleaned

    def store(self, name: str, partial: str | None) -> None:
        """Keep one partial date."""
        self.cleaned_data[name] = self.partial_dates[name](partial) if partial else None
        precision = precision_of(partial) if partial else ""
        setattr(self.instance, f"{name}_precision", precision)
