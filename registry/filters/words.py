"""What was typed into the search as words: parted, joined, and without particles."""

import re
import unicodedata
from itertools import groupby

from registry.notation.hangul import name_key

# A comma parts words like a space; other signs do between two of them, not in 예·경보 or 시·군·구.
# A hyphen parts none: Wi-Fi, U-City and 2013-41-0002 are one each.
_APART = re.compile(r"[\s,;、]+|(?<=\w\w)[·ᆞ・/|&+:~.!?()\[\]{}<>“”‘’\"'「」]+(?=\w\w)")
_EDGES = re.compile(r"^\W+|\W+$")
_LINKS = frozenset({"및"})  # stands between two words and is none itself
_SHORTEST = 2  # letters that are left without a particle: 시의 is not 시

# The longest first. A longer word may end in one (회의, 도로, 정보통신과): see ``Search``.
_PARTICLES = (
    *("에서는", "에서의", "에서도", "으로는", "으로의"),
    *("에서", "에게", "에는", "에도", "으로", "로의", "까지", "부터"),
    *("을", "를", "이", "가", "은", "는", "의", "에", "로", "와", "과", "도", "및"),
)


def words_of(text: str) -> list[str]:
    """Return the words that were typed; mere signs are none.

    >>> words_of("CCTV  통합 - 구축"), words_of("CCTV,홈페이지"), words_of("예·경보 및 Wi-Fi")
    (['CCTV', '통합', '구축'], ['CCTV', '홈페이지'], ['예·경보', 'Wi-Fi'])
    """
    parts = _APART.split(unicodedata.normalize("NFKC", text))
    words = [_EDGES.sub("", part) for part in parts if name_key(part)]
    return [word for word in words if word not in _LINKS] or words


def joined(words: list[str]) -> list[str]:
    """Return words with those of a single letter joined to those beside them.

    >>> joined(["시", "스", "템", "구축"])
    ['시스템', '구축']
    """
    found: list[str] = []
    for single, run in groupby(words, key=lambda word: len(name_key(word)) == 1):
        beside = list(run)
        found += ["".join(beside)] if single else beside
    return found


def without_particle(word: str) -> list[str]:
    """Return what a word may be without a particle, the shortest first.

    >>> without_particle("홈페이지에서의"), without_particle("CCTV"), without_particle("회의")
    (['홈페이지', '홈페이지에서'], [], [])
    """
    stems = (word.removesuffix(end) for end in _PARTICLES if word.endswith(end))
    return [stem for stem in stems if len(name_key(stem)) >= _SHORTEST]
