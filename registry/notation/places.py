"""Names of places: ``서울시`` is 서울특별시, ``중구`` is six, ``강원도`` of 2013 is code 42."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from registry.notation.bodies import Body, load_bodies
from registry.notation.lineage import Chain, chains
from registry.notation.paper import as_topic, is_overlong, quote, squeeze
from registry.notation.spelling import misspelled, place_key, spellings, without_office

__all__ = [
    "AmbiguousPlace",
    "Body",
    "NotAGovernment",
    "Place",
    "Register",
    "UnknownPlace",
]

_SCHOOL_OFFICE = re.compile(r"교육(?:지원)?청")
_SHOWN = 4


class UnknownPlace(ValueError):
    """No local government was called so, there or then; `candidates` are those it may be."""

    def __init__(self, message: str, candidates: tuple[Body, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class NotAGovernment(ValueError):
    """An education office is no local government and owns nothing here."""


class AmbiguousPlace(ValueError):
    """Several local governments are called so; which one is never guessed."""

    def __init__(self, message: str, candidates: tuple[Body, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Place:
    """A local government as it was written.

    일반구 and 행정시 are no governments: 수원시 장안구 is 수원시, and 장안구 is its written part.
    """

    body: Body
    text: str
    written_part: str


@dataclass(frozen=True, slots=True)
class _Days:
    """The days in question: one, a fiscal year, or (without ends) any."""

    first: date | None
    last: date | None

    @classmethod
    def of(cls, on: date | None, fiscal_year: int | None) -> Self:
        if on is not None or fiscal_year is None:
            return cls(on, on)
        return cls(date(fiscal_year, 1, 1), date(fiscal_year, 12, 31))

    def meet(self, body: Body) -> bool:
        if self.first is None or self.last is None:
            return True
        return body.overlaps(self.first, self.last)

    def __str__(self) -> str:
        whole_year = self.first != self.last and self.first is not None
        return f"{self.first.year}년" if whole_year and self.first else f"{self.first}"


class Register:
    """All bodies of all times, and the names under which they are found."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._bodies = {body.code: body for body in bodies}
        self._chains = chains(self._bodies)
        self._spelled: dict[str, list[Body]] = defaultdict(list)
        for body in self._bodies.values():
            for spelling in spellings(body, self._bodies):
                self._spelled[spelling].append(body)

    @classmethod
    def from_fixture(cls, path: Path) -> Self:
        """Return the register that a Django fixture of municipalities holds."""
        return cls(load_bodies(path))

    def __iter__(self) -> Iterator[Body]:
        return iter(self._bodies.values())

    def get(self, code: str) -> Body:
        """Return the body with the official `code`."""
        if code not in self._bodies:
            raise UnknownPlace(f"{as_topic(code)} 등록된 행정표준코드가 아닙니다.")
        return self._bodies[code]

    def lineage(self, code: str) -> str:
        """Return the newest code of the one body that `code` stands for: 51 for 42."""
        return self._chain(self.get(code))[-1]

    def region(self, code: str) -> str:
        """Return the newest code of the 시·도 above the body, or of itself: 51 for 42110."""
        return self._sido(self.get(code))

    def find(
        self,
        text: str,
        *,
        on: date | None = None,
        fiscal_year: int | None = None,
        within: str | None = None,
    ) -> Place:
        """Return the local government that `text` names.

        It must have existed on the day `on`, or on any day of `fiscal_year`; a newer or older
        name of the same body finds it too. Without either, one body's newest name is taken.
        `within` is the code of a 시·도 in which to look.
        """
        key = "" if is_overlong(text) else place_key(text)
        if _SCHOOL_OFFICE.search(key):
            raise NotAGovernment(f"{as_topic(text)} 교육청이며 지방자치단체가 아닙니다.")
        named = self._within(self._named(key, text), within, text)
        if len(named) == 1 and named[0].is_timeless:
            return self._place(named[0], text)
        days = _Days.of(on, fiscal_year)
        alive = self._alive(named, days)
        if not alive:
            heirs = tuple(self.get(code) for code in named[0].successors)
            raise UnknownPlace(self._why_gone(text, named[0], days), heirs)
        return self._only(self._places(alive, text, key, days), text)

    def _named(self, key: str, text: str) -> list[Body]:
        found = self._spelled.get(key) or self._spelled.get(without_office(key))
        if found:
            return found
        alike = [self._spelled[name][0] for name in misspelled(key, self._spelled)][:3]
        names = ", ".join(body.full_name for body in alike)
        advice = f"비슷한 이름: {names}." if alike else "시·도부터 적어 주세요."
        message = f"{as_topic(text)} 등록된 지방자치단체 이름이 아닙니다. {advice}"
        raise UnknownPlace(message, tuple(alike))

    def _within(self, named: list[Body], within: str | None, text: str) -> list[Body]:
        if within is None:
            return named
        sido = self._sido(self.get(within))
        inside = [body for body in named if self._sido(body) == sido]
        if not inside:
            message = f"{as_topic(text)} {self.get(sido).name}에 없습니다."
            raise UnknownPlace(message, tuple(named))
        return inside

    def _alive(self, named: list[Body], days: _Days) -> list[Body]:
        """Return those that existed then, else those that then had another name or code."""
        alive = [body for body in named if days.meet(body)]
        if not alive:
            return [body for old in named for body in self._family(old) if days.meet(body)]
        # 광주 of 2027 may still be meant as the 광역시 that is no more, not as 경기 광주시.
        gone = [body for body in named if body not in alive]
        heirs = [self.get(code) for body in gone for code in body.successors]
        return alive + [body for body in heirs if days.meet(body)]

    def _places(self, alive: list[Body], text: str, key: str, days: _Days) -> list[Place]:
        """Return one place for each owner, its newest name unless the older was written out."""
        bodies: dict[Chain, Body] = {}
        for body in sorted(alive, key=lambda body: _rank(body, key, days)):
            bodies[self._chain(body)] = body
        places = [self._place(body, text) for body in bodies.values()]
        # 제주 is the 도 and the short name of its 행정시: the plain reading goes last and stays.
        places.sort(key=lambda place: not place.written_part)
        return sorted({place.body.code: place for place in places}.values(), key=_by_code)

    def _place(self, body: Body, text: str) -> Place:
        if body.is_local_government or body.parent is None:
            return Place(body, text, "")
        return Place(self.get(body.parent), text, body.name.split(" ")[-1])

    def _only(self, places: list[Place], text: str) -> Place:
        if len(places) == 1:
            return places[0]
        names = [f"{place.body.full_name} {place.written_part}".strip() for place in places]
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        raise AmbiguousPlace(
            f"{as_topic(text)} 여러 곳에 있습니다({shown}). 시·도를 함께 적어 주세요.",
            tuple(place.body for place in places),
        )

    def _why_gone(self, text: str, body: Body, days: _Days) -> str:
        """Say since when 청원군 is 청주시, or from when there is a 제물포구."""
        heirs = ", ".join(self.get(code).name for code in body.successors)
        then = f" {body.valid_to}부터 {heirs}입니다." if heirs else ""
        if body.valid_from and days.last and days.last < body.valid_from:
            then = f" {body.valid_from}에 생겼습니다."
        return f"{quote(text)} 이름의 지방자치단체는 {days}에 없습니다.{then}"

    def _chain(self, body: Body) -> Chain:
        return self._chains[body.code]

    def _family(self, body: Body) -> list[Body]:
        return [self.get(code) for code in self._chain(body)]

    def _sido(self, body: Body) -> str:
        """Return the newest code of the 시·도 above `body`, or of itself."""
        while body.parent is not None:
            body = self.get(body.parent)
        return self._chain(body)[-1]


def _rank(body: Body, key: str, days: _Days) -> tuple[bool, date]:
    written_out = key in {squeeze(body.name), squeeze(body.full_name)}
    return days.first is not None and written_out, body.valid_from or date.min


def _by_code(place: Place) -> str:
    return place.body.code
