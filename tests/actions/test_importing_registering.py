"""A new project is registered with what comparing it with nothing would give."""

import pytest

from registry.actions.importing import planning
from registry.actions.importing.bodies import Bodies
from registry.actions.importing.comparing import compare_fields
from registry.actions.importing.keeping import writes_of
from registry.actions.importing.money import compare_money
from registry.actions.importing.planning import Planner
from registry.notation.codes import Effect
from tests.factories import make_department, make_municipality, make_user
from tests.sheets.test_samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


def compared(row, project, departments):
    """Do as for a stored project."""
    compare_fields(row, project, departments)
    compare_money(row, project)


@pytest.fixture
def user():
    make_department(municipality=make_municipality(code="41"), name="정보통신과")
    return make_user(is_superuser=True)


def planned(sample, user):
    """Return what each new row of a sample would write, and what is told of all rows."""
    bodies = Bodies()
    reading = sample.read(bodies.register())
    planner = Planner(user, bodies)
    rows = planner.rows_of([(record, []) for record in reading.rows], several=False)
    planner.plan(rows)
    new = [writes_of(row) for row in rows if row.effect is Effect.NEW]
    return new, [[problem.message for problem in row.problems] for row in rows]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_registering_is_comparing_with_nothing(sample, user, monkeypatch):
    registered = planned(sample, user)

    monkeypatch.setattr(planning, "register", compared)

    assert planned(sample, user) == registered
