"""What a file says of one part of a selection: counts, sums, and the won of each source."""

from django.utils.translation import gettext as _

from registry.actions.xlsx import Cell
from registry.notation.codes import Funding
from registry.statistics.groups import Group

_SOURCES = [one for one in Funding if one not in (Funding.WHOLE, Funding.UNSTATED)]


def group_headings() -> list[str]:
    """Return the headings over ``group_cells``, the same whatever was asked; whole won."""
    return [
        _("사업"),
        _("총사업비(원)"),
        _("합계에서 뺀 사업"),
        _("사업비를 더한 해"),
        _("그해 사업비(원)"),
        _("그해 금액을 알 수 없는 사업"),
        _("총사업비 전체를 넣은 사업"),
        *(_("%(source)s(원)") % {"source": _(one.label)} for one in _SOURCES),
        _("재원 미공개(원)"),
        _("재원이 공개된 사업"),
    ]


def group_cells(group: Group, year: int | None) -> list[Cell]:
    """Return one part as a file has it; blank is not known, or not asked for, never 0."""
    totals, split = group.totals, group.split
    return [
        totals.count,
        totals.won if group.is_told else None,
        sum(totals.left_out.values()) + totals.inside_larger,
        year,
        *_of_year(group, year),
        *(split.parts.get(source) for source in _SOURCES),
        split.parts.get(Funding.UNSTATED, 0) + split.rest if split.rest is not None else None,
        group.known,
    ]


def _of_year(group: Group, year: int | None) -> list[Cell]:
    """Return one year's money, who does not tell it, and who tells only a total for it."""
    if not year:
        return [None, None, None]
    return [group.year.won, group.year.left_out, group.year.undivided] if group.year else [0, 0, 0]
