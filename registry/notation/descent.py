"""Which bodies went into which, merged or split: 청원군 into 청주시, 인천 서구 into two."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from registry.notation.bodies import Body
from registry.notation.lineage import chains

Steps = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Descent:
    """One body that went into another, in one step or in several; both named by their lineage."""

    heir: str
    origin: str
    whole: bool  # no part of it went elsewhere
    since: date  # the day from which all on the way had ended


def descents(bodies: Mapping[str, Body]) -> list[Descent]:
    """Return what went into what, by the successors of bodies that have ended.

    A rename is no descent: it is one lineage (``notation.lineage``).
    """
    steps, ended = _steps(bodies)
    return [
        _descent(origin, heir, steps, ended)
        for origin in sorted(steps)
        for heir in sorted(_reached(origin, steps) - {origin})
    ]


def _steps(bodies: Mapping[str, Body]) -> tuple[dict[str, set[str]], dict[str, date]]:
    """Return into which lineages each went at once, and when it ended."""
    lineage = {code: chain[-1] for code, chain in chains(bodies).items()}
    steps: dict[str, set[str]] = defaultdict(set)
    ended: dict[str, date] = {}
    for body in bodies.values():
        after = {lineage[code] for code in body.successors if code in lineage}
        after -= {lineage.get(body.code, body.code)}
        if body.valid_to and after:
            steps[lineage[body.code]] |= after
            ended[lineage[body.code]] = body.valid_to
    return steps, ended


def _descent(origin: str, heir: str, steps: Steps, ended: Mapping[str, date]) -> Descent:
    beside = _reached(origin, steps, without=heir)
    between = [code for code in beside if heir in _reached(code, steps)]
    return Descent(
        heir=heir,
        origin=origin,
        whole=all(code in ended for code in beside),
        since=max(ended[code] for code in between),
    )


def _reached(start: str, steps: Steps, without: str = "") -> set[str]:
    """Return where one comes from `start`, itself included, by no way through `without`."""
    found, open_ = {start}, [start]
    while open_:
        new = steps.get(open_.pop(), set()) - found - {without}
        found |= new
        open_.extend(new)
    return found
