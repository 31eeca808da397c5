"""What a file says of itself: which conditions, from where, of which day, on what terms.

A number without these cannot be cited, and a file outlives the page that it came from.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from registry.querysets import YearSum

_LONGEST = 60  # of what the name of a file says of its conditions


@dataclass(frozen=True)
class YearLabel:
    """The sum of one year's money as the page has it; `words` say what it leaves out and takes."""

    year: int
    sum: YearSum
    words: str

    def line(self) -> tuple[str, str]:
        """Return (what, words)."""
        what = _("%(year)d년 사업비 합계") % {"year": self.year}
        won = _("%(won)s원") % {"won": f"{self.sum.won:,}"}
        return what, f"{won}, {self.words}." if self.words else f"{won}."

    def record(self) -> dict[str, int]:
        """Return the same for JSON."""
        return {
            "year": self.year,
            "won": self.sum.won,
            "projects_left_out": self.sum.left_out,
            "projects_with_whole_total": self.sum.undivided,
        }


@dataclass(frozen=True)
class Label:
    """The conditions in words (none: everything), the address of the list, and the day.

    `won` is the sum of totals as the page has it, `left_out` in words what that leaves out: who
    adds up the column gets another number where an amount is only about so much.
    """

    conditions: tuple[str, ...]
    address: str
    day: date
    won: int | None = None
    left_out: str = ""
    of_year: YearLabel | None = None

    def lines(self) -> list[tuple[str, str]]:
        """Return (what, words) line by line."""
        said = ", ".join(self.conditions) or _("없음 (공개된 사업 전체)")
        return [
            (_("자료"), _("정보화사업 등록부")),
            (_("조건"), said),
            *self._sum(),
            *([self.of_year.line()] if self.of_year else []),
            (_("주소"), self.address),
            (_("내려받은 날"), self.day.isoformat()),
            (_("이용 조건"), str(settings.SITE_DATA_TERMS)),
            (_("금액"), _("단위는 원이며, 빈칸은 0원이 아니라 공개되지 않은 금액입니다.")),
        ]

    def file_name(self, what: str) -> str:
        """Return a name by which files of different lists are told apart in one folder."""
        said = [re.sub(r"[^\w·~-]+", " ", one).strip() for one in self.conditions]
        words = "_".join(filter(None, said))[:_LONGEST].rstrip("_ ")
        return "_".join(filter(None, [what, words, self.day.isoformat()]))

    def _sum(self) -> list[tuple[str, str]]:
        if self.won is None:
            return []
        words = _("%(won)s원") % {"won": f"{self.won:,}"}
        told = f"{words}, {self.left_out}" if self.left_out else words
        why = _("확정된 총사업비만 더해, ‘총사업비(원)’ 열을 모두 더한 값과 다를 수 있습니다.")
        return [(_("총사업비 합계"), f"{told}. {why}")]

    def record(self) -> dict[str, Any]:
        """Return the same for JSON."""
        return {
            "conditions": list(self.conditions),
            "sum_of_totals_won": self.won,
            "sum_of_year": self.of_year.record() if self.of_year else None,
            "address": self.address,
            "retrieved_on": self.day.isoformat(),
            "terms": str(settings.SITE_DATA_TERMS),
        }
