"""Sums that should agree: the parts of a row with its whole. They warn; a clerk decides."""

from registry.notation.codes import Certainty, Funding, Stage
from registry.notation.statement import Statement
from registry.sheets.cells import clean
from registry.sheets.heading import WHOLE_WORDS, Heading
from registry.sheets.records import FundingRow, ProjectRecord
from registry.sheets.row import BLANKS, RowReader

When = tuple[int | None, Stage, int | None]


def check_sums(record: ProjectRecord, row: RowReader, statement: Statement | None) -> None:
    """Warn where the parts exceed their whole, or stand in every column and still miss it."""
    if not record.funding:
        return
    by_when: dict[When, list[FundingRow]] = {}
    for money in record.funding:
        by_when.setdefault(money[2:5], []).append(money)
    total = record.total.won if record.total.certainty is Certainty.EXACT else None
    for rows in by_when.values():
        whole = next((one.won for one in rows if one.source is Funding.WHOLE), None)
        if whole is None and len(by_when) == 1:
            whole = total
        if whole is not None:
            _compare(row, _sum_of_parts(rows), whole, statement)


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


def _compare(row: RowReader, parts: int, whole: int, statement: Statement | None) -> None:
    if parts == whole or not parts:
        return
    if parts < whole and (statement or not _all_columns_filled(row)):
        return
    code = "parts-exceed-total" if parts > whole else "parts-differ"
    values = {
        "parts": f"{parts:,}",
        "total": f"{whole:,}",
        "difference": f"{abs(parts - whole):,}",
    }
    if "total" in row.plan.by_field:
        row.tell(code, "total", **values)
    else:
        row.tell_money(code, row.plan.money[0], **values)
