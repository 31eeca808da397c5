"""Which projects are parts of others, and which may be the same: what no portion knows alone."""

from collections.abc import Container, Sequence
from typing import Any

from django.db.models import F, Q

from registry.models import DuplicateDecision, Project
from registry.models.watching import PORTION
from registry.notation.codes import Decision

Pair = tuple[int, int]


def ancestors() -> dict[int, tuple[int, ...]]:
    """Return, for each project that is part of another, what it is part of, three levels up."""
    path, paths = "part_of", []
    for _level in range(3):
        paths.append(path)
        path = f"{path}__part_of"
    parts = Project.objects.filter(part_of__isnull=False).order_by()
    return {pk: tuple(filter(None, above)) for pk, *above in parts.values_list("pk", *paths)}


def pairs(within: Q, decided: Sequence[Decision] = (Decision.DIFFERENT,)) -> set[Pair]:
    """Return the pairs of possible duplicates of which one at least is within a condition.

    Left out are those that somebody has `decided`.

    The rule is that of ``querysets.money.likely_twins``, asked by joining rather than of each
    project: two indexes find the others.
    """
    named = _beside("owner__projects", owner__projects__name_stem=F("name_stem"))
    paid = _beside(
        "department__projects",
        department__projects__total_won=F("total_won"),
        department__projects__owner=F("owner"),
        total_won__gt=0,
    )
    found = [
        Project.objects.filter(within, same)
        .annotate(other=F(other))
        .filter(~Q(other=F("pk")))
        .order_by()
        .values_list("pk", "other", "part_of", f"{other}__part_of")
        for other, same in (named, paid)
    ]
    alike = {
        (min(one, other), max(one, other))
        for one, other, above, above_other in found[0].union(found[1])
        if above != other and above_other != one
    }
    return alike - _settled(alike, decided)


def without(pairs: frozenset[Pair], portions: Container[int]) -> frozenset[Pair]:
    """Return the pairs of which neither project is in some portions."""
    return frozenset(pair for pair in pairs if not any(key // PORTION in portions for key in pair))


def _beside(other: str, **same: Any) -> tuple[str, Q]:
    """Return a way to other projects of the year, and the condition that they are alike.

    That they are others is asked of what was found: SQLite took "before or after" for the best way
    in, and read all projects of the owner twice for each of them, 14 s for 10,000.
    """
    return other, Q(**{f"{other}__fiscal_year": F("fiscal_year")}, **same)


def _settled(alike: set[Pair], decided: Sequence[Decision]) -> set[Pair]:
    """Return which of the pairs somebody has decided so."""
    found = DuplicateDecision.objects.filter(
        decision__in=decided, first__pk__among=[first for first, _second in alike]
    )
    return set(found.values_list("first", "second"))
