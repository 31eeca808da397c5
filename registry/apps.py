"""The registry as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """One app: its models always move together."""

    name = "registry"
    verbose_name = _("정보화사업 등록부")

    def ready(self) -> None:
        """Let fixtures, which are loaded raw, start a history and move the number counters."""
        from registry.models import loading  # noqa: PLC0415 (models exist only now)

        loading.connect()
