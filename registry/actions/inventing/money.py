"""Who pays: the rows of the matrix source × year × stage that belong to a total."""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from registry.notation.codes import Funding, Level, Stage, SubKind

_UNKNOWN = 0.35  # of all exact totals: the paper does not say who pays


class Row(NamedTuple):
    """The columns of one amount but for its project, in the order in which they are written."""

    source: str
    sub_kind: str
    fiscal_year: int | None
    stage: str
    round: int
    won: int


class _Part(NamedTuple):
    """A source and its share in percent."""

    source: Funding
    share: int
    sub_kind: str = ""


_NATIONAL, _PROVINCIAL, _OWN = Funding.NATIONAL, Funding.PROVINCIAL, Funding.MUNICIPAL
# A 시·도 has no 시·군·구비; a 구 of a 특별시 gets 시비, which is 시·도비 here.
_OF_REGIONS: tuple[tuple[_Part, ...], ...] = (
    (_Part(_PROVINCIAL, 100),),
    (_Part(_PROVINCIAL, 100),),
    (_Part(_NATIONAL, 50, SubKind.SUBSIDY), _Part(_PROVINCIAL, 50)),
    (_Part(_NATIONAL, 70, SubKind.BALANCED), _Part(_PROVINCIAL, 30)),
    (_Part(_NATIONAL, 80), _Part(_PROVINCIAL, 20)),
)
_OF_OTHERS: tuple[tuple[_Part, ...], ...] = (
    (_Part(_OWN, 100),),
    (_Part(_OWN, 100),),
    (_Part(_OWN, 100),),
    (_Part(_PROVINCIAL, 30, SubKind.PROVINCIAL_SUBSIDY), _Part(_OWN, 70)),
    (_Part(_PROVINCIAL, 50, SubKind.ADJUSTMENT_GRANT), _Part(_OWN, 50)),
    (_Part(_NATIONAL, 50), _Part(_PROVINCIAL, 15), _Part(_OWN, 35)),
    (_Part(_NATIONAL, 50, SubKind.BALANCED), _Part(_OWN, 50)),
    (_Part(_NATIONAL, 70, SubKind.SPECIAL_GRANT), _Part(_OWN, 30)),
    (_Part(_NATIONAL, 40), _Part(Funding.LOCAL, 60)),
    (_Part(_OWN, 80), _Part(Funding.PRIVATE, 20)),
)
_STAGES = (Stage.ORIGINAL,) * 2 + (Stage.PLAN,)


def money(
    rng: random.Random, level: Level, won: int, year: int, last_year: int | None
) -> list[Row]:
    """Return the rows of an exact total; together the parts of its last step are the total."""
    if rng.random() < _UNKNOWN:
        return []
    parts = rng.choice(_OF_REGIONS if level == Level.SIDO else _OF_OTHERS)
    years = range(year, (last_year or year) + 1)
    rows = [
        Row(source, kind, one_year, stage, 0, part)
        for one_year, of_year in zip(years, _split(won, _even(len(years))), strict=True)
        for stage in [_stage(rng, one_year == year)]
        for (source, _share, kind), part in zip(
            parts, _split(of_year, _shares(parts)), strict=True
        )
    ]
    return rows + list(_later(rng, rows))


def _stage(rng: random.Random, first: bool) -> str:
    """Return the stage of a year; of the years to come there is a plan and no more."""
    return (rng.choice(_STAGES) if first else Stage.PLAN).value


def _later(rng: random.Random, rows: list[Row]) -> Iterator[Row]:
    """Yield what comes beside: the whole (계), the supplementary budget or what was spent."""
    chance, first = rng.random(), rows[0]
    same_year = [row for row in rows if row.fiscal_year == first.fiscal_year]
    if chance < 0.06:
        total = sum(row.won for row in same_year)
        yield Row(Funding.WHOLE.value, "", first.fiscal_year, first.stage, 0, total)
    elif chance < 0.12 and first.stage == Stage.ORIGINAL:
        for row in same_year:
            yield row._replace(stage=Stage.SUPPLEMENTARY.value, round=1)
    elif chance < 0.18:
        for row in same_year:
            yield row._replace(
                stage=Stage.SETTLED.value, won=row.won * rng.randrange(80, 101) // 100
            )


def _split(won: int, shares: Sequence[int]) -> list[int]:
    """Return the parts of an amount, to the won; the last takes what is left."""
    parts = [won * share // 100 for share in shares[:-1]]
    return [*parts, won - sum(parts)]


@cache
def _even(count: int) -> list[int]:
    return [100 // count] * count


def _shares(parts: Sequence[_Part]) -> list[int]:
    return [part.share for part in parts]
