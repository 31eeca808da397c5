"""이 목록 내려받기: exactly the rows of the list, as CSV, XLSX and JSON, and as a feed."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.actions.exporting import write_csv, write_json, write_xlsx
from registry.actions.labelling import Label, YearLabel
from registry.bitmaps import Index, current, selected, sum_of_totals, sum_of_year
from registry.facets import chips
from registry.filters import Address, ProjectFilter
from registry.templatetags.won import leave_outs, year_leave_outs

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def csv(request: HttpRequest) -> HttpResponseBase:
    """Send the list as CSV, which begins with a BOM: without it Excel shows rubbish."""
    return _download(request, write_csv, "csv", "text/csv; charset=utf-8")


@require_safe
def xlsx(request: HttpRequest) -> HttpResponseBase:
    """Send the list as an Excel workbook."""
    return _download(request, write_xlsx, "xlsx", _XLSX)


@require_safe
def json(request: HttpRequest) -> HttpResponseBase:
    """Send the list as JSON."""
    return _download(request, write_json, "json", "application/json; charset=utf-8")


def label_of(request: HttpRequest, asked: ProjectFilter) -> Label:
    """Return what a file of this list says of itself."""
    address = Address.of(request.GET).without("page", "per")
    here = request.build_absolute_uri(f"{reverse('projects')}{address}")
    conditions = tuple(chip.label for chip in chips(asked, address))
    index = current()
    bits = selected(index, asked)
    totals = sum_of_totals(index, bits)
    of_year = _of_year(index, bits, asked.years)
    return Label(conditions, here, timezone.localdate(), totals.won, leave_outs(totals), of_year)


def _of_year(index: Index, bits: int, years: list[int]) -> YearLabel | None:
    """Return what a file says of one year's money, if one year is asked for."""
    if len(years) != 1:
        return None
    found = sum_of_year(index, bits, years[0])
    return YearLabel(years[0], found, year_leave_outs(found))


def _download(
    request: HttpRequest, write: Callable[..., Iterable[str | bytes]], ending: str, kind: str
) -> HttpResponseBase:
    asked = ProjectFilter(request.GET)
    if asked.errors:  # a file cannot say which condition it ignored; the list does
        return HttpResponseRedirect(f"{reverse('projects')}{Address.of(request.GET)}")
    label = label_of(request, asked)
    response = StreamingHttpResponse(write(asked.qs, label=label), content_type=kind)
    name = f"{label.file_name(_('정보화사업'))}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["X-Robots-Tag"] = "noindex"
    return response
