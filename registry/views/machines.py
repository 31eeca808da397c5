"""For machines that look around: the map of the site, and where they need not go."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from registry.models import Municipality, Project
from registry.statistics import TABLES

_PAGES = ("home", "projects", "regions", "stats", "data", "about", "accessibility", "corrections")


class PageMap(Sitemap):
    """The pages that are there without any project."""

    def items(self) -> list[str]:
        """Return their addresses."""
        tables = [reverse("stats-table", args=[name]) for name in TABLES]
        return [*map(reverse, _PAGES), *tables]

    def location(self, item: Any) -> str:
        """Return the address itself."""
        return str(item)


class BodyMap(Sitemap):
    """Every body that has a page, under the newest of its names."""

    def items(self) -> Any:
        """Return the bodies."""
        return Municipality.objects.local_governments().newest_names().order_by("code")


class ProjectMap(Sitemap):
    """Every published project."""

    def items(self) -> Any:
        """Return the projects in the order in which they were registered."""
        return Project.objects.published().only("number", "modified_at").order_by("pk")

    def lastmod(self, item: Project) -> datetime:
        """Return when a project was changed last."""
        return item.modified_at


MAPS = {"pages": PageMap, "regions": BodyMap, "projects": ProjectMap}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say that the clerks' door and the files of every list are not to be walked."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('correction', args=['x' * 43]).rsplit('/', 2)[0]}/",
        *(f"Disallow: {reverse(f'projects-{kind}')}" for kind in ("csv", "xlsx", "json", "atom")),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
