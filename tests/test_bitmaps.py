"""The bits say what the database does, whatever is asked and whatever is written."""

import random
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone

from registry.bitmaps import (
    DESK,
    current,
    keys_in_order,
    keys_of,
    ordering,
    paging,
    selected,
    sum_of_totals,
    sum_of_year,
)
from registry.bitmaps import (
    index as bits,
)
from registry.filters import ProjectFilter
from registry.filters.projects import SORTS
from registry.models import (
    AnnualBudget,
    Citation,
    DuplicateDecision,
    FundingSource,
    Municipality,
    Project,
    Source,
)
from registry.models.watching import PORTION, data_mark, portion_marks
from registry.notation.codes import Role
from tests.factories import make_project, make_user
from tests.pages.test_keeping import changes
from tests.random_registry import random_registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]

QUERIES = [
    "", "year=2013&year=2024", "region=41&office=1", "region=51&city=51110&office=1",
    "city=41460&follow=1", "fund=national&fund=unstated", "band=1-5&band=50-", "amount=range",
    "min=10000&max=100000", "min=10001", "max=50000", "tender=2013&tender=2014Q1", "q=cctv",
    "dept=통신", "from=2013-03&to=2014-01", "type=build&status=done&year=2013",
]  # fmt: skip


@pytest.fixture
def everything():
    """Return a random registry in which some projects are parts of others, and some alike."""
    projects = random_registry(3, count=60)
    for part, whole in zip(projects[:20], projects[10:30], strict=True):
        Project.objects.filter(pk=part.pk).update(part_of=whole)
    alike = Project.objects.filter(pk__in=[project.pk for project in projects[30:45]])
    alike.update(owner=projects[0].owner, fiscal_year=2013, name_stem="같은사업",
        publication="published", published_from=date(2013, 1, 1))  # fmt: skip
    user = make_user()
    for other in projects[31:36]:
        DuplicateDecision.objects.create(
            first=projects[30], second=other, decision="different", user=user
        )
    return projects


class TestASelection:
    @pytest.mark.parametrize("query", QUERIES)
    def test_is_that_of_the_database_with_its_sums(self, everything, query):
        asked = ProjectFilter(QueryDict(query))
        found, index = asked.selection(), current()

        mine = selected(index, asked)

        assert keys_of(mine) == sorted(found.values_list("pk", flat=True))
        assert sum_of_totals(index, mine) == found.sum_of_totals()
        assert sum_of_year(index, mine, 2013) == found.sum_of_year(2013)

    def test_has_the_pairs_of_possible_duplicates(self, everything):
        index = current()

        assert len(index.pairs) >= 15 * 14 // 2 - 5 - 15
        assert sum_of_totals(index, index.of("all", "")).pairs > 3

    @pytest.mark.parametrize(
        ("few", "query"), [(1, ""), (5, "status=done&status=planned"), (2_000, "")]
    )
    @pytest.mark.parametrize("sort", SORTS)
    def test_is_in_the_order_of_the_list_wherever_a_page_begins(
        self, everything, monkeypatch, few, sort, query
    ):
        for module in (paging, ordering):
            monkeypatch.setattr(module, "FEW", few)
        asked, index = ProjectFilter(QueryDict(f"{query}&sort={sort}")), current()
        ordered = list(asked.qs.values_list("pk", flat=True))

        for first in range(len(ordered)):
            page = keys_in_order(index, asked, selected(index, asked), first, first + 7)
            assert page == ordered[first : first + 7]


