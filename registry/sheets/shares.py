"""Parts of a total in words or percent: ``10억원(도비 30 %, 시비 70 %)``, 30 % in a column."""

import re
from collections.abc import Iterator
from decimal import Decimal

from registry.notation.amount import Amount
from registry.notation.codes import Certainty, Funding, Stage
from registry.notation.statement import Part, Statement
from registry.notation.won import format_won
from registry.sheets.funding_columns import FundingKey
from registry.sheets.records import FundingRow
from registry.sheets.row import RowReader

_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*%")


def is_share(text: str) -> bool:
    """Return whether a cell of money holds a share and no amount.

    >>> is_share("30%"), is_share("33.3 %"), is_share("국비 30%")
    (True, True, False)
    """
    return _SHARE.fullmatch(text) is not None


def stated_parts(
    row: RowReader, statement: Statement, known: set[Funding]
) -> Iterator[FundingRow]:
    """Yield the parts that the total names in words, of no year: ``국비 26억1200만원 포함``.

    A source that has a column of its own is left to it.
    """
    for part in statement.parts:
        if part.source not in known:
            won = _part_won(row, part, statement.amount)
            if won is not None:
                yield FundingRow(part.source, part.sub_kind, None, Stage.PLAN, None, won)


def column_parts(row: RowReader, total: Amount) -> Iterator[tuple[FundingKey, FundingRow]]:
    """Yield the money of the columns in which a row gives only a share of its total."""
    for money, key, text in row.shares:
        words = f"{money.heading.word} {text}"
        won = _won_of_share(_percent(text), total)
        if won is None:
            row.tell_money("share-kept", money, words)
            row.remarks += (words,)
        else:
            row.tell_money("share-computed", money, words, won=format_won(won))
            yield key, FundingRow(*key, won)


def _part_won(row: RowReader, part: Part, total: Amount) -> int | None:
    if part.amount and part.amount.certainty is Certainty.EXACT:
        return part.amount.won
    words = f"{part.word} {part.share or ''}%" if part.share else part.word
    if part.amount:
        row.tell("not-exact", "total", part.amount.text)
        return None
    if not part.share:
        return None
    won = _won_of_share(part.share, total)
    if won is None:
        row.tell("share-kept", "total", words)
        row.remarks += (words,)
    else:
        row.tell("share-computed", "total", words, won=format_won(won))
    return won


def _percent(text: str) -> Decimal:
    found = _SHARE.fullmatch(text)
    return Decimal(found[1]) if found else Decimal(0)


def _won_of_share(share: Decimal, total: Amount) -> int | None:
    """Return the won of a share, whole won only; None where the total is not exact."""
    if total.certainty is not Certainty.EXACT or total.won is None or share > 100:
        return None
    return int(total.won * share / 100)
