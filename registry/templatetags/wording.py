"""What a project says of itself, in words; what is missing is said too."""

from datetime import date

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from registry.language import followed, is_english, say_date, say_place
from registry.models import Municipality, Project, Source
from registry.models.fields import written_date
from registry.notation.codes import (
    Certainty,
    Level,
    PeriodCertainty,
    Precision,
    Status,
)
from registry.notation.marking import mark_korean
from registry.notation.partial import write_partial
from registry.notation.particles import Quoted, with_particle
from registry.notation.romanised import place_in_latin
from registry.notation.stages import Standing
from registry.templatetags.won import won

register = template.Library()
register.filter(with_particle)
register.filter(followed)
register.filter("place", say_place)

_DAY = {False: "Y년 n월 j일", True: "j F Y"}


@register.filter
def quoted(text: str, particle: str) -> str:
    """Return words from a file in quotation marks, with the particle that fits them."""
    return format(Quoted(text), particle)


@register.filter
def stage_name(at: Standing) -> str:
    """Return what a stage of a budget is called: 본예산, 추경 2회."""
    name = _(at.stage.label)
    return f"{name} {_('%(n)s회') % {'n': at.round}}" if at.round else name


@register.filter
def place_in_korean(name: str) -> str:
    """Return the name of a body for where Korean stands, the Latin letters marked as English."""
    if not is_english():
        return name
    latin = place_in_latin(name)
    return format_html('<span lang="en">{}</span> <span class="whole">({})</span>', latin, name)


@register.filter
def korean_marked(part: str) -> str:
    """Return a part of a page, where it is English with the Korean in it marked."""
    if not is_english():
        return part
    return mark_safe(mark_korean(conditional_escape(part)))  # noqa: S308 - adds elements alone


@register.filter(expects_localtime=True)
def cited_day(day: date) -> str:
    """Return the day of a citation: 2026-11-28, or 28 November 2026."""
    return date_format(day, _DAY[True] if is_english() else "Y-m-d")


@register.simple_tag
def cited_today() -> str:
    """Return today as a citation has it."""
    return cited_day(timezone.localdate())


@register.simple_tag
def amount(project: Project, *, full: bool = False) -> str:
    """Write a total as far as the paper commits itself; `full` adds its original words."""
    state = project.total_certainty
    if state == Certainty.EXACT and not project.estimate_won:
        return won(project.total_won)  # four in five of a list, which need no template
    told = {"project": project, "state": state, "full": full}
    return render_to_string("registry/_amount.html", told)


@register.filter
def period(project: Project) -> str:
    """Return when a project runs: 2013년 3월 ~ 2014년 2월; a line breaks only between the two."""
    start = _written(project.period_start, project.period_start_precision)
    end = _written(project.period_end, project.period_end_precision)
    if not start and not end:
        return project.period_text or _("공개되지 않음")
    if start == end:
        return start
    ends = ((start or _("시작일 미정"), _(" ~")), (end or _("종료일 미정"), ""))
    return format_html_join(" ", '<span class="whole">{}{}</span>', ends)


@register.filter
def status(code: str) -> str:
    """Return the label of a state; Django's own way lists all of them anew for each row."""
    return _(Status(code).label)


@register.filter
def written_on(source: Source) -> str:
    """Return when a source was published, as exactly as it is known."""
    return written_date(source.published_on, source.published_on_precision)


@register.filter
def is_worked_out(project: Project) -> bool:
    """Return whether the dates were not written but worked out from words."""
    return project.period_certainty in {PeriodCertainty.DERIVED, PeriodCertainty.RELATIVE}


@register.filter
def joint(project: Project) -> int:
    """Return how many bodies share a project, as listed or as the paper says; 0 if none do."""
    listed = getattr(project, "joint_count", 0)
    return max(listed, project.participants_stated or 0) if listed else 0


@register.filter
def taken_part_in(project: Project, lineages: list[str]) -> bool:
    """Return whether the chosen bodies only take part in a project that another one owns."""
    return bool(lineages) and project.owner.lineage not in lineages


@register.filter
def what_below(body: Municipality) -> str:
    """Return what stands below a 시·도: 시·군, or 구·군 where it is a metropolitan city."""
    return _("시·군") if body.level == Level.SIDO and body.name.endswith("도") else _("구·군")


@register.filter(expects_localtime=True)
def korean_day(day: date | None) -> str:
    """Return a day in words, in the language of the page; of a moment the day in Korea."""
    return date_format(day, _DAY[is_english()]) if day else _("공개되지 않음")


def _written(day: date | None, precision: str) -> str:
    return say_date(write_partial(day, Precision(precision))) if day else ""


@register.filter
def translated(label: str) -> str:
    """Return the label of a code in the reader's language."""
    return _(label)
