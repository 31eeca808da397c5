"""What the preview and the result show: counts to click on, sums, fifty rows a page."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from registry.actions.importing import Change, shown_changes
from registry.models import ImportBatch, ImportRow
from registry.notation.codes import Effect
from registry.notation.won import format_won

ROWS_A_PAGE = 50
# In the order in which they ask for attention.
ORDER = (Effect.WRONG, Effect.WAITING, Effect.CHANGED, Effect.NEW, Effect.UNCHANGED)
_TEMPLATES = "admin/registry/import/"


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

    def __init__(self, batch: ImportBatch, query: QueryDict) -> None:
        self.batch = batch
        self.counts: dict[str, int] = {e.value: batch.counts.get(e.value, 0) for e in Effect}
        self.shown = self._shown(query.get("show", ""))
        rows = batch.rows.filter(effect=self.shown).select_related("project")
        self.page: Page = Paginator(rows.order_by("sheet", "row"), ROWS_A_PAGE).get_page(
            query.get("page")
        )

    def _shown(self, asked: str) -> Effect:
        if asked in {effect.value for effect in Effect}:
            return next(effect for effect in Effect if effect.value == asked)
        filled = (effect for effect in ORDER if self.counts[effect])
        return next(filled, Effect.UNCHANGED)

    @property
    def groups(self) -> list[Group]:
        """Return the groups; waiting ones only where there are any."""
        return [
            Group(effect, self.counts[effect], effect == self.shown)
            for effect in ORDER
            if self.counts[effect] or effect != Effect.WAITING
        ]

    @property
    def shown_group(self) -> Group:
        """Return the group whose rows are shown."""
        return Group(self.shown, self.counts[self.shown], True)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as the template shows them."""
        several = len(set(self.batch.rows.values_list("sheet", flat=True).distinct())) > 1
        changes = shown_changes(self.page.object_list)
        return [_row(row, changes[row.pk], several) for row in self.page]

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

    @property
    def to_write(self) -> int:
        """Return how many rows would be written on confirming."""
        return self.counts[Effect.NEW] + self.counts[Effect.CHANGED]

    @property
    def sums(self) -> dict[str, Any]:
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
        "name": row.name or _("(사업명 없음)"),
        "project": row.project,
        "changes": changes,
        "errors": [one for one in row.problems if one["severity"] == "error"],
        "warnings": [one for one in row.problems if one["severity"] != "error"],
    }
