"""Sums that should agree: the parts of a row with its whole. They warn; a clerk decides."""

from registry.notation.codes import Certainty, Funding, Stage
from registry.notation.statement import Statement
from registry.notation.won import format_won
from registry.sheets.cells import clean
from registry.sheets.heading import AFTER, WHOLE_WORDS, Heading
from registry.sheets.records import FundingRow, ProjectRecord
from registry.sheets.row import BLANKS, Money, RowReader
from registry.sheets.sums import cell_won

_SEVERAL = 2

When = tuple[int | None, Stage, int | None]


def check_sums(record: ProjectRecord, row: RowReader, statement: Statement | None) -> None:
    """Warn where the parts exceed their whole, or stand in every column and still miss it."""
    if not record.funding:
        return
    total = record.total.won if record.total.certainty is Certainty.EXACT else None
    if len(record.funding) == 1 and total is None:
        return
    by_when: dict[When, list[FundingRow]] = {}
    for money in record.funding:
        by_when.setdefault(money[2:5], []).append(money)
    for rows in by_when.values():
        whole = next((one for one in rows if one.source is Funding.WHOLE), None)
        if whole is not None:
            cell = _cell_of(row, record, whole)
            _compare(row, _sum_of_parts(rows), whole.won, statement, cell)
        elif total is not None and len(by_when) == 1:
            _compare(row, _sum_of_parts(rows), total, statement)
    if total is not None and not record.total_is_of_year:
        _check_wholes(record, row, total)


def _check_wholes(record: ProjectRecord, row: RowReader, total: int) -> None:
    """Warn where one year is to take more than the whole project: 총사업비 100, 예산액 120."""
    if any(one.code == "years-differ" for one in row.problems):
        return
    for money in record.funding:
        if money.source is Funding.WHOLE and money.won > total:
            cell = _cell_of(row, record, money)
            _tell_difference(row, "year-exceeds-total", money.won, total, cell)


def _cell_of(row: RowReader, record: ProjectRecord, whole: FundingRow) -> Money | None:
    """Return the column that holds this 계: of 총사업비 and 예산액, the latter."""
    wholes = [money for money in row.plan.money if _is_whole(money.heading)]
    same = [money for money in wholes if row.wons.get(money.index) == whole.won]
    year = record.fiscal_year
    return max(same, key=lambda money: _nearness(money.heading, whole, year), default=None)


def _nearness(heading: Heading, whole: FundingRow, year: int | None) -> tuple[bool, bool]:
    """Return how well a heading fits: 본예산 and 추경 may come to the same won."""
    said = heading.key or heading
    return (said.fiscal_year or year) == whole.fiscal_year, said.stage == whole.stage


def check_years(row: RowReader, total: int, unit: int | None) -> None:
    """Warn where 기투자, the years of a plan and 향후 do not add up to 총사업비.

    Years may stop short of the total where nothing is said of the time after them.
    """
    years, outside = row.plan.years, row.plan.outside
    if not outside and len(years) < _SEVERAL:
        return
    wons = [cell_won(row.cells[m.index], m.heading.unit or unit) for m in (*outside, *years)]
    parts = sum(won or 0 for won in wons)
    open_end = not any(money.heading.word == AFTER for money in outside)
    if years and parts not in (0, total) and not (open_end and parts < total):
        _tell_difference(row, "years-differ", parts, total)


def _sum_of_parts(rows: list[FundingRow]) -> int:
    """Add the sources up; 국비(기금) beside a 국비 is a part of it."""
    mains = {one.source for one in rows if one.sub_kind is None}
    return sum(
        one.won
        for one in rows
        if one.source is not Funding.WHOLE and (one.sub_kind is None or one.source not in mains)
    )


def _all_columns_filled(row: RowReader) -> bool:
    """Return whether several sources have a column and none is blank: they should fill the whole.

    A single 국비 beside 총사업비 says nothing of the rest.
    """
    sources = [money for money in row.plan.money if not _is_whole(money.heading)]
    texts = [clean(row.cells[money.index]) for money in sources]
    several = len({(one.heading.word, one.heading.key) for one in sources}) > 1
    return several and all(text and text not in BLANKS for text in texts)


def _is_whole(heading: Heading) -> bool:
    if heading.key:
        return heading.key.source is Funding.WHOLE
    return heading.word in WHOLE_WORDS


def _compare(
    row: RowReader,
    parts: int,
    whole: int,
    statement: Statement | None,
    cell: Money | None = None,
) -> None:
    if parts == whole or not parts:
        return
    if parts < whole and (statement or not _all_columns_filled(row)):
        return
    code = "parts-exceed-total" if parts > whole else "parts-differ"
    _tell_difference(row, code, parts, whole, cell)


def _tell_difference(
    row: RowReader, code: str, parts: int, whole: int, cell: Money | None = None
) -> None:
    """Tell it of the cell that holds the whole, of 총사업비 where none is given."""
    values = {
        "parts": format_won(parts),
        "total": format_won(whole),
        "difference": format_won(abs(parts - whole)),
        "more": "많습니다" if parts > whole else "적습니다",
    }
    if cell is None and "total" in row.plan.by_field:
        row.tell(code, "total", **values)
    else:
        row.tell_money(code, cell or row.plan.money[0], **values)
