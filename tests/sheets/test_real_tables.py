"""Four public tables, kept beside the project and not in it: none of them is ours to publish.

They hold no projects, and are refused by name; with one heading changed to 사업명 they show what
real papers are like. Where the folder is absent, the tests say so and are skipped.
"""

from pathlib import Path

import pytest

from registry.notation.places import Register
from registry.sheets.reading import Reading, read_workbook

_ROOT = Path(__file__).resolve().parents[2]
_PLACES = [parent / "shared" / "data" / "real" for parent in _ROOT.parents]
FOLDER = next((place for place in _PLACES if place.is_dir()), None)

pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="the real tables (../shared/data/real) are not on this machine"
)


def real(name: str) -> bytes:
    assert FOLDER is not None
    return (FOLDER / name).read_bytes()


def read(register: Register, data: bytes) -> Reading:
    return read_workbook(data, "실제 표", register=register, municipality="11", unit=1)


class TestTablesWithoutProjects:
    @pytest.mark.parametrize(
        ("name", "kind", "encoding", "found"),
        [
            ("seoul_cctv.csv", "csv", "utf-8-sig", "기관명, 소계, 2013년도 이전, 2014년"),
            ("seoul_crime_cp949.csv", "csv", "cp949", "관서명, 살인 발생, 살인 검거"),
            ("seoul_population_multirow_header.xls", "xls", None, "기간, 자치구, 세대, 인구"),
            ("kosis_population_merged_blank.xlsx", "xlsx", None, "행정구역(동읍면)별(1)"),
        ],
    )
    def test_are_refused_with_the_headings_that_were_found(
        self, register, name, kind, encoding, found
    ):
        reading = read(register, real(name))

        assert (reading.format, reading.encoding) == (kind, encoding)
        assert reading.refused is not None
        assert reading.refused.code == "no-name-column"
        assert f"찾은 제목: {found}" in reading.refused.message

    def test_name_every_sheet_that_was_looked_at(self, register):
        reading = read(register, real("kosis_population_merged_blank.xlsx"))

        assert [(sheet.name, sheet.state) for sheet in reading.sheets] == [
            ("데이터", "skipped"),
            ("메타정보", "skipped"),
        ]


class TestTheTableOfCameras:
    """A 소계 and the years that should make it up, which in not one of its 25 rows they do."""

    @pytest.fixture
    def reading(self, register) -> Reading:
        text = real("seoul_cctv.csv").decode("utf-8-sig")
        named = text.replace("기관명", "사업명").replace("소계", "총사업비", 1)
        return read(register, named.encode("utf-8-sig"))

    def test_is_read_whole(self, reading):
        gangnam = reading.rows[0]

        assert len(reading.rows) == 25
        assert (gangnam.name, gangnam.total.won) == ("강남구", 2780)
        assert [(one.fiscal_year, one.won) for one in gangnam.funding] == [
            (2014, 430),
            (2015, 584),
            (2016, 932),
        ]

    def test_is_told_where_its_years_exceed_the_total(self, reading):
        wrong = [one for one in reading.problems if one.code == "years-differ"]
        gangnam = wrong[0].message

        assert (wrong[0].row, wrong[0].column) == (2, "B")
        assert "연도별 금액의 합 3,238원이 총사업비 2,780원보다 458원 많습니다" in gangnam
        assert {one.code for one in reading.problems} == {"years-differ"}


class TestTheTableOfCrimes:
    def test_holds_numbers_with_commas_and_bare_ones(self, register):
        text = real("seoul_crime_cp949.csv").decode("cp949")
        header, rest = text.split("\n", 1)
        named = header.replace("관서명", "사업명").replace("폭력 발생", "총사업비")
        reading = read(register, f"{named}\n{rest}".encode("cp949"))

        assert (reading.encoding, len(reading.rows)) == ("cp949", 31)
        assert (reading.rows[0].name, reading.rows[0].total.won) == ("중부서", 1_355)
        assert reading.rows[2].total.won == 869
        assert {one.code for one in reading.problems} == {"unknown-column"}
