"""저장하고 다음 사업: from one project to the next of the list that the clerk came from."""

from copy import copy
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from registry.admin.scoped import ScopedAdmin


class NextAdmin(ScopedAdmin):
    """Gives a form the button that leads to the next row."""

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Look for the next row before saving: what is saved may leave the list."""
        if request.method == "POST" and "_next" in request.POST:
            request.next_address = self._next_address(request, object_id)  # type: ignore[attr-defined]
        return super().change_view(request, object_id, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go to the next row, or to the list after its last."""
        response: HttpResponse = super().response_change(request, obj)
        address = getattr(request, "next_address", "")
        return HttpResponseRedirect(address) if address else response

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Offer the button where there is a row to save."""
        context["show_save_and_next"] = kwargs.get("obj") is not None
        return super().render_change_form(request, context, *args, **kwargs)

    def _next_address(self, request: HttpRequest, object_id: str) -> str:
        """Return where the next row is changed, '' if the list ends or does not show this one."""
        filters = QueryDict(request.GET.get("_changelist_filters", ""), mutable=True)
        rows, first = self._rows_around(request, filters)
        if object_id not in rows[:-1]:
            return ""
        at = rows.index(object_id) + 1
        filters["p"] = str((first + at) // self.list_per_page + 1)
        query = QueryDict(mutable=True)
        query["_changelist_filters"] = filters.urlencode()
        return f"{self.address('change', rows[at])}?{query.urlencode()}"

    def _rows_around(self, request: HttpRequest, filters: QueryDict) -> tuple[list[str], int]:
        """Return the keys on the list's page and on those beside it, and the first one's place.

        Saving may move a row to the page before; the list is never read as a whole.
        """
        listing = copy(request)
        listing.GET = filters  # type: ignore[assignment]
        try:
            found = self.get_changelist_instance(listing)
        except (IncorrectLookupParameters, SuspiciousOperation):
            return [], 0
        first = max(found.page_num - 2, 0) * self.list_per_page
        last = (found.page_num + 1) * self.list_per_page + 1
        return [str(pk) for pk in found.queryset.values_list("pk", flat=True)[first:last]], first
