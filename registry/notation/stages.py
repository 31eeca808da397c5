"""One year's money from 계획 to 결산: where its budget stood at each stage.

>>> from collections import namedtuple
>>> Row = namedtuple("Row", "source fiscal_year stage round won")
>>> rows = [Row("whole", 2013, "supplementary", 1, 51), Row("whole", 2013, "original", 0, 48)]
>>> [(year, [(str(at.stage), at.round, at.won) for at in line]) for year, line in standings(rows)]
[(2013, [('original', 0, 48), ('supplementary', 1, 51)])]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from registry.notation.codes import Funding, Stage
from registry.notation.ladder import step

_ORDER = {stage: at for at, stage in enumerate(Stage)}


class Row(Protocol):
    """One cell of the funding matrix, as it is stored."""

    source: str
    fiscal_year: int | None
    stage: str
    round: int
    won: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a budget stood at one stage; `is_stated` where a row 계 says so, else its parts do."""

    stage: Stage
    round: int
    won: int
    is_stated: bool


def standings(rows: Iterable[Row]) -> list[tuple[int | None, list[Standing]]]:
    """Return how the money of each year went from stage to stage, an unknown year last.

    계 counts where it is written; the parts beside it may be but some of it (국비 포함).
    """
    ordered = sorted(rows, key=_place)
    return [
        (year or None, [_standing(list(cells)) for _at, cells in groupby(of_year, key=_place)])
        for year, of_year in groupby(ordered, key=lambda row: row.fiscal_year or 0)
    ]


def overtaken(line: list[Standing]) -> tuple[Standing, Standing] | None:
    """Return the 계 that is a year's money, and the later stage that tells its sources only.

    계 18억 of 계획 stays the money of the year though 본예산 names 39억 by source: parts are no 계
    (DESIGN 3.4). None where the latest stage has a 계 of its own, or the year has none.
    """
    climbed = [at for at in line if step(at.stage, at.round) is not None]
    stated = [at for at in climbed if at.is_stated]
    return (stated[-1], climbed[-1]) if stated and not climbed[-1].is_stated else None


def _place(row: Row) -> tuple[bool, int, int, int]:
    stage = Stage(row.stage)
    return row.fiscal_year is None, row.fiscal_year or 0, _ORDER[stage], row.round


def _standing(cells: list[Row]) -> Standing:
    wholes = [row.won for row in cells if row.source == Funding.WHOLE]
    won = sum(wholes) if wholes else sum(row.won for row in cells)
    return Standing(Stage(cells[0].stage), cells[0].round, won, bool(wholes))
