"""What may be typed into each condition, and the sentence for what may not."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry.filters.bodies import Bodies
from registry.notation.codes import Code
from registry.notation.period import NotAPeriod, first_day, last_day

_MONTH = re.compile(r"(\d{4})(?:\s*[-./년]\s*(\d{1,2}))?\s*[월.]?", re.ASCII)
_TENDER = re.compile(r"((?:19|20)\d{2})(?:Q([1-4]))?", re.ASCII)
_MOST_MANWON = 10**10  # 100조 원; more is a slip of the hand
_LONGEST = 30
ONLY_NOW = _(
    "목록과 합계는 지금 공개된 대로만 보여 줍니다. "
    "지난 기록은 사업마다 ‘고친 기록’에서 볼 수 있습니다."
)


def shortened(text: object) -> str:
    """Return what was typed as a sentence can quote it."""
    plain = "".join(sign for sign in str(text) if sign.isprintable())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _folded(text: str) -> str:
    """Return what was typed in one width: ２０１３ is 2013."""
    return unicodedata.normalize("NFKC", text).strip()


class ManyField(forms.MultipleChoiceField):
    """Several values of one condition; a subclass says what one of them means."""

    def to_python(self, value: Any) -> list[Any]:
        """Return the distinct meanings of the values, in the order in which they came."""
        texts = [_folded(text) for text in super().to_python(value)]
        return list(dict.fromkeys(self.meaning(text) for text in texts if text))

    def validate(self, value: Sequence[Any]) -> None:
        """Nothing more: what has no meaning was refused already."""

    def meaning(self, text: str) -> Any:
        """Return what one value means, or refuse it."""
        raise NotImplementedError

    def refuse(self, text: str) -> ValidationError:
        """Return the refusal of a value that is not on the list."""
        return ValidationError(
            _("‘%(value)s’ 값은 고를 수 없습니다. 목록에서 골라 주세요."),
            params={"value": shortened(text)},
        )


class CodesField(ManyField):
    """Codes of one list."""

    def __init__(self, *, codes: Sequence[Code], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.codes = {code.value: code for code in codes}

    def meaning(self, text: str) -> Code:
        """Return the code."""
        if text not in self.codes:
            raise self.refuse(text)
        return self.codes[text]


class YearsField(ManyField):
    """Fiscal years."""

    def meaning(self, text: str) -> int:
        """Return the year."""
        if not re.fullmatch(r"(19|20)\d{2}", text, re.ASCII):
            raise ValidationError(
                _("‘%(value)s’ 값을 연도로 읽을 수 없습니다. ‘2013’처럼 적어 주세요."),
                params={"value": shortened(text)},
            )
        return int(text)


class BodiesField(ManyField):
    """Official codes of municipalities; a code stands for its one-to-one lineage."""

    def __init__(self, *, bodies: Bodies, length: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bodies, self.length = bodies, length

    def meaning(self, text: str) -> str:
        """Return the code under which the body is known throughout its renames."""
        lineage = self.bodies.lineage(text) if len(text) == self.length else None
        if lineage is None:
            raise ValidationError(
                _("‘%(value)s’ 값은 여기에 적는 지자체 코드가 아닙니다."),
                params={"value": shortened(text)},
            )
        return lineage


class TendersField(ManyField):
    """Years or quarters of planned tenders: 2013, 2013Q2."""

    def meaning(self, text: str) -> tuple[int, int | None]:
        """Return year and quarter."""
        found = _TENDER.fullmatch(text.upper())
        if found is None:
            raise ValidationError(
                _("‘%(value)s’ 값은 발주 시기가 아닙니다. ‘2013’이나 ‘2013Q2’처럼 적어 주세요."),
                params={"value": shortened(text)},
            )
        year, quarter = found.groups()
        return int(year), int(quarter) if quarter else None


class ManwonField(forms.CharField):
    """An amount typed in 만 원, given back in won."""

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Return the won."""
        text = _folded(super().to_python(value) or "")
        digits = text.replace(",", "").removesuffix("만원").removesuffix("만 원").strip()
        if not digits:
            return None
        if not re.fullmatch(r"\d+", digits, re.ASCII):
            raise ValidationError(_("숫자로 적어 주세요. 예: 10000 (= 1억 원)"))
        if len(digits) > len(str(_MOST_MANWON)) or int(digits) > _MOST_MANWON:
            raise ValidationError(_("너무 큰 금액입니다. 만 원 단위로 적었는지 확인해 주세요."))
        return int(digits) * 10_000


class MonthField(forms.CharField):
    """A month (2013-03) or a year, given back as its first or its last day."""

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.last = last

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]
        """Return the day."""
        text = _folded(super().to_python(value) or "")
        return self._day(text) if text else None

    def _day(self, text: str) -> date:
        found = _MONTH.fullmatch(text)
        year, month = found.groups() if found else (text, None)
        partial = f"{year}-{int(month):02d}" if month else year
        try:
            return last_day(partial) if self.last else first_day(partial)
        except NotAPeriod:
            raise ValidationError(_("‘2013-03’처럼 연도와 달을 적어 주세요.")) from None


class WordsField(forms.CharField):
    """Words to look for."""

    default_error_messages = {
        "max_length": _("너무 깁니다. %(limit_value)d자까지 적을 수 있습니다."),
        "null_characters_not_allowed": _("읽을 수 없는 글자가 들어 있습니다."),
    }


class PastField(forms.CharField):
    """A day of the past, which no list can be shown as of: sums of then are not kept."""

    def to_python(self, value: Any) -> None:
        """Refuse whatever was asked: a number of today must not pass for one of that day."""
        if super().to_python(value):
            raise ValidationError(ONLY_NOW)
