"""Which bodies are one and the same under changing names and codes: 강원도 → 강원특별자치도."""

from collections import Counter
from collections.abc import Mapping

from registry.notation.bodies import Body

Chain = tuple[str, ...]


def chains(bodies: Mapping[str, Body]) -> dict[str, Chain]:
    """Return for each code its chain of one-to-one successions, the oldest first.

    A body goes on in another only if it has that one successor, is its one predecessor, and the
    other began on the day it ended: 청원군 went into 청주시, which had been there before.
    """
    following = _following(bodies)
    starts = bodies.keys() - following.values()
    found = (_follow(code, following) for code in starts)
    return {code: chain for chain in found for code in chain}


def _following(bodies: Mapping[str, Body]) -> dict[str, str]:
    predecessors = Counter(code for body in bodies.values() for code in body.successors)
    return {
        body.code: body.successors[0]
        for body in bodies.values()
        if len(body.successors) == 1
        and predecessors[body.successors[0]] == 1
        and _begins_when_ends(bodies.get(body.successors[0]), body)
    }


def _begins_when_ends(successor: Body | None, body: Body) -> bool:
    if successor is None or body.valid_to is None:
        return False
    return successor.valid_from == body.valid_to


def _follow(code: str, following: Mapping[str, str]) -> Chain:
    chain = [code]
    while chain[-1] in following:
        chain.append(following[chain[-1]])
    return tuple(chain)
