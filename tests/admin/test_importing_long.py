"""A whole municipality's year at once: 6,600 rows, and a page that stays small."""

import pytest
from django.urls import reverse

from registry.models import Project
from registry.notation.codes import Effect, Role
from tests.factories import make_municipality, make_user
from tests.spreadsheets import counts, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
HEADINGS = ("사업명", "회계연도", "담당 부서", "추진 상태", "총사업비(천원)", "국비")
_LIMIT = 300 * 1024


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality(code="41"))


class TestALongFile:
    @pytest.mark.parametrize("status", ["계획", "진헹중"], ids=["right", "wrong in every row"])
    def test_is_previewed_on_a_small_page(self, client, publisher, status):
        rows = [(f"사업 {n}", 2013, f"부서 {n}", status, 500 + n, 100) for n in range(6600)]
        batch = staged(publisher, *rows, headings=HEADINGS)
        client.force_login(publisher)

        for effect in Effect:
            page = client.get(
                reverse("admin:import_preview", args=[batch.pk]), {"show": effect.value}
            )
            assert len(page.content) < _LIMIT

        assert sum(counts(batch).values()) == 6600
        assert not Project.objects.exists()
