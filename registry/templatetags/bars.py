"""Bars of funding: SVG with presentation attributes only, so that the strict CSP holds.

Widths are percentages without a viewBox: a stretched viewBox would also stretch the gaps between
the segments and the hatching of 재원 미공개.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from registry.notation.codes import Funding
from registry.notation.ladder import Breakdown

register = template.Library()

_PLAIN = (
    '<svg class="bar" width="100%" height="10" aria-hidden="true">'
    '<rect class="f-plain" width="{}%" height="10"/></svg>'
)
_BAR = '<svg class="bar" width="100%" height="10" aria-hidden="true">{}</svg>'
_SEGMENT = '<rect class="f-{}" x="{}%" width="{}%" height="10"{}/>'
_FILLS = {Funding.UNSTATED.value: mark_safe(' fill="url(#hatch)"')}
_SHOWN = [source for source in Funding if source not in {Funding.WHOLE, Funding.UNSTATED}]


@dataclass(frozen=True, slots=True)
class Segment:
    """One source in a bar: `x` and `width` in percent of the bar, `share` of its money."""

    source: str
    label: str
    won: int
    x: str
    width: str
    share: float


def segments(breakdown: Breakdown, scale: int = 0) -> list[Segment]:
    """Return the segments of a bar that is full at `scale` won (0: at its own sum)."""
    money = list(_money(breakdown))
    whole = sum(won for _source, _label, won in money)
    scale, before, found = scale or whole, 0, []
    for source, label, won in money:
        x, width = (f"{part * 100 / scale:.2f}" for part in (before, won))
        found.append(Segment(source, label, won, x, width, won * 100 / whole))
        before += won
    return found


def _money(breakdown: Breakdown) -> Iterator[tuple[str, str, int]]:
    for source in _SHOWN:
        if won := breakdown.parts.get(source, 0):
            yield source.value, _(source.label), won
    unstated = breakdown.parts.get(Funding.UNSTATED, 0) + (breakdown.rest or 0)
    if unstated:
        yield Funding.UNSTATED.value, _("재원 미공개"), unstated


@register.simple_tag
def funding_bar(breakdown: Breakdown, scale: int = 0) -> SafeString:
    """Draw whose money it is; the numbers stand beside it in the row or table."""
    parts = segments(breakdown, scale)
    cells = ((one.source, one.x, one.width, _FILLS.get(one.source, "")) for one in parts)
    return format_html(_BAR, format_html_join("", _SEGMENT, cells))


@register.simple_tag
def plain_bar(part: int | Decimal, scale: int | Decimal) -> SafeString:
    """Draw one amount against the largest of its table; the number stands beside it."""
    width = f"{float(part) * 100 / float(scale):.2f}" if scale else "0"
    return format_html(_PLAIN, width)


@register.filter
def by_source(breakdown: Breakdown) -> list[Segment]:
    """Return the rows of a table of funding: the segments of its bar."""
    return segments(breakdown)


@register.filter
def summed(breakdown: Breakdown) -> int:
    """Return what the rows of a table of funding add up to: more than a total that they exceed."""
    return sum(part.won for part in segments(breakdown))


@register.filter
def shares(breakdown: Breakdown) -> str:
    """Return a bar in words: 국비 50%, 재원 미공개 50%, or that no source is known."""
    parts = segments(breakdown)
    known = [part for part in parts if part.source != Funding.UNSTATED]
    if not known:
        return _("재원 미공개")
    if breakdown.rest is None:
        return ", ".join(part.label for part in known)
    return ", ".join(f"{part.label} {_rounded(part.share)}" for part in parts)


def _rounded(share: float) -> str:
    """Return a share in whole percent; one that is there is never 0%."""
    return _("1% 미만") if share < 1 else f"{round(share)}%"
