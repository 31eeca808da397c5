"""The small things of a handout: names of sheets, widths, sentences taken apart."""

import pytest

from registry.actions.handouts.findings import cause_and_cure, without_place
from registry.actions.handouts.paper import sheet_title, width_of


class TestSheetTitle:
    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("2013년 본예산", "2013년 본예산"),
            ("1/4분기: [사업]?", "1_4분기_ _사업__"),
            ("=HYPERLINK(1)", "=HYPERLINK(1)"),  # the name of a sheet is nothing that runs
            ("가" * 40, "가" * 31),
            ("'따옴표'", "따옴표"),
            ("\x07", "시트"),
            ("", "시트"),
        ],
    )
    def test_is_one_that_excel_takes(self, name, title):
        assert sheet_title(name) == title


class TestWidth:
    @pytest.mark.parametrize(
        ("text", "width"),
        [("사업명", 8), ("2013", 6), ("가" * 500, 42), ("한 줄\n둘째", 7), ("", 6)],
    )
    def test_counts_hangul_twice_within_reason(self, text, width):
        assert width_of(text) == width


class TestSentence:
    @pytest.mark.parametrize(
        ("message", "cell", "said"),
        [
            ("7행 총사업비(단위: 천원)(F7): 틀렸습니다.", "F7", "틀렸습니다."),
            ("‘본예산’ 시트 9행: 비어 있습니다.", "9", "비어 있습니다."),
            ("행이 없는 말: 그대로", "A1", "행이 없는 말: 그대로"),
        ],
    )
    def test_is_told_without_its_place(self, message, cell, said):
        assert without_place(message, cell) == said

    def test_parts_into_cause_and_cure(self):
        assert cause_and_cure("틀렸습니다. 고쳐 주세요.") == ("틀렸습니다.", "고쳐 주세요.")
        assert cause_and_cure("틀렸습니다.") == ("틀렸습니다.", "")