class TestAnIndex:
    def test_is_what_a_fresh_one_would_be_after_any_write(self, everything):
        rng = random.Random(1)  # noqa: S311
        for _turn in range(6):
            current()
            for change in rng.sample(changes(rng), 3):
                change()
            kept = current()
            bits.forget()
            assert kept == current()

    def test_reads_again_only_the_portion_that_was_written(self, monkeypatch):
        first = make_project()
        last = make_project()
        Project.objects.filter(pk=last.pk).update(id=last.pk + 3 * PORTION)
        current()
        read, asked = bits.read, []
        noted = lambda numbers: asked.append(numbers) or read(numbers)  # noqa: E731
        monkeypatch.setattr(bits.PUBLIC, "read", noted)

        Project.objects.filter(pk=first.pk).update(status="done")
        index = current()
        current()

        assert asked == [[first.pk // PORTION]]
        assert index.of("status", "done") == 1 << first.pk

    @pytest.mark.parametrize("count", [2, 20])
    def test_asks_no_more_for_more_projects(self, count, django_assert_num_queries):
        for _number in range(count):
            make_project(national=5).participations.create(name="공사")

        with django_assert_num_queries(5):
            current()

    def test_takes_what_another_process_has_read(self, settings, monkeypatch):
        settings.KEEP_PAGES = True
        bits.forget()  # else what was read before is not kept for others
        make_project()
        mine = current()
        bits.forget()
        monkeypatch.setattr(bits.PUBLIC, "read", lambda _numbers: pytest.fail("read again"))

        assert current() == mine

    def test_is_read_ahead_by_a_command(self, settings, monkeypatch, capsys):
        settings.KEEP_PAGES = True
        for kept in (bits.PUBLIC, DESK):
            kept.forget()
        make_project()
        make_project(publication="draft", published_from=None)

        call_command("read_ahead")

        assert capsys.readouterr().out == "사업 2건을 셌습니다. 공개한 사업은 1건입니다.\n"
        for kept in (bits.PUBLIC, DESK):
            kept.forget()
            monkeypatch.setattr(kept, "read", lambda _numbers: pytest.fail("read again"))
            kept.current()

    def test_shows_a_project_from_the_day_of_its_publication(self, monkeypatch):
        today = timezone.localdate()
        make_project(publication="published", published_from=today + timedelta(days=2))
        assert not current().of("all", "")

        for days, n in ((1, 0), (2, 1)):
            day = today + timedelta(days=days)
            monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, day=day: day)
            assert current().of("all", "").bit_count() == n

    def test_forgets_what_a_transaction_takes_back(self):
        make_project()
        before = current()
        with transaction.atomic():
            make_project(status="done", fiscal_year=2011)
            assert current().of("year", 2011)
            transaction.set_rollback(True)

        assert current() == before


class TestThePortionsOf:
    def test_both_projects_of_a_row_that_moves_are_marked(self):
        one, other = make_project(national=5), make_project()
        Project.objects.filter(pk=other.pk).update(id=other.pk + 2 * PORTION)
        before = portion_marks()

        FundingSource.objects.filter(project=one).update(project=other.pk + 2 * PORTION)

        moved = {number for number, mark in portion_marks().items() if before[number] != mark}
        assert moved == {one.pk // PORTION, other.pk // PORTION + 2}

    def test_much_that_is_written_are_added_up_soon(self, only_postgresql):
        make_project()
        with connection.cursor() as cursor:
            for _twice in range(2):
                cursor.execute(
                    "INSERT INTO registry_mark "
                    "SELECT portion, 1 FROM generate_series(1, 2000) AS told (portion)"
                )
            before = portion_marks()
            cursor.execute("SELECT registry_mark_add_up(2000)")
            cursor.execute("SELECT count(*), count(DISTINCT portion) FROM registry_mark")
            [counted] = cursor.fetchall()

        assert counted[0] == counted[1] > 2000
        assert before == portion_marks()

    def test_every_project_are_marked_where_a_table_is_emptied_whole(self, only_postgresql):
        make_project()
        before = portion_marks()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE registry_participation")

        assert all(before[number] != mark for number, mark in portion_marks().items())


class TestTheDesk:
    def test_is_what_a_fresh_one_would_be_after_any_write(self, everything):
        rng = random.Random(2)  # noqa: S311
        for _turn in range(6):
            DESK.current()
            for change in rng.sample(changes(rng), 3):
                change()
            kept = DESK.current()
            DESK.forget()
            assert kept == DESK.current()

    def test_knows_of_a_citation_that_comes_goes_and_moves(self):
        cited, other = make_project(), make_project()
        source = Source.objects.create(title="2013년 예산서", publisher="경기도")
        assert keys_of(DESK.current().lacking("source")) == [cited.pk, other.pk]

        citation = Citation.objects.create(project=cited, source=source)
        assert keys_of(DESK.current().lacking("source")) == [other.pk]
        Citation.objects.update(project=other)
        assert keys_of(DESK.current().lacking("source")) == [cited.pk]
        citation.delete()
        assert keys_of(DESK.current().lacking("source")) == [cited.pk, other.pk]

    def test_takes_a_citation_of_no_project(self):
        source = Source.objects.create(title="2013년 예산서", publisher="경기도")
        budget = AnnualBudget.objects.create(
            municipality=Municipality.objects.first(), fiscal_year=2013
        )
        before = data_mark()

        Citation.objects.create(annual_budget=budget, source=source)

        assert data_mark() != before

    @pytest.mark.parametrize("role", [*Role, None])
    def test_leaves_to_a_person_what_they_may_read(self, everything, role):
        owner = everything[0].owner
        user = make_user(role=role, at=owner) if role else make_user()
        readable = Project.objects.readable_by(user).order_by("pk")

        assert keys_of(DESK.current().within(user)) == list(readable.values_list("pk", flat=True))

    def test_shows_nothing_to_who_may_no_longer_sign_in(self, everything):
        assert DESK.current().within(make_user(is_superuser=True, is_active=False)) == 0

    @pytest.mark.parametrize("count", [2, 20])
    def test_asks_no_more_for_more_projects(self, count, django_assert_num_queries):
        for _number in range(count):
            make_project(national=5, won=None, total_certainty="undecided")

        with django_assert_num_queries(10):
            DESK.current()
