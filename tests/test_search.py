"""검색 as people use it: what each of some 140 queries finds, and what stands first."""

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
    assert len(queries()) >= 140
    assert wrong == []


class TestNumber:
    def test_is_found_as_it_is_written(self, keys):
        number = next(iter(keys))

        assert found(number) == [number]


class TestParticle:
    """A word is looked for without its particle only where it finds nothing as it stands."""

    def test_is_left_alone_at_the_name_of_a_body_without_projects(self):
        make_project(name="보안 강화")
        make_project(name="안내 울릉")

        assert found("울릉군") == []
        assert found("제주도") == []

    def test_is_not_the_beginning_of_a_place_below(self):
        """경기도의 is no part of 경기도 의정부시, nor 수원시장 of 수원시 장안구."""
        for code in ("41150", "41111", "48840", "46820"):
            make_project(owner=Municipality.objects.get(code=code), name="정보화 마을")

        assert len(found("경기도의")) == len(found("경기도")) == 2
        assert found("수원시장") == []
        assert len(found("남해")) == 1  # not 전남 해남군
        assert len(found("의정부")) == len(found("경기도의정부시")) == 1

    def test_is_not_told_by_what_the_public_may_not_see(self):
        make_project(name="하늘자전거를 고침", published=False)
        told = make_project(name="하늘자전거")

        assert found("하늘자전거를") == [told.number]

    def test_costs_no_question_where_all_words_find_something(self, keys):
        with CaptureQueriesContext(connection) as plain:
            found("CCTV 통합")
        with CaptureQueriesContext(connection) as ending:
            found("정보통신과 용역")
        with CaptureQueriesContext(connection) as joined:
            found("챗 봇")
        with CaptureQueriesContext(connection) as together:
            found("챗봇")

        assert len(plain) == len(ending)
        assert len(joined) == len(together)

    def test_is_asked_about_once_a_word(self, keys):
        with CaptureQueriesContext(connection) as plain:
            found("CCTV")
        with CaptureQueriesContext(connection) as stripped:
            found("CCTV를")

        assert len(stripped) == len(plain) + 2  # its name, and else


class TestParticipant:
    @pytest.mark.parametrize("words", ["한국관광공사", "관광 공사", "한국관광공사의", "한 국"])
    def test_that_is_no_body_is_found_by_its_name(self, words):
        project = make_project(name="안내 누리집")
        project.participations.create(name="한국 관광공사")
        make_project(name="다른 누리집")

        assert found(words) == [project.number]


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
