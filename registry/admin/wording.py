"""How the admin says a value: codes by their Korean label, won in words and digits."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Field
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.forms import write_both
from registry.models import Project
from registry.models.fields import written_date
from registry.notation.codes import Certainty, Stage
from registry.notation.won import format_won

_NO_WON = {Certainty.ESTIMATED, Certainty.UNDECIDED, Certainty.UNSTATED, Certainty.NONE}


def say(column: Field, value: Any) -> str:
    """Return a stored value of a field as a person reads it; '' where there is none."""
    if value is None or value == "":
        return ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, BooleanField):
        return _("예") if value else _("아니오")
    if column.name == "won" or column.name.endswith("_won"):
        return write_both(value)
    return date_format(value) if isinstance(value, date) else str(value)


def say_total(project: Project) -> str:
    """Return a project's total in few words: 52억 2,400만 원, 약 5억 원, 미정."""
    certainty = Certainty(project.total_certainty)
    if certainty in _NO_WON:
        return str(project.get_total_certainty_display())
    if certainty is Certainty.RANGE:
        return say_range(project.total_min_won, project.total_max_won)
    won = format_won(project.total_won or 0)
    return _("약 %(won)s") % {"won": won} if certainty is Certainty.ABOUT else won


def say_range(low: int | None, high: int | None) -> str:
    """Return 5억 원 ~ 7억 원, with an open end where one side is unknown."""
    ends = [format_won(end) if end is not None else "" for end in (low, high)]
    return " ~ ".join(ends).strip() if any(ends) else ""


def say_stage(stage: Stage, round_: int) -> str:
    """Return a stage of a budget with its round: 본예산, 추경 2회."""
    label = _(stage.label)
    return _("%(stage)s %(round)d회") % {"stage": label, "round": round_} if round_ else label


def say_period(project: Project) -> str:
    """Return a project's period as exactly as it is known."""
    start = written_date(project.period_start, project.period_start_precision)
    end = written_date(project.period_end, project.period_end_precision)
    days = f"{start} ~ {end}" if start or end else ""
    return " · ".join(part for part in (days, str(project.get_period_certainty_display())) if part)


def money(text: str) -> SafeString:
    """Return an amount that keeps to one line."""
    return format_html('<span class="amount">{}</span>', text)
