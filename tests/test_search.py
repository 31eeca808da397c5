"""검색 as people use it: what each of ninety queries finds, and what stands first."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from registry.filters import ProjectFilter
from registry.models import Municipality, Project
from tests.factories import make_department, make_project
from tests.judged_search import corpus, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


@pytest.fixture
def keys():
    """Have the judged projects; return their keys by number."""
    offices: dict = {}
    told = {}
    for key, code, office, name, description in corpus():
        body = Municipality.objects.get(code=code)
        if (code, office) not in offices:
            offices[code, office] = make_department(municipality=body, name=office)
        project = make_project(
            owner=body, department=offices[code, office], name=name, description=description,
            fiscal_year=2026,
        )  # fmt: skip
        told[project.number] = key
    return told


def found(words: str) -> list[str]:
    data = QueryDict(mutable=True)
    data["q"] = words
    return [project.number for project in ProjectFilter(data).qs]


def test_every_query_finds_what_was_judged_and_names_stand_first(keys, record_property):
    wrong = []
    for words, first, later in queries():
        got = [keys[number] for number in found(words)]
        names = set(got[: len(first)])
        if set(got) != first | later or names != first:
            wrong.append((words, sorted(first), sorted(later), got))
    record_property("walked", f"{len(queries())} judged queries, {len(wrong)} wrong")
    assert len(queries()) >= 60
    assert wrong == []


class TestNumber:
    def test_is_found_as_it_is_written(self, keys):
        number = next(iter(keys))

        assert found(number) == [number]


class TestOrder:
    def test_that_was_asked_for_is_kept(self, keys):
        Project.objects.filter(name="영상정보 통합관제시스템 고도화").update(total_won=9 * 10**12)
        data = QueryDict("q=CCTV&sort=total")

        assert keys[ProjectFilter(data).qs.last().number] == "vi"


class TestIndex:
    """The databases answer from the index of pairs, not by reading every name."""

    def test_answers_a_word_of_two_syllables(self, keys):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found("민원")
        sql = asked[-1]["sql"]
        name = "registry_pairs(" if connection.vendor == "postgresql" else "registry_project_pairs"

        assert name in sql
        assert "LOWER" not in sql.split("registry_project_text_pairs")[0].split("FROM")[0]
