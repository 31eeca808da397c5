"""조건별: the sum of each answer that the list only counts: type, status, amount, tender."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.xlsx import Cell
from registry.filters.labels import BAND_LABELS, band_label, fund_label, tender_label
from registry.filters.projects import SOURCES
from registry.language import say_won
from registry.notation.codes import Certainty, Code, ProjectType, Status
from registry.statistics.cells import group_cells, group_headings
from registry.statistics.groups import Group, groups
from registry.statistics.table import Table


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question of the list, and the list that it gives."""

    label: str
    group: Group
    address: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the list with those of its answers that any project gives."""

    label: str
    answers: list[Answer]


class ConditionTable(Table):
    """A part for each answer; 지자체 and years have tables of their own."""

    name = "conditions"
    title = gettext_lazy("조건별 사업과 사업비")
    template = "registry/stats/conditions.html"

    @cached_property
    def rows(self) -> list[Question]:
        """Return the questions in the order of the list's form."""
        asked = [
            self._question("type", _("사업 유형"), _named(ProjectType)),
            self._question("amount", _("금액 상태"), _named(Certainty)),
            self._question("status", _("추진 상태"), _named(Status)),
            self._question("fund", _("재원"), {one.value: fund_label(one) for one in SOURCES}),
            self._question("band", _("총사업비"), {one: band_label(one) for one in BAND_LABELS}),
            self._question("tender", _("발주 시기"), self._tenders),
        ]
        return [question for question in asked if question.answers]

    @property
    def _tenders(self) -> dict[str, str]:
        """Return the years and quarters of which the selection has a tender, the newest first."""
        return {
            time: tender_label(time) for time in sorted(self.index.answers("tender"), reverse=True)
        }

    def _question(self, key: str, label: str, names: dict[str, str]) -> Question:
        parts = {value: self.bits & self.index.of(key, value) for value in names}
        found = groups(self.index, parts, self.year)
        answers = [Answer(names[one], group, self.of(key, one)) for one, group in found.items()]
        return Question(label, answers)

    @cached_property
    def finding(self) -> str:
        """Return of how many projects the sum is, for it leaves out what is not exact."""
        if not self.totals.count:
            return ""
        totals = self.totals
        summed = totals.count - sum(totals.left_out.values()) - totals.inside_larger
        return _("사업 %(count)s건 가운데 %(summed)s건의 총사업비를 더하면 %(won)s입니다.") % {
            "count": f"{totals.count:,}",
            "summed": f"{summed:,}",
            "won": say_won(totals.won),
        }

    @property
    def headings(self) -> list[str]:
        """Return the headings of the file."""
        return [_("묻는 것"), _("값"), *group_headings()]

    def lines(self) -> Iterator[list[Cell]]:
        """Yield every answer to every question."""
        for question in self.rows:
            for answer in question.answers:
                yield [question.label, answer.label, *group_cells(answer.group, self.year)]


def _named(codes: type[Code]) -> dict[str, str]:
    return {code.value: _(code.label) for code in codes}
