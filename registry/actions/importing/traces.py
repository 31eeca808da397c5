"""What an import left in the history: each row that it wrote, as it was before and since.

It stands in tables of this transaction alone, so that a hundred thousand rows are compared and
given back where they lie, and none of them passes through Python.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from registry.actions.importing.databases import database, quote, run, run_many
from registry.models import (
    Citation,
    FundingSource,
    ImportBatch,
    ImportRow,
    Participation,
    Phase,
    Project,
)
from registry.notation.codes import BatchState, Outcome

# What hangs on a project, in the order in which it may be written.
CHILDREN: tuple[Any, ...] = (FundingSource, Participation, Phase, Citation)
TRACED: tuple[Any, ...] = (Project, *CHILDREN)

_TABLES = {
    # A row that the batch wrote: its first and last version by the batch, and the version to go
    # back to, if there was such a row before.
    "undo_line": """kind varchar, id bigint, project_id bigint, first_id bigint, last_id bigint,
                    before_id bigint, made boolean, gone boolean""",
    # A project that it wrote, as it left it; its owner and publication now, the latter NULL
    # where it is no longer stored; the row that is to tell its outcome.
    "undo_project": """id bigint, number varchar, name varchar, made boolean, moment {moment},
                       owner_id bigint, publication varchar, row_id bigint, outcome varchar,
                       reason varchar, user_id bigint, who varchar, seen_at {moment}""",
    # A later import that was undone for a project: as if it had never been.
    "undo_never": "batch_id bigint, project_id bigint",
    # A later version of a project or of what hangs on it.
    "undo_since": """project_id bigint, place integer, history_id bigint, seen_at {moment},
                     user_id bigint, batch_id bigint""",
}
_KEYS = {
    "undo_line": (("kind", "id"), ("project_id",)),
    "undo_project": (("id",),),
    "undo_never": (("project_id",),),
    "undo_since": (("project_id",),),
}


@contextmanager
def traced(batch: ImportBatch) -> Iterator[None]:
    """Have the tables filled with what `batch` wrote; call it inside a transaction.

    A transaction that fails takes its tables along, so only a good end has to drop them.
    """
    moment = Project.history.model._meta.get_field("history_date").db_type(connection)
    for name, columns in _TABLES.items():
        run(f"CREATE TEMPORARY TABLE {name} ({columns.format(moment=moment)})")
    _fill(batch)
    yield
    for name in _TABLES:
        run(f"DROP TABLE {name}")


def kind(model: Any) -> str:
    """Return by what word the tables call a model."""
    return str(model._meta.model_name)


def stored(model: Any) -> str:
    """Return the table of a model."""
    return quote(model._meta.db_table)


def versions(model: Any) -> str:
    """Return the table of a model's versions."""
    return stored(model.history.model)


def tracked(model: Any, alias: str) -> list[str]:
    """Return the columns that a version keeps of a row, the id among them."""
    fields = model.history.model.tracked_fields
    return [f"{alias}.{quote(field.column)}" for field in fields]


def _fill(batch: ImportBatch) -> None:
    run(f"INSERT INTO undo_line {_of_each(_LINES)}", [batch.pk] * len(TRACED))
    _index("undo_line")
    for model in TRACED:
        run(_BEFORE.format(**_names(model)))
    run(_PROJECTS.format(rows=stored(ImportRow), **_names(Project)), [batch.pk, batch.pk])
    _index("undo_project")
    run(_GONE.format(**_names(Project)))
    _forget_undone(batch)
    _index("undo_never")
    run(f"INSERT INTO undo_since {_of_each(_SINCE)}", [batch.pk] * len(TRACED))
    _index("undo_since")


def _names(model: Any) -> dict[str, str]:
    owner = "id" if model is Project else "project_id"
    return {
        "kind": kind(model),
        "place": str(TRACED.index(model)),
        "owner": owner,
        "stored": stored(model),
        "versions": versions(model),
    }


def _of_each(sql: str) -> str:
    """Return one statement over all models."""
    return " UNION ALL ".join(sql.format(**_names(model)) for model in TRACED)


def _index(table: str) -> None:
    for number, columns in enumerate(_KEYS[table]):
        run(f"CREATE INDEX {table}_{number} ON {table} ({', '.join(columns)})")
    database().learn(table)


