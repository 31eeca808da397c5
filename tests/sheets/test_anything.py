"""Whatever stands in a file, reading it gives rows, problems or a refusal, and nothing else."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.sheets.heading_words import EXPORT_HEADINGS, SYNONYMS
from registry.sheets.messages import PROBLEMS, REFUSALS
from registry.sheets.reading import read_workbook
from tests.sheets.paper import csv_of

WORDS = [
    *EXPORT_HEADINGS.values(),
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
