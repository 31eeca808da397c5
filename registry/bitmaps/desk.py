"""What a clerk's lists and first page count: every project with its state, drafts among them.

It is kept apart from the bits of the public pages, so that no draft can ever stand in those.
What a flag or a fact means is asked of ``querysets`` where it takes rows beside the project, and
only when a portion is read; what depends on the day is kept as the day, and compared when asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from registry.bitmaps.kept import Bits, Keeper
from registry.bitmaps.portion import Answer, Portion, digits, within
from registry.bitmaps.twins import without
from registry.models import Project, User
from registry.models.twins import Pair, pairs
from registry.models.watching import PORTION
from registry.notation.codes import Certainty, Decision, Role
from registry.querysets import FACTS, sums_differ

_COLUMNS = (
    *("pk", "owner_id", "fiscal_year", "type", "status", "total_certainty", "publication"),
    *("period_end", "created_at", "modified_at"),
)
_DECIDED = (Decision.SAME, Decision.DIFFERENT)


@dataclass(frozen=True)
class Desk(Bits):
    """The bits of everything, and the pairs that may be the same and nobody has decided."""

    pairs: frozenset[Pair] = frozenset()

    def beside(self, fresh: Mapping[int, Portion]) -> dict[str, Any]:
        """Return the pairs, with some portions as they are now."""
        found = pairs(within(sorted(fresh)), _DECIDED)
        return {"pairs": without(self.pairs, fresh) | found}

    def everything(self) -> int:
        """Return the bits of all projects."""
        return self.of("all", "")

    def within(self, user: User, role: Role = Role.READER) -> int:
        """Return what belongs to the bodies where `user` has a role, as ``readable_by`` has it."""
        if not user.is_active:
            return 0
        if user.is_superuser:
            return self.everything()
        bodies = user.municipalities(role).order_by().values_list("pk", flat=True)
        return self.of("owner", *bodies)

    def years(self, within: int) -> list[int]:
        """Return the fiscal years of some projects, the latest first."""
        told = self.answers("year").items()
        return sorted((year for year, bits in told if bits & within), reverse=True)

    def lacking(self, fact: str) -> int:
        """Return what does not tell a fact."""
        return self.everything() & ~self.of("tells", fact)


def read(numbers: Iterable[int]) -> dict[int, Portion]:
    """Return the portions of these numbers; they hold on any day."""
    numbers = sorted(numbers)
    portions = {number: Portion(date.min) for number in numbers}
    everything = Project.objects.filter(within(numbers)).order_by()
    since = _undecided_since(everything)
    for row in everything.values_list(*_COLUMNS):
        for answer in _answers(row, since):
            portions[row[0] // PORTION].bits[answer] |= 1 << row[0] % PORTION
    for answer, keys in _looked_up(everything, numbers):
        for key in keys:
            portions[key // PORTION].bits[answer] |= 1 << key % PORTION
    for portion in portions.values():
        portion.bits = dict(portion.bits)
    return portions


def _answers(row: tuple[Any, ...], since: Mapping[int, datetime | None]) -> Iterator[Answer]:
    """Yield what a project says itself."""
    pk, owner, year, kind, status, certainty, publication, end, created, modified = row
    yield "all", ""
    yield "owner", owner
    yield "year", year
    yield "type", kind
    yield "status", status
    yield "amount", certainty
    yield "publication", publication
    yield "looked_at", max(year, timezone.localtime(modified).year)
    if end:
        yield "dated", "end"
        yield from digits("end", end.toordinal())
    undecided = since.get(pk, created) if certainty == Certainty.UNDECIDED else None
    if undecided:
        yield "dated", "undecided"
        yield from digits("undecided", int(undecided.timestamp()))


def _undecided_since(projects: QuerySet) -> dict[int, datetime | None]:
    """Return when amounts became undecided again that were not so always.

    Of what was undecided in every version it is told nothing: that is since its beginning.
    """
    undecided = projects.filter(total_certainty=Certainty.UNDECIDED)
    versions = Project.history.filter(id__in=undecided.values("pk"))
    since: dict[int, datetime | None] = {}
    told = versions.order_by("id", "history_date", "history_id")
    for pk, day, certainty in told.values_list("id", "history_date", "total_certainty"):
        if certainty != Certainty.UNDECIDED:
            since[pk] = None
        elif pk in since and since[pk] is None:
            since[pk] = day
    return since


def _looked_up(projects: Any, numbers: list[int]) -> Iterator[tuple[Answer, list[int]]]:
    """Yield what only other tables know, or what a rule of theirs says."""
    conditions = {("tells", fact.code): fact.condition(projects) for fact in FACTS}
    conditions["sums", "differ"] = sums_differ(within(numbers, "project"))
    for answer, condition in conditions.items():
        yield answer, list(projects.filter(condition).values_list("pk", flat=True))


DESK = Keeper("desk", Desk(), read)
