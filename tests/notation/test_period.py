"""Periods, as the article of 2013 and real plans write them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.notation.codes import PeriodCertainty, Precision
from registry.notation.period import (
    NeedsReference,
    NotAPeriod,
    first_day,
    format_period,
    last_day,
    precision_of,
    read_period,
    write_partial,
)

ARTICLE_DAY = date(2013, 1, 2)
EXACT, DERIVED, OPEN, RELATIVE = (
    PeriodCertainty.EXACT,
    PeriodCertainty.DERIVED,
    PeriodCertainty.OPEN,
    PeriodCertainty.RELATIVE,
)
# text: start, end, certainty, months
WRITTEN = {
    "'13.3.~'14.2.": ("2013-03", "2014-02", EXACT, 12),
    "’13.3∼’14.2": ("2013-03", "2014-02", EXACT, 12),
    "13.3~14.2": ("2013-03", "2014-02", EXACT, 12),
    "2013. 3. ~ 2014. 2.": ("2013-03", "2014-02", EXACT, 12),
    "2013.3 - 2014.2": ("2013-03", "2014-02", EXACT, 12),
    "2013.3-2014.2": ("2013-03", "2014-02", EXACT, 12),
    "2013년 3월부터 2014년 2월까지": ("2013-03", "2014-02", EXACT, 12),
    "사업기간: 2013.3 ~ 2014.2": ("2013-03", "2014-02", EXACT, 12),
    "2013.3월~8월": ("2013-03", "2013-08", EXACT, 6),
    "2013년 3~8월": ("2013-03", "2013-08", EXACT, 6),
    "2013. 3. ~ 8.": ("2013-03", "2013-08", EXACT, 6),
    "2013.3~8": ("2013-03", "2013-08", EXACT, 6),
    "2013.3~12": ("2013-03", "2013-12", EXACT, 10),
    "2013. 1. ~ 12.": ("2013-01", "2013-12", EXACT, 12),
    "2013.3~14.2": ("2013-03", "2014-02", EXACT, 12),
    "2013.11 ~ 익년 2월": ("2013-11", "2014-02", EXACT, 4),
    "2013-03-04 ~ 2013-08-30": ("2013-03-04", "2013-08-30", EXACT, 6),
    "20130304~20130830": ("2013-03-04", "2013-08-30", EXACT, 6),
    "201303~201308": ("2013-03", "2013-08", EXACT, 6),
    "2013.3.4~8.30": ("2013-03-04", "2013-08-30", EXACT, 6),
    "2013.3.4.(월) ~ 2013.9.3.(화) (6개월)": ("2013-03-04", "2013-09-03", EXACT, 6),
    "2013.3.4~10.3": ("2013-03-04", "2013-10-03", EXACT, 8),
    "2009.3~10.2": ("2009-03", "2010-02", EXACT, 12),
    "2013-03-04 00:00:00": ("2013-03-04", "2013-03-04", EXACT, 1),
    "2013": ("2013", "2013", EXACT, 12),
    "2013년": ("2013", "2013", EXACT, 12),
    "2013년 3월": ("2013-03", "2013-03", EXACT, 1),
    "2013-03": ("2013-03", "2013-03", EXACT, 1),
    "2013~2015": ("2013", "2015", EXACT, 36),
    "2013-2015": ("2013", "2015", EXACT, 36),
    "2013~15": ("2013", "2015", EXACT, 36),
    "'13~'15": ("2013", "2015", EXACT, 36),
    "'98~'99": ("1998", "1999", EXACT, 24),
    "13~15년": ("2013", "2015", EXACT, 36),
    "3년(2013~2015)": ("2013", "2015", EXACT, 36),
    "2013~2015 (3개년)": ("2013", "2015", EXACT, 36),
    "2013년 상반기": ("2013-01", "2013-06", DERIVED, 6),
    "2013년 하반기": ("2013-07", "2013-12", DERIVED, 6),
    "2013년 하반기(6개월)": ("2013-07", "2013-12", DERIVED, 6),
    "2013년 1/4분기": ("2013-01", "2013-03", DERIVED, 3),
    "2013년 4분기": ("2013-10", "2013-12", DERIVED, 3),
    "2013년 3사분기": ("2013-07", "2013-09", DERIVED, 3),
    "2013년 말": ("2013-12", "2013-12", DERIVED, 1),
    "2013년 중": ("2013-01", "2013-12", DERIVED, 12),
    "2013년 6월 말": ("2013-06", "2013-06", DERIVED, 1),
    "2013.3부터 12개월": ("2013-03", "2014-02", DERIVED, 12),
    "2013년 3월 12개월간": ("2013-03", "2014-02", DERIVED, 12),
    "2013년 3월 착수, 12개월": ("2013-03", "2014-02", DERIVED, 12),
    "2013.3.4 ~ 6개월": ("2013-03-04", "2013-09-03", DERIVED, 6),
    "2013.1.31부터 1개월간": ("2013-01-31", "2013-02-28", DERIVED, 1),
    "2013.3.1부터 1개월간": ("2013-03-01", "2013-03-31", DERIVED, 1),
    "2013.3.4부터 180일간": ("2013-03-04", "2013-08-30", DERIVED, 6),
    "2013.3.4부터 2주간": ("2013-03-04", "2013-03-17", DERIVED, 1),
    "2013~ 3년간": ("2013", "2015", DERIVED, 36),
    "2013~ 18개월": ("2013", "2014-06", DERIVED, 18),
    "~2013.12, 10개월": ("2013-03", "2013-12", DERIVED, 10),
    "~2013.12": (None, "2013-12", EXACT, None),
    "2013년 12월 완료 예정": (None, "2013-12", EXACT, None),
    "2013.3~": ("2013-03", None, OPEN, None),
    "2013.3. ~ 계속": ("2013-03", None, OPEN, None),
    "2013년 3월에 착수": ("2013-03", None, OPEN, None),
    "계속": (None, None, OPEN, None),
    "미정": (None, None, OPEN, None),
    "34개월간": (None, None, RELATIVE, 34),
    "착수일로부터 6개월": (None, None, RELATIVE, 6),
    "계약 후 1년": (None, None, RELATIVE, 12),
    "착수일로부터 180일 이내": (None, None, RELATIVE, None),
    "계약일 ~ 2013.12.31": (None, "2013-12-31", RELATIVE, None),
    "착수일 기준": (None, None, RELATIVE, None),
}
# text, seen from 2 January 2013: start, end
SEEN_FROM_2013 = {
    "오는 3월부터 내년 2월까지": ("2013-03", "2014-02"),
    "3월~8월": ("2013-03", "2013-08"),
    "3~8월": ("2013-03", "2013-08"),
    "3.15~8.30": ("2013-03-15", "2013-08-30"),
    "1~2분기": ("2013-01", "2013-06"),
    "1/4~2/4분기": ("2013-01", "2013-06"),
    "상반기": ("2013-01", "2013-06"),
    "연중": ("2013-01", "2013-12"),
    "이달": ("2013-01", "2013-01"),
    "내달": ("2013-02", "2013-02"),
    "지난달~내달": ("2012-12", "2013-02"),
    "올해": ("2013", "2013"),
    "올해~내년": ("2013", "2014"),
    "지난해": ("2012", "2012"),
    "다음해": ("2014", "2014"),
    "연초": ("2013-01", "2013-01"),
    "올 연말": ("2013-12", "2013-12"),
    "올 상반기": ("2013-01", "2013-06"),
    "지난 11월": ("2012-11", "2012-11"),
    "연내": (None, "2013-12"),
    "내달부터 8월까지": ("2013-02", "2013-08"),
}
NOT_PERIODS = [
    "", " ", "가나다", "10.3~11.2", "3/4", "13", "3", "2013.3~2014.2~2015.1", "99", "초", "말",
    "2013.3.4~30", "오는 내달", "2013년 3월부터 180일간", "2013 " * 150, "~", "가~나", "3.4.5.6",
    "착수일로부터 나중에", "2013.3~나중", "가~2013", "가부터 12개월", "2013년 3월 주",
]  # fmt: skip


def dates_of(period):
    return period.start, period.end


class TestReadPeriod:
    @pytest.mark.parametrize(("text", "expected"), WRITTEN.items())
    def test_reads_what_is_written(self, text, expected):
        period = read_period(text)

        assert (*dates_of(period), period.certainty, period.months) == expected
        assert period.text == text
        assert period.agrees

    @pytest.mark.parametrize(("text", "expected"), SEEN_FROM_2013.items())
    def test_works_out_relative_words_from_a_day(self, text, expected):
        period = read_period(text, reference=ARTICLE_DAY)

        assert (dates_of(period), period.certainty) == (expected, DERIVED)

    @pytest.mark.parametrize("text", SEEN_FROM_2013)
    def test_asks_for_that_day_where_there_is_none(self, text):
        with pytest.raises(NeedsReference, match="기준이 되는 날"):
            read_period(text)

    @pytest.mark.parametrize("text", NOT_PERIODS)
    def test_refuses_what_is_no_period(self, text):
        with pytest.raises(NotAPeriod, match="읽을 수"):
            read_period(text, reference=ARTICLE_DAY)

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("2014-02-30", "2014-02-30은 없는 날짜입니다."),
            ("2014.2.29 ~ 2014.3.1", "2014-02-29는 없는 날짜입니다."),
            ("2013년 13월", "2013-13은 없는 날짜입니다."),
            ("2013년 0월", "2013-00은 없는 날짜입니다."),
            ("9999", "9999는 없는 날짜입니다."),
            (
                "2014.2~2013.3",
                "끝나는 때(2013년 3월)가 시작하는 때(2014년 2월)보다 빠릅니다.",
            ),
        ],
    )
    def test_refuses_dates_that_cannot_be(self, text, sentence):
        with pytest.raises(NotAPeriod) as refused:
            read_period(text)

        assert str(refused.value) == sentence

    def test_takes_a_bare_month_for_the_fiscal_year(self):
        autumn = date(2013, 11, 5)

        assert dates_of(read_period("3월~8월", fiscal_year=2014)) == ("2014-03", "2014-08")
        assert dates_of(read_period("3월~8월", autumn, 2014)) == ("2014-03", "2014-08")
        assert dates_of(read_period("올해", fiscal_year=2014)) == ("2014", "2014")
        assert dates_of(read_period("오는 3월", fiscal_year=2014)) == ("2014-03", "2014-03")

    def test_finds_the_next_march_after_march(self):
        assert read_period("오는 3월", reference=date(2013, 5, 1)).start == "2014-03"

    def test_is_a_value_error(self):
        assert issubclass(NotAPeriod, ValueError)

    @given(
        st.text() | st.text("0123456789.'-~년월일상반기분/()간부터까지내오는해달 ", max_size=24),
        st.none() | st.just(ARTICLE_DAY),
    )
    def test_reads_or_refuses_any_text(self, text, reference):
        with suppress(NotAPeriod):
            period = read_period(text, reference)
            first, last = period.start or period.end, period.end or period.start
            assert first is None or first_day(first) <= last_day(last)


class TestWrittenLength:
    def test_is_firmer_than_next_month_in_the_article(self):
        period = read_period("내달부터 2015년 12월까지 34개월간", reference=ARTICLE_DAY)

        assert dates_of(period) == ("2013-03", "2015-12")
        assert (period.certainty, period.months, period.agrees) == (DERIVED, 34, False)

    def test_agrees_with_an_article_of_february(self):
        period = read_period("내달부터 2015년 12월까지 34개월간", reference=date(2013, 2, 1))

        assert (period.start, period.agrees) == ("2013-03", True)

    def test_gives_the_start_where_no_reference_can(self):
        period = read_period("내달부터 2015년 12월까지 34개월간")

        assert (*dates_of(period), period.certainty) == ("2013-03", "2015-12", DERIVED)

    def test_leaves_written_dates_alone_but_says_that_they_disagree(self):
        period = read_period("2013.3~2014.2(11개월)")

        assert (*dates_of(period), period.months) == ("2013-03", "2014-02", 11)
        assert (period.certainty, period.agrees) == (EXACT, False)

    def test_in_days_needs_a_reference_as_before(self):
        with pytest.raises(NeedsReference):
            read_period("내달부터 2015년 12월까지 180일간")


class TestFormatPeriod:
    @pytest.mark.parametrize(
        ("start", "end", "certainty", "text"),
        [
            ("2013-03", "2014-02", EXACT, "2013년 3월 ~ 2014년 2월"),
            ("2013-03-04", "2013-08-30", EXACT, "2013년 3월 4일 ~ 2013년 8월 30일"),
            ("2013-03", "2013-03", EXACT, "2013년 3월"),
            ("2013", "2015", DERIVED, "2013년 ~ 2015년"),
            ("2013-01", None, OPEN, "2013년 1월 ~ 종료일 미정"),
            (None, "2013-12", EXACT, "2013년 12월까지"),
            (None, "2013-12", RELATIVE, "착수일 ~ 2013년 12월"),
            (None, None, RELATIVE, "착수일 기준"),
            (None, None, OPEN, "기간 미정"),
        ],
    )
    def test_writes_what_people_read_and_reads_it_back(self, start, end, certainty, text):
        assert format_period(start, end, certainty) == text
        assert dates_of(read_period(text)) == (start, end)


class TestPartialDate:
    @pytest.mark.parametrize(
        ("partial", "first", "last", "precision"),
        [
            ("2013", date(2013, 1, 1), date(2013, 12, 31), Precision.YEAR),
            ("2012-02", date(2012, 2, 1), date(2012, 2, 29), Precision.MONTH),
            ("2013-03-04", date(2013, 3, 4), date(2013, 3, 4), Precision.DAY),
        ],
    )
    def test_spans_its_days_and_is_written_back(self, partial, first, last, precision):
        assert (first_day(partial), last_day(partial)) == (first, last)
        assert precision_of(partial) == precision
        assert write_partial(first, precision) == partial

    @pytest.mark.parametrize("partial", ["", "13", "2013-3", "2013-03-04T00", "2013-00", "x"])
    def test_is_refused_in_any_other_form(self, partial):
        for read in (first_day, last_day, precision_of):
            with pytest.raises(NotAPeriod):
                read(partial)
