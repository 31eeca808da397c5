"""Which department a name in a file means; none is ever made up."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from registry.models import Department, Municipality
from registry.notation.hangul import name_key, similar

_ALIKE = 0.4
_KEPT = 20_000
_WORDS = 3  # of the longest name of a body
_ASKED = 200  # a column that is no department at all need not be compared row by row


class Departments:
    """The departments of some bodies (and of those they followed), found by name."""

    def __init__(self, bodies: Iterable[Municipality] = ()) -> None:
        self._called = _names_of(bodies)
        self.by_id: dict[int, Department] = {}
        self._by_key: dict[tuple[str, str], list[Department]] = defaultdict(list)
        self._found: dict[tuple[str, str, int], list[Department]] = {}
        self._nearest: dict[tuple[str, str], list[str]] = {}
        self._of: dict[str, list[Department]] = {}

    def load(self, bodies: Iterable[Municipality]) -> None:
        """Fetch the departments of bodies not met before; one query, or none."""
        lineages = {body.lineage for body in bodies} - self._of.keys()
        if not lineages:
            return
        self._of |= {lineage: [] for lineage in lineages}
        for department in _fetched(municipality__lineage__in=lineages):
            self.by_id[department.pk] = department
            if not department.merged_into and department.exists_on(timezone.localdate()):
                self._of[department.municipality.lineage].append(department)
            self._name(department)

    def _name(self, department: Department) -> None:
        """Let its names lead to it; those of a merged one to the one that was kept.

        A file of last year still has the name of the duplicate.
        """
        kept = department.merged_into or department
        for key in {name_key(str(department)), name_key(department.name)}:
            meant = self._by_key[department.municipality.lineage, key]
            if kept not in meant:
                meant.append(kept)

    def load_ids(self, pks: Iterable[int]) -> None:
        """Fetch departments of other bodies, to which a project was left when they merged."""
        missing = set(pks) - self.by_id.keys()
        if missing:
            self.by_id |= {one.pk: one for one in _fetched(pk__in=missing)}

    def find(self, text: str, owner: Municipality) -> list[Department]:
        """Return the departments that `text` may mean, as exactly as they can be told apart."""
        asked = (text, owner.lineage, owner.pk)
        if asked not in self._found:
            if len(self._found) > _KEPT:
                self._found.clear()
            self._found[asked] = self._find(text, owner)
        return self._found[asked]

    def _find(self, text: str, owner: Municipality) -> list[Department]:
        key = name_key(text)
        found = self._by_key.get((owner.lineage, key), [])
        for narrower in (
            [one for one in found if name_key(str(one)) == key],
            [one for one in found if one.municipality_id == owner.pk],
        ):
            if narrower:
                found = [one for one in found if one in narrower]
        return found

    def names_another(self, text: str, owner: Municipality) -> bool:
        """Return whether `text` begins with the name of a local government that is not `owner`.

        서울특별시 종로구 in the column of departments is no office of 경기도.
        """
        words = text.split()
        for many in range(min(_WORDS, len(words)), 0, -1):
            if lineages := self._called.get("".join(words[:many])):
                return owner.lineage not in lineages
        return False

    def nearest(self, text: str, owner: Municipality) -> list[str]:
        """Return at most three names that look like `text`, the likest first."""
        asked = (owner.lineage, text)
        if asked not in self._nearest and len(self._nearest) < _ASKED:
            scored = [
                (similar(text, str(one)), str(one)) for one in self._of.get(owner.lineage, ())
            ]
            likely = sorted((pair for pair in scored if pair[0] >= _ALIKE), reverse=True)
            self._nearest[asked] = [name for _score, name in likely[:3]]
        return self._nearest.get(asked, [])


def _names_of(bodies: Iterable[Municipality]) -> dict[str, set[str]]:
    """Return the lineages of the local governments that are called so, alone or in full."""
    called: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        if body.is_local_government:
            for name in (body.full_name, body.name):
                called["".join(name.split())].add(body.lineage)
    return called


def _fetched(**wanted: Any) -> Iterable[Department]:
    found = Department.objects.filter(**wanted)
    above = ("parent", "municipality", "merged_into__parent", "merged_into__municipality")
    return found.select_related(*above).order_by("pk")
