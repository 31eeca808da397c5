"""Whether the parts of a project's money reach its total: said, never refused."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from registry.models import Project
from registry.notation.codes import Funding
from registry.notation.ladder import Breakdown, Money, break_down, parts_of, step
from registry.notation.won import format_won


def money_of(row: Any) -> Money:
    """Return a funding row as the ladder of budgets counts it."""
    return Money(Funding(row.source), row.fiscal_year, step(row.stage, row.round), row.won)


def sum_phrases() -> dict[str, str]:
    """Return the sentences about a sum; `_` stands for the sum, and for by how much it differs."""
    return {
        "alone": _("재원 합계 _"),
        "same": _("재원 합계 _ - 총사업비와 같습니다"),
        "more": _("재원 합계 _ - 총사업비보다 _ 많습니다"),
        "less": _(
            "재원 합계 _ - 총사업비보다 _ 적습니다. "
            "나머지는 줄을 더하지 않아도 재원 미공개로 보입니다"
        ),
    }


def sum_sentence(project: Project) -> str:
    """Return how the parts compare with the total; '' where there are no parts."""
    return _sentence(_rows(project), project.exact_won, project.most_won)


def _sentence(rows: list[Money], total: int | None, most: int | None) -> str:
    if not parts_of(rows):
        return ""
    split = break_down(rows, total, most)
    said = sum_phrases()[_kind(split)]
    for won in (sum(split.parts.values()), split.excess or split.rest or 0):
        said = said.replace("_", format_won(won), 1)
    return said


def _kind(split: Breakdown) -> str:
    if split.excess:
        return "more"
    if split.rest is None:
        return "alone"
    return "less" if split.rest else "same"


def _rows(project: Project) -> list[Money]:
    return [money_of(row) for row in project.funding.all()]


def disagreements(project: Project) -> Iterator[str]:
    """Yield a sentence for each sum that cannot be right: parts beyond what they are part of.

    Parts that fall short are none: who pays the rest is not public (재원 미공개).
    """
    yield from sums_beyond(_rows(project), project.exact_won, project.most_won)


def sums_beyond(rows: list[Money], total: int | None, most: int | None) -> Iterator[str]:
    """Yield the same of money that is not stored yet, `total` and `most` as in `break_down`."""
    if break_down(rows, total, most).excess:
        yield f"{_sentence(rows, total, most)}."
    for year, cells in _steps(rows):
        yield from _whole_that_differs(year, cells, most)


def differences(project: Project) -> Iterator[str]:
    """Yield what disagrees, and what the parts leave open of the total."""
    if break_down(_rows(project), project.exact_won).rest and (said := sum_sentence(project)):
        yield f"{said}."
    yield from disagreements(project)


def _steps(rows: list[Money]) -> Iterator[tuple[int | None, list[Money]]]:
    """Yield the cells of each year and step of the ladder."""

    def place(row: Money) -> tuple[int, int]:
        return row.fiscal_year or 0, row.step or 0

    counted = sorted((row for row in rows if row.step is not None), key=place)
    for (year, _step), cells in groupby(counted, key=place):
        yield year or None, list(cells)


def _whole_that_differs(year: int | None, cells: list[Money], most: int | None) -> Iterator[str]:
    """Hold 계 against the parts below it and the total above it; 포함 leaves parts short."""
    whole = sum(row.won for row in cells if row.source == Funding.WHOLE)
    parts = sum(row.won for row in cells if row.source != Funding.WHOLE)
    when = _("%(year)d년") % {"year": year} if year else _("연도 미상")
    if whole and parts > whole:
        yield _("%(when)s 재원의 합 %(parts)s - 계보다 %(more)s 많습니다.") % {
            "when": when,
            "parts": format_won(parts),
            "more": format_won(parts - whole),
        }
    if most is not None and whole > most:
        yield _("%(when)s 계 %(whole)s - 총사업비보다 %(more)s 많습니다.") % {
            "when": when,
            "whole": format_won(whole),
            "more": format_won(whole - most),
        }
