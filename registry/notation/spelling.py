"""How a body's name is written: ``서울``, ``서울시``, ``서울특별시``, ``경기 용인``."""

import re
from collections.abc import Iterable, Mapping

from registry.notation.bodies import Body
from registry.notation.codes import Level
from registry.notation.paper import squeeze

# A comma or a middle dot stands between two bodies and must stay: "경기, 광주" is not 경기 광주.
_NOISE = re.compile(r"[()\[\]_>:-]")
_SIDO = re.compile(r"(.+?)(?:(특별자치시|통합특별시|특별시|광역시)|(특별자치도|도))")
_OFFICE = re.compile(
    r"(?P<above>.+[도시군구])[도시군구]본청|(?P<body>.+?)(?:본청)|(?P<seat>.+[도시군구])청(?:본청)?"
)


def place_key(text: str) -> str:
    """Return the form in which names of places are looked up.

    >>> place_key("경기도 (용인시)")
    '경기도용인시'
    """
    return _NOISE.sub("", squeeze(text))


def without_office(key: str) -> str:
    """Return the body whose office is named.

    >>> without_office("용인시청"), without_office("서울특별시본청"), without_office("산청")
    ('용인시', '서울특별시', '산청')
    >>> without_office("경기도도본청")
    '경기도'
    """
    found = _OFFICE.fullmatch(key)
    return next(filter(None, found.groups())) if found else key


def spellings(body: Body, bodies: Mapping[str, Body]) -> set[str]:
    """Return every way to write `body`, alone and after the bodies above it."""
    own = own_spellings(body.name, body.level)
    parent = bodies.get(body.parent or "")
    if parent is None:
        return own
    above = spellings(parent, bodies)
    if parent.level == Level.SIDO:
        above |= _doubled(parent)
    return own | {before + name for before in above for name in own}


def misspelled(key: str, names: Iterable[str]) -> list[str]:
    """Return the names that differ from `key` in one syllable.

    >>> misspelled("용안시", ["용인시", "안성시", "안산시"])
    ['용인시']
    """
    same_length = (name for name in names if len(name) == len(key) > 2)
    return [name for name in same_length if _differences(name, key) == 1]


def _differences(a: str, b: str) -> int:
    return sum(left != right for left, right in zip(a, b, strict=True))


def own_spellings(name: str, level: str) -> set[str]:
    """Return every way to write a body of a `level` called `name`, without what is above it.

    >>> sorted(own_spellings("수원시", "si"))
    ['수원', '수원시']
    """
    if level == Level.SIDO:
        return _sido_spellings(name)
    name = name.split(" ")[-1]  # 수원시 장안구 is looked up under 장안구
    short = name[:-1]
    has_short = level in {Level.SI, Level.GUN, Level.ADMIN_SI} and len(short) > 1
    return {name, short} if has_short else {name}


def _sido_spellings(name: str) -> set[str]:
    """Return 서울, 서울시, 서울특별시; 충북, 충북도, 충청북도; 강원, 강원도, 강원특별자치도."""
    found = _SIDO.fullmatch(name)
    if found is None:
        return {name}
    short = _short_sido(found[1])
    return {name, name.replace("통합", ""), short, short + ("시" if found[2] else "도")}


def _short_sido(base: str) -> str:
    return base[0] + base[2] if base.endswith(("남", "북")) and len(base) == 3 else base


def _doubled(sido: Body) -> set[str]:
    """Return 서울특별시서울: a public copy of the table reads "서울특별시 서울중구"."""
    return {sido.name + short for short in _sido_spellings(sido.name) - {sido.name}}
