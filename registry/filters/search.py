"""검색어: any part of a word from two syllables on, spacing ignored; several words are all wanted.

Each word is looked up by the index that knows it, name, text, office and body apart, and the
findings are put together: an OR over them would read every project.
"""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower, Replace

from registry.filters.bodies import Bodies
from registry.models import Department, Participation, Project
from registry.notation.hangul import name_key
from registry.notation.likeness import pairs_of_key
from registry.notation.title import other_spellings
from registry.querysets import ProjectQuerySet
from registry.querysets.pairs import TEXT_COLUMNS

_MOST_WORDS = 8
_NUMBER = re.compile(r"\d{4}-\d")  # the beginning of a public number


def find(projects: ProjectQuerySet, text: str, bodies: Bodies) -> ProjectQuerySet:
    """Keep the projects in whose name, text, department or bodies every word of `text` occurs."""
    words = words_of(text)
    if not words:
        return projects.none()  # only punctuation: nothing bears such a name
    for word in words:
        first, *others = _findings(word, bodies)
        projects = projects.filter(pk__in=first.union(*others))
    return projects


def words_of(text: str) -> list[str]:
    """Return the words that are looked for; mere signs are none.

    >>> words_of("CCTV  통합 - 구축")
    ['CCTV', '통합', '구축']
    """
    return [word for word in text.split()[:_MOST_WORDS] if name_key(word)]


def in_name(text: str) -> Q:
    """Return the condition that every word of `text` occurs in the name; empty for mere signs."""
    return reduce(and_, (_name(key) for key in _keys(text)), Q())


def in_department(projects: ProjectQuerySet, text: str) -> ProjectQuerySet:
    """Keep the projects whose department, registered or as written, contains `text`."""
    key = name_key(text)
    written = projects.alias(written=_compared("department_text")).filter(written__contains=key)
    registered = projects.filter(department__in=_departments(Q(known__contains=key)))
    return projects.filter(
        Q(pk__in=registered.order_by().values("pk")) | Q(pk__in=written.order_by().values("pk"))
    )


def _keys(text: str) -> list[str]:
    return [name_key(word) for word in words_of(text)]


def _findings(word: str, bodies: Bodies) -> Iterator[QuerySet]:
    """Yield the primary keys of the projects with a word, by each way in which they have it.

    A syllable alone stands everywhere: it is asked at the beginning of words only.
    """
    everything, key = Project.objects.order_by(), name_key(word)
    begins = len(key) == 1
    if _NUMBER.match(word):
        yield everything.filter(number__startswith=word).values("pk")
    yield everything.filter(_name(key)).values("pk")
    where = Q(known__startswith=key) if begins else Q(known__contains=key)
    yield everything.filter(department__in=_departments(where)).values("pk")
    for spelling in [key, *other_spellings(key)]:
        yield everything.alias(text=_text()).filter(_in_text(spelling)).values("pk")
        if spelling != key:  # 폐쇄회로 is CCTV
            yield everything.filter(_name(spelling)).values("pk")
    if codes := bodies.matching(key):
        yield everything.filter(owner__in=codes).values("pk")
        joined = Participation.objects.filter(municipality__in=codes)
        yield joined.order_by().values("project")


def _name(key: str) -> Q:
    if len(key) == 1:
        return _begins(key, "name")
    return Q(name_key__with_all_pairs=pairs_of_key(key), name_key__contains=key)


def _in_text(key: str) -> Q:
    if len(key) == 1:
        return _begins(key, "description") | _begins(key, "outputs")
    return Q(description__with_all_pairs=pairs_of_key(key), text__contains=key)


def _begins(key: str, field: str) -> Q:
    """Return the condition that a word of a field begins with a syllable."""
    return Q(**{f"{field}__istartswith": key}) | Q(**{f"{field}__icontains": f" {key}"})


def _departments(where: Q) -> QuerySet:
    """Return the departments whose own name, or that of the office above, is as asked."""
    known = Department.objects.alias(known=_compared("name"))
    above = Department.objects.alias(known=_compared("parent__name"))
    return known.filter(where).order_by().values("pk").union(
        above.filter(where).order_by().values("pk")
    )  # fmt: skip


def _text() -> Lower:
    """Return all that a project says beside its name, as it is compared."""
    first, *others = (F(column) for column in TEXT_COLUMNS)
    spaced = [part for other in others for part in (Value(" "), other)]
    whole = Concat(first, *spaced, output_field=TextField())
    return Lower(Replace(whole, Value(" "), Value(""), output_field=TextField()))


def _compared(field: str) -> Lower:
    return Lower(Replace(F(field), Value(" "), Value("")))
