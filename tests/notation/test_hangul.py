"""The form in which names are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.notation.hangul import name_key, name_stem, similar

WITH_BUILDING = "민원 제안 통합관리시스템 구축"
WITHOUT = "민원제안 통합관리시스템"


class TestNameKey:
    @pytest.mark.parametrize(
        ("name", "key"),
        [
            (WITH_BUILDING, "민원제안통합관리시스템구축"),
            ("`u안심단말기` 무료 보급", "u안심단말기무료보급"),
            ("△ 시·군·구 행정 ＩＣＴ 서비스 고도화", "시군구행정ict서비스고도화"),
            ("시스템(HW+SW)", "시스템hwsw"),
            ("", ""),
            (" ·- ", ""),
        ],
    )
    def test_keeps_letters_and_numbers_alone(self, name, key):
        assert name_key(name) == key

    def test_reads_decomposed_syllables_of_a_mac(self):
        assert name_key("\u1106\u1175\u11ab\u110b\u116f\u11ab") == name_key("민원")

    @given(st.text())
    def test_changes_nothing_the_second_time(self, name):
        assert name_key(name_key(name)) == name_key(name)


class TestNameStem:
    def test_is_one_for_both_names_of_the_article(self):
        assert name_stem(WITH_BUILDING) == name_stem(WITHOUT) == "민원제안통합관리시스템"

    @pytest.mark.parametrize(
        ("name", "stem"),
        [
            ("통합기록관리시스템 구축 사업 추진", "통합기록관리시스템"),
            ("구축사업", "구축"),
            ("사업", "사업"),
            ("시 홈페이지 고도화", "시홈페이지고도화"),
            ("", ""),
        ],
    )
    def test_drops_generic_tails_but_never_all(self, name, stem):
        assert name_stem(name) == stem

    @given(st.text())
    def test_is_empty_only_without_any_letter(self, name):
        assert bool(name_stem(name)) == bool(name_key(name))


class TestSimilar:
    def test_finds_the_two_names_of_the_article_alike(self):
        assert similar(WITH_BUILDING, WITHOUT) > 0.9

    def test_finds_other_projects_unlike(self):
        assert similar(WITHOUT, "문서공개시스템 구축") < 0.5
        assert similar("무선인터넷", "문서공개") == 0.0

    def test_says_nothing_of_nameless_or_one_syllable_names(self):
        assert similar("", "") == 0.0
        assert similar("가", "나") == 0.0
        assert similar("가", "가") == 1.0

    @given(st.text(), st.text())
    def test_lies_between_none_and_whole_either_way(self, a, b):
        assert 0.0 <= similar(a, b) == similar(b, a) <= 1.0
