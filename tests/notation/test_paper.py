"""What every reader does first, and how refused text is cited."""

import pytest

from registry.notation.paper import as_topic, is_overlong, quote, squeeze, tidy


class TestTidy:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("５２억\u3000２４００만\u00a0원", "52억 2400만 원"),
            ("단위\n(천원)", "단위 (천원)"),
            ("52\u200b억\ufeff", "52억"),
            ("120¹", "120†"),
            ("120①", "120†"),
            ("\u1100\u1167\u11bc\u1100\u1175", "경기"),
        ],
    )
    def test_gives_one_form_to_what_looks_the_same(self, text, plain):
        assert tidy(text) == plain

    def test_can_leave_no_space_at_all(self):
        assert squeeze(" 총 사 업 비 ") == "총사업비"


class TestQuote:
    def test_cuts_what_would_fill_the_screen(self):
        assert quote("가" * 41) == "‘" + "가" * 40 + "…’"

    @pytest.mark.parametrize(
        ("text", "topic"),
        [
            ("5억여", "‘5억여’는"),
            ("5억", "‘5억’은"),
            ("1,50", "‘1,50’은"),
            ("2", "‘2’는"),
            ("12억(국비)", "‘12억(국비)’는"),
            ("abc", "‘abc’는"),
            ("", "‘’는"),
        ],
    )
    def test_chooses_the_particle_as_it_is_read_aloud(self, text, topic):
        assert as_topic(text) == topic


class TestLength:
    def test_of_a_cell_has_a_bound(self):
        assert not is_overlong("가" * 500)
        assert is_overlong("가" * 501)
