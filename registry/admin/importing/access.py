"""Who may open which batch: its preview is its maker's, its result those of its bodies."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from registry.actions import importing
from registry.admin.scope import has_role, person
from registry.models import ImportBatch
from registry.notation.codes import Role


def only_writers(request: HttpRequest) -> None:
    """Refuse who writes for no municipality."""
    if not has_role(request, Role.WRITER):
        raise PermissionDenied(_("가져오기는 작성 권한이 있는 담당자만 할 수 있습니다."))


def batch_for(request: HttpRequest, pk: int) -> ImportBatch:
    """Return the batch, or 404 for what the person may not know of."""
    only_writers(request)
    batch = importing.batch_for(person(request), pk)
    if batch is None:
        raise Http404
    return batch
