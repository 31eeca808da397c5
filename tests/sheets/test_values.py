import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.notation.codes import Certainty, ProjectType, Status
from registry.sheets import choices
from registry.sheets.offices import read_department
from registry.sheets.values import (
    Unreadable,
    join_participants,
    read_certainty,
    read_count,
    read_date,
    read_number,
    read_status,
    read_type,
    read_year,
    split_participants,
)


def code_of(reader, text: str) -> str:
    with pytest.raises(Unreadable) as unreadable:
        reader(text)
    return unreadable.value.code


class TestReadYear:
    def test_reads_the_ways_a_year_is_written(self):
        texts = ["2013", "2013년", "2013년도", "'13", "’13년", "２０１３", "99년", "2013 회계연도"]

        assert [read_year(text) for text in texts] == [2013] * 6 + [1999, 2013]

    @pytest.mark.parametrize("text", ["2013~2015", "13.3", "내년", "1013", "2013-01"])
    def test_refuses_what_is_no_single_year(self, text):
        assert code_of(read_year, text) == "not-a-year"


class TestReadDate:
    @pytest.mark.parametrize(
        ("text", "date"),
        [
            ("2013", "2013"),
            ("2013년", "2013"),
            ("2013-03", "2013-03"),
            ("2013. 3.", "2013-03"),
            ("'13.3월", "2013-03"),
            ("2013년 3월", "2013-03"),
            ("2013. 3. 4.", "2013-03-04"),
            ("2013년 3월 4일", "2013-03-04"),
            ("20130304", "2013-03-04"),
            ("2013-03-04 00:00:00", "2013-03-04"),
            ("41337", "2013-03-04"),
        ],
    )
    def test_keeps_the_precision_of_the_paper(self, text, date):
        assert read_date(text) == date

    @pytest.mark.parametrize("text", ["2013-02-30", "2013-13", "미정", "3월", "20131399"])
    def test_refuses_what_is_no_day(self, text):
        assert code_of(read_date, text) == "not-a-date"

    @pytest.mark.parametrize(
        ("text", "date"), [("Mar-13", "2013-03"), ("dec-99", "1999-12"), ("May-14", "2014-05")]
    )
    def test_reads_a_month_as_excel_rewrote_it(self, text, date):
        assert read_date(text) == date

    def test_tells_that_excel_changed_a_day_of_no_year(self):
        assert code_of(read_date, "13-Mar") == "date-changed-by-excel"


class TestReadDepartment:
    @pytest.mark.parametrize(
        "text",
        [
            "정보통신과(031-123-4567)",
            "정보통신과 (☎ 031-123-4567)",
            "정보통신과\n02)123-4567",
            "정보통신과/031-123-4567",
            "정보통신과(4567)",
            "정보통신과 ☎4567",
            "정보통신과(김주무관 031-228-1234)",
            "정보통신과(김 주무관, 031-228-1234)",
            "정보통신과(031-228-1234 김주무관)",
            "정보통신과(담당 김철수 ☎ 031-228-1234)",
            "정보통신과 김철수(031-228-1234)",
            "정보통신과(김과장, 이주무관 031-228-1234)",
            "정보통신과(김주무관)",
            "정보통신과/김철수 팀장",
            "정보통신과(담당자: 김철수)",
            "정보통신과/김철수",
            "정보통신과 / 박지원",
        ],
    )
    def test_leaves_the_telephone_and_the_official_out(self, text):
        assert read_department(text) == "정보통신과"

    @pytest.mark.parametrize(
        "text",
        [
            "상수도본부 지리정보과",
            "정보화담당관(2팀)",
            "119종합상황실",
            "정보통신과/보건소",
            "총무과/회계과",
            "총무과/전산계",
            "정보통신과/정보화",
            "문화과/문화원",
            "기획실 전산담당",
            "정보통신과(별관)",
            "정보화운영담당관",
            "김철수",
        ],
    )
    def test_keeps_the_rest(self, text):
        assert read_department(text) == text

    @pytest.mark.parametrize(
        ("text", "department"),
        [
            ("정보통신과(전산 031-228-1234)", "정보통신과"),
            ("정보통신과(유·무선 통신 031-228-1234)", "정보통신과(유·무선 통신)"),
            ("정보화운영담당관/김철수", "정보화운영담당관"),
        ],
    )
    def test_closes_a_bracket_that_stays(self, text, department):
        assert read_department(text) == department


class TestChoices:
    def test_read_the_words_clerks_write(self):
        assert read_status("추진중(60%)") is Status.ONGOING
        assert read_status("완 료") is Status.DONE
        assert read_type("유지보수") is ProjectType.OPERATION
        assert read_certainty("확정") is Certainty.EXACT

    @pytest.mark.parametrize("reader", [read_status, read_type, read_certainty])
    def test_refuse_other_words_and_name_what_may_be_chosen(self, reader):
        with pytest.raises(Unreadable) as unreadable:
            reader("신규")

        assert unreadable.value.code == "unknown-choice"
        assert len(unreadable.value.values["choices"]) > 2

    @pytest.mark.parametrize(
        ("codes", "find"),
        [(Status, choices.find_status), (ProjectType, choices.find_type)],
    )
    def test_read_every_label_and_code_of_ours(self, codes, find):
        assert [find(code.label) for code in codes] == [*codes]
        assert [find(code.value) for code in codes] == [*codes]


class TestReadNumber:
    def test_takes_a_public_number_only(self):
        assert read_number("2013-41-0007") == "2013-41-0007"
        assert code_of(read_number, "7") == "not-a-number"


class TestReadCount:
    def test_reads_how_many(self):
        assert [read_count(text) for text in ("12", "12개 기관", "1,234")] == [12, 12, 1234]
        assert code_of(read_count, "여럿") == "not-a-count"


class TestParticipants:
    @pytest.mark.parametrize(
        ("text", "names", "stated"),
        [
            ("용인시·평택시·김포시·하남시·동두천시", 5, None),
            ("용인시, 평택시 및 김포시", 3, None),
            ("경기관광공사 등 12개 공공기관", 1, 12),
            ("강남구 외 29개", 1, 29),
            ("5개 시군", 0, 5),
        ],
    )
    def test_are_named_and_counted(self, text, names, stated):
        found, count = split_participants(text)

        assert (len(found), count) == (names, stated)

    @given(st.lists(st.text("가나다·, 시", min_size=1).map(str.strip).filter(bool)))
    def test_are_joined_so_that_they_part_again(self, names):
        assert split_participants(join_participants(names)) == (tuple(names), None)
