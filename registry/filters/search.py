"""검색어: any part of a name, spacing ignored; several words are all wanted."""

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Lower, Replace

from registry.filters.bodies import Bodies
from registry.models import Participation
from registry.notation.hangul import name_key
from registry.querysets import ProjectQuerySet

_MOST_WORDS = 8


def find(projects: ProjectQuerySet, text: str, bodies: Bodies) -> ProjectQuerySet:
    """Keep the projects in whose name, department or bodies every word of `text` occurs."""
    keys = [key for word in text.split()[:_MOST_WORDS] if (key := name_key(word))]
    if not keys:
        return projects.none()  # only punctuation: nothing bears such a name
    projects = _with_keys(projects)
    for key in keys:
        projects = projects.filter(_word(key, bodies))
    return projects


def in_department(projects: ProjectQuerySet, text: str) -> ProjectQuerySet:
    """Keep the projects whose department, registered or as written, contains `text`."""
    return _with_keys(projects).filter(_department(name_key(text)))


def _word(key: str, bodies: Bodies) -> Q:
    found = Q(name_key__contains=key) | _department(key)
    if codes := bodies.matching(key):
        joined = Participation.objects.filter(project=OuterRef("pk"), municipality__in=codes)
        found |= Q(owner__in=codes) | Q(Exists(joined))
    return found


def _department(key: str) -> Q:
    return (
        Q(department_key__contains=key)
        | Q(office_key__contains=key)
        | Q(department_text_key__contains=key)
    )


def _with_keys(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Add the names of the departments without spaces, in one case, as names are compared."""
    return projects.alias(
        department_key=_compared("department__name"),
        office_key=_compared("department__parent__name"),
        department_text_key=_compared("department_text"),
    )


def _compared(field: str) -> Lower:
    return Lower(Replace(F(field), Value(" "), Value("")))
