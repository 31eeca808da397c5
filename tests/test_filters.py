"""What a citizen may ask: each condition finds what it says, and a bad one only itself fails."""

from datetime import date

import pytest
from django.http import QueryDict

from registry.bitmaps import breakdown, current
from registry.filters import Address, ProjectFilter
from registry.filters.projects import SOURCES
from registry.models import Project
from registry.notation.codes import Funding, Publication
from tests.factories import make_department, make_municipality, make_project
from tests.random_registry import random_registry

pytestmark = pytest.mark.django_db


def numbers(query: str) -> set[str]:
    """Return the public numbers of what `query` finds."""
    return {project.number for project in ProjectFilter(QueryDict(query)).qs}


def names(query: str) -> set[str]:
    """Return the names of what `query` finds."""
    return {project.name for project in ProjectFilter(QueryDict(query)).qs}


@pytest.mark.usefixtures("article")
class TestSearch:
    @pytest.mark.parametrize("text", ["민원제안", "민원+제안", "민원 제안 통합", "제안통합관리"])
    def test_ignores_spacing(self, text):
        assert numbers(f"q={text}") == {"2013-11-0005", "2013-11-0009"}

    @pytest.mark.parametrize("text", ["cctv", "CCTV", "ＣＣＴＶ", "관제센터", "CCTV-통합"])
    def test_finds_any_part_in_any_case(self, text):
        assert numbers(f"q={text}") == {"2013-41-0003"}

    def test_wants_every_word(self):
        assert numbers("q=홈페이지 경기") == {"2013-41-0001"}

    @pytest.mark.parametrize(("text", "count"), [("서울시", 11), ("서울", 11), ("인천시", 7)])
    def test_knows_the_short_names_of_bodies(self, text, count):
        assert len(numbers(f"q={text}")) == count

    def test_finds_what_a_body_takes_part_in(self):
        assert numbers("q=용인시") == {"2013-41-0003"}

    @pytest.mark.parametrize("text", ["지리정보과", "상수도본부", "상수도본부지리정보과"])
    def test_finds_departments(self, text):
        assert numbers(f"q={text}") == {"2013-11-0006"}

    @pytest.mark.parametrize(
        "text", ["경기관광공사", "관광공사", "경기관광공사의", "Gyeonggi 관광공사"]
    )
    def test_finds_who_takes_part_and_is_no_body(self, text):
        assert numbers(f"q={text}") == {"2013-41-0002"}

    @pytest.mark.parametrize("text", ["%25", "_", "!!", "없는말"])
    def test_finds_nothing_by_signs(self, text):
        assert numbers(f"q={text}") == set()


@pytest.mark.usefixtures("article")
class TestConditions:
    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("", 22),
            ("year=2013", 22),
            ("year=2012", 0),
            ("region=41", 4),
            ("region=41&region=28", 11),
            ("region=41&office=1", 4),
            ("city=41460", 1),
            ("fund=national", 1),
            ("fund=unstated", 22),
            ("fund=national&fund=provincial", 1),
            ("band=50-", 2),
            ("band=0-1", 1),
            ("min=10000&max=50000", 5),
            ("amount=undecided&amount=about", 2),
            ("type=education", 1),
            ("status=planned", 22),
            ("from=2014-01", 2),
            ("to=2013-02", 0),
            ("from=2013&to=2013", 3),
            ("dept=정보화 기획단", 3),
            ("tender=2013", 0),
        ],
    )
    def test_find_in_the_article(self, query, count):
        assert len(numbers(query)) == count

    def test_or_within_one_and_between_two(self):
        assert numbers("region=41&region=11&type=upgrade&type=network") == {
            "2013-11-0002",
            "2013-11-0003",
            "2013-41-0004",
        }

    def test_put_the_undecided_last_whichever_the_order(self):
        for sort in ("total", "-total"):
            found = list(ProjectFilter(QueryDict(f"sort={sort}")).qs)
            assert [project.total_won for project in found[-4:]] == [None] * 4

    def test_put_the_greatest_share_of_the_state_first(self):
        found = ProjectFilter(QueryDict("sort=-national")).qs

        assert found[0].number == "2013-41-0003"


@pytest.mark.usefixtures("municipalities")
class TestLineage:
    def test_is_one_body_under_either_code(self):
        for code in ("42", "51"):
            make_project(owner=make_municipality(code=code), name=f"강원 {code}")

        assert names("region=42") == names("region=51") == {"강원 42", "강원 51"}

    def test_of_a_merged_body_is_its_own(self):
        make_project(owner=make_municipality(code="29"), name="광주광역시 것")

        assert names("region=29") == {"광주광역시 것"}
        assert names("region=12") == set()

    def test_of_a_city_holds_for_what_it_takes_part_in(self):
        project = make_project(owner=make_municipality(code="42"), name="함께")
        project.participations.create(municipality=make_municipality(code="42110"))

        assert names("city=51110") == {"함께"}


class TestLedOnly:
    @pytest.fixture(autouse=True)
    def projects(self):
        city = make_municipality(code="41460", name="용인시")
        make_project(owner=city, name="용인시의 것")
        make_project(owner=city.parent, name="도의 것")
        joint = make_project(owner=city.parent, name="함께")
        joint.participations.create(municipality=city)

    def test_leaves_out_what_a_city_only_takes_part_in(self):
        assert names("city=41460") == {"용인시의 것", "함께"}
        assert names("city=41460&office=1") == {"용인시의 것"}
        assert names("region=41&city=41460&office=1") == {"용인시의 것"}

    def test_is_the_province_without_a_city(self):
        assert names("region=41&office=1") == {"도의 것", "함께"}


