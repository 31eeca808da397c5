"""The number beside an answer is the number of projects after choosing it."""

from unittest.mock import patch

import pytest
from django.http import QueryDict

from registry.bitmaps import current
from registry.facets import chips, count, facets, following, own_office, without_each
from registry.filters import Address, ProjectFilter
from registry.filters.bodies import Bodies
from registry.models import Municipality, Project
from tests.factories import make_project
from tests.random_registry import random_registry

pytestmark = [pytest.mark.django_db]


def offered(query: str) -> dict:
    """Return the facets of a list."""
    asked = ProjectFilter(QueryDict(query))
    return facets(asked, count(asked))


def found(query: str) -> int:
    """Return how many projects a list has."""
    return ProjectFilter(QueryDict(query)).qs.count()


def check_every_count(query: str) -> int:
    """Choose every answer of every facet in turn; return how many were tried."""
    address, tried = Address.of(QueryDict(query)), 0
    bodies = Bodies.load()  # 361 of them, and a question below for each of 60 answers
    with patch.object(Bodies, "load", return_value=bodies):
        for facet in offered(query).values():
            for option in [*facet.options, *facet.more]:
                chosen = str(address.having(facet.key, option.value)).lstrip("?")
                assert option.count == found(chosen), (query, facet.key, option)
                tried += 1
    return tried


@pytest.mark.usefixtures("article")
class TestACountInTheArticle:
    @pytest.mark.parametrize(
        "query",
        [
            "",
            "year=2013",
            "region=41",
            "region=41&city=41460",
            "region=41&region=28&type=upgrade",
            "fund=national",
            "fund=unstated&band=50-",
            "q=홈페이지",
            "amount=exact&office=1",
            "from=2013-03&region=11",
            "region=41&city=41460&office=1",
        ],
    )
    def test_is_the_number_of_rows_after_choosing(self, query):
        assert check_every_count(query) > 40

    @pytest.mark.parametrize(
        "query",
        [
            "region=12&follow=1",
            "region=28&region=43&city=43110&city=28275&follow=1",
            "region=43&city=43110",
        ],
    )
    def test_counts_what_went_into_a_body_where_that_is_followed(self, query):
        owners = ("12", "29", "46", "46150", "43110", "43710", "28260", "28275", "28110", "28125")
        bodies = {code: Municipality.objects.get(code=code) for code in owners}
        for code, body in bodies.items():
            joint = make_project(owner=body, status=f"{'done' if code < '29' else 'planned'}")
            other = bodies["43710" if code == "43110" else "28260"]
            joint.participations.create(municipality=other)
        asked = ProjectFilter(QueryDict(query))

        assert check_every_count(query) > 40
        option = following(asked, count(asked))
        assert option.count == found(f"{query}&follow=1")

    def test_offers_no_past_where_there_is_none(self):
        asked = ProjectFilter(QueryDict("region=41&follow=1"))

        assert following(asked, count(asked)) is None
        assert "follow" not in asked.asked

    def test_is_shown_where_it_is_zero(self):
        types = offered("")["type"].options

        assert [option.count for option in types if option.value == "operation"] == [0]

    def test_asks_the_database_whether_anything_was_written(self, django_assert_num_queries):
        asked = ProjectFilter(QueryDict("year=2013&region=41&fund=national"))
        current()

        with django_assert_num_queries(1):
            facets(asked, count(asked))


@pytest.mark.usefixtures("municipalities")
class TestACountAtRandom:
    @pytest.mark.parametrize(
        "query",
        [
            "",
            "year=2013&fund=national",
            "region=51&city=51110",
            "region=41&year=2012&year=2014",
            "band=1-5&amount=exact&q=cctv",
            "tender=2013Q1&status=planned&status=done",
            "fund=unstated&fund=private&office=1",
            "region=51&city=51110&office=1",
        ],
    )
    def test_is_the_number_of_rows_after_choosing(self, query):
        random_registry(len(query), count=25)

        assert check_every_count(query) > 40

    @pytest.mark.parametrize("query", ["", "region=41", "year=2013&fund=national", "city=51110"])
    def test_beside_own_office_too(self, query):
        random_registry(7)
        asked = ProjectFilter(QueryDict(query))

        assert own_office(asked, count(asked)).count == found(f"{query}&office=1")


