"""Giving back: the writes of one undo, each for all of its rows at once."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from registry.actions.importing.bulk import CHANGED, MADE, PORTION, Writer, overwrite
from registry.actions.importing.databases import database, quote, read, run
from registry.actions.importing.traces import CHILDREN, kind, stored, versions
from registry.models import (
    Department,
    DuplicateDecision,
    ImportBatch,
    ImportRow,
    Project,
    Source,
    User,
)
from registry.notation.codes import Outcome

# The rows of one model that are given back.
_LINES = f"""undo_line AS l JOIN undo_project AS t ON t.id = l.project_id
    AND t.outcome = '{Outcome.REVERSED.value}' AND l.kind = """
_MADE = f"SELECT id FROM undo_project WHERE made AND outcome = '{Outcome.REVERSED.value}'"


class Reverser(Writer):
    """The writes of one undo; who leaves goes first, what returns may be alike."""

    def __init__(self, batch: ImportBatch, user: User, reason: str) -> None:
        super().__init__(batch, user, reason)
        self._of, self._by = batch, user

    def give_back(self) -> None:
        """Write every project that is to be reversed, and all that hangs on it, as it was."""
        for model in CHILDREN:
            self.delete_where(model, _ids(model, "NOT l.gone AND l.before_id IS NULL"))
        self._restore_projects()
        for model in CHILDREN:
            self._restore(model)
            self._store_again(model)
        self._remove_projects()
        self._remove_sources()

    def _restore_projects(self) -> None:
        """Write back what a version keeps, and what is worked out from it."""
        self._restore(Project, modified_at=timezone.now())
        for renamed in _renamed():
            for project in renamed:
                project.prepare()
            values = [(one.pk, one.name_key, one.name_stem) for one in renamed]
            overwrite(Project, ("name_key", "name_stem"), values)

    def _restore(self, model: Any, **also: Any) -> None:
        """Write the values of the version before over those of rows that are stored."""
        columns = [f"{name} = {_returning(model, name)}" for name in _changed(model)]
        columns += [f"{name} = %s" for name in also]
        if not columns:
            return
        run(
            f"""
            UPDATE {stored(model)} AS s SET {", ".join(columns)} FROM {_past(model)}
            WHERE s.id = l.id AND NOT l.gone
            """,
            list(also.values()),
        )
        self.keep(model, CHANGED, _ids(model, "NOT l.gone AND l.before_id IS NOT NULL"))

    def _store_again(self, model: Any) -> None:
        """Store what the batch deleted under its old id."""
        columns = ", ".join(["id", *_columns(model)])
        values = ", ".join(["e.id", *(f"e.{name}" for name in _columns(model))])
        run(
            f"""
            INSERT INTO {stored(model)} ({columns}) SELECT {values} FROM {_past(model)}
            WHERE l.gone
            """
        )
        self.keep(model, MADE, _ids(model, "l.gone AND l.before_id IS NOT NULL"))

    def _remove_projects(self) -> None:
        """Delete drafts that the batch made; their numbers are never issued again."""
        pair = f"first_id IN ({_MADE}) OR second_id IN ({_MADE})"
        self.delete_where(DuplicateDecision, pair)
        run(f"UPDATE {stored(ImportRow)} SET project_id = NULL WHERE project_id IN ({_MADE})")
        self.delete_where(Project, f"id IN ({_MADE})")

    def _remove_sources(self) -> None:
        """Delete the documents that the batch entered, if nobody cites or has changed them."""
        made = Source.history.filter(import_batch=self._of, history_type=MADE)
        others = Source.history.exclude(import_batch=self._of)
        mine = Source.objects.editable_by(self._by).filter(pk__in=made.values("id"))
        unused = mine.exclude(pk__in=others.values("id")).filter(citations__isnull=True)
        self.delete(Source, list(unused.values_list("pk", flat=True)))


def _ids(model: Any, condition: str) -> str:
    """Return the condition that a row is one of those lines."""
    return f"id IN (SELECT l.id FROM {_LINES}'{kind(model)}' WHERE {condition})"


def _columns(model: Any) -> list[str]:
    """Return the columns that a version keeps, but for the id."""
    fields = model.history.model.tracked_fields
    return [quote(field.column) for field in fields if not field.primary_key]


def _returning(model: Any, column: str) -> str:
    """Return the value that comes back: for a department merged since, the one that was kept."""
    if model is not Project or column != quote("department_id"):
        return f"e.{column}"
    kept = f"SELECT d.merged_into_id FROM {Department._meta.db_table} AS d WHERE d.id = e.{column}"
    return f"COALESCE(({kept}), e.{column})"


def _past(model: Any) -> str:
    """Return the rows that are given back, each with the version before as e."""
    past = f"JOIN {versions(model)} AS e ON e.history_id = l.before_id"
    return f"{_LINES}'{kind(model)}' {past}"


def _changed(model: Any) -> list[str]:
    """Return the columns in which any row differs from its past; an index on another is spared."""
    columns = _columns(model)
    differing = [f"MAX(CASE WHEN s.{c} {database().differs} e.{c} THEN 1 END)" for c in columns]
    [found] = read(
        f"SELECT {', '.join(differing)} FROM {_past(model)} "
        f"JOIN {stored(model)} AS s ON s.id = l.id"
    )
    return [column for column, differs in zip(columns, found, strict=True) if differs]


def _renamed() -> Iterator[list[Project]]:
    """Yield the projects whose name came back, in portions."""
    names = f"""
        SELECT l.id, e.name FROM {_past(Project)}
        JOIN {versions(Project)} AS z ON z.history_id = l.last_id AND z.name <> e.name
        WHERE l.id > %s ORDER BY l.id LIMIT {PORTION}
        """
    last = 0
    while some := read(names, [last]):
        yield [Project(pk=pk, name=name) for pk, name in some]
        last = some[-1][0]
