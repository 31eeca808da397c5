"""Autocompletes that offer what may be chosen, and select boxes that know their stored choice."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from registry.admin.keys import possible_keys
from registry.admin.scope import choices_for, person


class KnownSelect(AutocompleteSelect):
    """An autocomplete that has been told the label of the stored choice.

    The stock one asks the database for it, once for every row of an inline.
    """

    known: dict[str, str] | None = None

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        """Return the stored choice without asking, if that is selected; drop what is no key."""
        chosen = possible_keys(value)
        if chosen and not set(chosen) <= set(self.known or {}):
            return super().optgroups(name, chosen, attrs)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        labels = self.known or {}
        stored = [self.create_option(name, pk, labels[pk], True, 1) for pk in chosen]
        return [(None, blank + stored, 0)]


class ScopedAutocomplete(AutocompleteJsonView):
    """Answers a form field with what the person may choose in that very field."""

    def process_request(self, request: HttpRequest) -> Any:
        """Refuse what is no field of a form; the stock view crashes on the way back of one."""
        term, model_admin, field, to_field = super().process_request(request)
        if field.auto_created or not field.concrete:
            raise PermissionDenied
        return term, model_admin, field, to_field

    def get_queryset(self) -> QuerySet:
        """Keep what may be read to what may be chosen."""
        user = person(self.request)
        within = choices_for(self.source_field, user, self.admin_site)  # type: ignore[arg-type]
        return super().get_queryset().filter(pk__in=within.order_by().values("pk"))
