"""구독: any list as an Atom feed, what was changed last first."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.facets import chips
from registry.filters import Address, ProjectFilter
from registry.language import say_won
from registry.models import Project
from registry.views.keeping import kept

_ENTRIES = 50


@require_safe
@kept
def atom(request: HttpRequest) -> HttpResponse:
    """Send the projects of the list that were changed last."""
    asked = ProjectFilter(request.GET)
    address = Address.of(request.GET).without("sort", "page", "per")
    if asked.errors:
        return HttpResponseRedirect(f"{reverse('projects')}{Address.of(request.GET)}")
    feed = _feed(request, asked, address)
    changed = asked.selection().for_listing().order_by("-modified_at", "number")[:_ENTRIES]
    for project in changed:
        _add(feed, request, project)
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _feed(request: HttpRequest, asked: ProjectFilter, address: Address) -> Atom1Feed:
    said = ", ".join(chip.label for chip in chips(asked, address))
    title = _("정보화사업 등록부")
    return Atom1Feed(
        title=f"{title}: {said}" if said else title,
        link=request.build_absolute_uri(f"{reverse('projects')}{address}"),
        description=_("이 조건에 맞는 사업이 새로 공개되거나 바뀌면 알려 줍니다."),
        feed_url=request.build_absolute_uri(f"{reverse('projects-atom')}{address}"),
        language="ko",
    )


def _add(feed: Atom1Feed, request: HttpRequest, project: Project) -> None:
    link = request.build_absolute_uri(project.get_absolute_url())
    feed.add_item(
        title=project.name,
        link=link,
        unique_id=link,
        description=_summary(project),
        pubdate=_published(project),
        updateddate=project.modified_at,
    )


def _summary(project: Project) -> str:
    """Return whose it is, what it costs as far as that is certain, and how far it is."""
    won = project.exact_won
    amount = say_won(won) if won is not None else project.get_total_certainty_display()
    return " · ".join(
        [project.owner.full_name, _("총사업비 %(amount)s") % {"amount": amount},
         str(project.get_status_display())]
    )  # fmt: skip


def _published(project: Project) -> datetime:
    assert project.published_from is not None  # noqa: S101 (the database promises it)
    return timezone.make_aware(datetime.combine(project.published_from, time.min))