@pytest.mark.usefixtures("article")
class TestWhatIsOffered:
    def test_are_the_regions_of_the_year(self):
        names = [option.label for option in offered("year=2013")["region"].options]

        assert len(names) == 17
        assert "강원도" in names
        assert "전남광주통합특별시" not in names

    def test_are_todays_regions_and_those_with_projects(self):
        assert len(offered("")["region"].options) == 16
        Project.objects.filter(number="2013-41-0004").update(
            owner=Municipality.objects.get(code="29")
        )

        names = [option.label for option in offered("")["region"].options]

        assert len(names) == 17
        assert "광주광역시" in names

    def test_includes_what_is_chosen_whatever_the_year(self):
        options = offered("year=2013&region=12")["region"].options

        assert [one.label for one in options if one.chosen] == ["전남광주통합특별시"]

    def test_are_years_of_registration_and_of_money_that_is_found(self):
        make_project(number="2013-11-0099").funding.create(
            source="whole", stage="original", fiscal_year=2015, won=5
        )

        assert "2015" in [option.value for option in offered("")["year"].options]
        assert [option.value for option in offered("q=없는말")["year"].options] == ["2013"]

    def test_includes_a_chosen_year_and_tender_of_which_there_is_nothing(self):
        facets = offered("year=1999&tender=1999Q4")

        assert [option.value for option in facets["year"].options if option.chosen] == ["1999"]
        assert [option.value for option in facets["tender"].options] == ["1999Q4"]

    def test_are_the_cities_of_the_chosen_regions(self):
        assert offered("")["city"].options == []
        assert len(offered("year=2013&region=41")["city"].options) == 31

    def test_folds_away_what_is_older_than_five_years(self):
        for year in range(2005, 2013):
            Project.objects.filter(number="2013-41-0004").update(fiscal_year=year)
        facet = offered("year=2001&year=2002&year=2003&year=2004")["year"]

        assert [len(facet.options), len(facet.more), facet.more_is_open] == [5, 1, True]


@pytest.mark.usefixtures("article")
class TestChips:
    def test_lead_to_the_list_without_their_condition(self):
        query = QueryDict("region=41&region=28&fund=national&min=10000&page=2")
        found = chips(ProjectFilter(query), Address.of(query))

        assert {chip.label: chip.address for chip in found} == {
            "경기도": "?region=28&fund=national&min=10000",
            "인천광역시": "?region=41&fund=national&min=10000",
            "국비 포함": "?region=41&region=28&min=10000",
            "1억 원 이상": "?region=41&region=28&fund=national",
        }

    def test_are_one_for_two_codes_of_one_body(self):
        query = QueryDict("region=42&region=51")
        found = chips(ProjectFilter(query), Address.of(query))

        assert [(chip.label, chip.address) for chip in found] == [("강원특별자치도", "")]


@pytest.mark.usefixtures("article")
class TestTheChipOfLedOnly:
    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("region=41&office=1", "시·도 본청만"),
            ("city=41460&office=1", "맡은 사업만 (공동 참여 빼고)"),
        ],
    )
    def test_says_whose(self, query, words):
        asked = QueryDict(query)

        assert words in [chip.label for chip in chips(ProjectFilter(asked), Address.of(asked))]


@pytest.mark.usefixtures("article")
class TestDropping:
    def test_says_what_each_condition_costs(self):
        query = QueryDict("region=28&fund=national&q=CCTV")

        dropped = without_each(ProjectFilter(query), Address.of(query))

        assert [(one.label, one.count, one.address) for one in dropped] == [
            ("인천광역시", 1, "?q=CCTV&fund=national"),
            ("검색어: CCTV", 0, "?region=28&fund=national"),
            ("국비 포함", 0, "?q=CCTV&region=28"),
        ]
