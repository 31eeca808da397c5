import pytest

from registry.notation.codes import Funding, Stage
from registry.sheets.header import is_name_heading
from registry.sheets.heading import accepted_headings, understand_heading, understand_path
from registry.sheets.heading_words import SYNONYMS
from registry.sheets.headings import EXPORT_HEADINGS, TOLD_HEADINGS, understand_headings


class TestAcceptedHeadings:
    def test_mean_one_field_each(self):
        """A heading under two fields would be read as whichever stands last."""
        for field, heading in accepted_headings():
            assert understand_heading(heading).field == field, heading

    def test_of_the_export_are_read_back_one_to_one(self):
        columns = understand_headings([*EXPORT_HEADINGS.values()])

        assert [column.heading.field for column in columns.known] == [*EXPORT_HEADINGS]
        assert not columns.unknown
        assert not columns.duplicates

    def test_that_only_we_tell_are_passed_over_in_a_file_of_ours(self):
        columns = understand_headings(["사업 번호", "사업명", *TOLD_HEADINGS.values()])

        assert {column.heading.field for column in columns.known[2:]} == {"aside"}
        assert not columns.unknown
        assert not columns.duplicates

    def test_that_only_we_tell_are_asked_for_in_a_table_of_the_clerks_own(self):
        """발주계획 has 발주시기 and 계약방법: what we do not keep must not vanish unsaid."""
        columns = understand_headings(["사업명", "발주시기", "계약방법", "국비", "국비"])

        assert [column.text for column in columns.unknown] == ["발주시기", "계약방법"]


class TestIsNameHeading:
    def test_knows_every_heading_of_the_name(self):
        """A quick look at the letters comes first; it must let all of them pass."""
        names = [EXPORT_HEADINGS["name"], *SYNONYMS["name"], "사 업 명", "과\n제\n명"]

        assert [name for name in names if not is_name_heading(name)] == []


class TestUnderstandHeading:
    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("사 업 명", "name"),
            ("사업\n명", "name"),
            ("사업\xa0명", "name"),
            ("① 사업명 *", "name"),
            ("1. 세부사업명", "name"),
            ("담당부서\n(연락처)", "department"),
            ("완료(예정)일", "end"),
            ("총사업비 [단위：백만원]", "total"),
            ("총 사업비(백만원, %)", "total"),
            ("ＮＯ．", "aside"),
            (".", "aside"),
        ],
    )
    def test_looks_through_spaces_brackets_and_units(self, heading, field):
        assert understand_heading(heading).field == field

    @pytest.mark.parametrize(
        ("heading", "word", "year", "stage", "round_"),
        [
            ("국비", "국비", None, None, None),
            ("구·군비(※별도)", "구군비", None, None, None),
            ("'14년 시비", "시비", 2014, None, None),
            ("2013 본예산 국비", "국비", 2013, Stage.ORIGINAL, None),
            ("제1회 추경", "계", None, Stage.SUPPLEMENTARY, 1),
            ("추경 2차 도비", "도비", None, Stage.SUPPLEMENTARY, 2),
            ("2014년", "계", 2014, None, None),
            ("2013년 집행액", "계", 2013, Stage.SPENT, None),
            ("예산현액", "계", None, Stage.CURRENT, None),
            ("전년도 이월액", "계", None, Stage.CARRIED_IN, None),
        ],
    )
    def test_reads_year_stage_and_source_of_money(self, heading, word, year, stage, round_):
        found = understand_heading(heading)

        assert found.field == "funding"
        assert (found.word, found.fiscal_year, found.stage, found.round) == (
            word,
            year,
            stage,
            round_,
        )

    @pytest.mark.parametrize(
        "heading", ["국비 비율(%)", "집행잔액", "계획", "인구", "2013년 사업량"]
    )
    def test_claims_no_column_that_is_something_else(self, heading):
        assert understand_heading(heading).field == ""


class TestUnderstandPath:
    @pytest.mark.parametrize(
        ("path", "field", "word"),
        [
            (("총사업비", "계"), "total", ""),
            (("사업비(천원)", "계"), "amount", ""),
            (("재원별", "도비"), "funding", "도비"),
            (("국비", "2014년"), "funding", "국비"),
            (("국비", "계"), "funding", "국비"),
            (("사업기간", "착수"), "start", ""),
            (("담당", "부서"), "department", ""),
            (("조정증감", "국고보조금"), "aside", ""),
            (("요구액", "국비"), "aside", ""),
        ],
    )
    def test_joins_group_and_column(self, path, field, word):
        found = understand_path(path)

        assert (found.field, found.word) == (field, word)

    def test_keeps_money_of_the_whole_life_out_of_the_years(self):
        assert understand_path(("총사업비", "국비")).of_total
        assert not understand_path(("사업비", "국비")).of_total

    def test_lends_the_unit_of_the_group(self):
        assert understand_path(("사업비(천원)", "국비")).unit == 1000


class TestUnderstandHeadings:
    def test_takes_an_unclear_amount_for_the_total_only_where_there_is_none(self):
        alone = understand_headings(["사업명", "사업비"])
        beside = understand_headings(["사업명", "총사업비", "사업비"])

        assert [c.heading.field for c in alone.known] == ["name", "total"]
        assert [c.heading.field for c in beside.known] == ["name", "total", "funding"]

    def test_names_the_second_column_of_one_meaning(self):
        columns = understand_headings(["사업명", "국비", "세부사업명", "국비"])

        assert [(two.index, one.index) for two, one in columns.duplicates] == [(2, 0), (3, 1)]

    def test_lets_several_columns_be_set_aside(self):
        columns = understand_headings(["연번", "번호", "사업명"])

        assert not columns.duplicates

    def test_spreads_the_unit_of_the_total_over_the_money_beside_it(self):
        columns = understand_headings(["사업명", "총사업비(백만원)", "국비", "2013 도비"])

        assert {c.heading.unit for c in columns.known if c.index} == {1_000_000}

    def test_spreads_no_unit_where_headings_differ(self):
        columns = understand_headings(["총사업비(백만원)", "국비(천원)", "도비"])

        assert columns.known[2].heading.unit is None

    def test_gives_every_label_of_a_source_a_meaning(self):
        labels = [source.label for source in Funding]

        assert not understand_headings(labels).unknown
