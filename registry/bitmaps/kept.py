"""Bits that a process keeps, brought up to date portion by portion.

A process keeps the latest; portions that another one has read are taken from the cache. What is
kept is found by the marks of the data, so nothing of it is ever believed after a write.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from threading import Lock
from typing import Any, Generic, Self, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from registry.bitmaps.portion import Answer, Portion
from registry.models.watching import PORTION, portion_marks
from registry.version import code_version

_AT_ONCE = 128  # portions that are read together, which bounds the memory
_KEPT_FOR = 30 * 24 * 60 * 60
_BYTES = PORTION // 8
DIGITS = 63  # of an amount or a time, as the database keeps it


@dataclass(frozen=True)
class Bits:
    """The bits of all portions together, each project's at the place of its key.

    They never change: what is newer are others.
    """

    marks: Mapping[int, str] = field(default_factory=dict)
    days: Mapping[int, tuple[date, date | None]] = field(default_factory=dict)
    bits: Mapping[Answer, int] = field(default_factory=dict)

    def of(self, kind: str, *values: object) -> int:
        """Return the bits of the projects with any of some answers."""
        found = 0
        for value in values:
            found |= self.bits.get((kind, value), 0)
        return found

    def answers(self, kind: str) -> dict[Any, int]:
        """Return every answer of a kind with the bits of the projects that give it."""
        return {value: bits for (of, value), bits in self.bits.items() if of == kind}

    def at_least(self, kind: str, least: int, among: int) -> int:
        """Return which of some projects give a number from `least` on, digit by digit."""
        more, same = 0, among
        for digit in reversed(range(DIGITS)):
            bits = self.of(kind, digit)
            if least >> digit & 1:
                same &= bits
            else:
                more, same = more | same & bits, same & ~bits
        return more | same

    def stale(self, marks: Mapping[int, str], today: date) -> list[int]:
        """Return which portions no longer say what the database does."""
        return [
            number
            for number, mark in marks.items()
            if self.marks.get(number) != mark or not _holds(self.days[number], today)
        ]

    def with_portions(self, fresh: Mapping[int, Portion], marks: Mapping[int, str]) -> Self:
        """Return the bits with some portions as they are now."""
        return type(self)(
            marks={**self.marks, **{number: marks[number] for number in fresh}},
            days={**self.days, **{n: (one.day, one.until) for n, one in fresh.items()}},
            bits=_merged(self.bits, fresh),
            **self.beside(fresh),
        )

    def beside(self, fresh: Mapping[int, Portion]) -> dict[str, Any]:
        """Return what is kept beside the bits, with some portions as they are now."""
        return {}


def _holds(days: tuple[date, date | None], today: date) -> bool:
    day, until = days
    return day <= today and (until is None or today < until)


def _merged(bits: Mapping[Answer, int], fresh: Mapping[int, Portion]) -> dict[Answer, int]:
    """Return bits with those of some portions in place of what was there.

    Of an answer that stays as it was nothing is copied: after a write that is nearly every one.
    """
    first, last = min(fresh), max(fresh)
    place = first * PORTION
    all_of_them = sum(((1 << PORTION) - 1) << (n - first) * PORTION for n in fresh)
    told = {answer for one in fresh.values() for answer in one.bits}
    cut = _cut(place, all_of_them)
    merged = {}
    for answer in {*bits, *told}:
        held = bits.get(answer, 0)
        new = _joined(answer, fresh, range(first, last + 1)) if answer in told else 0
        if changed := cut(held) ^ new:
            held ^= changed << place
        if held:
            merged[answer] = held
    return merged


def _cut(place: int, mask: int) -> Callable[[int], int]:
    """Return how to cut out of bits those of a mask, from a place on.

    A shift copies what lies above the place, a mask what lies below: of a thousand answers of a
    million projects each the shift alone takes 40 ms, at the first of them.
    """
    in_place = mask << place
    return lambda bits: (
        (bits & in_place) >> place if 2 * place < bits.bit_length() else bits >> place & mask
    )


def _joined(answer: Answer, portions: Mapping[int, Portion], numbers: range) -> int:
    """Return an answer's bits in portions beside each other.

    They are joined as bytes: one by one each would copy all of it.
    """
    said = (portions[n].bits.get(answer, 0) if n in portions else 0 for n in numbers)
    return int.from_bytes(b"".join(one.to_bytes(_BYTES, "little") for one in said), "little")


Kept = TypeVar("Kept", bound=Bits)


class Keeper(Generic[Kept]):
    """The latest bits of one kind in this process; `read` reads portions by their numbers."""

    def __init__(
        self, name: str, empty: Kept, read: Callable[[Iterable[int]], dict[int, Portion]]
    ) -> None:
        self.name, self.empty, self.read = name, empty, read
        self._latest, self._lock = empty, Lock()

    def current(self) -> Kept:
        """Return what the database says now, in one question if nothing was written."""
        marks, today = portion_marks(), timezone.localdate()
        with self._lock:
            kept = self._latest
            stale = kept.stale(marks, today)
            if kept.marks.keys() - marks.keys():  # a write that was taken back
                kept, stale = self.empty, [*marks]
            for some in _portions(stale):
                kept = kept.with_portions(self._known(some, marks, today), marks)
            self._latest = kept
        return kept

    def forget(self) -> None:
        """Read everything anew the next time."""
        with self._lock:
            self._latest = self.empty

    def _known(
        self, numbers: list[int], marks: Mapping[int, str], today: date
    ) -> dict[int, Portion]:
        """Return portions as another process has read them, else read them."""
        known = self._taken(numbers, marks, today) if settings.KEEP_PAGES else {}
        if missing := [number for number in numbers if number not in known]:
            for number, portion in self.read(missing).items():
                known[number] = portion
                if settings.KEEP_PAGES:
                    kept = (marks[number], portion)
                    caches["counts"].set(self._place(number), kept, _KEPT_FOR)
        return known

    def _taken(
        self, numbers: list[int], marks: Mapping[int, str], today: date
    ) -> dict[int, Portion]:
        kept = {number: caches["counts"].get(self._place(number)) for number in numbers}
        return {
            number: one[1]
            for number, one in kept.items()
            if one and one[0] == marks[number] and one[1].holds_on(today)
        }

    def _place(self, number: int) -> str:
        return f"{code_version()}-{self.name}-{number}"


def _portions(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(sorted(numbers))
    while some := list(islice(left, _AT_ONCE)):
        yield some
