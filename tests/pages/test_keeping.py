"""Pages are kept until what they show is written, and never a moment longer."""

import random
import shutil
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

from registry.actions.publishing import publish, withdraw
from registry.bitmaps import index
from registry.models import (
    AnnualBudget,
    Citation,
    Department,
    DuplicateDecision,
    FundingSource,
    Municipality,
    Participation,
    Project,
    Source,
    watching,
)
from tests.factories import make_department, make_project, make_user
from tests.random_registry import random_registry

PAGES = ["/", "/projects/?year=2013", "/projects/?region=41&page=2&per=20", "/regions/41/",
         "/stats/regions/?year=2013", "/projects.atom"]  # fmt: skip


@pytest.fixture
def keep(settings):
    """Keep pages, as in use."""
    settings.KEEP_PAGES = True
    caches["pages"].clear()
    return settings


def bodies_of(client) -> list[bytes]:
    return [client.get(address).content for address in PAGES]


def fresh(client, settings) -> list[bytes]:
    """Return the pages worked out anew, and the numbers on them."""
    settings.KEEP_PAGES = False
    index.forget()
    pages = bodies_of(client)
    settings.KEEP_PAGES = True
    return pages


@pytest.mark.usefixtures("article", "keep")
class TestAnUnchangedPage:
    @pytest.mark.parametrize("address", PAGES)
    def test_is_sent_again_for_one_question(self, client, address, django_assert_num_queries):
        first = client.get(address)
        with django_assert_num_queries(1):
            again = client.get(address)

        assert (again.content, again["Content-Type"]) == (first.content, first["Content-Type"])

    def test_is_not_even_sent_to_who_has_it(self, client, django_assert_num_queries):
        tag = client.get("/projects/")["ETag"]
        caches["pages"].clear()
        with django_assert_num_queries(1):
            answer = client.get("/projects/", headers={"If-None-Match": tag})

        assert (answer.status_code, answer.content) == (304, b"")

    def test_shares_its_numbers_with_its_other_pages(self, client, django_assert_max_num_queries):
        client.get("/projects/?per=20")
        with django_assert_max_num_queries(7):  # two marks, the bodies, the rows and their twins
            client.get("/projects/?per=20&page=2&sort=total")

    def test_is_another_one_tomorrow(self, client, monkeypatch):
        tag = client.get("/projects/")["ETag"]
        tomorrow = timezone.localdate() + timedelta(days=1)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: tomorrow)

        assert client.get("/projects/")["ETag"] != tag

    def test_of_which_there_is_none_is_not_kept(self, client):
        assert "ETag" not in client.get("/projects/2013-41-9999/")


def changes(rng: random.Random):
    """Return ways to write, each by another door."""
    user = make_user(is_superuser=True)
    project = rng.choice(list(Project.objects.all()))
    some = Project.objects.filter(pk__in=rng.sample(range(1, 60), 5))
    source = Source.objects.get_or_create(title="예산서", publisher="경기도")[0]
    return [
        lambda: Project.objects.filter(pk=project.pk).update(name=f"새 이름 {rng.random()}"),
        lambda: some.update(total_won=rng.randrange(10**9), total_certainty="exact",
                            total_min_won=None, total_max_won=None),
        lambda: FundingSource.objects.filter(project=project).delete(),
        lambda: FundingSource.objects.get_or_create(
            project=project, source="national", defaults={"won": 5}),
        lambda: Participation.objects.create(project=project, name=f"{rng.random()}공사"),
        lambda: make_project(owner=project.owner, won=rng.randrange(10**9)),
        lambda: publish([project], user, why="확인") and withdraw(project, user, "중복"),
        lambda: Citation.objects.get_or_create(project=project, source=source),
        lambda: make_department(municipality=project.owner, name=f"{rng.random()}과"),
        lambda: Department.objects.update(leads_it=True),
        lambda: Municipality.objects.filter(code="41").update(name=f"경기{rng.randrange(99)}도"),
        lambda: AnnualBudget.objects.update_or_create(
            municipality=project.owner, fiscal_year=2013, defaults={"it_won": rng.randrange(99)}),
        lambda: DuplicateDecision.objects.filter(first=project).delete(),
        lambda: connection.cursor().execute(
            "UPDATE registry_project SET status = 'done' WHERE id = %s", [project.pk]),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_a_kept_page_says_what_a_fresh_one_would_after_any_write(
    municipalities, keep, client, seed
):
    random_registry(seed, count=30)
    rng = random.Random(seed)  # noqa: S311
    for _turn in range(8):
        bodies_of(client)
        for change in rng.sample(changes(rng), 3):
            change()
        assert bodies_of(client) == fresh(client, keep)


class TestMark:
    def test_moves_with_every_table_that_is_shown(self, db):
        with connection.cursor() as cursor:
            for table in watching._watched():
                before = watching.data_mark()
                cursor.execute(f"DELETE FROM {table}" + " WHERE 1 = 1")  # noqa: S608
                moved = watching.data_mark() != before
                # Where rows are told of, none was there to tell of.
                assert moved or connection.vendor == "sqlite" or watching._columns(table)

    def test_moves_back_with_a_write_that_is_taken_back(self, db):
        before = watching.data_mark()
        with transaction.atomic():
            make_project()
            assert watching.data_mark() != before
            transaction.set_rollback(True)

        assert watching.data_mark() == before

    @pytest.mark.usefixtures("only_postgresql")
    @pytest.mark.django_db(transaction=True)
    def test_stays_while_numbers_are_added_up_and_is_seen_when_committed(self):
        project, another = make_project(), make_project()
        other = connection.copy()
        before = watching.data_mark()
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                "UPDATE registry_project SET status = 'done' WHERE id = %s", [another.pk]
            )
            assert watching.data_mark() == before  # nobody sees it yet
            for _time in range(400):
                Project.objects.filter(pk=project.pk).update(type="build")
            during = watching.data_mark()
            cursor.execute("COMMIT")
        other.close()

        assert len({before, during, watching.data_mark()}) == 3
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM registry_mark")
            assert cursor.fetchone()[0] < 400


@pytest.mark.usefixtures("article", "keep")
class TestWithoutItsCache:
    @pytest.mark.parametrize("backend", ["SpareFiles", "SpareRedis"])
    def test_a_page_is_made_each_time(self, client, settings, tmp_path, caplog, backend):
        folder = tmp_path / "gone"
        location = {"SpareFiles": folder, "SpareRedis": "unix:///nobody-is-there"}[backend]
        broken = {"BACKEND": f"config.caching.{backend}", "LOCATION": location}
        settings.CACHES = {**settings.CACHES, "pages": broken, "counts": broken}
        assert caches["pages"] is not caches["counts"]  # both have found their folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.touch()
        index.forget()

        pages = [client.get("/projects/").status_code for _ in range(2)]

        assert pages == [200, 200]
        assert not caches["pages"].delete("a page")
        assert "Cache cannot be read" in caplog.text
        assert "Cache cannot be written" in caplog.text
