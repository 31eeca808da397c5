"""금액: how the total, its certainty and its original words agree on the project form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin.wording import say_total
from registry.forms import StatementField, WonField, is_plain
from registry.notation.amount import Amount
from registry.notation.codes import Certainty
from registry.notation.paper import as_topic
from registry.notation.won import NotAnAmount, read_amount

_WITH_WON = {Certainty.EXACT, Certainty.ABOUT}
_BOUNDS = ("total_min_won", "total_max_won")


class AmountForm(forms.ModelForm):
    """Reads the total as the paper writes it; what it says of its certainty counts."""

    total_won = StatementField(
        label=gettext_lazy("총사업비"),
        required=False,
        help_text=gettext_lazy("예: 52억2400만원, 5,224,000,000, 5억여원, 5억~7억원"),
    )
    dropped_words = ""  # original words of another amount than the one just typed
    total_min_won = WonField(label=gettext_lazy("최소"), required=False)
    total_max_won = WonField(label=gettext_lazy("최대"), required=False)
    estimate_won = WonField(label=gettext_lazy("추정액"), required=False)

    def clean(self) -> dict[str, Any]:
        """Settle the certainty first, then what it allows."""
        cleaned = super().clean() or self.cleaned_data
        if not {"total_won", "total_certainty"} <= set(cleaned):
            return cleaned  # what cannot be read has its own error already
        statement = cleaned["total_won"]
        self._typed: Amount | None = statement.amount if statement else None
        cleaned["total_won"] = self._typed.won if self._typed else None
        if self._newly_typed:
            self._take_amount_words(statement)
        self._settle()
        return cleaned

    def amount_reading(self) -> str:
        """Return what was understood of an amount typed in words; digits speak for themselves."""
        if not self._newly_typed or self._typed is None or is_plain(self._typed.text):
            return ""
        label = str(self.instance.get_total_certainty_display())
        said = say_total(self.instance)
        return _("총사업비 ‘%(text)s’ - 이렇게 읽었습니다: %(reading)s.") % {
            "text": self._typed.text,
            "reading": label if said == label else f"{label}, {said}",
        }

    @property
    def _newly_typed(self) -> bool:
        return self._typed is not None and "total_won" in self.changed_data

    def _take_amount_words(self, statement: Any) -> None:
        """Keep the original words, an estimate and a certainty where the clerk left them open."""
        cleaned, amount = self.cleaned_data, statement.amount
        if self._words_are_stale(amount):
            self.dropped_words, cleaned["total_text"] = cleaned["total_text"], ""
            if "total_certainty" not in self.changed_data:
                cleaned["total_certainty"] = amount.certainty
        if not cleaned.get("total_text") and not is_plain(amount.text):
            cleaned["total_text"] = amount.text[:200]
        if statement.estimate and cleaned.get("estimate_won") is None:
            cleaned["estimate_won"] = statement.estimate.won
            cleaned["estimate_text"] = statement.estimate.text[:200]
            cleaned["estimate_basis"] = statement.estimate.basis[:120]
        self._take_certainty(amount)

    def _words_are_stale(self, amount: Amount) -> bool:
        """Words of another amount, left as they stood: 5억여원 says nothing of a new 7억원."""
        words = self.cleaned_data.get("total_text")
        kept = bool(words) and "total_text" not in self.changed_data
        return kept and won_in(str(words)) != amount.won

    def _take_certainty(self, amount: Amount) -> None:
        chosen = Certainty(self.cleaned_data["total_certainty"])
        if amount.certainty == chosen or self._is_plain_about(amount, chosen):
            return
        if "total_certainty" in self.changed_data:
            self.add_error("total_certainty", _conflict(amount))
        else:
            self.cleaned_data["total_certainty"] = amount.certainty

    def _is_plain_about(self, amount: Amount, chosen: Certainty) -> bool:
        """A clerk may call a plain figure about; the figure itself does not object."""
        return amount.certainty is Certainty.EXACT and chosen is Certainty.ABOUT

    def _settle(self) -> None:
        certainty = self.cleaned_data.get("total_certainty")
        if certainty is None:
            return
        if certainty in _WITH_WON:
            self._settle_with_won(Certainty(certainty))
        elif certainty == Certainty.RANGE:
            self._settle_range()
        else:
            self._settle_without_won(Certainty(certainty))

    def _settle_with_won(self, certainty: Certainty) -> None:
        if self.cleaned_data["total_won"] is None:
            self._refuse_total(
                _(
                    "금액 상태가 ‘%(label)s’이면 총사업비를 적어 주세요. "
                    "모르면 미정이나 미공개를 고릅니다."
                ),
                certainty,
            )
        self._drop_bounds()
        if certainty is Certainty.ABOUT:
            self.cleaned_data["total_min_won"] = self._lower_bound()

    def _lower_bound(self) -> int | None:
        """Return the least that 5억여 promises; 약 5억 promises none."""
        if self._newly_typed and self._typed:
            return self._typed.min_won
        return self.instance.total_min_won if self.instance.total_won is not None else None

    def _settle_range(self) -> None:
        typed, cleaned = self._typed, self.cleaned_data
        if typed and typed.won is not None:
            self._refuse_total(
                _("금액 상태가 ‘%(label)s’이면 총사업비를 비우고 최소나 최대를 적어 주세요."),
                Certainty.RANGE,
            )
        elif typed and self._newly_typed:
            cleaned["total_min_won"], cleaned["total_max_won"] = typed.min_won, typed.max_won
        elif not any(cleaned.get(bound) is not None for bound in _BOUNDS):
            self.add_error("total_min_won", _("최소나 최대 가운데 하나는 적어 주세요."))

    def _settle_without_won(self, certainty: Certainty) -> None:
        if self.cleaned_data["total_won"] is not None:
            self._refuse_total(
                _(
                    "금액 상태가 ‘%(label)s’이면 총사업비를 비워 주세요. "
                    "짐작한 금액은 추정액 칸에 따로 적습니다."
                ),
                certainty,
            )
        self._drop_bounds()

    def _drop_bounds(self) -> None:
        """Empty the bounds that no longer hold, but never silently what was just typed."""
        for bound in _BOUNDS:
            if bound in self.changed_data and self.cleaned_data.get(bound) is not None:
                self.add_error(bound, _("최소와 최대는 금액 상태가 ‘범위’일 때만 적습니다."))
            elif bound in self.cleaned_data:
                self.cleaned_data[bound] = None

    def _refuse_total(self, sentence: str, certainty: Certainty) -> None:
        self.add_error("total_won", sentence % {"label": _(certainty.label)})


def _conflict(amount: Amount) -> ValidationError:
    return ValidationError(
        _("%(text)s ‘%(label)s’로 읽힙니다. 금액 상태를 그렇게 고르거나 금액을 다시 적어 주세요.")
        % {"text": as_topic(amount.text), "label": _(amount.certainty.label)}
    )


def won_in(text: str) -> int | None:
    try:
        return read_amount(text).won
    except NotAnAmount:
        return None
