"""What is a draft, or public from a later day, changes nothing that the public can read."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from registry.models import Project
from registry.notation.codes import Publication
from tests.factories import make_department, make_municipality, make_project
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db

SECRET = "비밀 통합관제센터"


@pytest.fixture
def shown():
    """Return a published project, whose pages are read."""
    owner = make_municipality()
    department = make_department(municipality=owner)
    return make_project(owner=owner, department=department, name="공개 통합관제센터", national=1)


@pytest.fixture
def read_all(client, shown):
    """Return a function that reads everything public on which a project could stand."""
    department, owner = shown.department, shown.owner
    pages = [
        "/",
        "/projects/",
        "/projects/?q=통합관제센터&year=2013&fund=national",
        f"/projects/{shown.number}/",
        "/regions/",
        f"/regions/{owner.code}/",
        f"/regions/{owner.code}/departments/{department.pk}/",
    ]

    def read_all() -> dict[str, object]:
        said: dict[str, object] = {page: Page(client.get(page)).text for page in pages}
        said["csv"] = b"".join(client.get("/projects.csv").streaming_content).decode()
        content = b"".join(client.get("/projects.xlsx").streaming_content)
        workbook = openpyxl.load_workbook(BytesIO(content), read_only=True)
        said["xlsx"] = [list(sheet.iter_rows(values_only=True)) for sheet in workbook]
        return said

    return read_all


def hide(shown, publication, days) -> Project:
    """Return a project beside the shown one, public in so many days."""
    day = timezone.localdate() + timedelta(days=days)
    return make_project(
        owner=shown.owner,
        department=shown.department,
        name=SECRET,
        won=2_612_000_000,
        national=1_306_000_000,
        part_of=shown,
        published=False,
        publication=publication,
        published_from=day if publication == Publication.PUBLISHED else None,
    )


class TestThePublic:
    @pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.PUBLISHED])
    def test_reads_the_same_with_and_without_what_is_hidden(self, read_all, shown, publication):
        before = read_all()

        hide(shown, publication, days=1)

        assert read_all() == before

    def test_reads_it_everywhere_on_its_day(self, read_all, shown):
        before = read_all()

        hide(shown, Publication.PUBLISHED, days=0)

        after = read_all()
        assert [place for place, said in after.items() if said == before[place]] == []

    def test_finds_no_page_of_it(self, client, shown):
        hidden = hide(shown, Publication.PUBLISHED, days=1)

        for address in (hidden.get_absolute_url(), f"{hidden.get_absolute_url()}correction/"):
            assert client.get(address).status_code == 404
