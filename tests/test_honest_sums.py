"""Every figure of the public pages, held against a computation that shares nothing with them."""

import random

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from registry.bitmaps import current
from registry.filters import Address, ProjectFilter
from registry.models import Municipality, Project
from registry.querysets import TotalSum, YearSum
from registry.statistics import TABLES, groups
from registry.statistics.groups import Group
from registry.views.home import _figures
from registry.views.listing import Listing
from registry.views.municipality import Profile
from tests import naive
from tests.factories import make_project
from tests.random_registry import random_registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


@pytest.fixture(params=range(2))
def everything(request):
    """Return what is published of a random registry in which projects are parts of others."""
    rng = random.Random(request.param)  # noqa: S311
    projects = random_registry(request.param, count=36)
    for part, whole in zip(projects[:14], projects[7:21], strict=True):
        if rng.random() < 0.7:
            Project.objects.filter(pk=part.pk).update(part_of=whole)
    return naive.published()


def told(totals: TotalSum) -> naive.Sum:
    """Return a sum of the registry as the naive one says it."""
    left_out = {code.value: n for code, n in totals.left_out.items()}
    return naive.Sum(totals.count, totals.won, left_out, totals.inside_larger)


def year_told(of_year: YearSum) -> tuple[int, int, int]:
    """Return one year's sum as the naive one says it."""
    return of_year.won, of_year.left_out, of_year.undivided


def table(name: str, query: str):
    asked = QueryDict(query)
    return TABLES[name](ProjectFilter(asked), Address.of(asked))


def check_group(group: Group, projects: list[Project], year: int | None = None) -> None:
    sources, rest = naive.by_source(projects)
    assert told(group.totals) == naive.total(projects)
    assert {code: won for code, won in group.split.parts.items() if won} == sources
    assert (group.split.rest or 0) == rest
    assert group.known == naive.known(projects)
    if year:
        assert year_told(group.year) == naive.of_year(projects, year)


class TestList:
    @pytest.mark.parametrize("year", [2013, 2014])
    def test_sums_what_it_shows(self, everything, year):
        listing = Listing(RequestFactory().get("/projects/", {"year": year}))
        mine = [project for project in everything if naive.has_year(project, year)]

        assert told(listing.totals) == naive.total(mine)
        assert year_told(listing.year_sum) == naive.of_year(mine, year)

    def test_sums_a_region_with_its_bodies(self, everything):
        listing = Listing(RequestFactory().get("/projects/", {"region": "41"}))

        assert told(listing.totals) == naive.total(
            [project for project in everything if project.owner.region == "41"]
        )


class TestMunicipality:
    @pytest.mark.parametrize("code", ["41", "51", "41460"])
    def test_sums_what_it_leads_and_what_it_joins(self, everything, code):
        body = Municipality.objects.get(code=code)
        profile = Profile(body, "2013")
        of_2013 = [project for project in everything if naive.has_year(project, 2013)]
        led = [one for one in of_2013 if one.owner.lineage == body.lineage]
        joined = [
            one
            for one in of_2013
            if one not in led
            and body.lineage
            in {row.municipality.lineage for row in one.participations.all() if row.municipality}
        ]

        if profile.year == 2013:
            assert told(profile.totals) == naive.total(led)
            assert profile.year_sum.won == naive.of_year(led, 2013)[0]
            assert told(profile.joined_totals) == naive.total(joined)
            assert profile.breakdown.rest == naive.by_source(led)[1]


class TestHome:
    def test_says_what_is_known_of_a_year(self, everything):
        mine = [project for project in everything if naive.has_year(project, 2013)]
        figures = _figures(2013)

        assert told(figures["totals"]) == naive.total(mine)
        assert figures["national"] == naive.by_source(mine)[0].get("national", 0)
        assert figures["known"] == naive.known(mine)


class TestStatistics:
    @pytest.mark.parametrize("query", ["", "year=2013", "type=upgrade&type=build"])
    def test_of_regions_are_those_of_their_lists(self, everything, query):
        rows = table("regions", query).rows
        chosen = [one for one in everything if fits(one, query)]

        assert {row.body.lineage for row in rows} == {one.owner.region for one in chosen}
        for row in rows:
            mine = [one for one in chosen if one.owner.region == row.body.lineage]
            check_group(row.group, mine, 2013 if "2013" in query else None)
            assert found(row.address) == len(mine)

    def test_within_a_region_are_of_its_bodies(self, everything):
        for row in table("regions", "region=41&year=2014").rows:
            mine = [
                one
                for one in everything
                if naive.has_year(one, 2014) and one.owner.lineage == row.body.lineage
            ]
            check_group(row.group, mine, 2014)
            assert found(row.address) == len(mine)

    def test_of_types_are_those_of_their_lists(self, everything):
        shown = table("funding", "year=2013")
        mine = [one for one in everything if naive.has_year(one, 2013)]

        for row in shown.rows:
            kind = QueryDict(row.address.lstrip("?"))["type"]
            check_group(row.group, [one for one in mine if one.type == kind], 2013)
        assert shown.known == naive.known(mine)
        assert shown.split.rest == naive.by_source(mine)[1]

    def test_of_years_are_those_of_their_lists(self, everything):
        for row in table("years", "region=41").rows:
            mine = [
                one
                for one in everything
                if one.owner.region == "41" and naive.has_year(one, row.year)
            ]
            assert told(row.totals) == naive.total(mine)
            assert year_told(row.money) == naive.of_year(mine, row.year)
            assert found(row.address) == len(mine)

    def test_of_the_largest_leave_out_what_is_in_another(self, everything):
        exact = [one for one in naive.summed(everything) if one.total_certainty == "exact"]
        exact.sort(key=lambda one: (-one.total_won, one.number))

        assert [one.number for one in table("largest", "").rows] == [
            one.number for one in exact[:20]
        ]

    def test_of_the_schedule_count_who_tells_a_period(self, everything):
        dated = [one for one in everything if one.period_start or one.period_end]

        shown = table("schedule", "")

        assert (shown.count, shown.without) == (len(dated), len(everything) - len(dated))


class TestQuestions:
    def test_are_as_many_for_many_projects(self, django_assert_num_queries):
        for _round in range(2):
            for code in ("41", "11", "28"):
                make_project(owner=Municipality.objects.get(code=code))
            index = current()
            with django_assert_num_queries(0):
                groups(index, {"all": index.of("all", "")}, 2013)


def fits(project: Project, query: str) -> bool:
    asked = QueryDict(query)
    types = asked.getlist("type")
    return (not types or project.type in types) and (
        "year" not in asked or naive.has_year(project, int(asked["year"]))
    )


def found(address: str) -> int:
    return ProjectFilter(QueryDict(address.lstrip("?"))).qs.count()
