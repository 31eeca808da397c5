"""One municipality: its page, and the way there from a former code."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry.models import Municipality
from registry.views.keeping import kept
from registry.views.profile import Profile


@require_safe
@kept
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """Show a municipality; under a former code, lead to the present one."""
    bodies = Municipality.objects.select_related("parent")
    body = get_object_or_404(bodies.prefetch_related("successors", "predecessors"), code=code)
    if not body.is_local_government and body.parent:  # a 일반구 owns nothing: its city does
        return _moved(request, body.parent)
    if body.lineage != body.code:
        return _moved(request, get_object_or_404(Municipality, code=body.lineage))
    follow = request.GET.get("follow") == "1"
    profile = Profile(body, request.GET.get("year", ""), follow=follow)
    permanent = request.build_absolute_uri(f"{body.get_absolute_url()}{profile.cited}")
    context = {"body": body, "profile": profile, "permanent": permanent}
    return render(request, "registry/municipality.html", context)


def _moved(request: HttpRequest, body: Municipality) -> HttpResponsePermanentRedirect:
    """Lead to the page of another body, with the year that was asked for."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponsePermanentRedirect(f"{body.get_absolute_url()}{query}")
