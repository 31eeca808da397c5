"""Statistics of more rows than a page holds: the page asked for, and the ways to the others."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from registry.statistics.table import Table

_ROWS = 50


class PagedTable(Table):
    """A statistic that is shown page by page; its file is whole."""

    @property
    @abstractmethod
    def ordered(self) -> Sequence[Any] | QuerySet[Any]:
        """Return everything there is to show, in order."""

    @cached_property
    def page(self) -> Page:
        """Return the rows of the page asked for, or the last."""
        return Paginator(self.ordered, _ROWS).get_page(self.page_number)

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """Return (number, address) of the pages to offer; None stands for those between."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2)
        return [(n, self._on(n)) if isinstance(n, int) else (None, "") for n in numbers]

    @property
    def previous(self) -> str:
        """Return the address of the page before."""
        return self._on(self.page.number - 1)

    @property
    def next(self) -> str:
        """Return the address of the page after."""
        return self._on(self.page.number + 1)

    def _on(self, number: int) -> str:
        return str(self.address.having("page", str(number))) or "?"
