"""What a row would change in the total and the estimate of its project."""

import re

from registry.actions.importing.drafts import Draft
from registry.actions.importing.plan import PlannedRow, exact_won
from registry.actions.importing.wording import label, same_words, tell, times, won_text
from registry.notation.codes import Certainty, Funding
from registry.notation.won import format_won
from registry.sheets.records import StatedEstimate

_COLUMNS = frozenset({"total", "certainty", "total_min", "total_max"})
_ESTIMATE = ("estimate", "estimate_text", "estimate_basis")
_TOTAL = ("total_certainty", "total_won", "total_min_won", "total_max_won")
_A_WORD = re.compile(r"[^\W\d_]")  # 5,224,000 in thousands is no wording worth keeping; 52억 is


def compare_total(row: PlannedRow, project: Draft) -> None:
    """Set the total, its certainty and its words, and keep the change if there is one."""
    before = _values(project)
    if "total" in row.given.cleared:
        _set_total(row, Certainty.UNSTATED.value, None, None, None)
        row.set("total_text", "")
    elif row.given.given & _COLUMNS:
        _merge_total(row, project)
    _merge_words(row, project)
    if not row.quiet and _values(project) != before:
        row.note("total", label("total"), total_text(row.earlier), total_text(project))
        _warn_of_unit(row, exact_won(row.earlier), exact_won(project))


def _values(project: Draft) -> tuple[object, ...]:
    return (
        project.total_certainty,
        project.total_won,
        project.total_min_won,
        project.total_max_won,
        project.total_text,
    )


def _merge_total(row: PlannedRow, project: Draft) -> None:
    total = row.given.total
    if row.given.total_is_of_year and not _is_of_one_year(row, project):
        if total.won != project.total_won:
            tell(row, "year-total-kept", "total", won=total_text(project))
        return
    before = _values(project)
    _set_total(row, total.certainty.value, total.won, total.min_won, total.max_won)
    if before != _values(project):
        row.set("total_text", worth_keeping(total.text))


def worth_keeping(text: str) -> str:
    """Return the words of an amount, '' where they are a mere number.

    >>> worth_keeping("5억여원"), worth_keeping("5,224,000")
    ('5억여원', '')
    """
    return text.strip() if _A_WORD.search(text) else ""


def _is_of_one_year(row: PlannedRow, project: Draft) -> bool:
    """Return whether a year's money is this project's total: as it is stored, or of a new one."""
    years = {
        money.won
        for money in project.money_rows
        if money.source == Funding.WHOLE and money.fiscal_year == row.given.fiscal_year
    }
    return project.pk is None or project.total_won is None or project.total_won in years


def _set_total(
    row: PlannedRow, certainty: str, won: int | None, low: int | None, high: int | None
) -> None:
    for name, value in zip(_TOTAL, (certainty, won, low, high), strict=True):
        row.set(name, value)


def _merge_words(row: PlannedRow, project: Draft) -> None:
    """Set the words where they have a column of their own; the reader put them in the total."""
    if "total_text" in row.given.cleared:
        row.set("total_text", "")
    elif "total_text" in row.given.given:
        words = row.given.total.text.strip()
        if _say_the_old_amount(row, words):
            words = ""
        if not same_words(project.total_text, words):
            row.set("total_text", words)


def _say_the_old_amount(row: PlannedRow, words: str) -> bool:
    """Return whether the words are those of the amount that the row changes.

    Our own form has them in a column beside the amount: who mends 40억 to 45억 there leaves
    “40억원” standing, and the public would be told both.
    """
    was, project = row.earlier, row.project
    assert project is not None  # noqa: S101 - it is being compared
    same_amount = _values(was)[:-1] == _values(project)[:-1]
    return was.pk is not None and not same_amount and same_words(was.total_text, words)


def _warn_of_unit(row: PlannedRow, old: int | None, new: int | None) -> None:
    factor = times(old, new) if old and new else None
    if factor:
        tell(row, "amount-scaled", "total", times=factor)


def total_text(project: Draft) -> str:
    """Return a total for the preview: what it comes to, how certain, and in which words."""
    if project.pk is None and not project.total_text and _is_blank(project):
        return ""
    words = project.total_text
    return f"{_amount(project)} (원문: “{words}”)" if words else _amount(project)


def _is_blank(project: Draft) -> bool:
    return project.total_certainty == Certainty.UNSTATED


def _amount(project: Draft) -> str:
    certainty = Certainty(project.total_certainty)
    if certainty == Certainty.EXACT and project.total_won is not None:
        return format_won(project.total_won)
    if certainty == Certainty.ABOUT and project.total_won is not None:
        return f"약 {format_won(project.total_won)}"
    if certainty == Certainty.RANGE:
        low, high = won_text(project.total_min_won), won_text(project.total_max_won)
        return f"{low} ~ {high}".strip()
    return f"금액 {certainty.label}" if certainty == Certainty.UNDECIDED else certainty.label


def compare_estimate(row: PlannedRow, project: Draft) -> None:
    """Set the estimate and what it rests on, and keep the change if there is one."""
    given = row.given
    if given.estimate is None and not given.cleared:
        return
    if "estimate" in given.cleared:
        _set_estimate(row, project, StatedEstimate("", None, ""))
    elif given.estimate:
        _merge_estimate(row, project, given.estimate)
    for name in set(_ESTIMATE[1:]) & given.cleared:
        row.set(name, "")
    old, new = estimate_text(row.earlier), estimate_text(project)
    if old != new:
        row.note("estimate", label("estimate"), old, new)


def _merge_estimate(row: PlannedRow, project: Draft, new: StatedEstimate) -> None:
    """Take over the number; words and basis that the row does not give are kept with it."""
    words = new.text if _A_WORD.search(new.text) else ""
    if new.won == project.estimate_won and "estimate_text" not in row.given.given:
        words = project.estimate_text or words
    basis = new.basis or project.estimate_basis
    _set_estimate(row, project, StatedEstimate(words, new.won, basis))


def _set_estimate(row: PlannedRow, project: Draft, new: StatedEstimate) -> None:
    row.set("estimate_won", new.won)
    for name, words in (("estimate_text", new.text), ("estimate_basis", new.basis)):
        if not same_words(getattr(project, name), words):
            row.set(name, words)


def estimate_text(project: Draft) -> str:
    """Return an estimate for the preview."""
    amount, words, basis = won_text(project.estimate_won), project.estimate_text, ""
    if project.estimate_basis:
        basis = f"근거: {project.estimate_basis}"
    quoted = f"원문: “{words}”" if words else ""
    beside = ", ".join(filter(None, [quoted, basis]))
    return f"{amount} ({beside})".strip() if beside else amount
