"""통계: seven tables of what the list finds, each with an address and a file of its own."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.actions.exporting import write_table
from registry.actions.labelling import Label
from registry.bitmaps import current
from registry.facets import Chip, chips
from registry.filters import Address, ProjectFilter
from registry.statistics import TABLES, Table
from registry.views.keeping import kept
from registry.views.listing import without_empty


@require_safe
@kept
def index(request: HttpRequest) -> HttpResponse:
    """Show what each table says in one sentence, and the first of them whole."""
    if redirect := without_empty(request):
        return redirect
    asked, address, answers = ProjectFilter(request.GET), Address.of(request.GET), current()
    tables = [one(asked, address, answers) for one in TABLES.values()]
    context = {"tables": tables, "first": tables[0], **_conditions(request, tables[0])}
    return render(request, "registry/stats.html", context)


@require_safe
@kept
def table(request: HttpRequest, name: str) -> HttpResponse:
    """Show one table of what the list's conditions find."""
    if redirect := without_empty(request):
        return redirect
    found = _table(request, name)
    found.page_number = request.GET.get("page", "1")
    others = [(other, one.title) for other, one in TABLES.items() if other != name]
    context = {"table": found, "others": others, **_conditions(request, found)}
    return render(request, "registry/stats_table.html", context)


@require_safe
def table_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send the rows of one table as CSV."""
    found = _table(request, name)
    if found.asked.errors:  # a file cannot say which condition it ignored; the page does
        return HttpResponseRedirect(f"{reverse('stats-table', args=[name])}{found.address}")
    label = _label(request, found)
    response = StreamingHttpResponse(
        write_table(found.headings, found.lines(), label), content_type="text/csv; charset=utf-8"
    )
    file_name = label.file_name(f"{_('통계')}_{found.title}") + ".csv"
    response["Content-Disposition"] = content_disposition_header(True, file_name) or ""
    response["X-Robots-Tag"] = "noindex"
    return response


def _table(request: HttpRequest, name: str) -> Table:
    if name not in TABLES:
        raise Http404
    return TABLES[name](ProjectFilter(request.GET), Address.of(request.GET))


def _label(request: HttpRequest, found: Table) -> Label:
    """Return what the file of a table says of itself."""
    page = reverse("stats-table", args=[found.name])
    here = request.build_absolute_uri(f"{page}{found.applied}")
    conditions = tuple(chip.label for chip in _chips(found))
    return Label(conditions, here, timezone.localdate())


def _chips(found: Table) -> list[Chip]:
    """Return the conditions that the table keeps to, each with the way to drop it."""
    asked = found.asked
    if str(found.applied) != str(found.address):
        asked = ProjectFilter(QueryDict(str(found.applied).lstrip("?")))
    return chips(asked, found.applied)


def _conditions(request: HttpRequest, found: Table) -> dict[str, object]:
    """Return the conditions in force and the addresses that keep them."""
    return {
        "chips": _chips(found),
        "query": str(found.address),
        "path": request.path,
        "permanent": request.build_absolute_uri(f"{request.path}{found.applied}"),
        "errors": found.asked.refusals,
    }
