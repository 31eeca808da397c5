"""Whatever stands in a file, reading it gives rows, problems or a refusal, and nothing else."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.sheets.choosing import Choices, SheetChoice
from registry.sheets.container import Refused
from registry.sheets.deciding import (
    kinds_of,
    next_step,
    read_sheets,
    reading_of,
    settled,
    understood,
)
from registry.sheets.heading_words import EXPORT_HEADINGS, SYNONYMS, TOLD_HEADINGS
from registry.sheets.meaning import LABELS, money_options
from registry.sheets.messages import PROBLEMS, REFUSALS
from registry.sheets.outline import outline_workbook
from registry.sheets.reading import read_workbook
from tests.sheets.paper import csv_of

WORDS = [
    *EXPORT_HEADINGS.values(),
    *TOLD_HEADINGS.values(),
    *(words[0] for words in SYNONYMS.values()),
    "국비(2013 본예산)",
    "2014년 도비",
    "(지움)",
    "〃",
    "계",
    "소계",
    "국비",
    "△1,234",
    "5억여원",
    "10억원(도비 30%, 시비 70%)",
    "2013",
    "2013.3~8",
    "경기도",
    "중구",
    "(단위: 천원)",
    "1,240",
    "",
    "",
]
CELLS = (
    st.sampled_from(WORDS)
    | st.text(st.characters(codec="utf-8"), max_size=12)
    | st.integers(-5, 10**20).map(str)
)
TABLES = st.lists(st.lists(CELLS, max_size=8), max_size=12)
HEADERS = st.lists(st.sampled_from(WORDS), max_size=7).map(lambda words: ["사업명", *words])

MEANINGS = [
    "as-written",
    *LABELS,
    *(o.code for _name, some in money_options([2013]) for o in some),
]
ANSWERS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.sampled_from(MEANINGS), max_size=8)
SHEETS = st.builds(
    SheetChoice,
    read=st.sampled_from([None, True, False]),
    header_rows=st.builds(
        lambda first, height: tuple(range(first, first + height)),
        st.integers(1, 14),
        st.integers(0, 3),
    ),
    unit=st.sampled_from([None, "", "천원"]),
    fiscal_year=st.sampled_from([None, 2013]),
)


def check(register, data: bytes) -> None:
    reading = read_workbook(data, "x", register=register)
    printed = json.loads(json.dumps(reading.as_json()))
    assert {one["code"] for one in printed["problems"]} <= PROBLEMS.keys()
    assert not any("{" in one["message"] for one in printed["problems"] if "{" not in str(data))
    if reading.refused:
        assert reading.refused.code in REFUSALS
        assert printed["rows"] == []


class TestReadWorkbook:
    @settings(deadline=None, max_examples=300)
    @given(header=HEADERS, table=TABLES)
    def test_says_something_of_any_table(self, register, header, table):
        data = csv_of([header, *table])

        check(register, data)

    @settings(deadline=None)
    @given(table=TABLES)
    def test_says_something_of_any_rows(self, register, table):
        check(register, csv_of(table, encoding="utf-16"))

    @settings(deadline=None)
    @given(data=st.binary(max_size=300))
    def test_says_something_of_any_bytes(self, register, data):
        check(register, b"," + data)


def outline_of(data, choices=None):
    """Return the outline, None where the file is refused."""
    try:
        return outline_workbook(data, choices=choices or Choices())
    except Refused:
        return None


class TestOutline:
    @settings(deadline=None)
    @given(data=st.binary(max_size=300))
    def test_says_something_of_any_bytes(self, data):
        outline_of(b"," + data)

    @settings(deadline=None, max_examples=300)
    @given(table=TABLES, sheet=SHEETS, answers=ANSWERS)
    def test_takes_any_choices_and_so_does_the_reader(self, register, table, sheet, answers):
        data, choices = csv_of(table), Choices({"CSV": sheet})
        found = outline_of(data, choices)
        if found is None:
            return
        kinds = kinds_of(list(found.sheets))
        choices = settled(
            found, Choices({"CSV": sheet}, {kind.table.shape: answers for kind in kinds})
        )

        next_step(found, choices, "원", [])
        for kind in kinds:
            heads = {one.index: one.heading for one in understood(kind.table, choices).known}
            for column in kind.table.columns:
                if column.column.index in heads:
                    reading_of(column, heads[column.column.index], kind.table.unit)
        reading = read_workbook(data, "x", register=register, choices=choices)

        json.dumps(reading.as_json())
        if not read_sheets(found, choices):
            assert reading.rows == []

    @settings(deadline=None, max_examples=200)
    @given(header=HEADERS, table=TABLES)
    def test_left_as_found_changes_nothing_of_what_is_read(self, register, header, table):
        data = csv_of([header, *table])
        found = outline_of(data)
        plain = read_workbook(data, "x", register=register)
        if plain.refused:
            return
        assert found is not None

        shown = read_workbook(data, "x", register=register, choices=settled(found, Choices()))

        assert shown.as_json() == plain.as_json()
        assert found.sheets[0].state == "data"
