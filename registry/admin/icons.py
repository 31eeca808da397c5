"""Yes and no as icons that are read out in Korean: Django's say "True" and "False"."""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

_ICONS = {True: ("yes", _("예")), False: ("no", _("아니요")), None: ("unknown", _("모름"))}


def icon(value: bool | None) -> SafeString:
    """Return the icon of a yes, a no, or a value that nobody knows."""
    name, said = _ICONS[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), said)


# Django has no setting for it, and draws its lists, forms and read-only values with this one.
admin_list._boolean_icon = icon  # type: ignore[attr-defined]
