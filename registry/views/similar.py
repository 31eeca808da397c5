"""비슷한 사업: what other municipalities published that is alike, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.actions.similar import Question, find_similar
from registry.views.keeping import kept
from registry.views.project import public_or_refusal

_SHOWN = 20


@require_safe
@kept
def similar(request: HttpRequest, number: str) -> HttpResponse:
    """Show the published projects that are most like one."""
    found, refusal = public_or_refusal(request, number)
    if refusal:
        return refusal
    matches = find_similar(Question(found.name, None, project=found))[:_SHOWN]
    return render(request, "registry/similar.html", {"project": found, "matches": matches})