def _forget_undone(batch: ImportBatch) -> None:
    """Note which later imports were undone for which of the projects."""
    undone = ImportBatch.objects.filter(state=BatchState.UNDONE).exclude(pk=batch.pk)
    run(
        f"INSERT INTO undo_never SELECT r.batch_id, t.id FROM undo_project AS t "
        f"JOIN {stored(ImportRow)} AS r ON r.project_id = t.id "
        f"JOIN {stored(ImportBatch)} AS b ON b.id = r.batch_id AND b.state = %s "
        f"WHERE r.outcome = %s AND b.id <> %s",
        [BatchState.UNDONE.value, Outcome.REVERSED.value, batch.pk],
    )
    # Until 0003 the batch itself kept the list.
    lists = undone.filter(options__undone__has_key="reversed")
    for pk, done in lists.values_list("pk", "options__undone__reversed"):
        pairs = [(pk, one["project"]) for one in done]
        run_many("INSERT INTO undo_never VALUES (%s, %s)", pairs)


# A row's story by the batch. Where it begins with its end, what was deleted is what was before.
_LINES = """
SELECT '{kind}', l.id, l.project_id, l.first_id, l.last_id,
       CASE WHEN f.history_type = '-' THEN l.first_id END,
       f.history_type = '+', z.history_type = '-'
FROM (SELECT id, {owner} AS project_id, MIN(history_id) AS first_id, MAX(history_id) AS last_id
      FROM {versions} WHERE import_batch_id = %s GROUP BY id, {owner}) AS l
JOIN {versions} AS f ON f.history_id = l.first_id
JOIN {versions} AS z ON z.history_id = l.last_id
"""

# Else it is the version ahead of the story. (As a subquery a row, PostgreSQL would look for each
# of them from the end of the whole history.)
_BEFORE = """
UPDATE undo_line AS l SET before_id = e.history_id
FROM (SELECT o.id, MAX(v.history_id) AS history_id
      FROM undo_line AS o JOIN {versions} AS v ON v.id = o.id AND v.history_id < o.first_id
      WHERE o.kind = '{kind}' AND NOT o.made GROUP BY o.id) AS latest
JOIN {versions} AS e ON e.history_id = latest.history_id AND e.history_type <> '-'
WHERE l.kind = '{kind}' AND l.id = latest.id
"""

# The row that tells of a project is the first that wrote it, found by its number once the
# project is gone.
_PROJECTS = """
INSERT INTO undo_project
SELECT l.id, z.number, z.name, l.made, f.history_date,
       COALESCE(p.owner_id, z.owner_id), p.publication, COALESCE(r.id, n.id),
       '', '', NULL, '', NULL
FROM undo_line AS l
JOIN {versions} AS f ON f.history_id = l.first_id
JOIN {versions} AS z ON z.history_id = l.last_id
LEFT JOIN {stored} AS p ON p.id = l.id
LEFT JOIN (SELECT project_id, MIN(id) AS id FROM {rows}
           WHERE batch_id = %s AND effect IN ('new', 'changed')
           GROUP BY project_id) AS r ON r.project_id = l.id
LEFT JOIN (SELECT number, MIN(id) AS id FROM {rows}
           WHERE batch_id = %s AND project_id IS NULL AND number <> ''
           GROUP BY number) AS n ON n.number = z.number
WHERE l.kind = 'project'
"""

# What is gone belongs to whom it last belonged.
_GONE = """
UPDATE undo_project AS t SET owner_id = e.owner_id
FROM (SELECT o.id, MAX(v.history_id) AS history_id
      FROM undo_project AS o JOIN {versions} AS v ON v.id = o.id
      WHERE o.publication IS NULL GROUP BY o.id) AS latest
JOIN {versions} AS e ON e.history_id = latest.history_id
WHERE t.id = latest.id
"""

# Later is what came after the batch wrote the row; of a row that it left alone, what is dated
# after it wrote the project.
_SINCE = """
SELECT t.id, {place}, v.history_id, v.history_date, v.history_user_id, v.import_batch_id
FROM undo_project AS t
JOIN {versions} AS v ON v.{owner} = t.id
LEFT JOIN undo_line AS l ON l.kind = '{kind}' AND l.id = v.id
WHERE (v.import_batch_id IS NULL OR v.import_batch_id <> %s)
  AND (v.history_id > l.first_id OR (l.id IS NULL AND v.history_date >= t.moment))
  AND NOT EXISTS (SELECT 1 FROM undo_never AS n
                  WHERE n.project_id = t.id AND n.batch_id = v.import_batch_id)
"""
