"""사업 일정: what runs when, one row a project over a grid of months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import BooleanField, Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.xlsx import Cell
from registry.language import is_english
from registry.models import Project
from registry.models.fields import written_date
from registry.notation.codes import Status
from registry.querysets import ProjectQuerySet
from registry.statistics.paged import PagedTable

_MONTHS, _LEAST = 36, 12
_OVER = (Status.DONE, Status.STOPPED)


@dataclass(frozen=True, slots=True)
class Window:
    """The months that the grid shows: the first, and how many."""

    first: date
    months: int

    def place(self, day: date) -> int:
        """Return in which month of the window a day lies; below 0 or from `months` on outside."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Return (place in percent, label) of each January and, of the first month, its own."""
        marks = [n for n in range(self.months) if n == 0 or (self.first.month + n - 1) % 12 == 0]
        return [(f"{n * 100 / self.months:.2f}", self._label(n)) for n in marks]

    def _label(self, n: int) -> str:
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + n, 12)
        return f"{year}-{month + 1:02d}" if is_english() else f"{year}. {month + 1}."


@dataclass(frozen=True, slots=True)
class Run:
    """One project in the grid: where its bar begins and how wide it is, in percent.

    An edge that is not known, or lies outside, is open.
    """

    project: Project
    x: str
    width: str
    open_start: bool
    open_end: bool


class ScheduleTable(PagedTable):
    """Projects with a period, by their beginning; the others are counted.

    Asked for no time it begins with what runs now or is still to come: who looks for work to bid
    for once had to turn thirteen pages of what was long done.
    """

    name = "schedule"
    title = gettext_lazy("사업 일정")
    template = "registry/stats/schedule.html"
    sums_totals = False

    @cached_property
    def dated(self) -> ProjectQuerySet:
        """Return the projects of which a beginning or an end is known."""
        known = Q(period_start__isnull=False) | Q(period_end__isnull=False)
        return self.selection.once().filter(known)

    @cached_property
    def count(self) -> int:
        """Return how many they are."""
        return (self.bits & self.index.of("dated", "yes")).bit_count()

    @property
    def without(self) -> int:
        """Return how many projects tell no period."""
        return self.totals.count - self.count

    @property
    def from_now(self) -> bool:
        """Return whether no time was asked for, so that the table begins today."""
        return not self.asked.years and not {"from", "to"} & self.asked.asked.keys()

    @cached_property
    def shows_now(self) -> bool:
        """Return whether the page shows anything that runs now or is still to come."""
        return any(getattr(project, "lasts", False) for project in self.page.object_list)

    @cached_property
    def window(self) -> Window:
        """Return the months shown: from the beginning asked for, else of the year or of now."""
        asked = self.asked.asked
        first = asked.get("from") or self._first()
        last = asked.get("to")
        months = _MONTHS if last is None else Window(first, 1).place(last) + 1
        return Window(first, min(max(months, _LEAST), _MONTHS))

    def _first(self) -> date:
        if self.asked.years:
            return date(min(self.asked.years), 1, 1)
        if self.shows_now:
            return timezone.localdate().replace(day=1)
        known = [one.period_start or one.period_end for one in self.page.object_list]
        return date(min((day.year for day in known if day), default=2013), 1, 1)

    @property
    def ordered(self) -> ProjectQuerySet:
        """Return the projects by their beginning, those without one first.

        Where no time was asked for, what is over comes last and the latest of it first.
        """
        begun = F("period_start")
        by_beginning = (begun.asc(nulls_first=True), "period_end", "number")
        if not self.from_now:
            return self.dated.for_listing().order_by(*by_beginning)
        lasting = self.dated.for_listing().annotate(
            lasts=Case(
                When(_lasting(), then=True), default=Value(False), output_field=BooleanField()
            ),
            over=Case(When(_lasting(), then=None), default=begun),
        )
        return lasting.order_by("-lasts", F("over").desc(nulls_first=True), *by_beginning)

    @property
    def rows(self) -> list[Run]:
        """Return the bars of the page."""
        return [self._run(project) for project in self.page.object_list]

    def _run(self, project: Project) -> Run:
        window = self.window
        start = window.place(project.period_start) if project.period_start else 0
        end = window.place(project.period_end) + 1 if project.period_end else window.months
        left, right = max(start, 0), min(end, window.months)
        return Run(
            project,
            f"{min(left, window.months) * 100 / window.months:.2f}",
            f"{max(right - left, 0) * 100 / window.months:.2f}",
            project.period_start is None or start < 0,
            project.period_end is None or end > window.months,
        )

    @cached_property
    def finding(self) -> str:
        """Return of how many projects the period is known."""
        if not self.totals.count:
            return ""
        return _("사업 기간이 공개된 사업은 %(all)s건 가운데 %(n)s건입니다.") % {
            "all": f"{self.totals.count:,}",
            "n": f"{self.count:,}",
        }

    @property
    def headings(self) -> list[str]:
        """Return the headings of the file."""
        return [
            _("사업 번호"), _("사업명"), _("지자체"), _("착수일"), _("완료일"),
            _("자료에 적힌 기간"), _("추진 상태"),
        ]  # fmt: skip

    def lines(self) -> Iterator[list[Cell]]:
        """Yield every project with a period."""
        ordered = self.dated.for_listing().order_by("period_start", "number")
        for one in ordered.iterator(chunk_size=1000):
            yield [
                one.number, one.name, one.owner.full_name,
                written_date(one.period_start, one.period_start_precision),
                written_date(one.period_end, one.period_end_precision),
                one.period_text, str(one.get_status_display()),
            ]  # fmt: skip


def _lasting() -> Q:
    """Return what runs now or is still to come.

    An end that nobody tells is taken to be a year away at most: projects of 2013 without one
    would else stand before this year's.
    """
    today = timezone.localdate()
    year_ago = today.replace(year=today.year - 1, day=1)
    ends = Q(period_end__gte=today.replace(day=1))
    open_end = Q(period_end__isnull=True, period_start__gte=year_ago)
    return (ends | open_end) & ~Q(status__in=_OVER)
