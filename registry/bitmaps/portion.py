"""What 256 projects say, each answer as the bits of those that give it.

It is read in three questions, for many portions at once, and worked out by the rule itself
(``notation.ladder``), so that there is no second one in SQL.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import timezone

from registry.filters.questions import BANDS
from registry.models import FundingSource, Participation, Project
from registry.models.watching import PORTION
from registry.notation.codes import Certainty, Funding, Publication
from registry.notation.ladder import Money, break_down, year_told, year_won

# An answer: ("year", 2013), ("fund", "national"); of an amount one binary digit: ("won", 12).
Answer = tuple[str, Any]
START, SHARE = "start", "share"  # the month of its beginning, 국비 in a million of its total
_MILLION = 1_000_000
_UNKNOWN = {Funding.WHOLE, Funding.UNSTATED}
_COLUMNS = (
    *("pk", "owner_id", "fiscal_year", "type", "status", "total_certainty", "total_won"),
    *("tender_year", "tender_quarter", "period_start", "period_end"),
)


@dataclass(slots=True)
class Portion:
    """The published projects of a portion on a day; `until` the day when there will be more.

    `bits` has the first project of the portion lowest; `money` the keys of the projects that tell
    the won of a year, and the won; `above` what a project is part of, whoever may see it.
    """

    day: date
    until: date | None = None
    bits: dict[Answer, int] = field(default_factory=lambda: defaultdict(int))
    money: dict[int, tuple[array, array]] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)

    def holds_on(self, day: date) -> bool:
        """Return whether it says on a day what it said on its own."""
        return self.day <= day and (self.until is None or day < self.until)


def read(numbers: Iterable[int]) -> dict[int, Portion]:
    """Return the portions of these numbers as they are today."""
    numbers, today = sorted(numbers), timezone.localdate()
    portions = {number: Portion(today) for number in numbers}
    funding, joined = _funding(numbers), _joined(numbers)
    for row, above, since in _projects(numbers):
        portion = portions[row[0] // PORTION]
        if above:
            portion.above[row[0]] = above
        if since is None:
            continue
        if since > today:
            portion.until = min(since, portion.until or since)
            continue
        bit = 1 << row[0] % PORTION
        if above:
            portion.bits["part", "yes"] |= bit
        for answer in _answers(row, funding.get(row[0], []), joined.get(row[0], ())):
            portion.bits[answer] |= bit
        _note_years(portion, row, funding.get(row[0], []))
    for portion in portions.values():
        portion.bits = dict(portion.bits)
    return portions


def _projects(numbers: list[int]) -> Iterator[tuple[tuple[Any, ...], int | None, date | None]]:
    """Yield what each project says, what it is part of, and since when it is public, if it is.

    All of a portion is asked for by its keys alone: asked for what is published too, SQLite walked
    the index of that, 26 ms of the 35 that a portion took with 100,000 projects.
    """
    rows = Project.objects.filter(within(numbers)).order_by()
    told = rows.values_list(*_COLUMNS, "part_of", "publication", "published_from")
    for *row, above, publication, since in told:
        yield tuple(row), above, since if publication == Publication.PUBLISHED else None


def within(numbers: list[int], key: str = "pk") -> Q:
    """Return the condition that a key is in one of the portions; runs of them are one range."""
    condition = Q(pk__in=[])
    for first, last in _runs(numbers):
        condition |= Q(**{f"{key}__gte": first * PORTION, f"{key}__lt": (last + 1) * PORTION})
    return condition


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers in a row.

    >>> list(_runs([0, 1, 2, 5]))
    [(0, 2), (5, 5)]
    """
    for _ahead, run in groupby(enumerate(numbers), lambda placed: placed[1] - placed[0]):
        there = [number for _place, number in run]
        yield there[0], there[-1]


def _funding(numbers: list[int]) -> Mapping[int, list[Money]]:
    """Return the money of each project, rows of years alone included."""
    found: dict[int, list[Money]] = defaultdict(list)
    rows = FundingSource.objects.filter(within(numbers, "project")).order_by()
    for pk, *money in rows.values_list("project", "source", "fiscal_year", "step", "won"):
        source, year, step, won = money
        found[pk].append(Money(_SOURCES[source], year, step, won))
    return found


_SOURCES = {source.value: source for source in Funding}


def _joined(numbers: list[int]) -> Mapping[int, set[int]]:
    """Return the bodies that take part in each project."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Participation.objects.filter(within(numbers, "project"), municipality__isnull=False)
    for pk, body in rows.order_by().values_list("project", "municipality"):
        found[pk].add(body)
    return found


def _answers(row: tuple[Any, ...], money: list[Money], joined: Iterable[int]) -> Iterator[Answer]:
    """Yield every answer that a project gives."""
    _pk, owner, year, kind, status, certainty, won, tender, quarter, start, end = row
    yield "all", ""
    yield "registered", year
    yield "owner", owner
    yield "type", kind
    yield "status", status
    yield "amount", certainty
    yield from (("joined", body) for body in joined)
    yield from {("year", one) for one in (year, *(row.fiscal_year for row in money)) if one}
    if tender:
        yield "tender", str(tender)
    if quarter:
        yield "tender", f"{tender}Q{quarter}"
    if start or end:
        yield "dated", "yes"
    if start:
        yield START, ""
        yield from digits(START, start.year * 12 + start.month)
    if won is not None:
        yield "band", _band(won)
        yield from digits("won", won)
    yield from _sources(money, won if certainty == Certainty.EXACT else None)


def _sources(money: list[Money], exact: int | None) -> Iterator[Answer]:
    """Yield whose money it is: each source, and in an exact total how much of it."""
    split = break_down(money, exact)
    known = {source for source in split.parts if source not in _UNKNOWN}
    yield from (("fund", source) for source in known if split.parts[source])
    if any(split.parts[source] for source in known):
        yield "known", "yes"
    if not known or sum(split.parts[source] for source in known) < (exact or 0):
        yield "fund", Funding.UNSTATED
    if exact and Funding.NATIONAL in split.parts:
        yield SHARE, ""
        yield from digits(SHARE, split.parts[Funding.NATIONAL] * _MILLION // exact)
    if exact is not None:
        for source, won in split.parts.items():
            yield from digits(source.value, won)
        yield from digits("rest", split.rest or 0)
        yield from digits("excess", split.excess)


def digits(of: str, won: int) -> Iterator[Answer]:
    """Yield the binary digits of an amount that are 1."""
    while won:
        digit = won.bit_length() - 1
        yield of, digit
        won ^= 1 << digit


def _band(won: int) -> str:
    return next(
        band
        for band, (low, high) in BANDS.items()
        if won >= (low or 0) and (high is None or won < high)
    )


def _note_years(portion: Portion, row: tuple[Any, ...], money: list[Money]) -> None:
    """Note the won of each year of which a project may tell, and whether it is the total."""
    pk, _owner, year, _kind, _status, certainty, total, _tender, _quarter, start, end = row
    exact = total if certainty == Certainty.EXACT else None
    years = {year, start and start.year, *(one.fiscal_year for one in money)} - {None}
    for one in years:
        won = year_won(one, money, total=exact, registered=year, start=start, end=end)
        if won is not None:
            keys, amounts = portion.money.setdefault(one, (array("q"), array("q")))
            keys.append(pk)
            amounts.append(won)
            if year_told(one, money, total=exact) is None:
                portion.bits["undivided", one] |= 1 << pk % PORTION
