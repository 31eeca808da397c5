"""Every figure of the public pages, held against a computation that shares nothing with them."""

import random
from collections import Counter, defaultdict

import pytest
from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.test import RequestFactory

from registry.bitmaps import current
from registry.filters import Address, ProjectFilter
from registry.models import Department, Municipality, Project
from registry.querysets import TotalSum, YearSum
from registry.statistics import TABLES, groups
from registry.statistics.groups import Group
from registry.views.home import _figures
from registry.views.listing import Listing
from registry.views.profile import Profile
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
    own = Department.objects.filter(municipality=OuterRef("owner")).values("pk")[:1]
    Project.objects.filter(department__isnull=False).update(department=Subquery(own))
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


def profile_of(everything: list[Project], code: str) -> tuple[Profile, list[Project]]:
    """Return a body's page of the newest year that it has, and what it leads in it."""
    body = Municipality.objects.get(code=code)
    profile = Profile(body, "")
    of_year = [project for project in everything if naive.has_year(project, profile.year)]
    return profile, [one for one in of_year if one.owner.lineage == body.lineage]


@pytest.mark.parametrize("code", ["41", "51", "41460"])
class TestMunicipality:
    def test_sums_what_it_leads(self, everything, code):
        profile, led = profile_of(everything, code)
        sources, rest = naive.by_source(led)

        assert told(profile.totals) == naive.total(led)
        assert year_told(profile.year_sum) == naive.of_year(led, profile.year)
        assert {code: won for code, won in profile.breakdown.parts.items() if won} == sources
        assert (profile.breakdown.rest or 0) == rest

    def test_sums_what_it_joins(self, everything, code):
        profile, led = profile_of(everything, code)
        joined = [
            one
            for one in everything
            if naive.has_year(one, profile.year)
            and one not in led
            and profile.body.lineage in naive.bodies_beside(one)
        ]

        assert told(profile.joined_totals) == naive.total(joined)
        assert {one.pk for one in profile.joined} == {one.pk for one in joined}

    def test_parts_it_by_departments_without_a_rest(self, everything, code):
        profile, led = profile_of(everything, code)
        whole = naive.total(led)
        parts = [(one.n, one.won or 0, one.inside) for one in profile.departments]
        nameless = profile.without_department
        parts.append((nameless["n"], nameless["won"] or 0, nameless["inside"]))

        assert tuple(map(sum, zip(*parts, strict=True))) == (whole.count, whole.won, whole.inside)
        for office in profile.departments:
            assert office.n == sum(one.department_id == office.pk for one in led)

    def test_leads_to_as_many_as_it_says(self, everything, code):
        profile, led = profile_of(everything, code)

        assert found(profile.list_address) == len(led)
        if code != "41460":
            assert found(profile.whole_address) == profile.whole_count
        for below in profile.below:
            lineage = below.body.lineage
            assert below.n == sum(
                one.owner.lineage == lineage and naive.has_year(one, profile.year)
                for one in everything
            )

    def test_stands_among_its_kind_where_its_money_does(self, everything, code):
        profile, led = profile_of(everything, code)
        won = {
            lineage: naive.total([one for one in everything if of(one, lineage, profile)]).won
            for lineage in {one.owner.lineage for one in everything}
        }
        kin = {one.owner.lineage for one in everything if one.owner.level == profile.body.level}
        spent = sorted(won[lineage] for lineage in kin if won[lineage])

        if naive.total(led).won:
            assert (profile.kin.own, sorted(profile.kin.all)) == (naive.total(led).won, spent)
            assert profile.kin.median in range(spent[0], spent[-1] + 1)
        else:
            assert profile.kin is None


def of(project: Project, lineage: str, profile: Profile) -> bool:
    return project.owner.lineage == lineage and naive.has_year(project, profile.year)


