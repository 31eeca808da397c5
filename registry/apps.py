"""The registry as a Django app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """One app: its models always move together."""

    default = True
    name = "registry"
    verbose_name = _("정보화사업 등록부")

    def ready(self) -> None:
        """Let fixtures, start a history; keep after a migration what is worked out."""
        from registry.models import loading, pairs, settling, watching

        loading.connect()
        settling.connect()
        post_migrate.connect(pairs.keep_index, sender=self)
        post_migrate.connect(watching.keep_watch, sender=self)
        post_migrate.connect(settling.keep_settled, sender=self)


class RegistryAdminConfig(admin_apps.AdminConfig):
    """The admin whose default site is the clerks' own."""

    default = False  # INSTALLED_APPS names it; "registry" alone is the app above
    default_site = "registry.admin.site.the_site"
