"""Names of places, against the bodies as they really changed."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.notation.codes import Level
from registry.notation.places import (
    AmbiguousPlace,
    Body,
    NotAGovernment,
    Register,
    UnknownPlace,
)

FIXTURE = Path(__file__).parents[2] / "fixtures" / "municipalities.json"
REGISTER = Register.from_fixture(FIXTURE)
OLD_INCHEON = {"fiscal_year": 2013}


def code_of(text, **options):
    return REGISTER.find(text, **options).body.code


class TestRegister:
    @pytest.mark.parametrize(
        ("day", "governments", "sido"),
        [(date(2013, 2, 1), 244, 17), (date(2014, 12, 31), 243, 17), (date(2026, 11, 1), 243, 16)],
    )
    def test_knows_how_many_governments_there_were(self, day, governments, sido):
        then = [body for body in REGISTER if body.is_local_government and body.valid_on(day)]

        assert len(then) == governments
        assert Counter(body.level for body in then)[Level.SIDO] == sido

    def test_finds_every_body_by_its_full_name_on_its_days(self):
        for body in REGISTER:
            day = body.valid_from or (body.valid_to or date(2012, 7, 2)).replace(year=2011)
            owner = body.code if body.is_local_government else body.parent
            assert code_of(body.full_name, on=day) == owner

    def test_gives_a_body_by_its_code(self):
        assert REGISTER.get("41").name == "경기도"
        with pytest.raises(UnknownPlace, match="행정표준코드가 아닙니다"):
            REGISTER.get("11010")  # 종로구 in the codes of the statistics office


class TestBody:
    def test_is_valid_until_the_day_before_it_ends(self):
        gangwon = REGISTER.get("42")

        assert gangwon.valid_on(date(2023, 6, 10))
        assert not gangwon.valid_on(date(2023, 6, 11))
        assert gangwon.valid_in(2023)
        assert not gangwon.valid_in(2024)


class TestFind:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("서울", "11"),
            ("서울시", "11"),
            ("서울특별시", "11"),
            ("서울 특별시", "11"),
            ("서울특별시 본청", "11"),
            ("경기", "41"),
            ("경기도", "41"),
            ("경기도청", "41"),
            ("인천시", "28"),
            ("충북", "43"),
            ("충북도", "43"),
            ("경남", "48"),
            ("세종시", "36"),
            ("제주", "50"),
            ("제주도", "50"),
            ("용인", "41460"),
            ("용인시", "41460"),
            ("용인시청", "41460"),
            ("경기도 용인시", "41460"),
            ("경기도(용인시)", "41460"),
            ("경기 용인", "41460"),
            ("강남구청", "11680"),
            ("서울특별시 서울중구", "11140"),
            ("부산진구", "26230"),
            ("경기 광주", "41610"),
            ("경기도 광주시", "41610"),
            ("산청", "48860"),
        ],
    )
    def test_knows_the_ways_a_name_is_written(self, text, code):
        assert code_of(text, fiscal_year=2013) == code

    @pytest.mark.parametrize(
        ("text", "fiscal_year", "code"),
        [
            ("강원도", 2013, "42"),
            ("강원도", 2023, "42"),
            ("강원", 2023, "51"),
            ("강원도", 2024, "51"),
            ("강원특별자치도", 2013, "42"),
            ("전북", 2013, "45"),
            ("전라북도", 2025, "52"),
            ("강원도 고성군", 2024, "51820"),
            ("인천 남구", 2013, "28170"),
            ("인천 남구", 2024, "28177"),
            ("미추홀구", 2013, "28170"),
            ("여주군", 2013, "41730"),
            ("여주시", 2013, "41670"),
            ("여주군", 2020, "41670"),
            ("경북 군위군", 2024, "27720"),
            ("광주광역시", 2026, "29"),
            ("전남광주통합특별시", 2026, "12"),
            ("전남광주특별시", 2027, "12"),
            ("광주 동구", 2027, "12210"),
        ],
    )
    def test_gives_the_body_of_that_year(self, text, fiscal_year, code):
        assert code_of(text, fiscal_year=fiscal_year) == code

    def test_gives_the_body_of_that_day(self):
        assert code_of("강원도", on=date(2023, 6, 10)) == "42"
        assert code_of("강원도", on=date(2023, 6, 11), fiscal_year=2013) == "51"

    @pytest.mark.parametrize(
        ("text", "code"),
        [("강원도", "51"), ("여주", "41670"), ("목포시", "12110"), ("청원군", "43710")],
    )
    def test_gives_the_newest_of_one_lineage_without_a_date(self, text, code):
        assert code_of(text) == code

    @pytest.mark.parametrize(
        ("text", "code", "part"),
        [
            ("수원시 장안구", "41110", "장안구"),
            ("경기 수원 장안구청", "41110", "장안구"),
            ("장안구", "41110", "장안구"),
            ("포항 남구", "47110", "남구"),
            ("제주시", "50", "제주시"),
            ("서귀포", "50", "서귀포시"),
            ("제주", "50", ""),
            ("수원시", "41110", ""),
        ],
    )
    def test_keeps_what_is_no_government_as_a_written_part(self, text, code, part):
        place = REGISTER.find(text)

        assert (place.body.code, place.written_part, place.text) == (code, part, text)

    @pytest.mark.parametrize(
        ("text", "options", "codes"),
        [
            ("중구", OLD_INCHEON, {"11140", "26110", "27110", "28110", "30140", "31110"}),
            ("고성군", {"fiscal_year": 2013}, {"42820", "48820"}),
            ("고성군", {"fiscal_year": 2023}, {"51820", "48820"}),
            ("강서구", {}, {"11500", "26440"}),
            ("광주", {"fiscal_year": 2013}, {"29", "41610"}),
            ("광주시", {}, {"29", "41610"}),
            ("광주", {"fiscal_year": 2027}, {"12", "41610"}),
        ],
    )
    def test_never_guesses_between_places(self, text, options, codes):
        with pytest.raises(AmbiguousPlace, match="시·도를 함께 적어 주세요") as ambiguous:
            REGISTER.find(text, **options)

        assert {body.code for body in ambiguous.value.candidates} == codes

    def test_lists_the_places_it_hesitates_between(self):
        with pytest.raises(AmbiguousPlace) as ambiguous:
            REGISTER.find("중구", fiscal_year=2013)

        assert str(ambiguous.value) == (
            "‘중구’는 여러 곳에 있습니다(서울특별시 중구, 부산광역시 중구, 대구광역시 중구, "
            "인천광역시 중구 …). 시·도를 함께 적어 주세요."
        )

    @pytest.mark.parametrize(
        ("text", "within", "fiscal_year", "code"),
        [
            ("중구", "26", 2013, "26110"),
            ("광주", "41", 2013, "41610"),
            ("고성군", "42", 2024, "51820"),
            ("고성군", "51", 2013, "42820"),
            ("동구", "29", 2027, "12210"),
            ("남구", "47", 2013, "47110"),
            ("경기도", "41", 2013, "41"),
            ("수원시", "41460", 2013, "41110"),
        ],
    )
    def test_looks_within_one_sido(self, text, within, fiscal_year, code):
        assert code_of(text, within=within, fiscal_year=fiscal_year) == code

    @pytest.mark.parametrize("text", ["경기도교육청", "용인교육지원청", "경기도 교육청"])
    def test_takes_no_education_office_for_a_government(self, text):
        with pytest.raises(NotAGovernment, match="교육청이며"):
            REGISTER.find(text)

    @pytest.mark.parametrize(
        ("text", "options", "sentence"),
        [
            (
                "용안시",
                {},
                "‘용안시’는 등록된 지방자치단체 이름이 아닙니다. 비슷한 이름: 경기도 용인시, "
                "충청남도 천안시.",
            ),
            (
                "가나다라",
                {},
                "‘가나다라’는 등록된 지방자치단체 이름이 아닙니다. 시·도부터 적어 주세요.",
            ),
            ("용인시", {"within": "11"}, "‘용인시’는 서울특별시에 없습니다."),
            (
                "청원군",
                {"fiscal_year": 2020},
                "‘청원군’ 이름의 지방자치단체는 2020년에 없습니다. 2014-07-01부터 청주시입니다.",
            ),
            (
                "인천 중구",
                {"on": date(2027, 1, 1)},
                "‘인천 중구’ 이름의 지방자치단체는 2027-01-01에 없습니다. "
                "2026-07-01부터 제물포구, 영종구입니다.",
            ),
            (
                "제물포구",
                {"fiscal_year": 2013},
                "‘제물포구’ 이름의 지방자치단체는 2013년에 없습니다. 2026-07-01에 생겼습니다.",
            ),
        ],
    )
    def test_says_why_it_finds_nothing(self, text, options, sentence):
        with pytest.raises(UnknownPlace) as unknown:
            REGISTER.find(text, **options)

        assert str(unknown.value) == sentence

    @pytest.mark.parametrize(
        "text", ["", " ", "경기, 광주", "용인·평택", "41", "전국", "시" * 501]
    )
    def test_refuses_what_names_no_place(self, text):
        with pytest.raises(UnknownPlace):
            REGISTER.find(text)

    @given(st.text() | st.text("서울경기도광주시군구중청 ()", max_size=12))
    def test_finds_or_refuses_any_text(self, text):
        with suppress(UnknownPlace, AmbiguousPlace, NotAGovernment):
            assert REGISTER.find(text).body.is_local_government


class TestLineage:
    @pytest.mark.parametrize(
        ("code", "newest"),
        [
            ("11", "11"),
            ("42", "51"),
            ("51", "51"),
            ("45110", "52110"),
            ("41730", "41670"),
            ("47720", "27720"),
            ("28170", "28177"),
            ("29110", "12210"),
        ],
    )
    def test_follows_a_body_through_its_names(self, code, newest):
        assert REGISTER.lineage(code) == newest

    @pytest.mark.parametrize("code", ["43710", "29", "46", "28110", "28140", "28260"])
    def test_ends_where_bodies_merge_or_split(self, code):
        assert REGISTER.lineage(code) == code

    def test_ends_at_a_gap_or_a_successor_that_is_not_listed(self):
        old = replace(REGISTER.get("41730"), parent=None, successors=("99999",))
        late = replace(REGISTER.get("41670"), parent=None, valid_from=date(2015, 1, 1))
        without_end = replace(old, code="41731", valid_to=None, successors=("41670",))

        register = Register([old, late, without_end])

        assert [register.lineage(body.code) for body in register] == ["41730", "41670", "41731"]


class TestSpelling:
    def test_takes_a_sido_of_an_unknown_kind_as_it_is(self):
        island = Body("99", "독도주", "독도주", Level.SIDO, None, True, None, None, ())

        assert Register([island]).find("독도주").body == island
