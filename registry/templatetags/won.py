"""Amounts on a page: ``{{ sum.won|won }}``, and what a sum leaves out, in words."""

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.language import say_digits, say_short_won, say_won
from registry.querysets import TotalSum, YearSum

register = template.Library()


@register.filter
def won(amount: int | None) -> str:
    """Return an amount as people and machines read it; a missing one says so."""
    if amount is None:
        return _("공개되지 않음")
    return _data(amount, say_won(amount))


@register.filter
def plain_won(amount: int) -> str:
    """Return an amount in words alone, for what is no text of the page."""
    return say_won(amount)


@register.filter
def short_won(amount: int) -> SafeString:
    """Return an amount cut short, for a headline."""
    return _data(amount, say_short_won(amount))


@register.filter
def digits(amount: int) -> str:
    """Return an amount to the last won: 5,224,000,000원."""
    return _("%(won)s원") % {"won": f"{amount:,}"}


@register.filter
def percent(share: Decimal | None) -> str:
    """Return a share in percent with three places, cut of its trailing zeros."""
    if share is None:
        return _("계산할 수 없음")
    return f"{floatformat(share, '-3')}%"


@register.filter
def leave_outs(total: TotalSum) -> str:
    """Return what a sum of totals does not say: 5건 제외 (대략 1건, …) · 중복 의심 1쌍 포함."""
    said = []
    if count := sum(total.left_out.values()):
        why = ", ".join(
            _("%(state)s %(count)d건") % {"state": _(state.label), "count": n}
            for state, n in total.left_out.items()
        )
        said.append(
            _("금액이 확정되지 않은 %(count)d건 제외 (%(why)s)") % {"count": count, "why": why}
        )
    if total.inside_larger:
        said.append(_("더 큰 사업에 든 %(count)d건 제외") % {"count": total.inside_larger})
    if total.pairs:
        said.append(_("중복 의심 %(count)d쌍 포함") % {"count": total.pairs})
    return " · ".join(said)


@register.filter
def year_leave_outs(total: YearSum) -> str:
    """Return how many projects do not tell the money of the year, or have only a total for it."""
    return " · ".join(filter(None, (_not_of_year(total.left_out), _undivided(total.undivided))))


def _not_of_year(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "그해 금액을 알 수 없는 %(count)d건 제외",
        "그해 금액을 알 수 없는 %(count)d건 제외",
        count,
    ) % {"count": count}


def _undivided(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "연도별 금액이 없어 총사업비 전체를 넣은 %(count)d건 포함",
        "연도별 금액이 없어 총사업비 전체를 넣은 %(count)d건 포함",
        count,
    ) % {"count": count}


def _data(amount: int, words: str) -> SafeString:
    """Write an amount for people and machines; all digits where the words hold or cut many."""
    title = format_html(' title="{}"', exact) if (exact := say_digits(amount)) else ""
    return format_html('<data class="won" value="{}"{}>{}</data>', amount, title, words)
