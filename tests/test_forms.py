"""What a person may type."""

import pytest
from django.core.exceptions import ValidationError

from registry.forms import PartialDateField, StatementField, WonField
from registry.notation.codes import Certainty


class TestWonField:
    @pytest.mark.parametrize(
        "typed",
        ["52억2400만원", "5,224,000,000", "5224000000", "52억 2,400만", "５２억２４００만 원"],
    )
    def test_reads_every_way_of_writing(self, typed):
        assert WonField().clean(typed) == 5_224_000_000

    def test_leaves_nothing_where_nothing_is_written(self):
        assert WonField(required=False).clean("  ") is None

    @pytest.mark.parametrize("typed", ["52억정도요", "만억", "5억여원", "미정"])
    def test_refuses_what_is_no_exact_amount_in_a_sentence(self, typed):
        with pytest.raises(ValidationError, match="금액으로 읽을 수 없습니다"):
            WonField().clean(typed)

    def test_refuses_less_than_nothing(self):
        with pytest.raises(ValidationError, match="0원 이상"):
            WonField().clean("△1,000")

    def test_knows_that_another_spelling_is_no_change(self):
        field = WonField(required=False)

        assert not field.has_changed(5_224_000_000, "52억2400만원")
        assert field.has_changed(5_224_000_000, "52억2300만원")
        assert field.has_changed(5_224_000_000, "")
        assert not field.has_changed(None, "")

    def test_shows_both_readings_beside_the_box(self):
        box = WonField().widget.render("won", 5_224_000_000)

        assert 'value="5,224,000,000"' in box
        assert "= 52억 2,400만 원 (5,224,000,000원)" in box

    def test_gives_back_what_was_typed_as_it_was(self):
        assert 'value="52억정도"' in WonField().widget.render("won", "52억정도")

    def test_cannot_be_made_to_write_html(self):
        assert "<b>" not in WonField().widget.render("won", '"><b>')


class TestStatementField:
    def test_reads_the_certainty_that_the_words_carry(self):
        amount = StatementField().clean("5억여원").amount

        assert (amount.certainty, amount.won) == (Certainty.ABOUT, 500_000_000)

    def test_keeps_an_estimate_apart(self):
        statement = StatementField().clean("예산 미확정, 예비타당성 결과 65억원")

        assert statement.amount.won is None
        assert statement.estimate.won == 6_500_000_000

    def test_takes_words_for_news_and_the_same_digits_for_none(self):
        field = StatementField(required=False)

        assert not field.has_changed(500_000_000, "500,000,000")
        assert field.has_changed(500_000_000, "5억여원")


class TestPartialDateField:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("2013", "2013"),
            ("2013-03", "2013-03"),
            ("2013.3", "2013-03"),
            ("2013. 3. 4.", "2013-03-04"),
            ("2013년 3월", "2013-03"),
            ("2013년 3월 4일", "2013-03-04"),
        ],
    )
    def test_reads_a_date_as_exactly_as_it_is_written(self, typed, read):
        assert PartialDateField().clean(typed) == read

    @pytest.mark.parametrize("typed", ["내년", "2013-13", "2014-02-30", "3월"])
    def test_refuses_what_is_no_date(self, typed):
        with pytest.raises(ValidationError):
            PartialDateField().clean(typed)
