"""What the database would refuse, told as a row's error before anything is written.

The promises are those of the models' constraints (``models.promises``); a constraint that is
broken all the same rolls the whole import back (``confirming``).
"""

from django.db.models import CharField
from django.utils.translation import gettext as _

from registry.actions.importing.drafts import Draft
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import tell
from registry.models import Participation, Project, Source
from registry.notation.codes import Certainty, Stage
from registry.notation.won import MAX_WON

# The column of the file that fills a column of the database.
_COLUMN = {
    "name": "name",
    "department_text": "department",
    "outputs": "outputs",
    "period_text": "period",
    "total_text": "total_text",
    "estimate_text": "estimate_text",
    "estimate_basis": "estimate_basis",
}
_WON = {
    "total_won": "total",
    "total_min_won": "total_min",
    "total_max_won": "total_max",
    "estimate_won": "estimate",
}


_LIMITS = {
    column.name: column.max_length or 0
    for column in Project._meta.concrete_fields
    if column.name in _COLUMN
}


def check(row: PlannedRow, project: Draft) -> None:
    """Tell what of the row the database would refuse; nothing is told of what it leaves alone."""
    _check_lengths(row, project)
    _check_won(row, project)
    if row.fields & {"total_certainty", *_WON}:
        _check_amount(row, project)
    if row.fields & {"period_start", "period_end"}:
        _check_period(row, project)
    if row.children.money or row.children.changed_money:
        _check_money(row)
    _check_children(row)


def _check_lengths(row: PlannedRow, project: Draft) -> None:
    for name in row.fields & _COLUMN.keys():
        _check_length(row, _COLUMN[name], getattr(project, name), _LIMITS[name])


def _limit(model: type[Source | Participation], name: str) -> int:
    field = model._meta.get_field(name)
    return (isinstance(field, CharField) and field.max_length) or 0


def _check_length(row: PlannedRow, column: str, text: str, limit: int) -> None:
    if len(text) > limit:
        tell(row, "too-long", column, limit=limit, length=len(text))


def _check_won(row: PlannedRow, project: Draft) -> None:
    for name in row.fields & _WON.keys():
        won, column = getattr(project, name), _WON[name]
        if won is not None and not 0 <= won <= MAX_WON:
            tell(row, "out-of-range", column, value=f"{won:,}")


def _check_amount(row: PlannedRow, project: Draft) -> None:
    """Tell where the certainty and the amounts contradict each other, stored ones included."""
    bounds = (project.total_min_won, project.total_max_won)
    if not _agrees(project.total_certainty, project.total_won, *bounds):
        reason = _("금액 상태와 금액이 맞지 않습니다. 총사업비와 금액 상태를 함께 적어 주세요.")
        tell(row, "breaks-promise", "certainty", reason=reason)
    elif None not in bounds and (bounds[0] or 0) > (bounds[1] or 0):
        tell(row, "breaks-promise", "total_min", reason=_("최소 금액이 최대 금액보다 큽니다."))


def _agrees(certainty: str, won: int | None, low: int | None, high: int | None) -> bool:
    """Return whether the amounts are those that the certainty allows (models.promises).

    >>> _agrees("exact", 5, None, None), _agrees("exact", None, None, None)
    (True, False)
    >>> _agrees("range", None, 5, None), _agrees("none", 5, None, None)
    (True, False)
    """
    bounded = low is not None or high is not None
    if certainty == Certainty.EXACT:
        return won is not None and not bounded
    if certainty == Certainty.ABOUT:
        return won is not None and high is None and low in (None, won)
    if certainty == Certainty.RANGE:
        return won is None and bounded
    return won is None and not bounded


def _check_period(row: PlannedRow, project: Draft) -> None:
    start, end = project.period_start, project.period_end
    if start and end and start > end:
        reason = _("끝나는 날이 시작하는 날보다 빠릅니다. 착수일과 완료일을 확인해 주세요.")
        tell(row, "breaks-promise", "end", reason=reason)


def _check_money(row: PlannedRow) -> None:
    money = [*row.children.money, *row.children.changed_money]
    if len({one.place for one in row.children.money}) < len(row.children.money):
        reason = _("같은 재원·연도·단계의 금액이 두 번 있습니다. 하나만 남겨 주세요.")
        tell(row, "breaks-promise", "funding", reason=reason)
    for one in money:
        if not 0 <= one.won <= MAX_WON:
            tell(row, "out-of-range", "funding", value=f"{one.won:,}")
        if one.round and one.stage != Stage.SUPPLEMENTARY:
            tell(row, "breaks-promise", "funding", reason=_("회차는 추경에만 적습니다."))


def _check_children(row: PlannedRow) -> None:
    for one in row.children.partners:
        _check_length(row, "participants", one.name, _limit(Participation, "name"))
    for source in row.children.documents:
        _check_length(row, "source_title", source.title, _limit(Source, "title"))
        _check_length(row, "source_title", source.publisher, _limit(Source, "publisher"))
