"""What the preview and the result show: counts to click on, sums, fifty rows a page."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.actions import importing
from registry.actions.importing import Change, shown_changes
from registry.admin.importing.questions import Questions
from registry.models import ImportBatch, ImportRow, User
from registry.notation.codes import Effect
from registry.notation.won import format_won
from registry.sheets.layout import Kind

ROWS_A_PAGE = 50
# In the order in which they ask for attention.
ORDER = (
    Effect.WRONG,
    Effect.WAITING,
    Effect.CHANGED,
    Effect.NEW,
    Effect.UNCHANGED,
    Effect.SET_ASIDE,
)
_RARE = (Effect.WAITING, Effect.SET_ASIDE)  # shown only where there are any
_SUMS = ("sum-differs", "sum-incomplete")  # a table of their own
_TEMPLATES = "admin/registry/import/"
# What the reader passes over, in the order of a sheet; headers and blank rows go unsaid.
_KINDS = {
    Kind.SUBTOTAL: gettext_noop("소계"),
    Kind.GRAND_TOTAL: gettext_noop("합계"),
    Kind.NOTE: gettext_noop("설명"),
    Kind.FOOTNOTE: gettext_noop("각주"),
}


def show(
    site: AdminSite, request: HttpRequest, template: str, title: str, context: dict[str, Any]
) -> HttpResponse:
    """Return a page of the wizard."""
    context = {**site.each_context(request), "title": title, **context}
    return render(request, f"{_TEMPLATES}{template}", context)


@dataclass(frozen=True)
class Group:
    """The rows of one effect: how many, and whether they are the ones shown."""

    effect: Effect
    count: int
    shown: bool

    @property
    def label(self) -> str:
        """Return its name."""
        return _(self.effect.label)


class RowsPage:
    """One page of the rows of a batch, and the groups between which a clerk moves."""

    def __init__(self, batch: ImportBatch, query: QueryDict, user: User) -> None:
        self.batch, self.user, self.here = batch, user, query.urlencode()
        self.counts: dict[str, int] = {e.value: batch.counts.get(e.value, 0) for e in Effect}
        self.shown = self._shown(query.get("show", ""))
        self.cause = self._cause(query.get("cause", ""))
        rows = self._rows().select_related("project")
        self.page: Page = Paginator(rows.order_by("sheet", "row"), ROWS_A_PAGE).get_page(
            query.get("page")
        )

    def _shown(self, asked: str) -> Effect:
        if asked in {effect.value for effect in Effect}:
            return next(effect for effect in Effect if effect.value == asked)
        filled = (effect for effect in ORDER if self.counts[effect])
        return next(filled, Effect.UNCHANGED)

    def _cause(self, asked: str) -> dict[str, Any] | None:
        """Return the cause whose rows are asked for."""
        causes = self.batch.options.get("causes", [])
        at = int(asked) if asked.isdecimal() else len(causes)
        return {**causes[at], "at": at} if at < len(causes) else None

    def _rows(self) -> QuerySet[ImportRow]:
        """Return the rows that are shown: those of a cause, else of an effect."""
        if self.cause is None:
            return self.batch.rows.filter(effect=self.shown)
        places = [Q(sheet=sheet, row=row) for sheet, row, _column in self.cause["places"]]
        return self.batch.rows.filter(reduce(or_, places))

    @property
    def groups(self) -> list[Group]:
        """Return the groups; waiting ones only where there are any."""
        return [
            Group(effect, self.counts[effect], effect == self.shown and not self.cause)
            for effect in ORDER
            if self.counts[effect] or effect not in _RARE
        ]

    @property
    def shown_group(self) -> Group:
        """Return the group whose rows are shown."""
        return Group(self.shown, self.counts[self.shown], True)

    @cached_property
    def several(self) -> bool:
        """Return whether the rows stand in more sheets than one."""
        return self.batch.rows.order_by().values("sheet").distinct().count() > 1

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as the template shows them."""
        changes = shown_changes(self.page.object_list)
        questions = Questions(self.batch, self.page.object_list, self.user)
        return [
            {**_row(row, changes[row.pk], self.several), "question": questions.of(row)}
            for row in self.page
        ]

    @property
    def total(self) -> int:
        """Return how many rows the file has."""
        return sum(self.counts.values())

    @property
    def wrong(self) -> int:
        """Return how many rows have errors."""
        return self.counts[Effect.WRONG]

    @property
    def waiting(self) -> int:
        """Return how many rows wait for a publisher."""
        return self.counts[Effect.WAITING]

    @cached_property
    def public(self) -> int:
        """Return how many public projects change as soon as the file is saved."""
        return importing.public_changes(self.batch) if self.counts[Effect.CHANGED] else 0

    @property
    def asks(self) -> bool:
        """Return whether any of the rows asks something."""
        return any(row["question"] for row in self.rows)

    @property
    def has_words(self) -> bool:
        """Return whether any word may be put in the place of another, or taken back."""
        said = self.batch.options
        return bool(said.get("corrections")) or any(one["choices"] for one in said["causes"])

    @property
    def sums_agree(self) -> bool:
        """Return whether every sum of the paper is what its rows come to."""
        return all(one["agrees"] for one in self.batch.options.get("sums", []))

    @property
    def sums_lack_rows(self) -> bool:
        """Return whether errors in the rows are what may keep the sums from agreeing."""
        differing = [one for one in self.batch.options.get("sums", []) if not one["agrees"]]
        return bool(differing) and all(one.get("refused") for one in differing)

    @property
    def must_accept(self) -> bool:
        """Return whether there are warnings that a clerk has to accept before saving."""
        return importing.must_accept(self.batch)

    @property
    def asks_to_accept(self) -> bool:
        """Return whether the warnings are all that stands before saving."""
        return self.must_accept and not self.wrong and bool(self.to_write or self.waiting)

    @property
    def set_aside(self) -> list[str]:
        """Return what of the paper is no project, in words: 소계 3행."""
        skipped = self.batch.options.get("skipped", {})
        return [f"{_(_KINDS[kind])} {skipped[kind]:,}행" for kind in _KINDS if skipped.get(kind)]

    @property
    def of_the_file(self) -> list[dict[str, Any]]:
        """Return what concerns no row; sums that differ stand in a table of their own."""
        problems = self.batch.options.get("problems", [])
        return [one for one in problems if one["code"] not in _SUMS]

    @property
    def sums(self) -> list[dict[str, Any]]:
        """Return every sum of the paper beside what its rows come to."""
        return [
            {
                **one,
                "stated": format_won(one["stated"]),
                "computed": format_won(one["computed"]),
                "difference": format_won(abs(one["stated"] - one["computed"])),
            }
            for one in self.batch.options.get("sums", [])
        ]

    @property
    def to_write(self) -> int:
        """Return how many rows would be written on confirming."""
        return self.counts[Effect.NEW] + self.counts[Effect.CHANGED]

    @property
    def totals(self) -> dict[str, Any]:
        """Return the exact totals of the file's projects before and after, in words."""
        before = self.batch.counts.get("before_won", 0)
        after = self.batch.counts.get("after_won", 0)
        return {
            "before": format_won(before),
            "after": format_won(after),
            "difference": _difference(after - before),
            "left_out": self.batch.counts.get("left_out", 0),
        }


def _difference(won: int) -> str:
    return f"{'+' if won > 0 else '-'}{format_won(abs(won))}" if won else _("변화 없음")


def _row(row: ImportRow, changes: list[Change], several: bool) -> dict[str, Any]:
    return {
        "place": f"{row.sheet} {row.row}" if several else str(row.row),
        "pk": row.pk,
        "effect": row.effect,
        "name": row.name or _("(사업명 없음)"),
        "project": row.project,
        "changes": changes,
        "errors": [one for one in row.problems if one["severity"] == "error"],
        "warnings": [one for one in row.problems if one["severity"] != "error"],
    }
