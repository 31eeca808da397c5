"""Whose projects a person may import: the same questions as everywhere else, asked once."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from registry.actions.importing.drafts import Draft
from registry.models import ImportBatch, Municipality, PeriodLock, Project, User
from registry.notation.codes import Role


@dataclass(frozen=True)
class Scope:
    """The bodies of which a person writes projects, by code and by line of succession."""

    user: User
    by_code: dict[str, Municipality]

    @classmethod
    def of(cls, user: User) -> "Scope":
        """Return what `user` may write; one query."""
        return cls(user, {body.code: body for body in user.municipalities(Role.WRITER)})

    def successive(self, code: str) -> list[int]:
        """Return the ids of the writable bodies in the line of succession of one."""
        return self._lines[self.by_code[code].lineage]

    @cached_property
    def _lines(self) -> dict[str, list[int]]:
        lines: dict[str, list[int]] = defaultdict(list)
        for body in self.by_code.values():
            lines[body.lineage].append(body.pk)
        return lines

    @cached_property
    def closed(self) -> set[tuple[str, int]]:
        """Return which years of which lines of bodies are closed (마감); one query."""
        return PeriodLock.objects.years({body.lineage for body in self.by_code.values()})

    def ids(self) -> list[int]:
        """Return the ids of all writable bodies."""
        return [body.pk for body in self.by_code.values()]

    def editable(self, projects: list[Draft]) -> set[int]:
        """Return which of these projects the person may change now; one query."""
        if not projects:
            return set()
        mine = Project.objects.editable_by(self.user)
        return set(mine.filter(pk__in=[p.pk for p in projects]).values_list("pk", flat=True))


def batch_for(user: User, pk: int) -> ImportBatch | None:
    """Return a batch, or None alike for one that is not there and one they may not know of."""
    found = ImportBatch.objects.readable_by(user).select_related("municipality", "user")
    return found.filter(pk=pk).first()
