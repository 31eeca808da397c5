"""The clerks' door: one admin site, in Korean, that takes only models kept to a scope."""

from collections.abc import Callable, Iterable
from functools import cache, wraps
from typing import Any

from csp.constants import SELF
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from registry.admin.autocomplete import ScopedAutocomplete
from registry.admin.scoped import ScopedAdmin
from registry.admin.signing_in import sign_in_again

# The order in which a clerk needs them.
_GROUPS = (
    (_("등록부"), ("Project", "AnnualBudget", "PeriodLock", "Department", "Source")),
    (_("자료 정리"), ("ImportBatch", "CorrectionRequest", "DuplicateDecision", "ColumnMapping")),
    (_("사람과 권한"), ("Membership", "User")),
    (_("기준 자료"), ("Municipality", "NumberCounter")),
)


class RegistrySite(admin.AdminSite):
    """정보화사업 등록부 관리."""

    site_title = _("정보화사업 등록부 관리")
    site_header = _("정보화사업 등록부 관리")
    index_title = _("관리 첫 화면")
    empty_value_display = "-"
    enable_nav_sidebar = False  # the models stand in a line under the header instead

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take the registry's own models, and none whose pages are not kept to a scope.

        Groups and the sign-in records of axes register themselves with the default site: groups
        mean nothing here, and neither has Korean pages.
        """
        models = (
            model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        )
        ours = [model for model in models if model._meta.app_label == "registry"]
        if ours and not issubclass(admin_class or admin.ModelAdmin, ScopedAdmin):
            raise ImproperlyConfigured(
                f"{admin_class} is not a ScopedAdmin: it would show everything."
            )
        super().register(ours, admin_class, **options)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Put the pages of the import wizard and of similar projects before the models'."""
        from registry.admin import completeness, importing, similar  # they may ask for the site

        return [
            *importing.urls(self),
            *similar.urls(self),
            *completeness.urls(self),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """Begin with what waits for the person."""
        from registry.admin.desk import desk  # it asks for models that are registered here

        return super().index(request, {"desk": desk(request), **(extra_context or {})})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Let admin pages fetch from the site itself, which their autocompletes do."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def allowing_fetches(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not self.has_permission(request):
                response = self._ask_again(request, lambda signed: inner(signed, *args, **kwargs))
            else:
                response = inner(request, *args, **kwargs)
            response._csp_update = {"connect-src": [SELF]}  # type: ignore[attr-defined]
            return response

        return allowing_fetches

    def _ask_again(
        self, request: HttpRequest, go_on: Callable[[HttpRequest], HttpResponse]
    ) -> HttpResponse:
        """Keep what a form said whose sign-in ended; who is signed in may not come in at all."""
        if request.user.is_authenticated or request.path == reverse("admin:logout"):
            return go_on(request)
        return sign_in_again(request, self.each_context(request), go_on)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with what may be chosen, not with all that may be read."""
        response: Any = ScopedAutocomplete.as_view(admin_site=self)(request)
        return response  # type: ignore[no-any-return]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Group the models by what they are for."""
        apps = super().get_app_list(request, app_label)
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [
            {"name": name, "app_label": "registry", "app_url": apps[0]["app_url"], "models": found}
            for name, wanted in _GROUPS
            if (found := [models[key] for key in wanted if key in models])
        ]
        return groups if apps else []


@cache
def the_site() -> RegistrySite:
    """Return the one site.

    Importing this module registers the models, which asks for the site while it is being made.
    """
    return RegistrySite()
