"""What a clerk has chosen of a file, and the reader that keeps to it."""

import pytest

from registry.notation.codes import Funding, Stage
from registry.sheets.choosing import NO_CHOICES, Choices, SheetChoice, fingerprint
from registry.sheets.headings import understand_headings
from registry.sheets.meaning import NoMeaning
from registry.sheets.outline import outline_workbook
from registry.sheets.reading import read_workbook
from tests.sheets.paper import CCTV, codes, csv_of, xlsx_of

FOREIGN = [
    ["2013년도 정보통신 분야 집행 계획"],
    ["순번", "내역", "소요", "보조금액"],
    [1, CCTV, 5224000, 2612000],
    [2, "마을방송 무선화 사업", 1240000, 620000],
]
MAPPED = {
    "A": "as-written",
    "B": "name",
    "C": "total",
    "D": "money/national//2013/original/",
}


def shape_of(data):
    return outline_workbook(data).sheets[0].tables[0].shape


@pytest.fixture
def read(register):
    """Return a function that reads a workbook for 경기도 with choices."""

    def read(data, choices=NO_CHOICES, **how):
        return read_workbook(
            data, "사업.xlsx", register=register, municipality="41", choices=choices, **how
        )

    return read


class TestFingerprint:
    def test_is_the_same_however_a_heading_is_spaced(self):
        spaced = understand_headings(["연번", "사 업 명", "총사업비\n(천원)"])
        plain = understand_headings(["연번", "사업명", "총사업비(천원)"])

        assert fingerprint(spaced) == fingerprint(plain)

    def test_is_another_where_a_column_moved(self):
        plain = understand_headings(["연번", "사업명"])

        assert fingerprint(plain) != fingerprint(understand_headings(["", "연번", "사업명"]))


class TestColumns:
    def test_mean_what_was_chosen(self, read):
        data = xlsx_of({"현황": FOREIGN})
        choices = Choices({"현황": SheetChoice(True, (2,), "천원")}, {shape_of(data): MAPPED})

        reading = read(data, choices)

        first, second = reading.rows
        assert codes(reading) == []
        assert (first.name, first.total.won, first.fiscal_year) == (CCTV, 5_224_000_000, 2013)
        [money] = second.funding
        assert money == (Funding.NATIONAL, None, 2013, Stage.ORIGINAL, None, 620_000_000)

    def test_set_aside_are_doubted_no_more(self, read):
        data = csv_of([["사업명", "총사업비(원)", "추진방법"], ["포털", 5, "조달"]])

        assert codes(read(data)) == ["unknown-column"]
        assert codes(read(data, Choices(columns={shape_of(data): {"C": "aside"}}))) == []

    def test_that_were_doubled_are_parted(self, read):
        data = csv_of([["사업명", "비고", "비고"], ["포털", "신규", "시스템 구축"]])
        choices = Choices(columns={shape_of(data): {"C": "description"}})

        assert read(data, choices).rows[0].description == "시스템 구축"
        assert codes(read(data, choices)) == []

    def test_cannot_mean_what_is_none_of_ours(self):
        columns = understand_headings(["사업명", "가나다"])

        with pytest.raises(NoMeaning):
            Choices(columns={"f": {"B": "owner_id"}}).apply(columns, "f")

    def test_are_read_alike_wherever_the_headings_stand_again(self, read):
        rows = [["사업명", "소요액수"], ["포털", "5억원"]]
        data = xlsx_of({"본예산": rows, "추경": rows})
        choices = Choices(columns={shape_of(data): {"B": "total"}})

        assert [row.total.won for row in read(data, choices).rows] == [500_000_000] * 2


class TestHeader:
    def test_is_where_the_clerk_says(self, read):
        data = xlsx_of({"현황": [["사업명", "비고"], ["사업명", "사업 내용"], ["포털", "개편"]]})
        choices = Choices({"현황": SheetChoice(True, (2,))})

        assert [row.description for row in read(data, choices).rows] == ["개편"]

    def test_of_ones_own_is_known_again_on_the_next_page(self, read):
        data = xlsx_of({"현황": [*FOREIGN, *FOREIGN[1:]]})
        choices = Choices({"현황": SheetChoice(True, (2,), "천원")}, {shape_of(data): MAPPED})

        reading = read(data, choices)

        assert [row.row for row in reading.rows] == [3, 4, 6, 7]
        assert (5, "repeated_header") in [(one.row, one.kind) for one in reading.skipped]

    def test_without_names_lets_nothing_be_read(self, read):
        reading = read(xlsx_of({"현황": FOREIGN}), Choices({"현황": SheetChoice(True, (2,))}))

        assert (reading.rows, reading.sheets[0].state) == ([], "skipped")
        assert reading.refused


class TestSheet:
    def test_left_out_is_not_read_and_says_so(self, read):
        rows = [["사업명", "비고"], ["포털", "개편"]]
        data = xlsx_of({"올해": rows, "작년": rows})

        reading = read(data, Choices({"작년": SheetChoice(read=False)}))

        assert [row.sheet for row in reading.rows] == ["올해"]
        assert reading.not_read == [{"name": "작년", "reason": "읽지 않기로 고른 시트입니다."}]

    def test_that_nobody_could_have_chosen_says_its_own_reason(self, read):
        sheets = {
            "표지": [["2013년도 정보화사업"]],
            "작업": [["사업명"]],
            "빈": [],
            "출연": [["부서", "내역", "금액"], ["총무과", "발급기", "5"]],
            "사업": [["사업명", "비고"], ["포털", "개편"]],
        }
        unread = Choices({name: SheetChoice(read=name == "사업") for name in sheets})

        reading = read(xlsx_of(sheets, hidden="작업"), unread)

        assert [one["reason"] for one in reading.not_read] == [
            "‘사업명’ 열이 없어 읽지 않았습니다.",
            "숨긴 시트라서 읽지 않았습니다.",
            "값이 없는 시트입니다.",
            "읽지 않기로 고른 시트입니다.",
        ]

    def test_hidden_is_read_where_the_clerk_wants_it(self, read):
        rows = [["사업명", "비고"], ["포털", "개편"]]
        data = xlsx_of({"올해": rows, "작년": rows}, hidden="작년")

        reading = read(data, Choices({"작년": SheetChoice(read=True)}))

        assert [row.sheet for row in reading.rows] == ["올해", "작년"]

    def test_counts_in_the_unit_and_the_year_that_were_chosen(self, read):
        data = xlsx_of({"현황": [["(단위: 원)"], ["사업명", "총사업비"], ["포털", 5]]})
        chosen = SheetChoice(unit="백만원", fiscal_year=2013)

        [row] = read(data, Choices({"현황": chosen})).rows

        assert (row.total.won, row.fiscal_year) == (5_000_000, 2013)

    def test_keeps_the_unit_of_a_heading(self, read):
        data = xlsx_of({"현황": [["사업명", "총사업비(천원)"], ["포털", 5]]})

        [row] = read(data, Choices({"현황": SheetChoice(unit="백만원")})).rows

        assert row.total.won == 5_000
