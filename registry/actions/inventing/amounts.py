"""What the paper says of the whole cost: mostly an exact amount, sometimes less than that."""

import random
from typing import NamedTuple

from registry.actions.inventing.words import BASES
from registry.notation.codes import Certainty
from registry.notation.won import format_won

# Of a hundred projects; the article of 2013 has 17 exact ones of 22.
_CERTAINTIES = tuple(
    certainty
    for certainty, share in (
        (Certainty.EXACT, 78),
        (Certainty.ABOUT, 6),
        (Certainty.RANGE, 2),
        (Certainty.ESTIMATED, 3),
        (Certainty.UNDECIDED, 4),
        (Certainty.UNSTATED, 6),
        (Certainty.NONE, 1),
    )
    for _one in range(share)
)
_EOK = 10**8
# From some millions to some ten billions of won, small ones most often.
_SIZES = (*(10**7,) * 6, *(10**8,) * 5, *(10**9,) * 2, 10**10)


class Amount(NamedTuple):
    """The columns of a total, in the order in which they are written."""

    certainty: str
    won: int | None = None
    min_won: int | None = None
    max_won: int | None = None
    text: str = ""
    estimate_won: int | None = None
    estimate_text: str = ""
    estimate_basis: str = ""


def amount(rng: random.Random) -> Amount:
    """Return what the paper says of one total."""
    certainty = rng.choice(_CERTAINTIES)
    if certainty == Certainty.EXACT:
        return Amount(certainty.value, _exact(rng))
    return _less_than_exact(rng, certainty)


def _exact(rng: random.Random) -> int:
    """Return an amount in millions of won or, less often, one that goes to the thousand."""
    won: int = rng.randrange(100, 1000) * (rng.choice(_SIZES) // 100)
    return won + rng.randrange(1000) * 1000 if rng.random() < 0.3 else won


def _less_than_exact(rng: random.Random, certainty: Certainty) -> Amount:
    eok, code = rng.randrange(1, 60), certainty.value
    if certainty == Certainty.ABOUT:
        at_least = eok % 2 == 0  # 5억여원 is a lower bound, 약 5억원 is none
        text = f"{eok}억여원" if at_least else f"약 {eok}억원"
        return Amount(code, eok * _EOK, eok * _EOK if at_least else None, None, text)
    if certainty == Certainty.RANGE:
        return Amount(code, None, eok * _EOK, (eok + 2) * _EOK, f"{eok}억~{eok + 2}억원")
    if certainty == Certainty.ESTIMATED:
        text, basis = format_won(eok * _EOK), rng.choice(BASES)
        return Amount(code, None, None, None, "", eok * _EOK, text, basis)
    return Amount(code, text="예산 미확정" if certainty == Certainty.UNDECIDED else "")
