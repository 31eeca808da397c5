"""출처 적기: beside each amount of a project, where it was written, or the way to say so."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.checking import stated_amounts
from registry.admin.citation import cited_fields
from registry.admin.more_rows import MoreRowsAdmin, number_of
from registry.models import Citation, Project

CITE = "_cite"
_ROWS = "citations"
# Which line of the page says where an amount was written; the rows have theirs below them.
_LINES = {"total_source": "total_won", "estimate_source": "estimate_won"}


class CitingAdmin(MoreRowsAdmin):
    """Shows the sources of the amounts, and fills in a row of the citations on request."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Remember the address, which a button must not lose, and who may cite."""
        project: Any = super().get_object(request, *args, **kwargs)
        if project is not None:
            project.asked = request.GET
            project.is_citable = self.has_change_permission(request, project)
        return project

    def asks_for_rows(self, post: QueryDict) -> bool:
        """Citing an amount saves nothing either."""
        return CITE in post or super().asks_for_rows(post)

    def add_rows(self, post: QueryDict) -> None:
        """Say in the first empty row which amount it is to stand for."""
        if post.get(CITE) not in dict(cited_fields(Project)):
            super().add_rows(post)
            return
        if (at := _first_empty(post)) is None:
            at = number_of(post, f"{_ROWS}-TOTAL_FORMS")
            self.add_empty_rows(post, _ROWS, 1)
        post[f"{_ROWS}-{at}-field"] = str(post[CITE])

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Fill in the row also for a link; left as it is, it is no row that lacks its source."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        field = request.GET.get("cite")
        if prefix == _ROWS and field in dict(cited_fields(Project)):
            kwargs["initial"] = [{"field": field}]
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Say below the rows of money where they were written."""
        project = kwargs.get("obj")
        if project is not None and "funding" in stated_amounts(project):
            context["funding_source"] = sources(project, "funding")
        return super().render_change_form(request, context, *args, **kwargs)

    def without_source_lines(self, project: Any) -> set[str]:
        """Return the lines that the page does without: there is no such amount."""
        stated = stated_amounts(project) if project else []
        return {line for line, name in _LINES.items() if name not in stated}

    @admin.display(description=gettext_lazy("총사업비의 출처"))
    def total_source(self, project: Project) -> SafeString:
        """Return where the total was written."""
        return sources(project, "total_won")

    @admin.display(description=gettext_lazy("추정액의 출처"))
    def estimate_source(self, project: Project) -> SafeString:
        """Return where the estimate was written."""
        return sources(project, "estimate_won")


def sources(project: Any, name: str) -> SafeString:
    """Return the documents that an amount stands in, or the button that asks for one."""
    found = [one for one in _citations(project) if one.field in ("", name)]
    if found:
        return format_html("{}", " · ".join(str(one.source) for one in found))
    if not project.is_citable:
        return format_html("{}", _("아직 없습니다."))
    query = project.asked.copy()
    query["cite"] = name
    return format_html(
        '{} <button name="{}" value="{}" formaction="?{}#{}-{}">{}</button>',
        _("아직 없습니다."),
        CITE,
        name,
        query.urlencode(),
        _ROWS,
        len(_citations(project)),
        _("출처 적기"),
    )


def _citations(project: Any) -> list[Citation]:
    """Return the citations of a project, looked up once a page."""
    if not hasattr(project, "shown_citations"):
        project.shown_citations = list(project.citations.select_related("source"))
    return project.shown_citations  # type: ignore[no-any-return]


def _first_empty(post: QueryDict) -> int | None:
    places = range(
        number_of(post, f"{_ROWS}-INITIAL_FORMS"), number_of(post, f"{_ROWS}-TOTAL_FORMS")
    )
    typed = (f"{_ROWS}-{{}}-source", f"{_ROWS}-{{}}-quote", f"{_ROWS}-{{}}-page")
    empty = (at for at in places if not any(post.get(name.format(at)) for name in typed))
    return next(empty, None)
