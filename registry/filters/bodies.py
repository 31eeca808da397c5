"""The register of bodies as a list needs it: read once, asked many times."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django.utils import timezone

from registry.models import Descent, Municipality
from registry.notation.codes import Level
from registry.notation.hangul import name_key
from registry.notation.romanised import names_in_latin

# What people write for a 시·도; 경기 and 서울 are found as a part of the full name anyway.
_SHORT_FORMS = (
    ("통합특별시", "시"),
    ("특별자치시", "시"),
    ("특별시", "시"),
    ("광역시", "시"),
    ("특별자치도", "도"),
    ("충청북도", "충북"),
    ("충청남도", "충남"),
    ("전라북도", "전북"),
    ("전라남도", "전남"),
    ("경상북도", "경북"),
    ("경상남도", "경남"),
)

Past = tuple[str, str, bool]  # heir, origin, whole


class Bodies:
    """Every municipality there is or was."""

    def __init__(self, bodies: Iterable[Municipality], past: Iterable[Past] = ()) -> None:
        self.all = list(bodies)
        self._past = list(past)
        self._by_code = {body.code: body for body in self.all}
        self._keys = [(body.pk, *_keys(body.full_name)) for body in self.all]

    @classmethod
    def load(cls) -> "Bodies":
        """Return the register, in two queries."""
        past = Descent.objects.begun().of_others().order_by("body__code", "origin")
        kept = past.values_list("body__lineage", "origin", "whole")
        return cls(Municipality.objects.order_by("code"), kept)

    def lineage(self, code: str) -> str | None:
        """Return the code under which a body is known throughout its renames."""
        body = self._by_code.get(code)
        return body.lineage if body else None

    def origins(self, lineages: Iterable[str]) -> dict[str, bool]:
        """Return the lineages that went into these from without, and whether whole.

        청원군 went into 청주시; 인천 서구 went into 서해구, but not the whole of it.
        """
        heirs = set(lineages)
        found: dict[str, bool] = {}
        for heir, origin, whole in self._past:
            if heir in heirs and origin not in heirs:
                found[origin] = found.get(origin, False) or whole
        return found

    @property
    def heirs(self) -> list[str]:
        """Return the lineages into which others went."""
        return sorted({heir for heir, _origin, _whole in self._past})

    def named(self, code: str, years: Sequence[int] = ()) -> Municipality | None:
        """Return the body of a lineage as it was called last (in `years`, where it then was)."""
        of_lineage = [body for body in self.all if body.lineage == code]
        then = [body for body in of_lineage if _valid_in(body, years)]
        return max(then or of_lineage, key=_since, default=None)

    def lineages_in(self, region: str) -> list[str]:
        """Return the lineages of a 시·도 and of the bodies below it."""
        return list({body.lineage for body in self.all if body.region == region})

    def matching(self, word: str) -> list[int]:
        """Return the keys of the bodies whose name, full or short, contains `word`.

        A single syllable is only asked at the beginning: 시 is in every other name. None is taken
        for the next place: 경기도의 is not 경기도 의정부시. A name in Latin letters is wanted
        whole, short or long: `in` is not Incheon, nor `si` every city.
        """
        if word.isascii():
            return [body.pk for body in self.all if word in _latin_keys(body.full_name)]
        if len(word) == 1:
            return [pk for pk, keys, _cut in self._keys if any(k.startswith(word) for k in keys)]
        return [
            pk
            for pk, keys, cut in self._keys
            if any(word in key for key in keys) and not any(key.endswith(word) for key in cut)
        ]

    def regions(self, years: Sequence[int], also: Iterable[str]) -> list[Municipality]:
        """Return the 시·도 of these years (none: today's), and those of the codes in `also`."""
        return self._offered((body for body in self.all if body.level == Level.SIDO), years, also)

    def cities(
        self, regions: Sequence[str], years: Sequence[int], also: Iterable[str]
    ) -> list[Municipality]:
        """Return the 시·군·구 of these 시·도 in these years, and those of the codes in `also`."""
        below = (
            body
            for body in self.all
            if body.level != Level.SIDO and body.is_local_government and body.region in regions
        )
        return self._offered(below, years, also)

    def _offered(
        self, bodies: Iterable[Municipality], years: Sequence[int], also: Iterable[str]
    ) -> list[Municipality]:
        lineages = {body.lineage for body in bodies if _valid_in(body, years)} | set(also)
        named = (self.named(code, years) for code in lineages)
        return sorted((body for body in named if body), key=self.place)

    def place(self, body: Municipality) -> str:
        """Return a body's place in the official order: a new code keeps the old one's place."""
        return min(other.code for other in self.all if other.lineage == body.lineage)


@lru_cache(maxsize=1024)  # the 361 names are the same on every page
def _keys(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of a name, full and short, and what is cut off after a place's first letter.

    >>> [sorted(keys) for keys in _keys("경기도 의정부시")]
    [['경기도의정부시'], ['경기도의']]
    """
    short = name
    for long, form in _SHORT_FORMS:
        short = short.replace(long, form, 1)
    cut = {form[: at + 2] for form in (name, short) for at in range(len(form)) if form[at] == " "}
    return frozenset({name_key(name), name_key(short)}), frozenset(map(name_key, cut))


@lru_cache(maxsize=1024)
def _latin_keys(name: str) -> frozenset[str]:
    return frozenset(map(name_key, names_in_latin(name)))


def _since(body: Municipality) -> date:
    return body.valid_from or date.min


def _valid_in(body: Municipality, years: Sequence[int]) -> bool:
    """Whether the body exists on any day of one of the years (none: today)."""
    if not years:
        return body.exists_on(timezone.localdate())
    return any(
        (body.valid_from is None or body.valid_from <= date(year, 12, 31))
        and (body.valid_to is None or body.valid_to > date(year, 1, 1))
        for year in years
    )
