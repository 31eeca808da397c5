"""The money of a row by source, year and stage: from its columns, and from words in its total."""

from registry.notation.bodies import Body
from registry.notation.codes import Certainty, Stage
from registry.notation.funding import read_funding
from registry.sheets.amounts import plain_won, won_amount
from registry.sheets.budgets import Budget
from registry.sheets.cells import CLEAR, clean
from registry.sheets.funding_columns import FundingKey
from registry.sheets.heading import WHOLE_WORDS, Heading
from registry.sheets.records import FundingRow
from registry.sheets.row import NOTHING, Money, Plan, RowReader
from registry.sheets.shares import is_share
from registry.sheets.surroundings import Surroundings
from registry.sheets.values import Unreadable

_SURE = frozenset({Certainty.EXACT, Certainty.UNSTATED, Certainty.NONE})
LADDER = (Stage.PLAN, Stage.ORIGINAL, Stage.SUPPLEMENTARY)


class FundingReader:
    """Reads the money of one row after the other; `around` is what holds for the table."""

    def __init__(self, around: Surroundings, unit: int | None) -> None:
        self.around = around
        self.unit = unit
        self._keys: dict[tuple[object, ...], list[FundingKey]] = {}
        self._kinds: dict[object, int] = {}

    def read(
        self,
        row: RowReader,
        owner: Body | None,
        fiscal_year: int | None,
        budget: Budget | None = None,
    ) -> tuple[dict[FundingKey, FundingRow], list[FundingKey]]:
        """Return the money of the columns by its key, and the keys that ``(지움)`` clears.

        `budget` is the stage and round that the row itself names.
        """
        rows: dict[FundingKey, FundingRow] = {}
        cleared: list[FundingKey] = []
        keys = self._keys_of(row.plan, owner, fiscal_year, budget)
        for money, key in zip(row.plan.money, keys, strict=True):
            raw = row.cells[money.index]
            if not raw or (text := clean(raw)) in NOTHING:
                continue
            if text == CLEAR:
                cleared.append(key)
            elif text[-1] == "%" and is_share(text):
                row.shares += ((money, key, text),)
            elif (won := self._won(row, money, text)) is not None:
                row.wons[money.index] = won
                if rows.setdefault(key, FundingRow(*key, won)).won != won:
                    first = row.plan.money[keys.index(key)]
                    row.tell_money("same-money-twice", money, first=first.text)
        return rows, cleared

    def _keys_of(
        self, plan: Plan, owner: Body | None, fiscal_year: int | None, budget: Budget | None
    ) -> list[FundingKey]:
        """Return which money each column of `plan` holds; the same for most rows of a table."""
        place = (plan.source, self._kind_of(owner), fiscal_year, budget)
        keys = self._keys.get(place)
        if keys is None:
            keys = [self.key(one.heading, owner, fiscal_year, budget) for one in plan.money]
            self._keys[place] = keys
        return keys

    def _kind_of(self, owner: Body | None) -> int:
        """Return one number for all owners whose 시비 and 자체 are the same money."""
        code = owner.code if owner else ""
        if code not in self._kinds:
            money = (read_funding("시비", owner), read_funding("자체", owner))
            self._kinds[code] = self._kinds.setdefault(money, len(self._kinds))
        return self._kinds[code]

    def key(
        self,
        heading: Heading,
        owner: Body | None,
        fiscal_year: int | None,
        budget: Budget | None = None,
    ) -> FundingKey:
        """Return which money a column holds in a row of this owner, year and budget."""
        if heading.key:
            return heading.key
        return self._work_out(heading, owner, fiscal_year, budget)

    def _work_out(
        self,
        heading: Heading,
        owner: Body | None,
        fiscal_year: int | None,
        budget: Budget | None,
    ) -> FundingKey:
        source, sub_kind = read_funding(heading.word, owner)
        if heading.of_total:
            return FundingKey(source, sub_kind, None, Stage.PLAN, None)
        around = budget or (self.around.stage, self.around.round)
        stage = heading.stage or self._stage_of(heading, around[0])
        round_ = heading.round
        if heading.stage in (None, Stage.SUPPLEMENTARY) and around[0] is stage:
            round_ = round_ or around[1]
        return FundingKey(source, sub_kind, heading.fiscal_year or fiscal_year, stage, round_)

    def _stage_of(self, heading: Heading, around: Stage | None) -> Stage:
        """Return the stage of a heading that names none; 예산액 beside 결산액 is 예산현액."""
        if around is Stage.SETTLED and heading.word in WHOLE_WORDS:
            return Stage.CURRENT
        return around or Stage.PLAN

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


def whole_of_year(plan: Plan) -> Money | None:
    """Return the column that stands for the total where no 총사업비 does: 예산액, 계, 추경.

    Columns of several years, or of what comes before and after, are a plan and no total.
    """
    wholes = [money for money in plan.money if _is_whole(money.heading)]
    years = {money.heading.fiscal_year for money in wholes} - {None}
    if len(years) > 1 or plan.outside:
        return None
    return max(filter(_is_on_ladder, wholes), key=_step, default=None)


def _is_whole(heading: Heading) -> bool:
    return heading.key is None and heading.word in WHOLE_WORDS


def _is_on_ladder(money: Money) -> bool:
    return money.heading.stage is None or money.heading.stage in LADDER


def _step(money: Money) -> tuple[int, int]:
    stage = money.heading.stage
    return (LADDER.index(stage) if stage else 0, money.heading.round or 0)
