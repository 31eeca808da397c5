"""이력: our own page over what may be read; simple-history's stock pages ignore the scope."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from registry.admin.scope import person
from registry.admin.versions import story

_STEPS_A_PAGE = 30


class HistoryPage(admin.ModelAdmin):
    """Every version of a record and of what hangs on it, field by field."""

    history_children: ClassVar[tuple[str, ...]] = ()

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the story of a record that the person may read."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        steps = self.steps(request, record)
        context = {
            **self.admin_site.each_context(request),
            "title": _("이력: %(record)s") % {"record": record},
            "steps": Paginator(steps, _STEPS_A_PAGE).get_page(request.GET.get("p")),
            "kept": hasattr(type(record), "history"),
            "attached": self._attached(),
            "original": record,
            "opts": self.opts,
            **self.told_above(record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)

    def _attached(self) -> str:
        """Return what hangs on a record of this model: a municipality has no 재원."""
        rows: Any = [self.opts.get_field(name).related_model for name in self.history_children]
        return ", ".join(str(model._meta.verbose_name) for model in rows)

    def told_above(self, record: Any) -> dict[str, Any]:
        """Return what the page says of the record above its steps."""
        return {}

    def steps(self, request: HttpRequest, record: Model) -> list[Any]:
        """Return what happened to the record, the latest first; nothing is kept of some models."""
        if not hasattr(type(record), "history"):
            return []

        return story(record, self.history_children, self.named_to(request))

    def named_to(self, request: HttpRequest) -> Callable[[type[Model], set[int]], set[int]]:
        """Return what tells which of some rows of a model may be named to the person."""

        def readable(model: type[Model], pks: set[int]) -> set[int]:
            if not self.admin_site.is_registered(model):
                return pks
            rows = self.admin_site.get_model_admin(model).readable(person(request))  # type: ignore[attr-defined]
            return set(rows.filter(pk__in=pks).values_list("pk", flat=True))

        return readable
