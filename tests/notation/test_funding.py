"""Whose money a word names."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.notation.bodies import Body
from registry.notation.codes import Funding, Level, SubKind
from registry.notation.funding import FUNDING_WORDS, UnknownFunding, read_funding


def body(full_name, level):
    name = full_name.split(" ")[-1]
    return Body("00000", name, full_name, level, None, True, None, None, ())


WORDS = {
    (Funding.NATIONAL, None): ["국비", "국고", "국 비"],
    (Funding.NATIONAL, SubKind.SUBSIDY): ["국고보조금"],
    (Funding.NATIONAL, SubKind.BALANCED): ["균특", "지특", "균특회계", "지특보조금"],
    (Funding.NATIONAL, SubKind.FUND): ["기금", "기금보조금"],
    (Funding.NATIONAL, SubKind.SPECIAL_GRANT): ["특별교부세", "특교세"],
    (Funding.PROVINCIAL, None): ["도비", "시도비", "시·도비", "시ㆍ도비", "광역시비"],
    (Funding.PROVINCIAL, SubKind.PROVINCIAL_SUBSIDY): ["도비보조금"],
    (Funding.PROVINCIAL, SubKind.ADJUSTMENT_GRANT): [
        "조정교부금",
        "특별조정교부금",
        "(특별)조정교부금",
        "재정보전금",
    ],
    (Funding.MUNICIPAL, None): ["군비", "구비", "시군비", "시·군비", "시군구비", "구·군비"],
    (Funding.LOCAL, None): ["지방비"],
    (Funding.PRIVATE, None): ["민자", "민간", "민간자본", "자부담", "자기부담금"],
    (Funding.OTHER, SubKind.BOND): ["지방채"],
    (Funding.OTHER, None): ["기타"],
    (Funding.WHOLE, None): ["계", "합계", "합 계"],
    (Funding.UNSTATED, None): ["미공개"],
}
# owner: whose money 시비 is, whose 자체 is
OWNERS = [
    (None, Funding.MUNICIPAL, Funding.MUNICIPAL),
    (body("서울특별시", Level.SIDO), Funding.PROVINCIAL, Funding.PROVINCIAL),
    (body("인천광역시", Level.SIDO), Funding.PROVINCIAL, Funding.PROVINCIAL),
    (body("세종특별자치시", Level.SIDO), Funding.PROVINCIAL, Funding.PROVINCIAL),
    (body("제주특별자치도", Level.SIDO), Funding.PROVINCIAL, Funding.PROVINCIAL),
    (body("경기도", Level.SIDO), Funding.MUNICIPAL, Funding.PROVINCIAL),
    (body("강원특별자치도", Level.SIDO), Funding.MUNICIPAL, Funding.PROVINCIAL),
    (body("경기도 용인시", Level.SI), Funding.MUNICIPAL, Funding.MUNICIPAL),
    (body("전남광주통합특별시 목포시", Level.SI), Funding.MUNICIPAL, Funding.MUNICIPAL),
    (body("전남광주통합특별시 광산구", Level.GU), Funding.PROVINCIAL, Funding.MUNICIPAL),
    (body("서울특별시 강남구", Level.GU), Funding.PROVINCIAL, Funding.MUNICIPAL),
    (body("인천광역시 강화군", Level.GUN), Funding.PROVINCIAL, Funding.MUNICIPAL),
    (body("부산광역시 기장군", Level.GUN), Funding.PROVINCIAL, Funding.MUNICIPAL),
    (body("대구광역시 군위군", Level.GUN), Funding.PROVINCIAL, Funding.MUNICIPAL),
    (body("경상북도 군위군", Level.GUN), Funding.MUNICIPAL, Funding.MUNICIPAL),
    (body("경기도 수원시 장안구", Level.GENERAL_GU), Funding.MUNICIPAL, Funding.MUNICIPAL),
    (body("제주특별자치도 제주시", Level.ADMIN_SI), Funding.PROVINCIAL, Funding.PROVINCIAL),
]
NAMES = [owner.full_name if owner else "nobody" for owner, *_ in OWNERS]


class TestReadFunding:
    @pytest.mark.parametrize(
        ("word", "kind"), [(word, kind) for kind, words in WORDS.items() for word in words]
    )
    def test_knows_the_words_of_budgets(self, word, kind):
        assert read_funding(word) == kind

    @pytest.mark.parametrize(("owner", "city", "own"), OWNERS, ids=NAMES)
    def test_understands_city_and_own_money_from_the_owner(self, owner, city, own):
        assert read_funding("시비", owner) == (city, None)
        assert read_funding("자체재원", owner) == (own, None)

    @pytest.mark.parametrize("owner", [owner for owner, *_ in OWNERS], ids=NAMES)
    def test_takes_other_words_for_the_same_everywhere(self, owner):
        assert read_funding("도비", owner)[0] == Funding.PROVINCIAL
        assert read_funding("군비", owner)[0] == Funding.MUNICIPAL

    @pytest.mark.parametrize("word", ["", "국", "예산", "국비 5억", "국비" * 300])
    def test_refuses_other_words_with_a_sentence(self, word):
        with pytest.raises(UnknownFunding, match="아는 재원이 아닙니다"):
            read_funding(word)

    def test_reads_every_word_of_its_own_list(self):
        assert all(read_funding(word) for word in FUNDING_WORDS)

    @given(st.text())
    def test_reads_or_refuses_any_text(self, word):
        with suppress(UnknownFunding):
            assert read_funding(word)[0] in Funding
