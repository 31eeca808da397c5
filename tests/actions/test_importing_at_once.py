"""Two tabs, two clerks: what is confirmed at the same time is written once."""

from threading import Thread

import pytest
from django.db import connection

from registry.actions.importing import confirm
from registry.models import ImportBatch, Project
from registry.notation.codes import BatchState, Role
from tests.factories import make_municipality, make_user
from tests.spreadsheets import staged

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality(code="41"))


class TestTwoAtOnce:
    def test_write_once(self, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))

        outcomes = _at_once(lambda: confirm(batch, publisher))

        assert outcomes.count("done") == 1
        assert Project.objects.count() == 1

    def test_with_two_batches_of_one_file_register_one_project(self, publisher):
        batches = [staged(publisher, ("새 사업", 2013, 5)) for _ in range(2)]

        outcomes = _at_once(*[lambda batch=batch: confirm(batch, publisher) for batch in batches])

        assert sorted(outcomes) == ["PreviewChanged", "done"]
        assert Project.objects.count() == 1
        assert ImportBatch.objects.filter(state=BatchState.CONFIRMED).count() == 1


def _at_once(first, second=None):
    """Return how both ended, started at the same time."""
    outcomes = []

    def run(action):
        try:
            action()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[action]) for action in (first, second or first)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
