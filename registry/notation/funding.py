"""Whose money a word names: 국비, 도비, 시비 … and which kind of it."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from registry.notation.codes import Funding, Level, SubKind
from registry.notation.paper import as_topic, is_overlong, squeeze

if TYPE_CHECKING:
    from registry.notation.bodies import Body

_WORDS: dict[tuple[Funding, SubKind | None], str] = {
    (Funding.NATIONAL, None): "국비 국고 국가 국비지원 국고지원",
    (Funding.NATIONAL, SubKind.SUBSIDY): "국고보조금 국고보조 국비보조금 국비보조",
    (Funding.NATIONAL, SubKind.BALANCED): (
        "균특 지특 균특회계 지특회계 균특보조금 지특보조금 균형발전특별회계 "
        "광역지역발전특별회계 광특 광특회계 광특보조금 지역발전특별회계"
    ),
    (Funding.NATIONAL, SubKind.FUND): (
        "기금 기금보조금 기금보조 국가기금 정보통신진흥기금 방송통신발전기금 정보화촉진기금 "
        "과학기술진흥기금 복권기금"
    ),
    (Funding.NATIONAL, SubKind.SPECIAL_GRANT): "특별교부세 특교세 특교",
    (Funding.PROVINCIAL, None): (
        "도비 시도비 광역시비 특별시비 광역시도비 특별자치시비 특별자치도비"
    ),
    (Funding.PROVINCIAL, SubKind.PROVINCIAL_SUBSIDY): (
        "도비보조금 도비보조 시도비보조금 시도비보조 시비보조금 광역시비보조금"
    ),
    # Until 2014 the 조정교부금 of a 시 or 군 was called 재정보전금.
    (Funding.PROVINCIAL, SubKind.ADJUSTMENT_GRANT): (
        "조정교부금 특별조정교부금 일반조정교부금 특조금 특별조정금 재정보전금 특별재정보전금"
    ),
    (Funding.MUNICIPAL, None): "군비 구비 시군비 시군구비 군구비 구군비 시구비",
    (Funding.LOCAL, None): "지방비",
    (Funding.PRIVATE, None): (
        "민자 민간 민간자본 민간자금 민간투자 민간부담 민간부담금 자부담 자부담금 자기부담 "
        "자기부담금"
    ),
    (Funding.OTHER, SubKind.BOND): "지방채",
    (Funding.OTHER, None): "기타 기타재원",
    (Funding.WHOLE, None): "계 합계 총계 소계 전체 총액",
    (Funding.UNSTATED, None): "미공개 재원미공개",
}
# Every source, alone and by its kinds.
FUNDING_KINDS = tuple(sorted(_WORDS, key=lambda kind: kind[1] is not None))
_TABLE = {word: kind for kind, words in _WORDS.items() for word in words.split()}
# One letter each beside the figures of a budget book: 국 300, 도 200, 시 500.
LETTERS = {
    "국": "국비", "도": "도비", "시": "시비", "군": "군비", "구": "구비",
    "균": "균특", "기": "기금", "조": "조정교부금", "특": "특별교부세",
}  # fmt: skip
_CITY_MONEY = {"시비"}
_OWN_MONEY = {"자체", "자체재원", "자체예산", "자체자금", "자체사업비", "자체기금", "자체비"}
_MARKS = re.compile(r"[·ㆍᆞ・‧․.,()\[\]/]")

FUNDING_WORDS = tuple(sorted({*_TABLE, *_CITY_MONEY, *_OWN_MONEY}, key=len, reverse=True))


class UnknownFunding(ValueError):
    """The word names no source of money we know."""


def read_funding(word: str, owner: "Body | None" = None) -> tuple[Funding, SubKind | None]:
    """Return the source and its kind that `word` names in a project of `owner`.

    >>> [str(code) for code in read_funding("(특별)조정교부금")]
    ['provincial', 'adjustment_grant']
    >>> read_funding("시·도비")[0].label, read_funding("구·군비")[0].label
    ('시·도비', '시·군·구비')

    시비 and 자체 depend on the owner. Without one they are read as a 시 under a province writes
    them, which is what most owners are (75 시 against 8 metropolitan cities): give the owner.

    >>> read_funding("시비")[0].label
    '시·군·구비'
    """
    key = _key(word)
    if key in _CITY_MONEY:
        return _city_money(owner), None
    if key in _OWN_MONEY:
        return _own_money(owner), None
    if key not in _TABLE:
        raise UnknownFunding(
            f"{as_topic(word)} 아는 재원이 아닙니다. "
            "국비, 도비, 시비, 군비, 구비, 지방비, 민자, 지방채, 기타 가운데 하나로 적어 주세요."
        )
    return _TABLE[key]


@lru_cache(maxsize=1024)
def _key(word: str) -> str:
    return "" if is_overlong(word) else _MARKS.sub("", squeeze(word))


def _city_money(owner: "Body | None") -> Funding:
    """Say whose 시비 is: in 강남구 or 기장군 the metropolitan city's, in 용인시 its own.

    A 도 writes 시비 for what its cities pay (경기도 has no money called so); 제주 has no cities.
    """
    if owner is None or owner.level == Level.SI:
        return Funding.MUNICIPAL
    if owner.level in {Level.GU, Level.ADMIN_SI} or owner.full_name.startswith("제주"):
        return Funding.PROVINCIAL
    sido = owner.full_name.split(" ")[0]
    in_city = owner.level in {Level.SIDO, Level.GUN} and sido.endswith("시")
    return Funding.PROVINCIAL if in_city else Funding.MUNICIPAL


def _own_money(owner: "Body | None") -> Funding:
    """Say whose 자체 is: the owner's, and all a 시·도 has is 시·도비."""
    provincial = owner is not None and owner.level in {Level.SIDO, Level.ADMIN_SI}
    return Funding.PROVINCIAL if provincial else Funding.MUNICIPAL
