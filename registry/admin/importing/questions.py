"""What a preview asks, row by row, and how a clerk's form answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from registry.actions.importing import Answer, answers_of
from registry.models import ImportBatch, ImportRow, Project, User
from registry.notation.won import format_won

_WHICH = frozenset({"several-candidates", "other-department", "other-year", "withdrawn"})
_TWIN = "same-project-twice"
_REGISTERED, _TWICE = "perhaps-registered", "perhaps-twice"
_PERHAPS, _ROWS = frozenset({_REGISTERED, _TWICE}), frozenset({_TWIN, _TWICE})
ASKED = _WHICH | {_TWIN, _REGISTERED, _TWICE}
_NEW, _OUT, _LATER, _BACK = "new", "out", "later", "back"


@dataclass(frozen=True)
class Choice:
    """One way to answer: what the form sends, and what it says."""

    value: str
    label: str
    detail: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked of a row, and the ways to answer."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


class Questions:
    """The questions of some rows; one query for all the projects that they name."""

    def __init__(self, batch: ImportBatch, rows: Iterable[ImportRow], user: User) -> None:
        rows = list(rows)
        self._answers = answers_of(batch)
        numbers = {n for row in rows for one in _asked(row) for n in one["choices"]}
        found = Project.objects.readable_by(user).filter(number__in=numbers)
        self._projects = {project.number: project for project in found}

    def of(self, row: ImportRow) -> Question | None:
        """Return what is asked of a row, None for nothing."""
        answer = self._answers.get((row.sheet, row.row))
        if answer:
            return self._answered(row, answer)
        problem = next(iter(_asked(row)), None)
        return self._asked(row, problem) if problem else None

    def _answered(self, row: ImportRow, answer: Answer) -> Question:
        kept, back = Choice(_LATER, _said(answer), chosen=True), Choice(_BACK, _("다시 고르기"))
        return Question(_name(row), _("고른 답"), (kept, back))

    def _asked(self, row: ImportRow, problem: dict[str, Any]) -> Question:
        code = problem["code"]
        open_ = _("정하지 않음(새 사업으로 등록)") if code in _PERHAPS else _("나중에 정하기")
        later = Choice(_LATER, open_, chosen=True)
        out = Choice(_OUT, _("이 행은 빼기"))
        choices: tuple[Choice, ...]
        if code == _TWIN:
            choices = (Choice(_NEW, _("다른 사업으로 등록")), out, later)
        elif code == _TWICE:
            choices = (Choice(_NEW, _("다른 사업")), out, later)
        else:
            same = tuple(self._project(number) for number in problem["choices"])
            other = _("다른 사업") if code == _REGISTERED else _("새 사업으로 등록")
            choices = (*same, Choice(_NEW, other), later)
        legend = _("다른 행과 같은 사업입니까?") if code in _ROWS else _("어느 사업입니까?")
        return Question(_name(row), legend, choices)

    def _project(self, number: str) -> Choice:
        project = self._projects.get(number)
        if project is None:
            return Choice(number, number)
        won = format_won(project.exact_won) if project.exact_won is not None else ""
        detail = " · ".join(filter(None, [str(project.fiscal_year), won]))
        return Choice(number, _("%s과 같은 사업") % number, f"{project.name} · {detail}")


def _asked(row: ImportRow) -> list[dict[str, Any]]:
    """Return the problems of a row that ask something; the first of them is asked."""
    return [problem for problem in row.problems if problem["code"] in ASKED]


def _said(answer: Answer) -> str:
    if answer.left_out:
        return _("이 행은 빼기")
    return _("%s과 같은 사업") % answer.number if answer.number else _("새 사업으로 등록")


def _name(row: ImportRow) -> str:
    """Return what a row is called in the form: by its place, for ids change with every look."""
    return f"row-{row.row}:{row.sheet}"


def is_stale(batch: ImportBatch, sent: QueryDict) -> bool:
    """Return whether a form was sent from another preview than the one that stands now."""
    return "mark" in sent and sent["mark"] != batch.options.get("mark", "")


def answers_in(batch: ImportBatch, sent: QueryDict) -> dict[tuple[str, int], Answer]:
    """Return the answers that a form sent, by the place of the row; what was left open is not."""
    chosen: dict[tuple[str, int], str] = {}
    for name, value in sent.items():
        number, colon, sheet = name.removeprefix("row-").partition(":")
        if (
            name.startswith("row-")
            and colon
            and number.isdecimal()
            and len(number) < 10
            and value != _LATER
        ):
            chosen[sheet, int(number)] = str(value)
    rows = batch.rows.filter(row__in={number for _sheet, number in chosen})
    return {
        (row.sheet, row.row): _answer(row, chosen[row.sheet, row.row])
        for row in rows
        if (row.sheet, row.row) in chosen
    }


def _answer(row: ImportRow, value: str) -> Answer:
    if value == _BACK:
        return Answer()
    if value == _OUT:
        return Answer(left_out=True)
    if value != _NEW:
        return Answer(number=value)
    asked = _asked(row)
    numbers = (n for one in asked if one["code"] not in _ROWS for n in one["choices"])
    rows = (one["choices"] for one in asked if one["code"] == _TWICE)
    apart_rows = tuple((sheet, int(number)) for sheet, number in rows)
    return Answer(is_new=True, apart=tuple(numbers), apart_rows=apart_rows)


def corrections_in(batch: ImportBatch, sent: QueryDict) -> dict[tuple[str, str], str]:
    """Return the words that a form puts in the place of others; "" takes one back."""
    words = {}
    for at, cause in enumerate(batch.options.get("causes", ())):
        word = str(sent.get(f"word-{at}", "")).strip()
        if word in cause["choices"]:
            words[cause["field"], cause["text"]] = word
    for at, (field, text, _word) in enumerate(batch.options.get("corrections", ())):
        if sent.get(f"unword-{at}"):
            words[field, text] = ""
    return words
