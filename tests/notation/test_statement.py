"""A total with what the paper says of it in the same cell."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.notation.bodies import Body
from registry.notation.codes import Certainty, Funding, Level, SubKind
from registry.notation.statement import Estimate, read_statement
from registry.notation.won import NotAnAmount, UnitMissing

SONGPA = Body("11710", "송파구", "서울특별시 송파구", Level.GU, "11", True, None, None, ())


def parts_of(text, **options):
    return [
        (part.source, part.amount and part.amount.won, part.share)
        for part in read_statement(text, **options).parts
    ]


class TestTotal:
    @pytest.mark.parametrize(
        ("text", "won"),
        [
            ("52억2400만원(국비 26억1200만원 포함)", 5_224_000_000),
            ("52억2400만원[국비 26억1200만원 포함]", 5_224_000_000),
            ("52억2400만원 중 국비 26억1200만원", 5_224_000_000),
            ("27억9600만원(국비 4억8800만원, 시비 23억 800만원)", 2_796_000_000),
            ("12억원(국비포함)", 1_200_000_000),
            ("12억원 국비포함", 1_200_000_000),
            ("계 20억(국비 10억)", 2_000_000_000),
            ("1,234,567(국비 1,000)", 1_234_567),
            ("(1,234)", -1_234),
            ("△1,234", -1_234),
            ("12,345(주3)", 12_345),
            ("40억원(2013년 18억원)", 4_000_000_000),
            ("5억원(타당성조사 용역)", 500_000_000),
        ],
    )
    def test_is_read_without_what_stands_beside_it(self, text, won):
        amount = read_statement(text).amount

        assert (amount.certainty, amount.won, amount.text) == (Certainty.EXACT, won, text)

    @pytest.mark.parametrize(
        ("text", "certainty"),
        [
            ("", Certainty.UNSTATED),
            ("()", Certainty.UNSTATED),
            ("-", Certainty.UNSTATED),
            ("====", Certainty.UNSTATED),
            ("국비 50%", Certainty.UNSTATED),
            ("국비 6억원, 도비 2억원", Certainty.UNSTATED),
            ("비예산", Certainty.NONE),
            ("5억여원", Certainty.ABOUT),
            ("약 5억원(국비 50% 포함, 5개 시군)", Certainty.ABOUT),
            ("5억~7억원(국비 포함)", Certainty.RANGE),
            ("미정(국비 50%)", Certainty.UNDECIDED),
        ],
    )
    def test_says_how_certain_it_is(self, text, certainty):
        assert read_statement(text).amount.certainty == certainty

    @pytest.mark.parametrize("text", ["40억원(18억원)", "5억, 3억"])
    def test_is_refused_where_two_amounts_compete(self, text):
        with pytest.raises(NotAnAmount, match="둘 이상"):
            read_statement(text)

    @pytest.mark.parametrize(
        "text",
        [
            "만억",
            "1,50",
            "국비 6억원을 확보하고 … 7억원을 요청한 상태",
            "국비 26억 포함 52억",
            "52억 " * 200,
        ],
    )
    def test_is_refused_where_it_is_no_amount(self, text):
        with pytest.raises(NotAnAmount, match="금액으로 읽을 수 없습니다"):
            read_statement(text)

    def test_asks_for_its_unit_where_none_is_known(self):
        with pytest.raises(UnitMissing):
            read_statement("1,234", unit=None)


class TestParts:
    def test_are_inside_the_total_where_it_says_so(self):
        statement = read_statement("52억2400만원(국비 26억1200만원 포함)")

        assert statement.included
        assert [(part.word, part.amount.won) for part in statement.parts] == [
            ("국비", 2_612_000_000)
        ]

    def test_make_up_the_total_where_it_says_nothing(self):
        statement = read_statement("27억9600만원(국비 4억8800만원, 시비 23억 800만원)")

        assert not statement.included
        assert sum(part.amount.won for part in statement.parts) == statement.amount.won

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("12억원(국비포함)", [(Funding.NATIONAL, None, None)]),
            ("15억원(국비 100%)", [(Funding.NATIONAL, None, Decimal(100))]),
            ("15억원(전액 국비)", [(Funding.NATIONAL, None, Decimal(100))]),
            ("15억원(국비 전액)", [(Funding.NATIONAL, None, Decimal(100))]),
            ("전액 국비", [(Funding.NATIONAL, None, Decimal(100))]),
            ("국비 50%", [(Funding.NATIONAL, None, Decimal(50))]),
            ("3억(국비 33.3%)", [(Funding.NATIONAL, None, Decimal("33.3"))]),
            (
                "20억(국비 10억(50%), 도비 10억(50%))",
                [
                    (Funding.NATIONAL, 1_000_000_000, Decimal(50)),
                    (Funding.PROVINCIAL, 1_000_000_000, Decimal(50)),
                ],
            ),
            (
                "10억원(국비 5억 도비 2억 군비 3억)",
                [
                    (Funding.NATIONAL, 500_000_000, None),
                    (Funding.PROVINCIAL, 200_000_000, None),
                    (Funding.MUNICIPAL, 300_000_000, None),
                ],
            ),
            (
                "10억원(국비5억/시·도비5억)",
                [(Funding.NATIONAL, 500_000_000, None), (Funding.PROVINCIAL, 500_000_000, None)],
            ),
            ("12억원(국비 미정)", [(Funding.NATIONAL, None, None)]),
        ],
    )
    def test_have_an_amount_a_share_or_neither(self, text, parts):
        assert parts_of(text) == parts

    def test_keep_their_kind(self):
        (part,) = read_statement("10억원(국고보조금 5억원)").parts

        assert (part.source, part.sub_kind) == (Funding.NATIONAL, SubKind.SUBSIDY)

    def test_of_a_district_are_metropolitan_where_they_are_city_money(self):
        assert parts_of("3억(시비 2억)", owner=SONGPA) == [(Funding.PROVINCIAL, 200_000_000, None)]

    def test_take_the_unit_of_the_table_where_the_total_does(self):
        assert parts_of("1,000(국비 500)", unit=1_000) == [(Funding.NATIONAL, 500_000, None)]

        assert parts_of("약 1,000(국비 500)", unit=1_000) == [(Funding.NATIONAL, 500_000, None)]

    def test_ask_for_a_unit_where_the_total_has_its_own(self):
        with pytest.raises(UnitMissing, match="‘26’은"):
            read_statement("52억(국비 26)")


class TestEstimate:
    @pytest.mark.parametrize(
        ("text", "certainty", "estimate"),
        [
            (
                "예산 미확정, 예비타당성 결과 65억원",
                Certainty.UNDECIDED,
                Estimate("예비타당성 결과 65억원", 6_500_000_000, "예비타당성"),
            ),
            (
                "추정 65억원",
                Certainty.ESTIMATED,
                Estimate("추정 65억원", 6_500_000_000, "추정"),
            ),
            (
                "추정 약 65억원",
                Certainty.ESTIMATED,
                Estimate("추정 약 65억원", 6_500_000_000, "추정"),
            ),
            (
                "65억원(예비타당성 결과)",
                Certainty.ESTIMATED,
                Estimate("65억원(예비타당성 결과)", 6_500_000_000, "예비타당성"),
            ),
            (
                "65억원(미확정)",
                Certainty.UNDECIDED,
                Estimate("65억원(미확정)", 6_500_000_000, "미확정"),
            ),
            ("미정(65억원)", Certainty.UNDECIDED, Estimate("65억원", 6_500_000_000, "")),
            (
                "50억원(추정 65억원)",
                Certainty.EXACT,
                Estimate("추정 65억원", 6_500_000_000, "추정"),
            ),
            ("예산 미확정, 추정 6억~7억", Certainty.UNDECIDED, None),
            ("예산 미확정(추정)", Certainty.UNDECIDED, None),
            ("추정", Certainty.ESTIMATED, None),
            ("미정(추정 6,500)", Certainty.UNDECIDED, Estimate("추정 6,500", 6_500, "추정")),
            ("미정", Certainty.UNDECIDED, None),
            ("미정(가나다억)", Certainty.UNDECIDED, None),
        ],
    )
    def test_stands_apart_from_the_total(self, text, certainty, estimate):
        statement = read_statement(text)

        assert (statement.amount.certainty, statement.estimate) == (certainty, estimate)
        assert statement.amount.won is None or certainty == Certainty.EXACT


class TestRemark:
    @pytest.mark.parametrize(
        ("text", "remark"),
        [
            ("52억2400만원(국비 26억1200만원 포함)", ""),
            ("52억2400만원(국비 26억1200만원 포함, 5개 시군)", "5개 시군"),
            ("5억원(부가세 포함)", "부가세 포함"),
            ("40억원(2013년 18억원)", "2013년 18억원"),
            ("40억원(2013)", "2013"),
            ("12억원(국비 확보 예정)", "국비 확보 예정"),
            ("12억원(국비 5개 시군)", "국비 5개 시군"),
            ("12억원(50%)", "50%"),
            ("12억원(예상 효과 큼)", "예상 효과 큼"),
        ],
    )
    def test_is_what_speaks_of_something_else(self, text, remark):
        assert read_statement(text).remark == remark


class TestAnyText:
    @given(st.text() | st.text("0123456789,.억만원()%국도시비계약추정미정포함 /", max_size=40))
    def test_is_read_or_refused(self, text):
        with suppress(NotAnAmount):
            assert read_statement(text).amount.text == text
