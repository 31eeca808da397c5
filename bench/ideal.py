"""The least SQL that answers a list without conditions: what L2 holds our page against."""

from typing import Any

from django.db import connection
from django.utils import timezone

_SHOWN = "publication = 'published' AND published_from <= %s"
_COLUMNS = ("type", "status", "total_certainty", "fiscal_year")
_PARTS = (
    "SELECT f.source, f.project_id FROM registry_fundingsource f "
    "JOIN registry_project p ON p.id = f.project_id "
    "WHERE p.publication = 'published' AND p.published_from <= %s "
    "AND f.step IS NOT NULL AND f.source NOT IN ('whole', 'unstated') AND f.won > 0 "
    "AND NOT EXISTS (SELECT 1 FROM registry_fundingsource l WHERE l.project_id = f.project_id "
    "AND l.source <> 'whole' AND l.step > f.step "
    "AND coalesce(l.fiscal_year, 0) = coalesce(f.fiscal_year, 0))"
)
_STATEMENTS = (
    "SELECT count(*), sum(CASE WHEN total_certainty = 'exact' THEN total_won END) "
    f"FROM registry_project WHERE {_SHOWN}",
    *(
        f"SELECT {column}, count(*) FROM registry_project WHERE {_SHOWN} GROUP BY {column}"
        for column in (*_COLUMNS, "owner_id")
    ),
    "SELECT f.fiscal_year, count(DISTINCT f.project_id) FROM registry_fundingsource f "
    "JOIN registry_project p ON p.id = f.project_id "
    "WHERE p.publication = 'published' AND p.published_from <= %s "
    "AND f.fiscal_year <> p.fiscal_year GROUP BY 1",
    "SELECT a.municipality_id, count(*) FROM registry_participation a "
    "JOIN registry_project p ON p.id = a.project_id "
    "WHERE p.publication = 'published' AND p.published_from <= %s GROUP BY 1",
    f"SELECT source, count(DISTINCT project_id) FROM ({_PARTS}) AS parts GROUP BY 1",
    "SELECT p.number, p.name, o.full_name, d.name, p.total_won FROM registry_project p "
    "JOIN registry_municipality o ON o.id = p.owner_id "
    "LEFT JOIN registry_department d ON d.id = p.department_id "
    f"WHERE {_SHOWN} ORDER BY p.total_won DESC NULLS LAST, p.number LIMIT 50",
)


def answer() -> list[list[Any]]:
    """Return the rows of each statement."""
    answers = []
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement, [timezone.localdate()])
            answers.append(list(cursor.fetchall()))
    return answers


def agrees(ours: dict[str, Any]) -> bool:
    """Return whether it says what our page says: count, rows, and two of the facets."""
    [(count, _won)], types, *_others = answers = answer()
    funds = dict(answers[-2])
    return (
        count == ours["count"]
        and dict(types) == dict(ours["facets"]["type"])
        and funds == dict(ours["fund"])
        and [row[0] for row in answers[-1]] == ours["rows"]
    )
