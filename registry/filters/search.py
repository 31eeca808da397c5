"""검색어: any part of a word from two syllables on, spacing ignored; several words are all wanted.

Each word is looked up by the index that knows it, name, text, office and bodies apart, and the
findings are put together: an OR over them would read every project.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import and_

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower, Replace

from registry.filters.bodies import Bodies
from registry.filters.words import joined, without_particle, words_of
from registry.models import Department, Participation, Project
from registry.notation.hangul import name_key
from registry.notation.likeness import pairs_of_key
from registry.notation.title import other_spellings
from registry.querysets import ProjectQuerySet
from registry.querysets.pairs import TEXT_COLUMNS

_MOST_WORDS = 8
_A_FEW = 100  # of what is found, looked at together
_KEYS = Project.objects.order_by().values_list("pk", flat=True)
_PARTNERS = Participation.objects.order_by().values_list("project", flat=True)
_NUMBER = re.compile(r"\d{4}-\d")  # the beginning of a public number


class Search:
    """What a text finds among some projects, and as which words it is read.

    As it was typed it costs one question. Only where nothing bears all its words is a word that
    finds nothing alone read without its particle: CCTV를 is CCTV, 회의 stays what it is. What may
    not be seen counts for nothing, or a draft would show in how a word is read.
    """

    def __init__(self, projects: ProjectQuerySet, text: str, bodies: Bodies) -> None:
        self._projects, self._bodies = projects, bodies
        typed = words_of(text)
        self._typed, self._joined = typed[:_MOST_WORDS], joined(typed)[:_MOST_WORDS]
        self._known: dict[tuple[str, ...], list[int]] = {}
        self._named: dict[str, list[int]] = {}

    @cached_property
    def words(self) -> list[str]:
        """Return the words as they are looked for: 시 스 템 is 시스템 if there is such a thing."""
        for words in (self._joined, self._typed):
            if self._are_seen(words):
                return words
        return [self._read(word) for word in self._joined]

    @property
    def keys(self) -> list[int]:
        """Return the keys of all projects that bear every word: keep those that may be seen."""
        return self._with(self.words)

    @property
    def named(self) -> list[int]:
        """Return the keys of all projects whose names bear every word."""
        words = self.words
        if len(words) != 1:
            return list(_KEYS.filter(in_name(words)))
        self._with(words)
        return self._named[words[0]]

    @property
    def is_read_otherwise(self) -> bool:
        """Return whether other words are looked for than were typed."""
        return self.words not in (self._joined, self._typed)

    def finds(self, word: str) -> bool:
        """Return whether any project that may be seen bears a word."""
        return self._are_seen([word])

    def _read(self, word: str) -> str:
        stems = without_particle(word)
        if not stems or self._bodies.matching(name_key(word)) or self.finds(word):
            return word
        return next(filter(self.finds, stems), word)

    def _with(self, words: list[str]) -> list[int]:
        asked = tuple(words)
        if asked not in self._known:
            one = len(words) == 1
            self._known[asked] = self._alone(*words) if one else list(bearing(words, self._bodies))
        return self._known[asked]

    def _alone(self, word: str) -> list[int]:
        """Return the keys of what bears a word, its name or else, and keep those of the name.

        They come first in a list. Asked for again they took a fifth of a search in a million.
        """
        named, first, *others = _findings(word, self._bodies)
        self._named[word] = list(named)
        return [*self._named[word], *first.union(*others)]

    def _are_seen(self, words: list[str]) -> bool:
        """Return whether any of what bears some words may be seen: most often one of the first.

        Who asks knows of each project whether it may be seen. Asked here of everything that is
        found, that took half of a search among a million projects: 244 of 430 ms.
        """
        keys, start, size = self._with(words), 0, _A_FEW
        while some := keys[start : start + size]:
            if self._projects.filter(pk__among=some).exists():
                return True
            start, size = start + size, size * _A_FEW
        return False


def bearing(words: list[str], bodies: Bodies) -> QuerySet:
    """Return the keys of the projects in whose name, text, department or bodies each word is."""
    if not words:
        return _KEYS.none()  # only punctuation: nothing bears such a name
    found = [first.union(*others) for first, *others in (_findings(one, bodies) for one in words)]
    if len(found) == 1:
        return found[0]
    return reduce(lambda keys, some: keys.filter(pk__in=some), found, _KEYS.all())


def in_name(words: Iterable[str]) -> Q:
    """Return the condition that every word occurs in the name; empty for no words."""
    return reduce(and_, (_name(name_key(word)) for word in words), Q())


def in_department(projects: ProjectQuerySet, text: str) -> ProjectQuerySet:
    """Keep the projects whose department, registered or as written, contains `text`."""
    key = name_key(text)
    written = projects.alias(written=_compared("department_text")).filter(written__contains=key)
    registered = projects.filter(department__in=_departments(Q(known__contains=key)))
    return projects.filter(
        Q(pk__in=registered.order_by().values("pk")) | Q(pk__in=written.order_by().values("pk"))
    )


def _findings(word: str, bodies: Bodies) -> Iterator[QuerySet]:
    """Yield the primary keys of the projects with a word, by each way in which they have it.

    The first is by their names. A syllable alone stands everywhere: it is asked at the beginning
    of words only.
    """
    key = name_key(word)
    begins = len(key) == 1
    yield _KEYS.filter(_name(key))
    if _NUMBER.match(word):
        yield _KEYS.filter(number__startswith=word)
    where = Q(known__startswith=key) if begins else Q(known__contains=key)
    yield _KEYS.filter(department__in=_departments(where))
    for spelling in [key, *other_spellings(key)]:
        yield _KEYS.alias(text=_text()).filter(_in_text(spelling))
        if spelling != key:  # 폐쇄회로 is CCTV
            yield _KEYS.filter(_name(spelling))
    if codes := bodies.matching(key):
        yield _KEYS.filter(owner__in=codes)
        yield _PARTNERS.filter(municipality__in=codes)
    # 경기관광공사, which is no body of the register.
    yield _PARTNERS.alias(known=_compared("name")).filter(where, municipality=None)


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
