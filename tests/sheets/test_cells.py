import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.sheets.cells import (
    cell_text,
    cell_value,
    clean,
    column_index,
    column_letter,
    guard,
    unguard,
)


class TestClean:
    def test_removes_what_a_spreadsheet_leaves_behind(self):
        assert clean("﻿\xa0정보\u200b통신과　\x07") == "정보통신과"
        assert clean("a_x000D_\nb") == "a\nb"

    def test_joins_the_letters_that_a_mac_takes_apart(self):
        assert clean(unicodedata.normalize("NFD", "세무과")) == "세무과"

    def test_keeps_the_words_as_written(self):
        assert clean("㈜한국 ＩＣＴ ½") == "㈜한국 ＩＣＴ ½"

    @given(st.text())
    def test_changes_nothing_the_second_time(self, text):
        assert clean(clean(text)) == clean(text)


class TestCellText:
    def test_writes_numbers_as_the_sheet_shows_them(self):
        values = [5.0, 1234567890123456.0, 0.1 + 0.2, 1e-7, -2.5, 1e21]

        assert [cell_text(value) for value in values] == [
            "5",
            "1234567890123456",
            "0.3",
            "0.0000001",
            "-2.5",
            "1" + "0" * 21,
        ]

    def test_writes_dates_in_iso_form(self):
        assert cell_text(datetime.date(2013, 3, 4)) == "2013-03-04"
        assert (
            cell_text(datetime.datetime.fromisoformat("2013-03-04T10:30")) == "2013-03-04 10:30:00"
        )
        assert cell_text(datetime.time(10, 30)) == "10:30:00"
        assert cell_text(True) == "True"


class TestGuard:
    @given(st.text())
    def test_is_taken_away_again(self, text):
        assert unguard(guard(text)) == text

    @given(st.text())
    def test_lets_nothing_begin_like_a_formula(self, text):
        assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


class TestColumnLetter:
    @given(st.integers(min_value=0, max_value=20_000))
    def test_goes_there_and_back(self, index):
        assert column_index(column_letter(index)) == index


class TestCellValue:
    @given(st.one_of(st.text(), st.integers().map(str), st.floats().map(str), st.dates().map(str)))
    def test_reads_as_the_text_it_was_given(self, text):
        assert cell_text(cell_value(text)) == text

    @pytest.mark.parametrize("text", ["007", "1,240", "0.10", "1e5", "１２", "-0", "1" * 16, ""])
    def test_leaves_a_text_that_a_number_would_change(self, text):
        assert cell_value(text) == text

    def test_knows_no_day_that_excel_counts_wrongly(self):
        assert cell_value("1900-02-28") == "1900-02-28"
