"""Amounts of money, as the article of 2013 and real budgets write them."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.notation.codes import Certainty
from registry.notation.won import (
    MAX_WON,
    NotAnAmount,
    UnitMissing,
    format_won,
    parse_won,
    read_amount,
    read_unit,
    shorten_won,
)

EXACT = {
    # the article
    "4억3000만원": 430_000_000,
    "12억원": 1_200_000_000,
    "16억2800만원": 1_628_000_000,
    "766억7500만원": 76_675_000_000,
    "23조5050억원": 23_505_000_000_000,
    "54억8900만원": 5_489_000_000,
    "9억8000만원": 980_000_000,
    "1억3200만원": 132_000_000,
    "40억원": 4_000_000_000,
    "52억2400만원": 5_224_000_000,
    "26억1200만원": 2_612_000_000,
    "185억7900만원": 18_579_000_000,
    "15조5676억원": 15_567_600_000_000,
    "15조 5,676억원": 15_567_600_000_000,
    "8000만원": 80_000_000,
    "6조9768억4706만원": 6_976_847_060_000,
    # the press
    "27억9600만원": 2_796_000_000,
    "14억5천만 원": 1_450_000_000,
    "6억6천100만원": 661_000_000,
    "5억2천300만원": 523_000_000,
    "1억 3,200만 원": 132_000_000,
    "23억 800만원": 2_308_000_000,
    "5억 5천만원": 550_000_000,
    # tables and forms
    "5224000000": 5_224_000_000,
    "5,224,000,000": 5_224_000_000,
    "5,224,000,000원": 5_224_000_000,
    "₩5,000": 5_000,
    "1,234천원": 1_234_000,
    "12백만원": 12_000_000,
    "1,240백만원": 1_240_000_000,
    "십억원": 1_000_000_000,
    "0.8억": 80_000_000,
    "52.24억": 5_224_000_000,
    "1.5조": 1_500_000_000_000,
    "2.5천만원": 25_000_000,
    "1234.00": 1_234,
    "0": 0,
    "0원": 0,
    "005억": 500_000_000,
    "1억 5원": 100_000_005,
    "3만 5천": 35_000,
    "오억 삼천만원": 530_000_000,
    "이십오억": 2_500_000_000,
    "일금 오천이백만원정": 52_000_000,
    "금 5억원整": 500_000_000,
    "壹億貳千萬원": 120_000_000,
    "５２억２，４００만원": 5_224_000_000,
    "52억\u00a02400만\u3000원": 5_224_000_000,
    "\ufeff5억": 500_000_000,
}
NEGATIVE = {
    "△1,234": -1_234,
    "△3,000": -3_000,
    "▲1,234": -1_234,
    "(1,234)": -1_234,
    "-1,234": -1_234,
    "−5억": -500_000_000,
    "△20,440천원": -20_440_000,
}
DECORATED = {
    "12,345(주3)": 12_345,
    "12,345 1)": 12_345,
    "12,345¹": 12_345,
    "12,345①": 12_345,
    "1,234 ====": 1_234,
    "5억원※ 부가세 별도": 500_000_000,
    "5억원*": 500_000_000,
    "5억원(부가세 포함)": 500_000_000,
    "총 40억원": 4_000_000_000,
    "총사업비: 40억원": 4_000_000_000,
}
# text: certainty, won, at least, at most
COMMITTED_LESS = {
    "5억여원": (Certainty.ABOUT, 500_000_000, 500_000_000, None),
    "5억여 원": (Certainty.ABOUT, 500_000_000, 500_000_000, None),
    "5억원여": (Certainty.ABOUT, 500_000_000, 500_000_000, None),
    "약 5억여원": (Certainty.ABOUT, 500_000_000, 500_000_000, None),
    "2,100여만원": (Certainty.ABOUT, 21_000_000, 21_000_000, None),
    "약 5억원": (Certainty.ABOUT, 500_000_000, None, None),
    "대략 5억원": (Certainty.ABOUT, 500_000_000, None, None),
    "5억원 내외": (Certainty.ABOUT, 500_000_000, None, None),
    "5억원(내외)": (Certainty.ABOUT, 500_000_000, None, None),
    "5억원 안팎": (Certainty.ABOUT, 500_000_000, None, None),
    "5억원가량": (Certainty.ABOUT, 500_000_000, None, None),
    "5억원 규모": (Certainty.ABOUT, 500_000_000, None, None),
    "52억정도": (Certainty.ABOUT, 5_200_000_000, None, None),
    "5억쯤": (Certainty.ABOUT, 500_000_000, None, None),
    "5억∼7억원": (Certainty.RANGE, None, 500_000_000, 700_000_000),
    "5~7억원": (Certainty.RANGE, None, 500_000_000, 700_000_000),
    "5억-7억": (Certainty.RANGE, None, 500_000_000, 700_000_000),
    "5,000만~1억원": (Certainty.RANGE, None, 50_000_000, 100_000_000),
    "약 5억~7억 정도": (Certainty.RANGE, None, 500_000_000, 700_000_000),
    "5억 이상 7억 미만": (Certainty.RANGE, None, 500_000_000, 700_000_000),
    "5천만원 초과 ~ 1억원 이하": (Certainty.RANGE, None, 50_000_000, 100_000_000),
    "5억 이상": (Certainty.RANGE, None, 500_000_000, None),
    "5억원 초과": (Certainty.RANGE, None, 500_000_000, None),
    "최소 5억": (Certainty.RANGE, None, 500_000_000, None),
    "5억~": (Certainty.RANGE, None, 500_000_000, None),
    "5억원 이하": (Certainty.RANGE, None, None, 500_000_000),
    "5억원 이내": (Certainty.RANGE, None, None, 500_000_000),
    "5억원 미만": (Certainty.RANGE, None, None, 500_000_000),
    "최대 7억": (Certainty.RANGE, None, None, 700_000_000),
    "~5억": (Certainty.RANGE, None, None, 500_000_000),
}
WORDS = {
    Certainty.UNSTATED: [
        "", " ", "\u3000", "\u00a0", "-", "--", "─", "—", "―", "·", "ㆍ", "====", "미공개", "(-)",
    ],
    Certainty.NONE: ["비예산", "비 예산", "(비예산)"],
    Certainty.UNDECIDED: [
        "미정", "미확정", "예산 미확정", "사업비 미정", "부담주체 미산정", "추후 확정", "(미정)",
        "예산은 아직 미정", "65억원(미확정)",
    ],
    Certainty.ESTIMATED: [
        "추정 5억", "추정액 5억원", "(추정)", "추정", "65억원(추정)", "65억원 예상",
        "예비타당성 결과 65억원", "65억원(예비타당성 결과)", "추정 5억~7억원",
    ],
}  # fmt: skip
NOT_AMOUNTS = [
    "만억", "2만1억", "1,50", "12,34,567", "1,2345", "만원", "억원", "원", "천원", "백만원",
    "52억정도쯤", "5억20000만", "5.5억2천만", "오영", "일이삼", "0.5", "1.234.567", "5.",
    "120 240", "5, 000", "5억3억", "(5억원)", "40억원(18억원)", "△△5", "약 -5억", "~",
    "2013-03", "2013-2014", "7억~5억", "500~1억", "5억~7", "5~5억5천만", "010-1234-5678",
    "추정하기 어려움", "가나다", "abc", "#REF!", "１０①０", "국비", "1" * 501, "5억" + "=" * 500,
]  # fmt: skip


class TestParseWon:
    @pytest.mark.parametrize(("text", "won"), EXACT.items())
    def test_reads_what_the_paper_writes(self, text, won):
        assert parse_won(text) == won

    @pytest.mark.parametrize(("text", "won"), NEGATIVE.items())
    def test_reads_a_triangle_or_brackets_as_minus(self, text, won):
        assert parse_won(text) == won

    @pytest.mark.parametrize("text", [*NOT_AMOUNTS, *COMMITTED_LESS, "", "-", "미정"])
    def test_refuses_what_is_not_an_amount(self, text):
        with pytest.raises(NotAnAmount):
            parse_won(text)

    def test_multiplies_only_bare_numbers_by_the_unit(self):
        assert parse_won("1,240", unit=1_000_000) == 1_240_000_000
        assert parse_won("12.5", unit=1_000_000) == 12_500_000
        assert parse_won("1,240원", unit=1_000_000) == 1_240
        assert parse_won("5억", unit=1_000_000) == 500_000_000

    def test_says_how_to_write_it_instead(self):
        with pytest.raises(NotAnAmount) as refused:
            parse_won("52억정도쯤")

        assert str(refused.value) == (
            "‘52억정도쯤’은 금액으로 읽을 수 없습니다. "
            "숫자만 적거나 ‘52억 2,400만’처럼 적어 주세요."
        )

    def test_refuses_more_than_a_database_holds(self):
        assert parse_won(str(MAX_WON)) == MAX_WON
        with pytest.raises(NotAnAmount, match="너무 큰 금액"):
            parse_won(str(MAX_WON + 1))

    @pytest.mark.parametrize("text", ["5억 2400", "5억 2천", "1조 5"])
    def test_asks_for_the_last_unit_that_people_leave_out(self, text):
        with pytest.raises(UnitMissing, match="끝 단위"):
            parse_won(text)

    def test_asks_what_three_thousand_is_in_a_table_of_millions(self):
        with pytest.raises(UnitMissing, match="끝 단위"):
            parse_won("3천", unit=1_000_000)

    def test_is_a_value_error(self):
        assert issubclass(NotAnAmount, ValueError)

    @given(st.text() | st.text("0123456789,.억만천원여약△()~-·국비", max_size=30))
    def test_reads_or_refuses_any_text(self, text):
        with suppress(NotAnAmount):
            assert abs(parse_won(text)) <= MAX_WON


class TestReadAmount:
    @pytest.mark.parametrize(("text", "won"), (EXACT | NEGATIVE | DECORATED).items())
    def test_reads_an_exact_amount_and_keeps_its_words(self, text, won):
        amount = read_amount(text)

        assert (amount.certainty, amount.won, amount.text) == (Certainty.EXACT, won, text)

    @pytest.mark.parametrize(("text", "expected"), COMMITTED_LESS.items())
    def test_reads_how_far_the_words_commit_themselves(self, text, expected):
        amount = read_amount(text)

        assert (amount.certainty, amount.won, amount.min_won, amount.max_won) == expected

    @pytest.mark.parametrize(
        ("text", "certainty"), [(text, code) for code, texts in WORDS.items() for text in texts]
    )
    def test_gives_no_won_to_what_is_not_decided(self, text, certainty):
        amount = read_amount(text)

        assert (amount.certainty, amount.won) == (certainty, None)

    @pytest.mark.parametrize("text", NOT_AMOUNTS)
    def test_refuses_what_is_not_an_amount(self, text):
        with pytest.raises(NotAnAmount):
            read_amount(text)

    def test_asks_for_the_unit_of_a_bare_number_where_none_is_known(self):
        with pytest.raises(UnitMissing, match="‘1,234’는 원인지 천원인지 백만원인지"):
            read_amount("1,234", unit=None)
        assert read_amount("5억", unit=None).won == 500_000_000
        assert read_amount("1,234천원", unit=None).won == 1_234_000
        assert read_amount("-", unit=None).certainty == Certainty.UNSTATED

    def test_multiplies_the_ends_of_a_range_by_the_unit(self):
        amount = read_amount("500~700", unit=1_000_000)

        assert (amount.min_won, amount.max_won) == (500_000_000, 700_000_000)

    def test_leaves_a_bracketed_source_in_the_words(self):
        assert read_amount("52억2400만원(국비 26억1200만원 포함)").won == 5_224_000_000
        assert read_amount("12억원(국비포함)").won == 1_200_000_000

    @given(st.text() | st.text("0123456789,.억만천원여약△()~-·추정미이상※=주", max_size=30))
    def test_reads_or_refuses_any_text(self, text):
        with suppress(NotAnAmount):
            assert read_amount(text, unit=None).text == text


class TestReadUnit:
    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("(단위: 백만원, %)", 1_000_000),
            ("(단위 : 천원)", 1_000),
            ("[단위：백만원]", 1_000_000),
            ("(단 위 : 백 만 원)", 1_000_000),
            ("(금액단위: 만원)", 10_000),
            ("단위:원", 1),
            ("단위 억원", 100_000_000),
            ("십억원", 1_000_000_000),
            ("(단위: 개/백만원)", 1_000_000),
            ("(단위: 천원/%)", 1_000),
            ("(단위: 백만)", 1_000_000),
            ("단위: 백만원 (2013. 1. 1. 기준)", 1_000_000),
            ("총사업비(천원)", 1_000),
            ("총사업비\n[백만원]", 1_000_000),
            ("단위사업(천원)", 1_000),
            ("예산액(백만원, 국비포함)", 1_000_000),
        ],
    )
    def test_reads_what_one_stands_for(self, text, unit):
        assert read_unit(text) == unit

    @pytest.mark.parametrize(
        "text",
        ["(단위 : 주)", "%", "사업명", "", "(단위: 원/㎡)", "단위원가", "(단위: 천원, 백만원)",
         "(단위: 천)", "원" * 501],
    )  # fmt: skip
    def test_takes_nothing_else_for_money(self, text):
        assert read_unit(text) is None

    @given(st.text())
    def test_answers_any_text(self, text):
        assert read_unit(text) is None or read_unit(text) > 0


class TestFormatWon:
    @pytest.mark.parametrize(
        ("won", "text"),
        [
            (5_224_000_000, "52억 2,400만 원"),
            (6_976_847_060_000, "6조 9,768억 4,706만 원"),
            (24_882_000_000, "248억 8,200만 원"),
            (1_000_000_000_001, "1조 1원"),
            (12_345, "1만 2,345원"),
            (5_000, "5,000원"),
            (0, "0원"),
            (-5_224_000_000, "-52억 2,400만 원"),
            (9_223_372 * 10**12, "9,223,372조 원"),
        ],
    )
    def test_writes_what_people_read(self, won, text):
        assert format_won(won) == text

    def test_never_loses_a_won(self):
        draw = random.Random(2013)  # noqa: S311
        amounts = (draw.randrange(10 ** draw.randint(1, 18)) for _ in range(100_000))

        assert all(parse_won(format_won(won)) == won for won in amounts)

    @given(st.integers(-MAX_WON, MAX_WON))
    def test_is_read_back_as_written(self, won):
        assert parse_won(format_won(won)) == won
        assert read_amount(format_won(won), unit=None).won == won


class TestShortenWon:
    @pytest.mark.parametrize(
        ("won", "text"),
        [
            (6_976_847_060_000, "약 6조 9,768억 원"),
            (15_567_600_000_000, "15조 5,676억 원"),
            (5_224_000_000, "52억 2,400만 원"),
            (5_224_001_000, "약 52억 2,400만 원"),
            (-6_976_847_060_000, "약 -6조 9,768억 원"),
            (0, "0원"),
        ],
    )
    def test_keeps_two_units_and_says_where_it_cuts(self, won, text):
        assert shorten_won(won) == text