class TestHome:
    def test_says_what_is_known_of_a_year(self, everything):
        mine = [project for project in everything if naive.has_year(project, 2013)]
        figures = _figures(2013)

        assert told(figures["totals"]) == naive.total(mine)
        assert figures["national"] == naive.by_source(mine)[0].get("national", 0)
        assert figures["known"] == naive.known(mine)

    def test_begins_with_the_newest_year_and_counts_its_ways_in(self, everything, client):
        page = client.get("/").context
        mine = [one for one in everything if naive.has_year(one, 2024)]
        told_won = [one.total_won for one in mine if one.total_won is not None]  # 약 included

        assert (page["year"], told(page["totals"])) == (2024, naive.total(mine))
        assert page["large"] == sum(won >= 10**9 for won in told_won)
        assert page["undecided"] == sum(one.total_certainty == "undecided" for one in mine)
        assert page["funded"] == sum(
            any(row.source == "national" and row.won for row in naive.parts(one)) for one in mine
        )
        assert page["capital"]["n"] == sum(one.owner.region in ("11", "28", "41") for one in mine)
        assert {o.value: (o.count, joined) for o, joined in page["regions"]} == {
            o.value: (led_in(mine, o.value), naive.joined_in(mine, o.value))
            for o, _joined in page["regions"]
        }


def led_in(projects: list[Project], region: str) -> int:
    return sum(one.owner.region == region for one in projects)


class TestRegions:
    def test_sums_each_with_its_bodies(self, everything, client):
        rows = {row["body"].lineage: row for row in client.get("/regions/").context["rows"]}

        assert {one.owner.region for one in everything} <= set(rows)
        for region, row in rows.items():
            mine = [one for one in everything if one.owner.region == region]
            exact = [one for one in naive.summed(mine) if one.total_certainty == "exact"]
            assert row["joined"] == naive.joined_in(everything, region)
            assert row["won"] == (sum(one.total_won for one in exact) if exact else None)
            assert told(row["totals"]) == naive.total(mine) if mine else "totals" not in row


class TestDepartment:
    def test_sums_what_it_runs(self, everything, client):
        run = defaultdict(list)
        for project in everything:
            run[project.department].append(project)
        run.pop(None, None)

        assert len(run) > 5
        for office, mine in run.items():
            page = client.get(office.get_absolute_url()).context
            assert told(page["totals"]) == naive.total(mine)
            shown = {one.number: one.breakdown() for one in page["page"].object_list}
            assert {one.number for one in mine} == set(shown)
            for one in mine:
                assert +Counter(shown[one.number].parts) == +naive.won_of_sources(one)


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

    @pytest.mark.parametrize("query", ["region=41", "year=2013"])
    def test_of_conditions_are_those_of_their_lists(self, everything, query):
        for question in table("conditions", query).rows:
            for row in question.answers:
                asked = QueryDict(row.address.lstrip("?")).dict()
                mine = [one for one in everything if naive.answers(one, asked)]
                check_group(row.group, mine, 2013 if "year" in query else None)

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

    def test_of_years_differ_by_what_their_lists_say(self, everything):
        rows = table("years", "").rows
        money = {
            row.year: naive.of_year(
                [one for one in everything if naive.has_year(one, row.year)], row.year
            )[0]
            for row in rows
        }
        registered = {one.fiscal_year for one in everything}

        for row in rows:
            before, now = money.get(row.year - 1), money[row.year]
            if row.change is None:
                assert not before or not now or not {row.year, row.year - 1} <= registered
            else:
                assert row.change == pytest.approx((now - before) * 100 / before)

    @pytest.mark.parametrize("name", ["regions", "years", "funding", "largest"])
    def test_say_the_same_in_their_file(self, everything, name):
        shown = table(name, "year=2013")
        column = shown.headings.index("총사업비(원)")

        said = [line[column] or 0 for line in shown.lines()]

        assert said == [won_of(row) for row in shown.rows]

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


def won_of(row) -> int:
    """Return the sum of totals that a row of a page shows, 0 where it shows none."""
    if isinstance(row, Project):
        return row.total_won
    return (row.totals if hasattr(row, "totals") else row.group.totals).won


def fits(project: Project, query: str) -> bool:
    asked = QueryDict(query)
    types = asked.getlist("type")
    return (not types or project.type in types) and (
        "year" not in asked or naive.has_year(project, int(asked["year"]))
    )


def found(address: str) -> int:
    return ProjectFilter(QueryDict(address.lstrip("?"))).qs.count()
