"""Writing a plan: bulk writes with history, one version of each project that a row changes.

A project gets a version even where only its money changed, so that its history shows every
import that touched it. Nothing here asks whether it may: ``confirming`` has.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from registry.actions.importing.bulk import Versioned
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.planning import Progress, silent
from registry.models import (
    Citation,
    FundingSource,
    ImportBatch,
    Municipality,
    NumberCounter,
    Participation,
    Project,
    Source,
    User,
)
from registry.notation.codes import Effect

WRITING = "저장"


def write_rows(
    rows: Iterable[PlannedRow], batch: ImportBatch, user: User, progress: Progress = silent
) -> None:
    """Write the new and the changed rows of a plan; call it inside a transaction."""
    writer = _Writer(batch, user, f"가져오기 {batch.pk}: {batch.file_name}")
    rows = [row for row in rows if row.effect in (Effect.NEW, Effect.CHANGED)]
    # Several rows may be about one project.
    found = {id(row.project): row.project for row in rows if row.is_new and row.project}
    new = list(found.values())
    changed = [row for row in rows if not row.is_new]
    progress(WRITING, 0, len(rows))
    writer.create_projects(new)
    progress(WRITING, len(new), len(rows))
    writer.update_projects(changed)
    writer.write_children(rows)
    progress(WRITING, len(rows), len(rows))


class _Writer(Versioned):
    """The bulk writes of one import."""

    def create_projects(self, projects: list[Project]) -> None:
        """Register new projects under numbers of their own, as drafts."""
        groups: dict[tuple[int, int], list[Project]] = defaultdict(list)
        owners: dict[int, Municipality] = {}
        for project in projects:
            project.prepare()
            groups[project.fiscal_year, project.owner_id].append(project)
            owners[project.owner_id] = project.owner
        # In one order, so that two imports never wait for each other's counters.
        for (year, owner), members in sorted(groups.items(), key=lambda group: group[0]):
            numbers = NumberCounter.objects.issue(year, owners[owner], len(members))
            for project, number in zip(members, numbers, strict=True):
                project.number = number
        self.create(Project, projects)

    def update_projects(self, rows: list[PlannedRow]) -> None:
        """Write the columns that any row changed; the projects are locked, so none is lost."""
        projects = list({row.project.pk: row.project for row in rows if row.project}.values())
        now = timezone.now()
        for project in projects:
            project.modified_at = now
        fields = {"modified_at"}.union(*(row.fields for row in rows))
        self.update(Project, projects, sorted(_field_name(Project, name) for name in fields))

    def write_children(self, rows: list[PlannedRow]) -> None:
        """Write what hangs on the projects; who leaves goes first, a new one may be alike."""
        children = [row.children for row in rows]
        self.delete(FundingSource, [one for c in children for one in c.gone_money])
        self.delete(Participation, [one for c in children for one in c.gone_partners])
        self.create(FundingSource, [one for c in children for one in c.money])
        self.update(FundingSource, [one for c in children for one in c.changed_money], ["won"])
        self.create(Participation, [one for c in children for one in c.partners])
        sources = {id(c.source): c.source for c in children if c.source and c.source.pk is None}
        self.create(Source, list(sources.values()))
        self.create(Citation, [one for c in children for one in c.citations])
        changed = [one for c in children for one in c.changed_citations]
        self.update(Citation, changed, ["quote"])


def _field_name(model: type[models.Model], name: str) -> str:
    """Return the name that bulk_update takes: ``department`` for ``department_id``."""
    return next(f.name for f in model._meta.concrete_fields if name in (f.name, f.attname))
