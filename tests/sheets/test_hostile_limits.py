"""Every hostile file is answered within two seconds and 200 megabytes, measured on each."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.sheets.messages import REFUSALS
from registry.sheets.reading import read_workbook
from tests.sheets.hostile import CASES, OFFICE_ODS, OFFICE_XLS, PLAIN
from tests.sheets.paper import csv_of, with_part, xlsx_of
from tests.sheets.samples.sample import HERE

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "tests" / "sheets" / "measuring.py"
REGISTER = ROOT / "fixtures" / "municipalities.json"
SECONDS = 2.0  # of processor time: the machine that runs the tests may have more to do
COUNTED = 0.06  # seconds for a million additions where that limit was set
MEGABYTES = 200


def slowness() -> float:
    """Return how much slower this processor is now; never below 1."""
    begun, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return max(1.0, (time.process_time() - begun) / COUNTED)


def in_time(path: Path) -> dict:
    """Return what became of a file: of three readings the first that was soon enough, or the last.

    How slow the processor is is counted before and after; another program on its other half may
    come and go meanwhile (2.8 s instead of 1.3 s).
    """
    for _attempt in range(3):
        before, found = slowness(), measured(path)
        found["allowed"] = SECONDS * max(before, slowness())
        if found["seconds"] <= found["allowed"]:
            break
    return found


def measured(path: Path) -> dict:
    """Return what became of a file, read in a process of its own."""
    program = [
        sys.executable,
        "tests/sheets/measuring.py",
        str(path),
        "fixtures/municipalities.json",
    ]
    done = subprocess.run(
        program,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout)


class TestAHostileFile:
    @pytest.mark.parametrize("build", CASES, ids=lambda build: build.__name__)
    def test_is_answered_soon_and_in_little_memory(self, build, tmp_path):
        path = tmp_path / "예산.xls"  # whatever its name says
        path.write_bytes(build())

        found = in_time(path)

        assert found["code"] in CASES[build]
        assert found["seconds"] <= found["allowed"]
        assert (found["parent"] + found["child"]) / 2**20 <= MEGABYTES


class TestMacros:
    def test_are_data_that_nobody_runs(self, register):
        data = with_part(
            xlsx_of({"사업": [["사업명", "총사업비(원)"], ["홈페이지 개편", 5]]}),
            "xl/vbaProject.bin",
            b"\xd0\xcf\x11\xe0 Attribute VB_Name",
        )
        reading = read_workbook(data, "예산.xlsm", register=register, municipality="41")

        assert (reading.refused, reading.rows[0].total.won) == (None, 5)


CSV = csv_of([["사업명", "총사업비(원)"], ["홈페이지 개편", "1,240"], ["합계", "1,240"]])
REAL = {
    "xlsx": PLAIN,
    "office": (HERE / "office.xlsx").read_bytes(),
    "xls": OFFICE_XLS,
    "ods": OFFICE_ODS,
    "csv": CSV,
    "cp949": (HERE / "windows_cp949.csv").read_bytes(),
    "utf-16": (HERE / "unicode_text.txt").read_bytes(),
}


def mutated(data: bytes, place: float, junk: bytes, *, insert: bool) -> bytes:
    """Return `data` with junk at a place from 0 to 1, over what was there or between."""
    at = int(place * len(data))
    return data[:at] + junk + data[at if insert else at + len(junk) :]


class TestAMutatedFile:
    @settings(deadline=None, max_examples=80)
    @given(
        kind=st.sampled_from([*REAL]),
        place=st.floats(0, 1),
        junk=st.binary(min_size=1, max_size=40) | st.just(b"\0" * 8) | st.just(b"\xff" * 4),
        insert=st.booleans(),
        cut=st.floats(0.2, 1.5),
    )
    def test_is_read_or_refused(self, register, kind, place, junk, insert, cut):
        data = mutated(REAL[kind], place, junk, insert=insert)
        data = data[: int(cut * len(data)) + 1]

        reading = read_workbook(data, f"x.{kind}", register=register, municipality="41")

        assert reading.refused is None or reading.refused.code in REFUSALS
        assert reading.rows == [] or reading.refused is None
        json.dumps(reading.as_json())
