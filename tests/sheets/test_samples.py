"""Every sample is read as its habit means it: all of it, to the last won and the last warning."""

import difflib

import pytest

from tests.sheets.samples import bodies, budgets, groups, layouts, plans, programs, values
from tests.sheets.samples.sample import Sample, tell

SAMPLES = [
    sample
    for module in (plans, budgets, layouts, groups, values, bodies, programs)
    for sample in module.SAMPLES
]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
class TestASample:
    def test_is_read_as_its_habit_means_it(self, register, sample: Sample):
        told = tell(sample.read(register))

        expected = sample.told.strip("\n")
        assert told == expected, "\n".join(
            difflib.unified_diff(expected.split("\n"), told.split("\n"), lineterm="", n=0)
        )

    def test_says_which_habit_it_copies(self, sample: Sample):
        assert sample.habit.endswith(".")
        assert len(sample.habit.split()) > 3


class TestTheSamples:
    def test_have_names_of_their_own(self):
        names = [sample.name for sample in SAMPLES]

        assert len(names) == len({*names})
        assert len(names) >= 25

    def test_say_the_same_in_every_container(self, register):
        office = {one.name: one for one in programs.SAMPLES}
        readings = [
            office[name].read(register).as_json()
            for name in ("excel_2003", "opendocument", "office_xlsx")
        ]

        assert readings[0]["rows"] == readings[1]["rows"] == readings[2]["rows"]
        assert [reading["format"] for reading in readings] == ["xls", "ods", "xlsx"]
