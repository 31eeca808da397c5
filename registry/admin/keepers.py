"""Whether a body still has a keeper; one without is told about, for nobody there can mend it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from registry.models import Municipality


class KeptBodies(admin.ModelAdmin):
    """Pages on which the last keeper of a body may lose the role: allowed, but not silently."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Save, and tell of a body left without a keeper."""
        with telling_of_lost_keepers(request):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Delete, and tell of a body left without a keeper."""
        with telling_of_lost_keepers(request):
            return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Act on what was selected, and tell of a body left without a keeper."""
        with telling_of_lost_keepers(request):
            return super().changelist_view(request, *args, **kwargs)


@contextmanager
def telling_of_lost_keepers(request: HttpRequest) -> Iterator[None]:
    """Warn of every body with people in it that had a keeper before and has none after."""
    kept = Municipality.objects.kept()
    before = set(kept.values_list("pk", flat=True)) if request.method == "POST" else set()
    yield
    lost = Municipality.objects.filter(pk__in=before, memberships__isnull=False)
    for body in lost.exclude(pk__in=kept.values("pk")).distinct() if before else ():
        messages.warning(request, _lost(body))


def _lost(body: Municipality) -> str:
    return _(
        "이제 %(body)s에 관리 담당자가 없습니다. 사용자와 권한을 고칠 사람이 없으니, 이 누리집을 "
        "운영하는 사람에게 새 관리 담당자를 정해 달라고 하세요."
    ) % {"body": body.full_name}
