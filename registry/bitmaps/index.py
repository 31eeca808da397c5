"""Every answer of every published project, as bits; brought up to date portion by portion.

A process keeps the latest; portions that another one has read are taken from the cache. What is
kept is found by the marks of the data, so nothing of it is ever believed after a write.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from registry.bitmaps.keys import bits_of
from registry.bitmaps.portion import Answer, Portion, read, within
from registry.bitmaps.twins import Pair, ancestors, pairs
from registry.models.watching import PORTION, portion_marks
from registry.version import code_version

_AT_ONCE = 128  # portions that are read together, which bounds the memory
_KEPT_FOR = 30 * 24 * 60 * 60
_BYTES = PORTION // 8
Years = Mapping[int, tuple[array, array]]


@dataclass(frozen=True)
class Index:
    """The bits of all portions together, each project's at the place of its key.

    `years` are the won of single years, by portion; `above` what a project is part of; `pairs`
    what may be the same. It never changes: what is newer is another one.
    """

    marks: Mapping[int, str] = field(default_factory=dict)
    days: Mapping[int, tuple[date, date | None]] = field(default_factory=dict)
    bits: Mapping[Answer, int] = field(default_factory=dict)
    years: Mapping[int, Years] = field(default_factory=dict)
    above: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    parts: int = 0  # the bits of `above`
    pairs: frozenset[Pair] = frozenset()

    def of(self, kind: str, *values: object) -> int:
        """Return the bits of the projects with any of some answers."""
        found = 0
        for value in values:
            found |= self.bits.get((kind, value), 0)
        return found

    def answers(self, kind: str) -> dict[Any, int]:
        """Return every answer of a kind with the bits of the projects that give it."""
        return {value: bits for (of, value), bits in self.bits.items() if of == kind}

    def stale(self, marks: Mapping[int, str], today: date) -> list[int]:
        """Return which portions no longer say what the database does."""
        return [
            number
            for number, mark in marks.items()
            if self.marks.get(number) != mark or not _holds(self.days[number], today)
        ]

    def with_portions(self, fresh: Mapping[int, Portion], marks: Mapping[int, str]) -> "Index":
        """Return the index with some portions as they are now."""
        changed, above = set(fresh), ancestors()
        kept = {p for p in self.pairs if not changed & {p[0] // PORTION, p[1] // PORTION}}
        return Index(
            marks={**self.marks, **{number: marks[number] for number in fresh}},
            days={**self.days, **{n: (one.day, one.until) for n, one in fresh.items()}},
            bits=_merged(self.bits, fresh),
            years={**self.years, **{number: one.money for number, one in fresh.items()}},
            above=above,
            parts=bits_of(above),
            pairs=frozenset(kept | pairs(within(sorted(fresh)))),
        )


def _holds(days: tuple[date, date | None], today: date) -> bool:
    day, until = days
    return day <= today and (until is None or today < until)


def _merged(bits: Mapping[Answer, int], fresh: Mapping[int, Portion]) -> dict[Answer, int]:
    """Return bits with those of some portions in place of what was there.

    The portions of an answer are joined as bytes: one by one each would copy all of it.
    """
    first, last = min(fresh), max(fresh)
    gone = sum(((1 << PORTION) - 1) << (n - first) * PORTION for n in fresh) << first * PORTION
    merged = {}
    for answer in {*bits, *(answer for one in fresh.values() for answer in one.bits)}:
        said = b"".join(
            (fresh[n].bits.get(answer, 0) if n in fresh else 0).to_bytes(_BYTES, "little")
            for n in range(first, last + 1)
        )
        held, new = bits.get(answer, 0), int.from_bytes(said, "little") << first * PORTION
        if found := held ^ (held & gone) ^ new:
            merged[answer] = found
    return merged


_latest: dict[str, Index] = {}
_lock = Lock()


def current() -> Index:
    """Return the index of what the database says now, in one question if nothing was written."""
    marks, today = portion_marks(), timezone.localdate()
    with _lock:
        index = _latest.get("index", Index())
        stale = index.stale(marks, today)
        if index.marks.keys() - marks.keys():  # a write that was taken back
            index, stale = Index(), [*marks]
        for some in _portions(stale):
            index = index.with_portions(_known(some, marks, today), marks)
        _latest["index"] = index
    return index


def forget() -> None:
    """Read everything anew the next time."""
    with _lock:
        _latest.clear()


def _portions(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(sorted(numbers))
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _known(numbers: list[int], marks: Mapping[int, str], today: date) -> dict[int, Portion]:
    """Return portions as another process has read them, else read them."""
    known = _taken(numbers, marks, today) if settings.KEEP_PAGES else {}
    if missing := [number for number in numbers if number not in known]:
        for number, portion in read(missing).items():
            known[number] = portion
            if settings.KEEP_PAGES:
                caches["counts"].set(_place(number), (marks[number], portion), _KEPT_FOR)
    return known


def _taken(numbers: list[int], marks: Mapping[int, str], today: date) -> dict[int, Portion]:
    kept = {number: caches["counts"].get(_place(number)) for number in numbers}
    return {
        number: one[1]
        for number, one in kept.items()
        if one and one[0] == marks[number] and one[1].holds_on(today)
    }


def _place(number: int) -> str:
    return f"{code_version()}-{number}"
