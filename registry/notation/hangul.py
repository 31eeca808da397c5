"""The form in which names are compared and searched."""

import re
import unicodedata
from collections import Counter

# Words that say only that it is a project. 고도화, 도입, 운영 say what is done: they stay.
_TAILS = ("사업", "구축", "추진", "용역", "과제")

# Most names are syllables and ASCII, where folding changes nothing but the case.
_PLAIN = re.compile("[ -~\t\n가-힣]*")
_PUNCTUATION = re.compile("[^가-힣0-9a-z]+")


def name_key(text: str) -> str:
    """Return `text` with one width and case, without white space, punctuation and signs.

    >>> name_key("△민원 제안 통합관리시스템 (HW+SW)")
    '민원제안통합관리시스템hwsw'
    """
    if _PLAIN.fullmatch(text):
        return _PUNCTUATION.sub("", text.lower())
    kept = filter(_is_kept, _fold(text))
    return _fold("".join(kept))


def name_stem(text: str) -> str:
    """Return the key of a name without its generic tails; all of it if nothing else is there.

    The article lists one system under two names, which give one stem:

    >>> name_stem("민원 제안 통합관리시스템 구축") == name_stem("민원제안 통합관리시스템")
    True
    >>> name_stem("구축 사업")
    '구축'
    """
    stem = name_key(text)
    while (shorter := _without_tail(stem)) not in {stem, ""}:
        stem = shorter
    return stem


def similar(a: str, b: str) -> float:
    """Return how alike two names are, 0 to 1: the share of their pairs of syllables in common.

    >>> similar("민원 제안 통합관리시스템", "민원제안통합관리 시스템")
    1.0
    >>> similar("문서공개시스템", "무선인터넷")
    0.0
    """
    left, right = name_key(a), name_key(b)
    if left == right:
        return 1.0 if left else 0.0
    pairs, others = _pairs(left), _pairs(right)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 0.0


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _is_kept(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"


def _without_tail(stem: str) -> str:
    return next((stem.removesuffix(tail) for tail in _TAILS if stem.endswith(tail)), stem)


def _pairs(key: str) -> Counter[str]:
    return Counter(key[at : at + 2] for at in range(len(key) - 1))
