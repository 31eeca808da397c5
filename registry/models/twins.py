"""중복 의심: which projects may be one, asked by two indexes and not of each project.

The rule is that of ``querysets.money.likely_twins``. Asked of each, SQLite reads all projects of
the owner and year: 13 ms with a hundred thousand, and the look before 500 are published took 6 s.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Q

from registry.models.batch import DuplicateDecision
from registry.models.project import Project
from registry.notation.codes import Decision
from registry.querysets import ProjectQuerySet

Pair = tuple[int, int]


def pairs(within: Q, decided: Sequence[Decision] = (Decision.DIFFERENT,)) -> set[Pair]:
    """Return the pairs of possible duplicates of which one at least is within a condition.

    Left out are those that somebody has `decided`.
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
    return alike - _settled(alike, decided) if alike else alike


def first_twins(pks: Iterable[int], among: ProjectQuerySet) -> dict[int, str]:
    """Return, by its key, the lowest number `among` some projects of what each may be the same as.

    Three questions, for one as for many, and one where nothing is alike, as nearly always.
    """
    asked = {*pks}
    beside = pairs(Q(pk__among=sorted(asked)))
    if not beside:
        return {}
    keys = {key for pair in beside for key in pair}
    numbers = dict(among.filter(pk__among=sorted(keys)).values_list("pk", "number"))
    found = defaultdict(list)
    for pair in beside:
        for one, other in (pair, pair[::-1]):
            if one in asked and other in numbers:
                found[one].append(numbers[other])
    return {pk: min(some) for pk, some in found.items()}


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
