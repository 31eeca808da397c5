"""줄 더하기: a page shown again as it was typed, with more rows; nothing of it is saved.

Without a script an empty row could only be had by saving; and what was typed must not be lost.
"""

from typing import Any

from django.contrib import admin
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

from registry.admin.scoped import ScopedAdmin, ScopedForm

MORE = "_more"
ROWS_AT_ONCE = 3
MOST_ROWS = 500


class ShownAgainForm(ScopedForm):
    """A form that is not saved where its page was only asked for more rows."""

    is_shown_again = False

    def is_valid(self) -> bool:
        """Save nothing that nobody asked to save."""
        return not self.is_shown_again and super().is_valid()


class MoreRowsAdmin(ScopedAdmin):
    """Answers a button that asks for rows, `name=_more` with what the rows are called."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the page again with the rows that were asked for."""
        if request.method != "POST" or not self.asks_for_rows(request.POST):
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.POST = request.POST.copy()  # type: ignore[assignment]
        self.add_rows(request.POST)
        request.is_shown_again = True  # type: ignore[attr-defined]
        # Nothing is saved, so nothing can collide: the save that follows is checked.
        return admin.ModelAdmin.changeform_view(self, request, object_id, form_url, extra_context)

    def asks_for_rows(self, post: QueryDict) -> bool:
        """Return whether a button was pressed that saves nothing."""
        return MORE in post

    def add_rows(self, post: QueryDict) -> None:
        """Put the rows that a button asks for into what was typed."""
        if post.get(MORE) in self.history_children:
            self.add_empty_rows(post, str(post[MORE]), ROWS_AT_ONCE)

    def add_empty_rows(self, post: QueryDict, prefix: str, count: int) -> None:
        """Append rows that hold what an empty row holds."""
        first = number_of(post, f"{prefix}-TOTAL_FORMS")
        for at in range(first, min(first + count, MOST_ROWS)):
            for name, value in self._defaults(prefix):
                post[f"{prefix}-{at}-{name}"] = str(value)
            post[f"{prefix}-TOTAL_FORMS"] = str(at + 1)

    def _defaults(self, prefix: str) -> list[tuple[str, Any]]:
        model: Any = self.opts.get_field(prefix).related_model
        columns = [column for column in model._meta.concrete_fields if column.has_default()]
        return [(column.name, column.get_default()) for column in columns]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form whether it is only shown again."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.is_shown_again = getattr(request, "is_shown_again", False)
        return form

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Blame nobody for what is not written yet, and say whether Enter has what to save."""
        record = kwargs.get("obj")
        context["is_writable"] = (
            self.has_change_permission(request, record)
            if record
            else self.has_add_permission(request)
        )
        # Without the place in the page that a button led to: errors are shown at the top.
        kwargs["form_url"] = kwargs.get("form_url") or request.get_full_path()
        if getattr(request, "is_shown_again", False):
            context["is_shown_again"] = True
            context["adminform"].form._errors = ErrorDict()
            for inline in context["inline_admin_formsets"]:
                _forgive(inline.formset)
        return super().render_change_form(request, context, *args, **kwargs)


def number_of(post: QueryDict, name: str) -> int:
    """Return a count that a page sent, 0 where it is none."""
    text = post.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _forgive(formset: Any) -> None:
    formset._non_form_errors = formset.error_class()
    for form in formset.forms:
        form._errors = ErrorDict()
