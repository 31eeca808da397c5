"""Which budget a row speaks of where a column says so: 본예산, 추경 2회, 성립전, 명시이월."""

import re
import unicodedata
from functools import lru_cache

from registry.notation.codes import Stage
from registry.sheets.choices import labels
from registry.sheets.surroundings import Surroundings, learn_from_title
from registry.sheets.values import Unreadable

# 성립전 and 간주처리 spend money before the 추경 that will hold it, which by law comes after.
_WORDS = {
    "당초": Stage.ORIGINAL,
    "본": Stage.ORIGINAL,
    "성립전": Stage.SUPPLEMENTARY,
    "성립전예산": Stage.SUPPLEMENTARY,
    "간주처리": Stage.SUPPLEMENTARY,
    "간주처리예산": Stage.SUPPLEMENTARY,
    "명시이월": Stage.CARRIED_IN,
    "사고이월": Stage.CARRIED_IN,
    "계속비이월": Stage.CARRIED_IN,
    "전년도이월": Stage.CARRIED_IN,
    "이월": Stage.CARRIED_IN,
    "계획": Stage.PLAN,
    "지출": Stage.SPENT,
    "집행": Stage.SPENT,
}
_CLERICAL = re.compile(r"[\s()\[\]·]")

Budget = tuple[Stage, int | None]


@lru_cache(maxsize=1024)
def find_budget(text: str) -> Budget | None:
    """Return the stage and the round that `text` names, if it names one.

    >>> [(str(stage), round_) for stage, round_ in map(find_budget, ("본예산", "제2회 추경"))]
    [('original', None), ('supplementary', 2)]
    >>> find_budget("성립전")[0].label, find_budget("경상") is None
    ('추경', True)
    """
    plain = unicodedata.normalize("NFKC", text)
    if stage := _WORDS.get(_CLERICAL.sub("", plain)):
        return stage, None
    told = learn_from_title(Surroundings(), plain)
    return (told.stage, told.round) if told.stage else None


def read_budget(text: str) -> Budget:
    """Return the stage and the round of a row; raise Unreadable where `text` is none."""
    budget = find_budget(text)
    if budget is None:
        raise Unreadable("unknown-choice", choices=labels(Stage))
    return budget
