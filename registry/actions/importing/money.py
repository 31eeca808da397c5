"""What a row would change in the funding matrix of its project: by key, and nothing else of it.

Money that the file does not name is kept; ``(지움)`` in its column takes it away.
"""

from collections.abc import Iterable
from dataclasses import replace

from registry.actions.importing.drafts import Draft, Money
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import tell, won_text
from registry.notation.codes import Funding, Stage, SubKind
from registry.resources import StoredKey, stored_key
from registry.sheets.funding_columns import funding_heading

Matrix = dict[StoredKey, Money]
Moment = tuple[int | None, str, int]  # year, stage, round


def compare_money(row: PlannedRow, project: Draft) -> None:
    """Keep what the row adds to the matrix, changes in it and takes from it."""
    if not row.given.funding and not row.given.cleared_funding:
        return
    stored = matrix_of(project)
    named = {stored_key(money.key) for money in row.given.funding}
    for money in row.given.funding:
        place = _place_of(stored_key(money.key), stored, named, row.given.fiscal_year)
        if place is None:
            years = sorted({year for year, *_rest in _moments(stored) if year})
            tell(
                row,
                "which-year",
                "funding",
                source=heading_at(stored_key(money.key)),
                years=", ".join(map(str, years)),
            )
        else:
            _compare_one(row, stored.get(place), place, money.won)
    for cleared in row.given.cleared_funding:
        gone = stored.get(stored_key(cleared))
        if gone:
            row.children.gone_money.append(gone)
            row.note("funding", heading_at(gone.place), won_text(gone.won), "")


def matrix_of(project: Draft) -> Matrix:
    """Return the stored money of a project by its place in the matrix."""
    return {money.place: money for money in project.money_rows}


def _place_of(
    key: StoredKey, stored: Matrix, named: set[StoredKey], of_row: int | None
) -> StoredKey | None:
    """Return the place in the stored matrix that a file means by `key`; None: nobody can tell.

    A plain 국비 column takes its year from 회계연도, while the stored paper may have given none
    (52억2400만원, 국비 26억1200만원 포함); or the file has no year, and the stored paper has.
    Either way it is the same money, unless the file itself names the other place too.
    """
    if key in stored or key[0] == Funding.WHOLE:
        return key
    known, said = _moments(stored), _moments(named)
    dated = {moment for moment in known if moment[0] is not None}
    return (
        _without_year(key, known, dated, said) if key[2] else _in_a_year(key, known, dated, said)
    )


def _without_year(
    key: StoredKey, known: set[Moment], dated: set[Moment], said: set[Moment]
) -> StoredKey:
    """Return where money of the file's one year goes: to the parts that stand without a year."""
    source, sub_kind, _year, stage, round_ = key
    undated = (None, stage, round_)
    meant = undated in known and not dated and len({year for year, *_rest in said}) == 1
    return (source, sub_kind, *undated) if meant else key


def _in_a_year(
    key: StoredKey, known: set[Moment], dated: set[Moment], said: set[Moment]
) -> StoredKey | None:
    """Return where money without a year goes: beside the parts of years it would hide them."""
    if known - dated or not dated or len({year for year, *_rest in said}) > 1:
        return key
    return (key[0], key[1], *dated.pop()) if len(dated) == 1 else None


def _moments(places: Iterable[StoredKey]) -> set[Moment]:
    """Return the years, stages and rounds that parts (not 계) stand in."""
    return {
        (year, stage, round_)
        for source, _kind, year, stage, round_ in places
        if source != Funding.WHOLE
    }


def _compare_one(row: PlannedRow, found: Money | None, place: StoredKey, won: int) -> None:
    if found is None:
        row.children.money.append(Money(None, *place, won))
        if not row.quiet:
            row.note("funding", heading_at(place), "", won_text(won))
    elif found.won != won:
        row.note("funding", heading_at(place), won_text(found.won), won_text(won))
        row.children.changed_money.append(replace(found, won=won))


def heading_at(place: StoredKey) -> str:
    """Return what a place in the matrix is called: ``국비(2013 본예산)``."""
    source, sub_kind, fiscal_year, stage, round_ = place
    kind = SubKind(sub_kind) if sub_kind else None
    return funding_heading(Funding(source), kind, fiscal_year, Stage(stage), round_ or None)
