"""What an undo does or did with each project: three lists, read from the database in pages."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, overload

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.actions.importing.databases import read
from registry.models import ImportBatch
from registry.notation.codes import Outcome

# What is said of how many projects: before an undo, and after it.
_BEFORE = (
    _("%(total)d건 중 %(count)d건을 되돌립니다."),
    _("%(count)d건은 그 뒤에 고쳐서 그대로 둡니다."),
    _("%(count)d건은 되돌릴 수 없습니다."),
    _("공개 담당자를 기다리는 %(count)d행은 저장하지 않고 버립니다."),
)
_AFTER = (
    _("%(total)d건 중 %(count)d건을 되돌렸습니다."),
    _("%(count)d건은 그 뒤에 고쳐서 그대로 두었습니다."),
    _("%(count)d건은 되돌리지 못했습니다."),
    _("공개 담당자를 기다리던 %(count)d행은 저장하지 않고 버렸습니다."),
)
_AT_ONCE = 1000


@dataclass(frozen=True)
class Entry:
    """One project in one of the lists; `who` and `when` tell of the last change since.

    `project` is None where the project is gone.
    """

    project: int | None
    number: str
    name: str
    reason: str = ""
    who: str = ""
    when: str = ""


class Entries(Sequence[Entry]):
    """One of the lists, by project number; only what is looked at is read."""

    def __init__(self, outcome: Outcome, count: int) -> None:
        self.outcome, self._count = outcome, count

    @abstractmethod
    def read(self, start: int, stop: int) -> list[Entry]:
        """Return the entries from one place to before another."""

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...

    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            start, stop, _step = place.indices(len(self))
            return self.read(start, stop)
        return self.read(range(len(self))[place], place % len(self) + 1)[0]

    def __iter__(self) -> Iterator[Entry]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Foreseen(Entries):
    """A list of what would be done, in the tables of ``traces``: read it while they are there."""

    def read(self, start: int, stop: int) -> list[Entry]:
        """Return the entries from one place to before another."""
        found = read(
            "SELECT id, number, name, reason, who, seen_at FROM undo_project "
            "WHERE outcome = %s ORDER BY number LIMIT %s OFFSET %s",
            [self.outcome.value, stop - start, start],
        )
        return [_entry(*values) for values in found]


class Done(Entries):
    """A list of what was done, as the rows of the batch tell it."""

    def __init__(self, batch: ImportBatch, outcome: Outcome) -> None:
        super().__init__(outcome, batch.counts.get(outcome.value, 0))
        self._rows = batch.rows.filter(outcome=outcome).order_by("number", "pk")

    def read(self, start: int, stop: int) -> list[Entry]:
        """Return the entries from one place to before another."""
        names = ("project_id", "number", "name", "outcome_reason", "outcome_by", "outcome_at")
        found = self._rows[start:stop].values_list(*names)
        return [_entry(*values) for values in found]


@dataclass
class Undone:
    """What became of each project, and how many rows that waited for a publisher were dropped."""

    reversed: Sequence[Entry]
    kept: Sequence[Entry]
    failed: Sequence[Entry]
    dropped: int = 0

    @property
    def total(self) -> int:
        """Return how many projects the batch wrote."""
        return len(self.reversed) + len(self.kept) + len(self.failed)

    @property
    def does_something(self) -> bool:
        """Return whether anything is given back or dropped at all."""
        return bool(self.reversed or self.dropped)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many projects are in which list, as a batch keeps it."""
        return {outcome.value: len(getattr(self, outcome.value)) for outcome in Outcome}

    def read(self) -> "Undone":
        """Return the same, read as a whole; for what is to outlive its tables."""
        return Undone(list(self.reversed), list(self.kept), list(self.failed), self.dropped)

    def sentences(self, *, done: bool) -> list[str]:
        """Return it in words, leaving out what is nothing but for the first."""
        counts = (len(self.reversed), len(self.kept), len(self.failed), self.dropped)
        said = list(zip(_AFTER if done else _BEFORE, counts, strict=True))
        return [
            str(sentence) % {"total": self.total, "count": count}
            for place, (sentence, count) in enumerate(said)
            if count or not place
        ]


def foreseen(dropped: int) -> Undone:
    """Return what has just been judged."""
    counts = dict(read("SELECT outcome, COUNT(*) FROM undo_project GROUP BY outcome"))
    lists: dict[str, Any] = {o.value: Foreseen(o, counts.get(o.value, 0)) for o in Outcome}
    return Undone(**lists, dropped=dropped)


def outcome(batch: ImportBatch) -> Undone:
    """Return what the undo of an undone batch did."""
    kept = batch.options.get("undone", {})
    lists: dict[str, Any] = {o.value: Done(batch, o) for o in Outcome}
    if "reversed" in kept:  # until 0003 the batch itself kept the lists
        lists = {name: [Entry(**one) for one in kept[name]] for name in lists}
    return Undone(**lists, dropped=kept.get("dropped", 0))


def _entry(
    project: int | None, number: str, name: str, reason: str, who: str, seen: datetime | None
) -> Entry:
    return Entry(project, number, name, reason, who, _when(seen))


def _when(moment: datetime | None) -> str:
    """Return a moment as people here read it; SQLite's own tables tell it without a zone."""
    if moment is None:
        return ""
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{timezone.localtime(known):%Y-%m-%d %H:%M}"
