"""Which other projects a file may name: what each is part of, and what it continues.

A sum leaves out what is part of another project of the selection, three levels up
(``querysets.money.outside_larger``): whoever adds up a file has to see all three, since the one in
the middle may not be in it. What the reader may not know of has no number here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from registry.models import Project

_ABOVE = ("part_of", "part_of__part_of", "part_of__part_of__part_of")


@dataclass(frozen=True)
class Kinship:
    """The numbers of what projects are part of, the nearest first, and of what they continue."""

    part_of: dict[int, list[str]]
    continues: dict[int, str]


def kinship(pks: Iterable[int], named: QuerySet[Project]) -> Kinship:
    """Return the kin of some projects among those that may be named (two queries)."""
    related = Q(part_of__isnull=False) | Q(continues__isnull=False)
    some = Project.objects.filter(related, pk__among=pks).order_by()
    rows = list(some.values_list("pk", "continues", *_ABOVE))
    keys = {key for _pk, *others in rows for key in others if key}
    numbers = dict(named.filter(pk__among=keys).order_by().values_list("pk", "number"))
    part_of = {pk: [numbers[key] for key in above if key in numbers] for pk, _last, *above in rows}
    continues = {pk: numbers[last] for pk, last, *_above in rows if last in numbers}
    return Kinship(part_of, continues)
