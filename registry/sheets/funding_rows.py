"""The money of a row by source, year and stage: from its columns, and from words in its total."""

from collections.abc import Iterator

from registry.notation.amount import Amount
from registry.notation.bodies import Body
from registry.notation.codes import Certainty, Funding, Stage
from registry.notation.funding import read_funding
from registry.notation.statement import Part, Statement
from registry.sheets.amounts import plain_won, won_amount
from registry.sheets.cells import CLEAR, clean
from registry.sheets.funding_columns import FundingKey
from registry.sheets.heading import WHOLE_WORDS, Heading
from registry.sheets.records import FundingRow
from registry.sheets.row import BLANKS, Money, RowReader
from registry.sheets.surroundings import Surroundings
from registry.sheets.values import Unreadable

_SURE = frozenset({Certainty.EXACT, Certainty.UNSTATED, Certainty.NONE})
_LADDER = (Stage.PLAN, Stage.ORIGINAL, Stage.SUPPLEMENTARY)


class FundingReader:
    """Reads the money of one row after the other; `around` is what holds for the table."""

    def __init__(self, around: Surroundings, unit: int | None) -> None:
        self.around = around
        self.unit = unit
        self._keys: dict[tuple[Heading, str, int | None], FundingKey] = {}

    def read(
        self, row: RowReader, owner: Body | None, fiscal_year: int | None
    ) -> tuple[dict[FundingKey, FundingRow], list[FundingKey]]:
        """Return the money of the columns by its key, and the keys that ``(지움)`` clears."""
        rows: dict[FundingKey, FundingRow] = {}
        cleared: list[FundingKey] = []
        first: dict[FundingKey, Money] = {}
        for money in row.plan.money:
            text = row.cells[money.index]
            if not text or not (text := clean(text)) or text in BLANKS:
                continue
            key = self.key(money.heading, owner, fiscal_year)
            if text == CLEAR:
                cleared.append(key)
                continue
            won = self._won(row, money, text)
            if won is not None:
                old = rows.setdefault(key, FundingRow(*key, won))
                if old.won != won:
                    row.tell_money("same-money-twice", money, first=first[key].text)
                first.setdefault(key, money)
        return rows, cleared

    def key(self, heading: Heading, owner: Body | None, fiscal_year: int | None) -> FundingKey:
        """Return which money a column holds in a row of this owner and year."""
        if heading.key:
            return heading.key
        place = (heading, owner.code if owner else "", fiscal_year)
        key = self._keys.get(place)
        if key is None:
            key = self._keys[place] = self._work_out(heading, owner, fiscal_year)
        return key

    def _work_out(
        self, heading: Heading, owner: Body | None, fiscal_year: int | None
    ) -> FundingKey:
        source, sub_kind = read_funding(heading.word, owner)
        if heading.of_total:
            return FundingKey(source, sub_kind, None, Stage.PLAN, None)
        stage = heading.stage or self.around.stage or Stage.PLAN
        round_ = heading.round
        if heading.stage in (None, Stage.SUPPLEMENTARY) and self.around.stage is stage:
            round_ = round_ or self.around.round
        return FundingKey(source, sub_kind, heading.fiscal_year or fiscal_year, stage, round_)

    def _won(self, row: RowReader, money: Money, text: str) -> int | None:
        """Return the won of a cell; tell what keeps it from being exact money."""
        unit = money.heading.unit or self.unit
        try:
            won = plain_won(text, unit)
            amount = None if won is not None else won_amount(text, unit)
        except Unreadable as error:
            row.tell_money(error.code, money, text, **error.values)
            return None
        if amount and amount.certainty not in _SURE:
            row.tell_money("not-exact", money, text)
            return None
        return amount.won if amount else won


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


def _part_won(row: RowReader, part: Part, total: Amount) -> int | None:
    if part.amount and part.amount.certainty is Certainty.EXACT:
        return part.amount.won
    words = f"{part.word} {part.share or ''}%" if part.share else part.word
    if part.amount:
        row.tell("not-exact", "total", part.amount.text)
    elif part.share and total.certainty is Certainty.EXACT and total.won is not None:
        won = int(total.won * part.share / 100)
        row.tell("share-computed", "total", words, won=f"{won:,}")
        return won
    elif part.share:
        row.tell("share-kept", "total", words)
    return None


def whole_of_year(row: RowReader) -> Money | None:
    """Return the column that stands for the total where no 총사업비 does: 예산액, 계, 추경.

    Columns that name a year of their own are a plan over several years, and no total.
    """
    columns = [money for money in row.plan.money if _is_whole_of_year(money.heading)]
    return max(columns, key=_step, default=None)


def _is_whole_of_year(heading: Heading) -> bool:
    return (
        heading.key is None
        and heading.word in WHOLE_WORDS
        and heading.fiscal_year is None
        and (heading.stage is None or heading.stage in _LADDER)
    )


def _step(money: Money) -> tuple[int, int]:
    stage = money.heading.stage
    return (_LADDER.index(stage) if stage else 0, money.heading.round or 0)
