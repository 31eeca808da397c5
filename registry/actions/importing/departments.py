"""Which department a name in a file means; none is ever made up."""

from collections import defaultdict
from collections.abc import Iterable

from registry.models import Department, Municipality
from registry.notation.hangul import name_key, similar

_ALIKE = 0.4
_ASKED = 200  # a column that is no department at all need not be compared row by row


class Departments:
    """The departments of some bodies (and of those they followed), found by name."""

    def __init__(self, bodies: Iterable[Municipality]) -> None:
        lineages = {body.lineage for body in bodies}
        self._by_key: dict[tuple[str, str], list[Department]] = defaultdict(list)
        self._nearest: dict[tuple[str, str], list[str]] = {}
        self._of: dict[str, list[Department]] = defaultdict(list)
        found = Department.objects.filter(municipality__lineage__in=lineages)
        for department in found.select_related("parent", "municipality").order_by("pk"):
            lineage = department.municipality.lineage
            self._of[lineage].append(department)
            for key in {name_key(str(department)), name_key(department.name)}:
                self._by_key[lineage, key].append(department)

    def find(self, text: str, owner: Municipality) -> list[Department]:
        """Return the departments that `text` may mean, as exactly as they can be told apart."""
        key = name_key(text)
        found = self._by_key.get((owner.lineage, key), [])
        for narrower in (
            [one for one in found if name_key(str(one)) == key],
            [one for one in found if one.municipality_id == owner.pk],
        ):
            if narrower:
                found = [one for one in found if one in narrower]
        return found

    def nearest(self, text: str, owner: Municipality) -> list[str]:
        """Return at most three names that look like `text`, the likest first."""
        asked = (owner.lineage, text)
        if asked not in self._nearest and len(self._nearest) < _ASKED:
            scored = [(similar(text, str(one)), str(one)) for one in self._of[owner.lineage]]
            likely = sorted((pair for pair in scored if pair[0] >= _ALIKE), reverse=True)
            self._nearest[asked] = [name for _score, name in likely[:3]]
        return self._nearest.get(asked, [])
