"""지어낸 자료: the same for the same seed, true to every promise, and never where people work."""

import io
import multiprocessing
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from registry.actions import inventing
from registry.actions.inventing import ahead, running
from registry.management.commands.generate_projects import address_of
from registry.models import (
    Citation,
    FundingSource,
    Participation,
    Project,
    User,
)
from registry.notation.codes import Certainty, Publication, Stage
from registry.notation.hangul import name_key, name_stem
from registry.querysets.pairs import INDEX, TEXT_INDEX
from tests.factories import make_project

pytestmark = pytest.mark.django_db
COUNT = 200
_KEYS = ("id", "project_id", "source_id", "department_id", "part_of_id", "continues_id")
_POINTERS = ("owner", "department", "part_of", "continues")


def facts(model):
    """Return the rows of a model but for the keys that a database gives out."""
    names = [one.attname for one in model._meta.concrete_fields if one.attname not in _KEYS]
    return list(model.objects.order_by("pk").values_list(*names))


def facts_of(seed):
    """Return what is invented with a seed, and take it back."""
    with transaction.atomic():
        inventing.invent(COUNT, seed=seed)
        found = [facts(model) for model in (Project, FundingSource, Participation, Citation)]
        transaction.set_rollback(True)
    return found


@pytest.fixture(autouse=True)
def with_tables(monkeypatch):
    """Do without the migrations, which the test database has behind it."""
    monkeypatch.setattr(running, "prepare_database", lambda: None)


@pytest.fixture
def invented(municipalities):
    inventing.invent(COUNT, seed=7)


class TestInventing:
    def test_gives_the_same_for_the_same_seed_and_another_for_another(self, municipalities):
        assert facts_of(seed=7) == facts_of(seed=7) != facts_of(seed=8)

    def test_gives_the_same_from_a_process_of_its_own(self, municipalities, monkeypatch):
        monkeypatch.setattr(running, "PORTION", COUNT // 4)
        beside = facts_of(seed=7)
        monkeypatch.setattr(ahead, "get_all_start_methods", lambda: ["spawn"])

        assert facts_of(seed=7) == beside

    def test_leaves_no_process_behind_where_writing_fails(self, municipalities, monkeypatch):
        monkeypatch.setattr(running, "PORTION", COUNT // 4)
        monkeypatch.setattr(running.Portions, "write", lambda _self, projects: 1 // 0)

        with pytest.raises(ZeroDivisionError):
            inventing.invent(COUNT, seed=7)

        assert not multiprocessing.active_children()

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("fails", [False, True])
    def test_has_all_of_it_found_by_a_word(self, municipalities, monkeypatch, fails):
        monkeypatch.setattr(running, "PORTION", COUNT // 4)

        def progress(done, total):
            assert not (fails and done == total)

        with pytest.raises(AssertionError) if fails else nullcontext():
            inventing.invent(COUNT, seed=7, progress=progress)

        keys = list(Project.objects.values_list("pk", "name_key"))
        assert len(keys) == COUNT
        for pk, key in keys[::9]:
            found = Project.objects.filter(name_key__with_all_pairs=[key[:2], key[-2:]])
            assert pk in found.values_list("pk", flat=True)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                kept = connection.introspection.get_constraints(cursor, "registry_project")
            assert {INDEX, TEXT_INDEX} <= kept.keys()

    def test_keeps_every_promise_of_the_database(self, invented):
        # The rest of them the database has held against each row as it came.
        connection.check_constraints()
        for project in Project.objects.all():
            project.full_clean(_POINTERS, validate_unique=False, validate_constraints=False)

    def test_leaves_what_saving_leaves(self, invented):
        for project in Project.objects.select_related("owner"):
            assert project.name_key == name_key(project.name)
            assert project.name_stem == name_stem(project.name)
            assert project.number.startswith(f"{project.fiscal_year}-{project.owner.code}-")
            [version] = project.history.all()
            assert (version.name, version.history_change_reason) == (project.name, running.REASON)
        assert FundingSource.history.count() == FundingSource.objects.count()

    def test_is_found_by_a_word_and_goes_on_numbering(self, invented):
        project = Project.objects.published().first()

        found = Project.objects.filter(name_key__with_all_pairs=[project.name_key[:2]])

        assert project in found
        same = {"owner": project.owner, "fiscal_year": project.fiscal_year}
        before = max(Project.objects.filter(**same).values_list("number", flat=True))
        assert make_project(**same).number > before

    def test_is_of_all_kinds(self, invented):
        kinds = set(Project.objects.values_list("total_certainty", flat=True))
        assert kinds >= {Certainty.EXACT, Certainty.ABOUT, Certainty.UNDECIDED}
        assert len(set(Project.objects.values_list("fiscal_year", flat=True))) > 15
        states = set(Project.objects.values_list("publication", flat=True))
        assert states == {state.value for state in Publication}
        assert Participation.objects.exists()
        assert Citation.objects.exists()
        assert Stage.ORIGINAL in set(FundingSource.objects.values_list("stage", flat=True))

    def test_splits_an_amount_without_losing_a_won(self, invented):
        exact = Project.objects.filter(total_certainty=Certainty.EXACT, funding__isnull=False)
        for project in exact.distinct():
            split = project.breakdown()
            assert (split.rest, split.excess) == (0, 0), project.number

    def test_goes_on_up_to_a_number_and_then_does_nothing(self, invented):
        assert inventing.invent(COUNT + 10, seed=7) == (COUNT + 10, 10)
        assert inventing.invent(COUNT, seed=7) == (COUNT + 10, 0)

    def test_refuses_where_somebody_has_written(self, invented):
        make_project()

        with pytest.raises(inventing.NotOurs, match="사람이 쓰는"):
            inventing.invent(COUNT + 10, seed=7)

    def test_refuses_where_somebody_can_sign_in_before_it_began(self, municipalities):
        User.objects.create_superuser("admin")

        with pytest.raises(inventing.NotOurs):
            inventing.invent(COUNT, seed=7)

        assert not Project.objects.exists()


class TestCommand:
    def test_takes_no_database_that_was_not_named(self, monkeypatch):
        monkeypatch.delenv("DATABASE_URL", raising=False)

        with pytest.raises(CommandError, match="DATABASE_URL"):
            call_command("generate_projects")

    def test_says_how_many_there_are(self, municipalities, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "the one of this test")
        out = io.StringIO()

        call_command("generate_projects", count=20, stdout=out)

        assert "지어낸 사업 20건이 있습니다. 새로 20건." in out.getvalue()

    def test_takes_a_file_or_an_address(self, tmp_path):
        assert address_of(str(tmp_path / "a b")) == f"sqlite:///{tmp_path}/a%20b"
        assert address_of("postgresql://x/y") == "postgresql://x/y"
