"""The clerks' door: one noun a file; ``scoped`` keeps every page to what its person may see."""

from registry.admin import (
    batch,
    budget,
    citation,
    correction,
    department,
    duplicate,
    icons,
    lock,
    municipality,
    number,
    people,
    project,
)

__all__ = [
    "batch",
    "budget",
    "citation",
    "correction",
    "department",
    "duplicate",
    "icons",
    "lock",
    "municipality",
    "number",
    "people",
    "project",
]
