"""Text made to keep a reader busy: every reader answers at once."""

import time
from contextlib import suppress

import pytest

from registry.notation.funding import read_funding
from registry.notation.hangul import name_stem, similar
from registry.notation.period import read_period
from registry.notation.statement import read_statement
from registry.notation.won import parse_won, read_amount, read_unit

READERS = [
    parse_won, read_amount, read_unit, read_statement, read_funding, read_period, name_stem,
]  # fmt: skip
REPEATED = [
    "9", "1,", "1,234,", "1 ", "5억", "5억여", "5억~", "천", "약", "내외", "계", "총", "전액",
    "국비", "국비5억", "국비 ", "시·", "(", "(약", "(주", "(원", "※", "= ", "추정", "결과", "단위",
    "~", "-", "2013.", "3개월", "'13", "착수일", "ﷺ", "①", "\ud800", "\x00", "사업",
]  # fmt: skip


class TestEveryReader:
    @pytest.mark.parametrize("reader", READERS)
    def test_answers_repeated_text_at_once(self, reader):
        begun = time.process_time()
        for piece in REPEATED:
            for length in (500, 50_000):
                with suppress(ValueError):
                    reader((piece * length)[:length] + "x")

        assert time.process_time() - begun < 5

    def test_compares_long_names_at_once(self):
        begun = time.process_time()

        assert similar("민원" * 25_000, "제안" * 25_000) == 0.0
        assert time.process_time() - begun < 2
