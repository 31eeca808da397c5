"""What a row would change in the funding matrix of its project: by key, and nothing else of it.

Money that the file does not name is kept; ``(지움)`` in its column takes it away.
"""

from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import won_text
from registry.models import FundingSource, Project
from registry.notation.codes import Funding, Stage, SubKind
from registry.resources import StoredKey, money_rows, stored_key
from registry.sheets.funding_columns import funding_heading
from registry.sheets.records import FundingRow

Matrix = dict[StoredKey, FundingSource]


def compare_money(row: PlannedRow, project: Project) -> None:
    """Keep what the row adds to the matrix, changes in it and takes from it."""
    stored = matrix_of(project)
    named = {stored_key(money.key) for money in row.given.funding}
    for money in row.given.funding:
        place = _place_of(stored_key(money.key), stored, named)
        _compare_one(row, project, stored.get(place), money)
    for cleared in row.given.cleared_funding:
        gone = stored.get(stored_key(cleared))
        if gone:
            row.children.gone_money.append(gone)
            row.note("funding", heading_of(gone), won_text(gone.won), "")


def matrix_of(project: Project) -> Matrix:
    """Return the stored money of a project by its place in the matrix."""
    return {
        (money.source, money.sub_kind, money.fiscal_year, money.stage, money.round): money
        for money in money_rows(project)
    }


def _place_of(key: StoredKey, stored: Matrix, named: set[StoredKey]) -> StoredKey:
    """Return the place in the stored matrix that a file means by `key`.

    A plain 국비 column takes its year from 회계연도, while the stored paper may have given none
    (52억2400만원, 국비 26억1200만원 포함). Where a source is stored without a year and in no year,
    and the file does not name that place itself, the two are the same money.
    """
    source, sub_kind, _year, stage, round_ = key
    without_year = (source, sub_kind, None, stage, round_)
    in_years = any(year for known, kind, year, *_ in stored if (known, kind) == (source, sub_kind))
    meant = without_year in stored and without_year not in named and not in_years
    return without_year if meant else key


def _compare_one(
    row: PlannedRow, project: Project, found: FundingSource | None, money: FundingRow
) -> None:
    if found is None:
        source, sub_kind, fiscal_year, stage, round_ = stored_key(money.key)
        new = FundingSource(
            project=project,
            source=source,
            sub_kind=sub_kind,
            fiscal_year=fiscal_year,
            stage=stage,
            round=round_,
            won=money.won,
        )
        row.children.money.append(new)
        row.note("funding", heading_of(new), "", won_text(money.won))
    elif found.won != money.won:
        row.note("funding", heading_of(found), won_text(found.won), won_text(money.won))
        found.won = money.won
        row.children.changed_money.append(found)


def heading_of(money: FundingSource) -> str:
    """Return what a row of the matrix is called: ``국비(2013 본예산)``."""
    sub_kind = SubKind(money.sub_kind) if money.sub_kind else None
    stage, round_ = Stage(money.stage), money.round or None
    return funding_heading(Funding(money.source), sub_kind, money.fiscal_year, stage, round_)
