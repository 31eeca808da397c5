"""Public numbers: issued once, also under two writers at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from registry.models import NumberCounter, Project
from tests.factories import make_municipality, make_project


def in_its_own_connection(work):
    """Run `work` as another process would: on a connection of its own, closed afterwards."""

    def run(*args):
        try:
            return work(*args)
        finally:
            connection.close()

    return run


@pytest.mark.django_db
class TestPublicNumber:
    def test_says_year_owner_and_running_number(self):
        gyeonggi = make_municipality(code="41")

        numbers = [make_project(owner=gyeonggi).number for _ in range(2)]

        assert numbers == ["2013-41-0001", "2013-41-0002"]

    def test_is_never_used_again(self):
        draft = make_project(published=False)
        draft.delete()

        assert make_project().number == "2013-41-0002"

    def test_stays_when_the_owner_is_given_another_code(self):
        project = make_project(owner=make_municipality(code="42", name="강원도"))
        project.owner = make_municipality(code="51", name="강원특별자치도")
        project.save()

        assert project.number == "2013-42-0001"

    def test_grows_past_four_digits(self):
        owner = make_municipality(code="41")
        NumberCounter.objects.create(fiscal_year=2013, municipality=owner, last=9999)

        assert NumberCounter.objects.issue(2013, owner) == ["2013-41-10000"]


@pytest.mark.django_db(transaction=True)
class TestTwoWriters:
    def test_never_get_the_same_number(self):
        owner = make_municipality(code="41")
        issue = in_its_own_connection(lambda n: NumberCounter.objects.issue(2013, owner, n))

        with ThreadPoolExecutor(4) as writers:
            issued = list(writers.map(issue, [1, 2, 3] * 8))

        numbers = [number for batch in issued for number in batch]
        assert len(numbers) == len(set(numbers)) == 48
        assert NumberCounter.objects.get().last == 48

    def test_save_projects_side_by_side(self):
        owner = make_municipality(code="41")
        save = in_its_own_connection(lambda _: make_project(owner=owner).number)

        with ThreadPoolExecutor(4) as writers:
            list(writers.map(save, range(12)))

        assert Project.objects.values("number").distinct().count() == 12
