"""저장한 조건: a clerk keeps the conditions of a list under a name, and forgets them again."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from registry.models import SavedFilter, User

MOST = 30  # they stand in a line above the list
_LONGEST = SavedFilter._meta.get_field("query").max_length or 0
# Which page of the list, and how it was opened, are no conditions.
_PASSING = ("p", "e", "all", "_popup", "_to_field", "_facets", "_changelist_filters")


class NotKept(ValueError):
    """Nothing was kept; the sentence says why."""


def conditions_of(query: str) -> str:
    """Return the conditions in the address of a list, '' if there are none."""
    told = QueryDict(query.lstrip("?"), mutable=True)
    for name in _PASSING:
        told.pop(name, None)
    return told.urlencode()


@transaction.atomic
def keep(user: User, name: str, query: str) -> SavedFilter:
    """Keep the conditions of an address under a name, which then means these and no others.

    Raise NotKept where there are none, too many letters of them, or too many names.
    """
    conditions = conditions_of(query)
    if not conditions:
        raise NotKept(_("저장할 조건이 없습니다. 먼저 목록에서 조건을 고르거나 찾아 주세요."))
    if len(conditions) > _LONGEST:
        raise NotKept(_("조건이 너무 길어 저장할 수 없습니다."))
    User.objects.select_for_update().get(pk=user.pk)  # two windows count one after the other
    others = SavedFilter.objects.editable_by(user).exclude(name=name)
    if others.count() >= MOST:
        raise NotKept(
            _("조건은 %(most)d개까지 저장합니다. 쓰지 않는 것을 지워 주세요.") % {"most": MOST}
        )
    kept, _made = SavedFilter.objects.update_or_create(
        user=user, name=name, defaults={"query": conditions}
    )
    return kept


def forget(user: User, key: int) -> bool:
    """Forget what somebody kept; return whether it was theirs."""
    _count, deleted = SavedFilter.objects.editable_by(user).filter(pk=key).delete()
    return bool(deleted)
