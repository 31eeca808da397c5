"""A file on the disk says what its bytes say; a text is walked where it lies."""

import tracemalloc
from pathlib import Path

import pytest

from registry.sheets.container import Limits
from registry.sheets.reading import read_workbook
from registry.sheets.workbook import open_workbook
from tests.sheets.paper import csv_of, xlsx_of

ROWS = [
    ["2013년 정보화사업 현황 (단위: 천원)"],
    ["사업명", "총사업비"],
    ["홈페이지 개편", "500,000"],
    ["합계", "500,000"],
]
FILES = {
    "cp949": csv_of(ROWS, encoding="cp949"),
    "utf-16": csv_of(ROWS, encoding="utf-16"),
    "xlsx": xlsx_of({"현황": ROWS}),
    "blank": b"\r\n \r\n",
    "html": b"<html><table></table></html>",
    "foreign": b"%PDF-1.4",
    "garbage": b"\xff\xfe\xfd" + bytes(range(256)),
    "truncated": xlsx_of({"현황": ROWS})[:500],
}


def saying(data: bytes | Path, **limits: int) -> object:
    return read_workbook(data, "현황", register=[], limits=Limits(**limits)).as_json()


@pytest.mark.parametrize("name", FILES)
def test_a_file_on_the_disk_says_the_same(name, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(FILES[name])

    assert saying(path) == saying(FILES[name])


def test_is_refused_by_its_size_before_it_is_read(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(FILES["cp949"])

    assert saying(path, size=10)["refused"]["code"] == "too-large"


def test_a_long_text_is_not_held(tmp_path):
    path = tmp_path / "long.csv"
    note = "비" * 2000
    path.write_bytes(csv_of([*ROWS[:2], *([f"사업 {n}", "1", note] for n in range(1500))]))
    tracemalloc.start()

    [grid] = open_workbook(path, Limits()).grids
    assert sum(1 for _row in grid.rows) == 1502

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size / 2
