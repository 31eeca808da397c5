"""What became of what a publisher asked for: one sentence with the count, and links."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.actions.publishing import Report
from registry.models import Project

_NAMED = 10


def tell(request: HttpRequest, report: Report, done: str) -> None:
    """Report what was done and, by number and reason, what was not."""
    if report.done:
        links = [_link(project) for project in report.done[:_NAMED]]
        said = done % {"count": len(report.done)}
        messages.success(request, format_html("{} {}", said, _joined(links, len(report.done))))
    for refusal in report.refused[:_NAMED]:
        link, name = _link(refusal.project), refusal.project.name
        messages.error(request, format_html("{} {}: {}", link, name, refusal.reason))
    if (more := len(report.refused) - _NAMED) > 0:
        messages.error(request, _("그 밖에 %(more)d건도 그대로 두었습니다.") % {"more": more})


def _joined(links: list[SafeString], count: int) -> SafeString:
    """Return the links with commas, and how many more there are."""
    joined = format_html("{}" + ", {}" * (len(links) - 1), *links)
    if count > len(links):
        return format_html("{} {}", joined, _("등 %(count)d건") % {"count": count})
    return joined


def _link(project: Project) -> SafeString:
    address = reverse("admin:registry_project_change", args=[project.pk])
    return format_html('<a href="{}">{}</a>', address, project.number)
