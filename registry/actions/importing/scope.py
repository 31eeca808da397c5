"""Whose projects a person may import: the same questions as everywhere else, asked once."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from registry.actions.importing.drafts import Draft
from registry.models import ImportBatch, Municipality, PeriodLock, Project, User
from registry.notation.codes import Role
from registry.notation.codes import gettext_noop as _
from registry.sheets.records import Problem

_OWNER = ("municipality", "sido")
_NONE_OF_MINE = _("이 이름으로 고를 수 있는 내 소속 지자체가 없습니다.")


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
    def _names(self) -> set[str]:
        return {body.full_name for body in self.by_code.values()}

    def choosable(self, problem: Problem) -> Problem:
        """Return a problem that offers no body for which the person may not write.

        중구 lies in six cities; a clerk of none of them would go from one error to the next.
        """
        if problem.field not in _OWNER or not problem.choices:
            return problem
        mine = tuple(name for name in problem.choices if name in self._names)
        words = problem.message if mine else f"{problem.message} {_NONE_OF_MINE}"
        return problem._replace(choices=mine, message=words)

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
