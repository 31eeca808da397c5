"""Many rows stored at once are indexed and seen as if each had been stored alone."""

import pytest
from django.db import DatabaseError, connection, transaction

from registry.actions.importing.bulk import Writer
from registry.models import FundingSource, Project, User
from registry.models.watching import PORTION, data_mark, portion_marks
from tests.factories import make_project, make_user

pytestmark = pytest.mark.django_db
MONEY = ("project_id", "source", "sub_kind", "fiscal_year", "stage", "round", "won")


def triggers() -> list[tuple[str, str]]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        return list(cursor.fetchall())


@pytest.fixture
def user() -> User:
    return make_user()


def copies(project: Project, count: int, **changes: object) -> list[list[object]]:
    """Return the values of new projects like one, each with its number and its name."""
    fields = [f for f in Project._meta.concrete_fields if f.attname != "id"]
    values = {f.attname: getattr(project, f.attname) for f in fields} | changes
    return [
        [*(values | {"number": f"2013-41-{n:05}", "name_key": f"새{n}사업"}).values()]
        for n in range(1, count + 1)
    ]


COLUMNS = [f.attname for f in Project._meta.concrete_fields if f.attname != "id"]


class TestStoredTogether:
    def test_are_found_by_the_pairs_of_their_names(self, user):
        rows = copies(make_project(name="문서공개"), 3, department_text="정보통신과")

        pks = Writer(None, user, "").create(Project, COLUMNS, rows)

        found = Project.objects.filter(name_key__with_all_pairs=["새2", "2사"])
        assert [one.pk for one in found] == [pks[1]]
        texts = Project.objects.filter(description__with_all_pairs=["통신"])
        assert {one.pk for one in texts} == {*pks}

    def test_can_be_changed_and_deleted_afterwards(self, user):
        writer = Writer(None, user, "")
        pks = writer.create(Project, COLUMNS, copies(make_project(name="문서공개"), 2))

        Project.objects.filter(pk=pks[0]).update(name_key="다른이름")
        writer.delete(Project, [pks[1]])

        assert not Project.objects.filter(name_key__with_any_pair=["사업"])
        assert Project.objects.get(name_key__with_any_pair=["른이"]).pk == pks[0]

    def test_move_the_mark_of_the_data(self, user):
        project, before = make_project(), data_mark()
        portion = portion_marks()[project.pk // PORTION]

        Writer(None, user, "").create(
            FundingSource, MONEY, [(project.pk, "national", "", 2013, "plan", 0, 5)]
        )

        assert data_mark() != before
        assert portion_marks()[project.pk // PORTION] != portion

    def test_leave_the_triggers_as_they_were(self, user):
        before = triggers()

        Writer(None, user, "").create(Project, COLUMNS, copies(make_project(), 2))

        assert triggers() == before

    def test_leave_the_triggers_where_a_row_is_refused(self, user):
        before, rows = triggers(), copies(make_project(), 2)
        rows[1][COLUMNS.index("number")] = rows[0][COLUMNS.index("number")]

        with pytest.raises(DatabaseError), transaction.atomic():
            Writer(None, user, "").create(Project, COLUMNS, rows)

        assert triggers() == before
        assert not Project.objects.filter(name_key__with_any_pair=["사업"])
