"""자료와 안내: what may be taken along, what the words mean, and what is promised."""

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.models import AnnualBudget, CorrectionRequest, Project
from registry.notation.codes import RequestState
from registry.statistics import TABLES
from registry.views.fields import code_lists, columns
from registry.views.keeping import kept


@require_safe
@kept
def data(request: HttpRequest) -> HttpResponse:
    """Offer the whole registry as files, and say what each column means."""
    published = Project.objects.published()
    context = {
        "count": published.count(),
        "budgets": AnnualBudget.objects.count(),
        "changed": published.aggregate(last=Max("modified_at"))["last"],
        "columns": columns(),
        "lists": code_lists(),
        "tables": [(name, table.title) for name, table in TABLES.items()],
        "terms": _(settings.SITE_DATA_TERMS),
    }
    return render(request, "registry/about/data.html", context)


@require_safe
@kept
def about(request: HttpRequest) -> HttpResponse:
    """Say what counts as a project, what the words of amounts mean, and where it all is from."""
    return render(request, "registry/about/about.html")


@require_safe
@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how far the pages can be used by everybody, and how that was tested."""
    return render(request, "registry/about/accessibility.html")


@require_safe
@kept
def corrections(request: HttpRequest) -> HttpResponse:
    """Say how to have something corrected, and how many requests were answered how."""
    asked = CorrectionRequest.objects.filter(project__in=Project.objects.published())
    counts = {state: asked.filter(state=state).count() for state in RequestState}
    context = {
        "open": counts[RequestState.OPEN],
        "accepted": counts[RequestState.ACCEPTED],
        "dismissed": counts[RequestState.DISMISSED],
    }
    return render(request, "registry/about/corrections.html", context)
