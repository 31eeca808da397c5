"""The registry as a Django app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """One app: its models always move together."""

    default = True
    name = "registry"
    verbose_name = _("정보화사업 등록부")

    def ready(self) -> None:
        """Let fixtures, which are loaded raw, start a history and move the number counters."""
        from registry.models import loading

        loading.connect()


class RegistryAdminConfig(admin_apps.AdminConfig):
    """The admin whose default site is the clerks' own."""

    default = False  # INSTALLED_APPS names it; "registry" alone is the app above
    default_site = "registry.admin.site.the_site"