class TestBands:
    @pytest.mark.parametrize(
        ("won", "band"),
        [(99_999_999, "0-1"), (10**8, "1-5"), (5 * 10**8, "5-10"), (5 * 10**9, "50-")],
    )
    def test_hold_each_amount_once(self, won, band):
        make_project(won=won)

        found = [key for key in ("0-1", "1-5", "5-10", "10-50", "50-") if numbers(f"band={key}")]

        assert found == [band]


class TestYear:
    def test_finds_what_has_money_of_it(self):
        project = make_project(fiscal_year=2012, name="이어지는 사업")
        project.funding.create(source="whole", fiscal_year=2013, won=10**8)

        assert names("year=2013") == names("year=2012") == {"이어지는 사업"}

    def test_is_read_in_any_width(self):
        make_project(fiscal_year=2013, name="올해")
        make_project(fiscal_year=2012, name="지난해")

        assert names("year=２０１３") == {"올해"}


class TestPublic:
    def test_never_sees_what_is_not_published(self):
        make_project(publication=Publication.DRAFT)
        make_project(published_from=date(2999, 1, 1))

        assert numbers("") == set()


class TestDepartment:
    def test_is_found_by_its_text_where_it_is_not_registered(self):
        make_project(department_text="정보 통신과", name="글로만")
        owner = make_municipality()
        make_project(department=make_department(municipality=owner, name="세무과"))

        assert names("dept=정보통신") == {"글로만"}


@pytest.mark.usefixtures("article")
class TestABadValue:
    @pytest.mark.parametrize(
        ("query", "key", "words"),
        [
            ("min=abc", "min", "숫자로 적어 주세요"),
            ("min=5&max=1", "max", "최솟값이 최댓값보다 큽니다"),
            ("from=2013-05&to=2013-01", "to", "끝나는 달이 시작하는 달보다 빠릅니다"),
            ("from=2013-13", "from", "연도와 달"),
            ("year=99999999999", "year", "‘99999999999’ 값을 연도로 읽을 수 없습니다"),
            ("region=99", "region", "지자체 코드가 아닙니다"),
            ("city=41", "city", "지자체 코드가 아닙니다"),
            ("type=cctv", "type", "값은 고를 수 없습니다"),
            ("band=1-2", "band", "값은 고를 수 없습니다"),
            ("sort=name", "sort", "값은 고를 수 없습니다"),
            ("tender=2013Q5", "tender", "발주 시기가 아닙니다"),
            ("q=" + "가" * 101, "q", "너무 깁니다"),
            ("q=%00", "q", "읽을 수 없는 글자"),
            ("as_of=2013-01-02", "as_of", "지금 공개된 대로만"),
        ],
    )
    def test_is_named_and_left_out(self, query, key, words):
        asked = ProjectFilter(QueryDict(query))

        assert words in " ".join(asked.errors[key])
        assert asked.qs.count() == 22

    def test_leaves_the_other_conditions_in_force(self):
        assert len(numbers("min=abc&region=41")) == 4


class TestAddress:
    def test_has_one_order_and_nothing_superfluous(self):
        asked = QueryDict("page=1&sort=-total&fund=national&q=&region=41&year=2013&x=1&year=2013")

        assert str(Address.of(asked)) == "?year=2013&region=41&fund=national"

    def test_forgets_the_page_when_a_condition_goes(self):
        address = Address([("year", "2013"), ("region", "41"), ("page", "3")])

        assert str(address.without("region")) == "?year=2013"

    def test_may_drop_one_value_of_several(self):
        address = Address([("region", "41"), ("region", "11")])

        assert str(address.without("region", value="41")) == "?region=11"


@pytest.mark.usefixtures("municipalities")
class TestFunding:
    @pytest.mark.parametrize("seed", range(3))
    def test_agrees_with_the_breakdown_of_each_project(self, seed):
        random_registry(seed)

        of_source = {source: numbers(f"fund={source}") for source in SOURCES}
        for project in Project.objects.published().prefetch_related("funding"):
            split = project.breakdown()
            found = {source for source in SOURCES if project.number in of_source[source]}
            paid = {source for source, won in split.parts.items() if won}
            assert found - {Funding.UNSTATED} == paid - {Funding.UNSTATED}
            assert (Funding.UNSTATED in found) == _is_unstated(project)

    @pytest.mark.parametrize("seed", range(3))
    def test_of_a_selection_is_that_of_its_projects(self, seed):
        random_registry(seed)
        published = Project.objects.published()

        split = breakdown(index := current(), index.of("all", ""))

        each = [project.breakdown() for project in published.exact()]
        assert split.rest == sum(one.rest or 0 for one in each)
        assert split.excess == sum(one.excess for one in each)
        for source in Funding:
            assert split.parts.get(source, 0) == sum(one.parts.get(source, 0) for one in each)


class TestTheFundingOfASelection:
    def test_leaves_out_an_exact_part_of_what_is_undecided(self):
        larger = make_project(won=None, total_certainty="undecided")
        make_project(part_of=larger, won=10**9, national=10**8)

        split = breakdown(index := current(), index.of("all", ""))

        assert (split.parts, split.rest) == ({}, 0)


def _is_unstated(project: Project) -> bool:
    parts = project.breakdown().parts
    known = [won for source, won in parts.items() if source != Funding.UNSTATED]
    return not known or (project.exact_won is not None and sum(known) < project.exact_won)
