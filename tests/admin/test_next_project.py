"""저장하고 다음 사업: a clerk works through a list without going back to it."""

import pytest

from tests.admin.forms import as_posted
from tests.factories import make_project

LIST = "/admin/registry/project/"


@pytest.fixture
def save_and_next(publisher):
    """Return a function that saves a project opened from a list, and tells where that leads."""

    def save_and_next(project, filters="", **typed) -> str:
        address = f"{LIST}{project.pk}/change/"
        query = {"_changelist_filters": filters} if filters else {}
        data = as_posted(publisher.get(address, query), **typed)
        answer = publisher.post(address, data | {"_next": "1"}, query_params=query)
        assert answer.status_code == 302
        return answer["Location"]

    return save_and_next


class TestNext:
    def test_is_the_next_of_the_list(self, save_and_next, gyeonggi):
        first, second = (make_project(owner=gyeonggi, published=False) for _ in range(2))

        assert save_and_next(first).startswith(f"{LIST}{second.pk}/change/")

    def test_keeps_to_the_filter(self, save_and_next, gyeonggi):
        first = make_project(owner=gyeonggi, published=False, status="planned")
        make_project(owner=gyeonggi, published=False, status="done")
        third = make_project(owner=gyeonggi, published=False, status="planned")

        address = save_and_next(first, "status=planned", status="done")

        assert address.startswith(f"{LIST}{third.pk}/change/")
        assert "status%3Dplanned" in address

    def test_is_the_list_after_the_last(self, save_and_next, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)

        assert save_and_next(project) == LIST

    def test_is_the_list_where_the_filter_is_forged(self, save_and_next, gyeonggi):
        first, _second = (make_project(owner=gyeonggi, published=False) for _ in range(2))

        assert save_and_next(first, "owner__password=x").startswith(LIST + "?")

    def test_never_leads_to_another_bodys_project(self, save_and_next, gyeonggi, seoul):
        own = make_project(owner=gyeonggi, published=False)
        make_project(owner=seoul, published=False)

        assert save_and_next(own) == LIST

    def test_goes_on_to_the_next_page(self, save_and_next, gyeonggi):
        projects = [make_project(owner=gyeonggi, published=False) for _ in range(52)]

        address = save_and_next(projects[49])

        assert address.startswith(f"{LIST}{projects[50].pk}/change/")
        assert "p%3D2" in address
