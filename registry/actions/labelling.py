"""What a file says of itself: which conditions, from where, of which day, on what terms.

A number without these cannot be cited, and a file outlives the page that it came from.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Label:
    """The conditions in words (none: everything), the address of the list, and the day."""

    conditions: tuple[str, ...]
    address: str
    day: date

    def lines(self) -> list[tuple[str, str]]:
        """Return (what, words) line by line."""
        said = ", ".join(self.conditions) or _("없음 (공개된 사업 전체)")
        return [
            (_("자료"), _("정보화사업 등록부")),
            (_("조건"), said),
            (_("주소"), self.address),
            (_("내려받은 날"), self.day.isoformat()),
            (_("이용 조건"), str(settings.SITE_DATA_TERMS)),
            (_("금액"), _("단위는 원이며, 빈칸은 0원이 아니라 공개되지 않은 금액입니다.")),
        ]

    def record(self) -> dict[str, Any]:
        """Return the same for JSON."""
        return {
            "conditions": list(self.conditions),
            "address": self.address,
            "retrieved_on": self.day.isoformat(),
            "terms": str(settings.SITE_DATA_TERMS),
        }
