"""공개 전 확인: what a publisher should look at twice before the public sees a project."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.sums import differences
from registry.models import Project
from registry.models.twins import first_twins
from registry.notation.codes import Certainty, PeriodCertainty, Publication, Status
from registry.notation.particles import Quoted

_NO_AMOUNT = {Certainty.UNDECIDED, Certainty.UNSTATED, Certainty.NONE}
_OVER = {Status.DONE, Status.STOPPED}
# Fields of a citation that say where an amount comes from; '' stands for the whole record.
_AMOUNT_FIELDS = {"", "total_won", "estimate_won", "funding"}


@dataclass(frozen=True)
class Checked:
    """A project, why it cannot be published ('' if it can), and what to look at twice."""

    project: Project
    error: str
    warnings: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Return a mark that changes with the warnings: whoever sends it back has seen them."""
        said = sha256("\n".join(self.warnings).encode()).hexdigest()[:12]
        return f"{self.project.pk}-{said}"

    @property
    def is_clean(self) -> bool:
        """Return whether nothing stands against the project."""
        return not self.error and not self.warnings

    @property
    def unsourced(self) -> str:
        """Return the amount for which a source is asked first, '' where one is named."""
        stated = stated_amounts(self.project)
        return stated[0] if stated and not _is_sourced(self.project) else ""


def warnings_about(projects: list[Project]) -> dict[int, list[str]]:
    """Return the warnings of each project by its key, in as many queries for one as for many."""
    prefetch_related_objects(projects, "funding", "citations")
    pks = [project.pk for project in projects]
    these, there = Project.objects.filter(pk__in=pks), ~Q(publication=Publication.WITHDRAWN)
    closed = set(these.of_closed_years().values_list("pk", flat=True))
    twins = first_twins(pks, Project.objects.filter(there))
    return {
        project.pk: [
            *([_about_closing(project)] if project.pk in closed else []),
            *_about_money(project),
            *_about_rest(project, twins.get(project.pk)),
        ]
        for project in projects
    }


def _about_closing(project: Project) -> str:
    return _("%(year)d년은 마감했습니다.") % {"year": project.fiscal_year}


def _about_money(project: Project) -> Iterator[str]:
    if project.total_certainty == Certainty.UNDECIDED:
        yield _("금액이 아직 정해지지 않았습니다(미정).")
    yield from differences(project)
    if stated_amounts(project) and not _is_sourced(project):
        yield _("금액의 출처가 적혀 있지 않습니다.")


def _about_rest(project: Project, twin: str | None) -> Iterator[str]:
    yield from _about_department(project)
    if project.period_text and not _is_read(project):
        yield _("사업 기간(%(text)s)을 날짜로 읽지 못했습니다.") % {"text": project.period_text}
    if _should_be_over(project):
        yield _("끝나는 날(%(end)s)이 지났는데 추진 상태가 ‘%(status)s’입니다.") % {
            "end": project.period_end,
            "status": project.get_status_display(),
        }
    if not project.owner.exists_on(timezone.localdate()):
        yield _("지금은 없는 지자체(%(owner)s)의 사업입니다.") % {"owner": project.owner}
    if twin:
        yield _("같은 사업일 수 있는 사업이 있습니다: %(number)s") % {"number": twin}


def _about_department(project: Project) -> Iterator[str]:
    """Say that there is no office, or only a written one: the public reads its name."""
    if project.department_id is None and project.department_text:
        yield _("담당 부서 %(name)s 등록된 부서가 아닙니다. 적힌 이름 그대로 공개합니다.") % {
            "name": f"{Quoted(project.department_text):은}"
        }
    elif project.department_id is None:
        yield _("담당 부서가 없습니다.")


def stated_amounts(project: Project) -> list[str]:
    """Return which amounts a project states, by what a citation calls them."""
    stated = {
        "total_won": project.total_certainty not in _NO_AMOUNT,
        "estimate_won": project.estimate_won is not None,
        "funding": bool(project.funding.all()),
    }
    return [name for name, is_stated in stated.items() if is_stated]


def _is_sourced(project: Project) -> bool:
    return any(citation.field in _AMOUNT_FIELDS for citation in project.citations.all())


def _is_read(project: Project) -> bool:
    return project.period_certainty not in ("", PeriodCertainty.UNREADABLE)


def _should_be_over(project: Project) -> bool:
    end = project.period_end
    return end is not None and end < timezone.localdate() and project.status not in _OVER
