"""Who may open which batch: its preview is its maker's, its result those of its bodies."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from registry.admin.scope import has_role, person
from registry.models import ImportBatch
from registry.notation.codes import BatchState, Role


def only_writers(request: HttpRequest) -> None:
    """Refuse who writes for no municipality."""
    if not has_role(request, Role.WRITER):
        raise PermissionDenied(_("가져오기는 작성 권한이 있는 담당자만 할 수 있습니다."))


def batch_for(request: HttpRequest, pk: int) -> ImportBatch:
    """Return the batch, or 404 for what the person may not know of.

    A file may be about several bodies: who may not read all of them sees nothing of it.
    """
    only_writers(request)
    user = person(request)
    found = ImportBatch.objects.readable_by(user).select_related("municipality", "user")
    batch = found.filter(pk=pk).first()
    if batch is None:
        raise Http404
    if batch.state == BatchState.STAGED and batch.user_id != user.pk:
        raise Http404
    readable = set(user.municipalities(Role.READER).values_list("code", flat=True))
    if not set(batch.options.get("owners", [])) <= readable:
        raise Http404
    return batch
