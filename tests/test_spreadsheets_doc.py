"""docs/spreadsheets.md tells clerks every heading, word and code that the reader knows."""

import re
from pathlib import Path

import pytest

from registry.notation.codes import Certainty, PeriodCertainty, ProjectType, Status
from registry.notation.funding import FUNDING_WORDS
from registry.sheets.choices import CERTAINTY_WORDS, STATUS_WORDS, TYPE_WORDS
from registry.sheets.heading import accepted_headings, understand_heading
from registry.sheets.heading_words import BUDGETS, GROUPS
from registry.sheets.messages import PROBLEMS, REFUSALS, WARNINGS

TEXT = (Path(__file__).parents[1] / "docs" / "spreadsheets.md").read_text(encoding="utf-8")
QUOTED = frozenset(re.findall(r"`([^`\n]+)`", TEXT))


def not_told(words) -> list[str]:
    """Return the words that the page does not quote."""
    return sorted(set(words) - QUOTED)


class TestTheGuide:
    def test_lists_every_heading(self):
        assert not_told(heading for _field, heading in accepted_headings()) == []

    def test_lists_every_heading_of_money(self):
        budgets = [word for words in BUDGETS.values() for word in words]

        assert not_told([*budgets, *FUNDING_WORDS, *GROUPS]) == []

    @pytest.mark.parametrize("words", [STATUS_WORDS, TYPE_WORDS, CERTAINTY_WORDS])
    def test_lists_every_word_of_a_choice(self, words):
        assert not_told(word for text in words.values() for word in text.split()) == []

    @pytest.mark.parametrize("codes", [Status, ProjectType, Certainty, PeriodCertainty])
    def test_lists_every_choice(self, codes):
        assert not_told(code.label for code in codes) == []

    def test_explains_every_code(self):
        assert not_told([*REFUSALS, *PROBLEMS]) == []

    def test_says_which_problems_may_be_accepted(self):
        rows = re.findall(r"^\| `([a-z-]+)` \| (오류|확인) \|", TEXT, re.MULTILINE)

        assert {code for code, kind in rows if kind == "확인"} == WARNINGS
        assert {code for code, _kind in rows} == PROBLEMS.keys()

    def test_explains_no_code_that_is_gone(self):
        codes = re.findall(r"^\| `([a-z]+(?:-[a-z]+)*)` \|", TEXT, re.MULTILINE)

        assert set(codes) <= REFUSALS.keys() | PROBLEMS.keys()

    @pytest.mark.parametrize(
        "example", ["2014년", "'14년 국비", "2013 본예산 시비", "추경 2차 도비"]
    )
    def test_shows_headings_that_are_understood(self, example):
        assert example in QUOTED
        assert understand_heading(example).field == "funding"
