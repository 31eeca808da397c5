"""What a row would change in its project: new values are set, old and new ones kept to be shown.

Blank keeps what is stored, ``(지움)`` clears it. Where values are the same, other words for them
change nothing, unless the words have a column of their own.
"""

from registry.actions.importing.amounts import compare_estimate, compare_total
from registry.actions.importing.departments import Departments
from registry.actions.importing.drafts import Draft
from registry.actions.importing.periods import compare_period
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import label, same_words, tell
from registry.notation.codes import Code, ProjectType, Status
from registry.resources import department_text
from registry.sheets.cells import clean
from registry.sheets.offices import read_department
from registry.sheets.records import ProjectRecord

_TEXTS = ("description", "outputs", "note")
_CODES: dict[str, type[Code]] = {"type": ProjectType, "status": Status}


def compare_fields(row: PlannedRow, project: Draft, departments: Departments) -> None:
    """Set on `project` what the row says of the project itself, in the order of the columns."""
    row.project = project
    _compare_name(row, project)
    _compare_department(row, project, departments)
    for name, codes in _CODES.items():
        _compare_code(row, project, name, codes)
    compare_period(row, project)
    compare_total(row, project)
    compare_estimate(row, project)
    _compare_count(row, project)
    for name in _TEXTS:
        if name in row.given.given or name in row.given.cleared:
            _compare_text(row, project, name)


def _compare_name(row: PlannedRow, project: Draft) -> None:
    """Rename the project; a row found by its name only spells it in another way."""
    old, new = project.name, row.given.name or ""
    if not new or same_words(old, new) or (project.pk and not row.given.number):
        return
    project.rename(new)
    row.fields |= {"name", "name_key", "name_stem"}
    row.note("name", label("name"), old, new)


def _compare_text(row: PlannedRow, project: Draft, name: str) -> None:
    new = _given_text(row.given, name)
    old = getattr(project, name)
    if new is not None and not same_words(old, new):
        row.set(name, new)
        row.note(name, label(name), old, new)


def _given_text(record: ProjectRecord, name: str) -> str | None:
    """Return the text of a field, '' where it is cleared, None where it says nothing."""
    if name in record.cleared:
        return ""
    return getattr(record, name) or None if name in record.given else None


def _compare_code(row: PlannedRow, project: Draft, name: str, codes: type[Code]) -> None:
    new, old = getattr(row.given, name), getattr(project, name)
    if new is None or name not in row.given.given:
        return
    if row.set(name, new.value):
        row.note(name, label(name), _written(codes, old), new.label)


def _written(codes: type[Code], value: str) -> str:
    return codes(value).label if value else ""


def _compare_count(row: PlannedRow, project: Draft) -> None:
    name = "participants_stated"
    new, old = row.given.participants_stated, project.participants_stated
    if name in row.given.cleared:
        new = None
    elif new is None:
        return
    if row.set(name, new):
        row.note(name, label(name), _count(old), _count(new))


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _compare_department(row: PlannedRow, project: Draft, departments: Departments) -> None:
    text = _given_text(row.given, "department")
    if text is None:
        return
    old = department_text(project)
    if same_words(old, text) or (old and read_department(clean(old)) == text):
        return  # the reader takes a telephone number away
    found = departments.find(text, project.owner) if text else []
    if project.department in found:
        return  # written in another way
    tell_department(row, text, len(found), departments, project)
    row.set("department_id", found[0].pk if len(found) == 1 else None)
    project.department = found[0] if len(found) == 1 else None
    row.set("department_text", text)
    row.note("department", label("department"), old, department_text(project))


def tell_department(
    row: PlannedRow, text: str, found: int, departments: Departments, project: Draft
) -> None:
    """Tell where a department is not in the register, or is one of several."""
    if found == 1 or not text:
        return
    choices = departments.nearest(text, project.owner)
    near = ", ".join(choices)
    if found:
        tell(row, "several-departments", "department", text, choices, nearest=near)
    elif departments.names_another(text, project.owner):
        tell(row, "another-body", "department", text, choices, owner=project.owner.full_name)
    else:
        nearest = f"비슷한 부서: {near}. " if near else ""
        tell(row, "unknown-department", "department", text, choices, nearest=nearest)
