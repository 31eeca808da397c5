"""How alike two projects are, by their titles first: ``민원 제안`` and ``민원제안`` are one thing.

Titles are compared by pairs of syllables, each weighing the more the rarer it is in the registry;
what is done (구축, 고도화) weighs little beside what it is done to.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from registry.notation.codes import Code
from registry.notation.codes import gettext_noop as _
from registry.notation.hangul import name_key
from registry.notation.title import is_common, keys_of, same_thing, units_of, words_of

_OFTEN = 0.12  # what a pair inside a common word weighs beside one that is not
_AT_THE_EDGE = 0.45  # and one that is half in it: 센터설
_NEAR = 0.2  # amounts that differ by a fifth are near
_HINT = 0.02  # what the same type or a near amount adds: they order what the titles leave equal
_SHOWN_WORDS = 6


class Likeness(Code):
    """How alike two projects are, in words."""

    VERY = "very", _("매우 비슷")
    ALIKE = "alike", _("비슷")
    SOMEWHAT = "somewhat", _("참고")


_FROM = ((0.6, Likeness.VERY), (0.38, Likeness.ALIKE), (0.2, Likeness.SOMEWHAT))


def say_likeness(score: float) -> Likeness | None:
    """Return a score of 0 to 1 in words; None where nobody need look."""
    return next((word for least, word in _FROM if score >= least), None)


class Rarity:
    """How rare a pair of syllables is, as told by some titles of the registry."""

    def __init__(self, titles: Iterable[str] = (), places: Collection[str] = ()) -> None:
        self.places = places
        self._measured: Counter[str] = Counter()
        self._stored: Counter[str] = Counter()
        self._titles = 0
        for title in titles:
            self._titles += 1
            self._measured.update(_pairs(title, places))
            self._stored.update(pairs_of_key(name_key(title)))

    def weight(self, pair: str) -> float:
        """Return what a pair of a compared title weighs: the logarithm of its rarity."""
        return math.log(2 + self._titles) - math.log(1 + self._measured[pair]) + 1

    def share(self, pair: str) -> float:
        """Return in which share of all titles a pair of a stored key is about to stand."""
        return (self._stored[pair] + 0.5) / (self._titles + 1)


@dataclass(frozen=True)
class Title:
    """A title and what each of its pairs weighs."""

    text: str
    rarity: Rarity

    @cached_property
    def weights(self) -> dict[str, float]:
        """Return the weight of each pair."""
        pairs = _pairs(self.text, self.rarity.places)
        return {pair: share * self.rarity.weight(pair) for pair, share in pairs.items()}

    @cached_property
    def weight(self) -> float:
        """Return the weight of the whole title."""
        return sum(self.weights.values())

    def likeness(self, other: "Title") -> float:
        """Return how alike two titles are, 0 to 1: the share of their weight in common.

        A title that says all that another says, and more, is nearer than the share tells.
        """
        shared = self.weights.keys() & other.weights.keys()
        mine, theirs = (sum(one.weights[pair] for pair in shared) for one in (self, other))
        least = min(self.weight, other.weight)
        if not least:
            return float(name_key(self.text) == name_key(other.text) != "")
        both = (mine + theirs) / (self.weight + other.weight)
        return 0.75 * both + 0.25 * min(mine, theirs) / least

    def shared_words(self, other: "Title") -> list[str]:
        """Return the words of either title that stand in the other, what is done last."""
        found = [*self._words_in(other), *other._words_in(self)]
        by_key = {same_thing(name_key(word)): word for word in reversed(found)}
        whole = [key for key in by_key if not any(key != one and key in one for one in by_key)]
        words = [word for key, word in reversed(by_key.items()) if key in whole]
        return sorted(words, key=is_common)[:_SHOWN_WORDS]

    def _words_in(self, other: "Title") -> list[str]:
        key = same_thing(name_key(other.text))
        words = words_of(self.text, self.rarity.places)
        return [word for word in words if len(word) > 1 and same_thing(name_key(word)) in key]

    def rare_pairs(self, budget: float) -> dict[str, float]:
        """Return the rarest pairs under which it may be stored, with what each weighs.

        Together they are expected in a share of `budget` of all titles, or are the one rarest.
        """
        keys = keys_of(self.text, self.rarity.places)
        pairs = {pair for key in keys for pair in pairs_of_key(key)}
        chosen: dict[str, float] = {}
        for pair in sorted(pairs, key=lambda pair: (self.rarity.share(pair), pair)):
            budget -= self.rarity.share(pair)
            if chosen and budget < 0:
                break
            chosen[pair] = -math.log(self.rarity.share(pair))
        return chosen


def pairs_of_key(key: str) -> set[str]:
    """Return the pairs of syllables of a stored key; one syllable is its own."""
    return {key[at : at + 2] for at in range(max(len(key) - 1, min(len(key), 1)))}


def are_near(won: int | None, other: int | None) -> bool:
    """Return whether two amounts of won are within a fifth of the larger."""
    if not won or not other:
        return False
    return abs(won - other) <= _NEAR * max(won, other)


def with_hints(score: float, *, same_type: bool, near: bool) -> float:
    """Return a score with what else speaks for it; never more than 1, never out of nothing."""
    return min(1.0, score + _HINT * (same_type + near)) if score else 0.0


def _pairs(title: str, places: Collection[str]) -> dict[str, float]:
    """Return the pairs of a compared title, each with its share of its weight."""
    units = units_of(title, places)
    found: dict[str, float] = {}
    for unit, often in units:
        if len(unit) > 1 or not "가" <= unit <= "힣":
            found[unit] = 2 * (_OFTEN if often else 1.0)  # a word of its own
    for (left, left_often), (right, right_often) in pairwise(units):
        share = (_OFTEN, _AT_THE_EDGE, 1.0)[2 - left_often - right_often]
        found[left + right] = max(share, found.get(left + right, 0.0))
    return found
