"""기간: typed in words or as dates; where only words are typed, the dates are read from them."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin.partial_dates import PartialDateForm
from registry.admin.wording import say_period
from registry.forms import PartialDateField
from registry.notation.codes import PeriodCertainty
from registry.notation.period import NotAPeriod, Period, first_day, last_day, read_period


class PeriodForm(PartialDateForm):
    """Reads 오는 3월부터 내년 2월까지 unless the clerk gives the dates as well."""

    partial_dates = {"period_start": first_day, "period_end": last_day}
    _words_read = False

    period_text = forms.CharField(
        label=gettext_lazy("사업 기간"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "예: 2013.3~2014.2, 오는 3월부터 내년 2월까지, 연중. "
            "시작과 끝을 비워 두면 여기에서 읽습니다."
        ),
    )
    period_start = PartialDateField(
        label=gettext_lazy("시작"), required=False, help_text=gettext_lazy("예: 2013-03")
    )
    period_end = PartialDateField(label=gettext_lazy("끝"), required=False)

    def clean(self) -> dict[str, Any]:
        """Take the dates if they were typed, else what the words say."""
        if not {"period_start", "period_end"} <= set(self.cleaned_data):
            return super().clean()
        if {"period_start", "period_end"} & set(self.changed_data):
            self.instance.period_certainty = self._certainty_of_dates()
        elif "period_text" in self.changed_data and (text := self.cleaned_data.get("period_text")):
            self._take_period_words(text)
        return super().clean()

    def _certainty_of_dates(self) -> str:
        start, end = self.cleaned_data["period_start"], self.cleaned_data["period_end"]
        if start and not end:
            return PeriodCertainty.OPEN
        return PeriodCertainty.EXACT if end else ""

    def _take_period_words(self, text: str) -> None:
        period = self._read(text)
        self._words_read = period is not None
        self.cleaned_data["period_start"] = period.start if period else None
        self.cleaned_data["period_end"] = period.end if period else None
        certainty = period.certainty if period else PeriodCertainty.UNREADABLE
        self.instance.period_certainty = certainty

    def _read(self, text: str) -> Period | None:
        """Return what the words say; 내달 means something only while its year runs."""
        year, today = self.cleaned_data.get("fiscal_year"), timezone.localdate()
        try:
            return read_period(
                text, reference=today if today.year == year else None, fiscal_year=year
            )
        except NotAPeriod:
            return None

    def period_reading(self) -> str:
        """Return what was understood of a period typed in words."""
        if not self._words_read:
            return ""
        return _("사업 기간 ‘%(text)s’ - 이렇게 읽었습니다: %(reading)s.") % {
            "text": self.instance.period_text,
            "reading": say_period(self.instance),
        }

    def period_remark(self) -> str:
        """Return what the clerk should know about the period just saved."""
        if self.instance.period_certainty != PeriodCertainty.UNREADABLE:
            return ""
        return _(
            "사업 기간 ‘%(text)s’에서 날짜를 읽지 못했습니다. 알면 시작과 끝을 적어 주세요."
        ) % {"text": self.instance.period_text}
