"""The index of pairs of syllables follows every way in which a name is written."""

import pytest
from django.db import connection

from registry.models import Project, pairs
from registry.notation.hangul import name_key
from registry.notation.likeness import pairs_of_key
from tests.factories import make_project

pytestmark = pytest.mark.django_db
NAMES = [
    "민원 제안 통합관리시스템",
    "앱",
    "U-City(3차) 구축",
    "①디지털트윈",
    "가" * 250,
    "café ERP",
]


def found(*asked: str) -> set[str]:
    return set(
        Project.objects.filter(name_key__with_any_pair=asked).values_list("name", flat=True)
    )


class TestIndex:
    def test_finds_a_name_by_each_of_its_pairs(self):
        for name in NAMES:
            make_project(name=name[:200])

        for name in NAMES:
            for pair in pairs_of_key(name_key(name[:200])):
                assert name[:200] in found(pair), pair

    def test_finds_nothing_else(self):
        make_project(name="민원 제안")
        make_project(name="CCTV 설치")

        assert found("민원", "악취") == {"민원 제안"}
        assert found("악취") == set()

    def test_follows_a_new_name(self):
        project = make_project(name="민원 제안")

        project.name = "문서공개"
        project.save()

        assert (found("민원"), found("문서")) == (set(), {"문서공개"})

    def test_follows_a_deletion(self):
        make_project(name="민원 제안").delete()
        make_project(name="문서공개")

        assert found("민원") == set()

    def test_follows_what_is_written_by_the_set(self):
        project = make_project(name="민원 제안")

        Project.objects.filter(pk=project.pk).update(name_key="문서공개")

        assert found("민원") == set()
        assert found("문서") == {"민원 제안"}

    def test_is_made_again_where_a_migration_has_lost_it(self):
        make_project(name="민원 제안")
        kind, name = ("INDEX", pairs.INDEX)
        if connection.vendor == "sqlite":
            kind, name = ("TRIGGER", f"{pairs.INDEX}_insert")
        connection.check_constraints()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP {kind} {name}")
        make_project(name="문서공개")
        connection.check_constraints()  # else PostgreSQL waits with them to the end

        pairs.keep_index(connection.alias)

        assert found("민원", "문서") == {"민원 제안", "문서공개"}
