"""How each condition is called: on the form, on a chip, and in a sentence."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from registry.filters import ProjectFilter
from registry.filters.labels import band_label, fund_label, tender_label
from registry.language import say_won


def year_label(year: int) -> str:
    """Return a fiscal year."""
    return _("%(year)d년") % {"year": year}


def office_label(asked: ProjectFilter) -> str:
    """Return what leading themselves means for the bodies that are chosen."""
    return _("맡은 사업만 (공동 참여 빼고)") if asked.cities else _("시·도 본청만")


def follow_label(asked: ProjectFilter) -> str:
    """Return whose projects are added to those of the chosen bodies."""
    return _("이어진 지자체 함께 보기: %(names)s") % {"names": origin_names(asked, asked.origins)}


def origin_names(asked: ProjectFilter, codes: Iterable[str]) -> str:
    """Return the names of bodies as a list for a sentence."""
    return ", ".join(_body(asked, code) for code in codes)


def label(asked: ProjectFilter, key: str, value: object) -> str:
    """Return one value of a condition as its chip says it."""
    say = _SAYINGS.get(key)
    return say(asked, value) if say else str(getattr(value, "label", value))


def _body(asked: ProjectFilter, code: object) -> str:
    body = asked.bodies.named(str(code), asked.years)
    return body.full_name if body else str(code)


def _tender(_asked: ProjectFilter, time: object) -> str:
    year, quarter = time if isinstance(time, tuple) else (time, None)
    return tender_label(f"{year}Q{quarter}" if quarter else str(year))


_SAYINGS: dict[str, Callable[[ProjectFilter, Any], str]] = {
    "q": lambda _asked, text: _("검색어: %(text)s") % {"text": text},
    "year": lambda _asked, year: year_label(year),
    "region": _body,
    "city": _body,
    "office": lambda asked, _yes: office_label(asked),
    "follow": lambda asked, _yes: follow_label(asked),
    "type": lambda _asked, code: _(code.label),
    "fund": lambda _asked, source: fund_label(source),
    "band": lambda _asked, band: band_label(band),
    "min": lambda _asked, won: _("%(won)s 이상") % {"won": say_won(won)},
    "max": lambda _asked, won: _("%(won)s 미만") % {"won": say_won(won)},
    "amount": lambda _asked, code: _("금액 %(state)s") % {"state": _(code.label)},
    "status": lambda _asked, code: _(code.label),
    "from": lambda _asked, day: (
        _("%(year)d년 %(month)d월부터") % {"year": day.year, "month": day.month}
    ),
    "to": lambda _asked, day: (
        _("%(year)d년 %(month)d월까지") % {"year": day.year, "month": day.month}
    ),
    "tender": _tender,
    "dept": lambda _asked, text: _("부서: %(text)s") % {"text": text},
}
