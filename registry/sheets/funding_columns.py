"""The heading of a column of money, such as ``국비(국고보조금)(2013 추경 1)``, and back again.

The export writes these headings and the reader understands them one to one; what clerks write
(``도비``, ``2014년 시비``) is the business of ``headings``.
"""

import re
import unicodedata
from typing import NamedTuple

from registry.notation.codes import Funding, Stage, SubKind

NO_YEAR = "연도 미상"
_STAGES = {"".join(stage.label.split()): stage for stage in Stage}
_WHEN = re.compile(
    r"\((?P<year>\d{4}|연도미상)(?P<stage>" + "|".join(_STAGES) + r")(?P<round>[1-9]\d?)?\)$"
)


class FundingKey(NamedTuple):
    """Which money: one row of the matrix source × year × stage."""

    source: Funding
    sub_kind: SubKind | None
    fiscal_year: int | None
    stage: Stage
    round: int | None


def funding_heading(
    source: Funding,
    sub_kind: SubKind | None,
    fiscal_year: int | None,
    stage: Stage,
    round: int | None = None,
) -> str:
    """Return the heading under which the export writes this money; amounts are in won.

    >>> funding_heading(Funding.NATIONAL, SubKind.SUBSIDY, 2013, Stage.SUPPLEMENTARY, 1)
    '국비(국고보조금)(2013 추경 1)'
    >>> funding_heading(Funding.WHOLE, None, None, Stage.PLAN)
    '계(연도 미상 계획)'
    """
    when = [NO_YEAR if fiscal_year is None else f"{fiscal_year:04}", stage.label]
    if round:
        when.append(str(round))
    return f"{_money_label(source, sub_kind)}({' '.join(when)})"


def parse_funding_heading(text: str) -> FundingKey | None:
    """Return the key of which `text` is the heading, or None when it is not of that form.

    >>> key = parse_funding_heading("국비(2013 추경 1)")
    >>> str(key.source), key.fiscal_year, str(key.stage), key.round
    ('national', 2013, 'supplementary', 1)
    >>> parse_funding_heading("국비") is None
    True
    """
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    when = _WHEN.search(compact)
    money = _MONEY.get(compact[: when.start()]) if when else None
    if when is None or money is None:
        return None
    year = None if when["year"] == "연도미상" else int(when["year"])
    round_ = int(when["round"]) if when["round"] else None
    return FundingKey(*money, year, _STAGES[when["stage"]], round_)


def _money_label(source: Funding, sub_kind: SubKind | None) -> str:
    return source.label if sub_kind is None else f"{source.label}({sub_kind.label})"


def _compact_labels() -> dict[str, tuple[Funding, SubKind | None]]:
    kinds: list[SubKind | None] = [None, *SubKind]
    return {
        "".join(_money_label(source, kind).split()): (source, kind)
        for source in Funding
        for kind in kinds
    }


_MONEY = _compact_labels()
