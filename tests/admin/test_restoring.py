"""되살리기: an earlier version is looked at, and brought back as a change with its reason."""

import pytest

from registry.actions.publishing import publish
from registry.models import FundingSource, Project
from tests.admin.forms import as_posted
from tests.factories import make_department, make_project


def change(project) -> str:
    return f"/admin/registry/project/{project.pk}/change/"


def address(project, version=None) -> str:
    first = version or project.history.earliest("history_id")
    return f"/admin/registry/project/{project.pk}/history/{first.pk}/"


def bring_back(client, project, version=None, reason="잘못 고침"):
    page = client.get(address(project, version))
    opened = page.context["form"]["opened"].value()
    return client.post(address(project, version), {"reason": reason, "opened": opened})


@pytest.fixture
def project(gyeonggi):
    """Return a draft as it was made."""
    return make_project(
        owner=gyeonggi, published=False, name="CCTV 통합관제센터 설치", national=2_612_000_000
    )


@pytest.fixture
def later(project, writer):
    """Have the draft changed, one row of it deleted and another added."""
    Project.history.filter(id=project.pk).update(history_date="2013-04-01T00:00:00Z")
    FundingSource.history.filter(project=project).update(history_date="2013-04-01T00:00:01Z")
    data = as_posted(writer.get(change(project)), name="다른 이름")
    data |= {"funding-0-DELETE": "on", "funding-1-source": "provincial", "funding-1-won": "3억"}
    writer.post(change(project), data)
    assert project.funding.get().source == "provincial"
    return project


class TestVersion:
    def test_shows_what_stood_and_what_would_change(self, writer, later):
        page = writer.get(address(later))

        state = [(entry.kind, entry.title) for entry in page.context["changes"]]
        assert ("고침", "사업") in state
        assert ("추가", "재원 국비 계획") in state
        assert ("삭제", "재원 시·도비 계획") in state
        assert "CCTV 통합관제센터 설치" in page.content.decode()

    def test_comes_back_with_its_rows_and_the_reason(self, writer, later):
        bring_back(writer, later)

        later.refresh_from_db()
        assert later.name == "CCTV 통합관제센터 설치"
        assert list(later.funding.values_list("source", "won")) == [("national", 2_612_000_000)]
        latest = later.history.first()
        assert "잘못 고침" in latest.history_change_reason
        assert latest.history_user.username == "writer"
        assert (
            FundingSource.history.filter(history_change_reason__contains="잘못 고침").count() == 2
        )

    def test_can_be_left_again(self, writer, later):
        changed = later.history.first()
        bring_back(writer, later)

        bring_back(writer, later, changed)

        later.refresh_from_db()
        assert later.name == "다른 이름"
        assert later.funding.get().source == "provincial"

    def test_does_not_come_back_without_a_reason(self, writer, later):
        answer = bring_back(writer, later, reason=" ")

        assert "reason" in answer.context["form"].errors
        later.refresh_from_db()
        assert later.name == "다른 이름"

    def test_does_not_come_back_over_what_nobody_has_seen(self, writer, later):
        page = writer.get(address(later))
        later.name = "또 다른 이름"
        later.save()

        opened = page.context["form"]["opened"].value()
        answer = writer.post(address(later), {"reason": "잘못 고침", "opened": opened})

        assert "그 사이에" in answer.content.decode()
        later.refresh_from_db()
        assert later.name == "또 다른 이름"

    def test_does_not_come_back_where_its_department_is_gone(self, writer, gyeonggi):
        office = make_department(municipality=gyeonggi)
        project = make_project(owner=gyeonggi, published=False, department=office)
        project.department = None
        project.save()
        office.delete()

        page = writer.get(address(project))
        bring_back(writer, project)

        assert "담당 부서" in page.context["why_not"]
        project.refresh_from_db()
        assert project.department is None

    def test_of_a_public_project_comes_back_by_a_publisher_only(self, writer, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="처음 이름")
        project.name = "나중 이름"
        project.save()

        bring_back(writer, project)
        project.refresh_from_db()
        assert project.name == "나중 이름"
        bring_back(publisher, project)

        project.refresh_from_db()
        assert (project.name, project.publication) == ("처음 이름", "published")

    def test_leaves_the_publication_as_it_is(self, publisher, cast, later):
        publish([later], cast.publisher, why="기사 확인")

        bring_back(publisher, later)

        later.refresh_from_db()
        assert (later.name, later.publication) == ("CCTV 통합관제센터 설치", "published")

    def test_is_nothing_to_another_body(self, sign_in, cast, later):
        stranger = sign_in(cast.seoul_publisher)

        assert stranger.get(address(later)).status_code == 302
        assert stranger.post(address(later), {"reason": "남의 것"}).status_code == 302
        later.refresh_from_db()
        assert later.name == "다른 이름"

    def test_of_another_project_is_not_found(self, writer, later, gyeonggi):
        other = make_project(owner=gyeonggi, published=False)

        assert writer.get(address(later, other.history.first())).status_code == 404

    def test_is_reached_from_the_history(self, writer, later):
        page = writer.get(f"/admin/registry/project/{later.pk}/history/").content.decode()

        assert address(later) in page

    @pytest.mark.parametrize("rows", [10, 40])
    def test_asks_no_more_for_more_rows(self, writer, later, rows, django_assert_max_num_queries):
        for year in range(rows):
            FundingSource.objects.create(
                project=later, source="national", fiscal_year=2000 + year, won=1
            )

        with django_assert_max_num_queries(45):
            writer.get(address(later))
