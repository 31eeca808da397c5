"""고친 기록, the record as of a day, and the address to cite."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registry.actions.publishing import publish, withdraw
from registry.models import FundingSource, PeriodLock, Project
from registry.notation.codes import Role
from tests.factories import make_municipality, make_project, make_user
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41", name="경기도")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi)


@pytest.fixture
def draft(gyeonggi):
    return make_project(owner=gyeonggi, published=False, name="초안의 이름", note="안쪽 메모")


def move_back(model, days: int, **which) -> None:
    """Let the latest version of a record be of some days ago."""
    version = model.history.filter(**which).latest("history_id")
    version.history_date = timezone.now() - timedelta(days=days)
    version.save()


@pytest.fixture
def told(draft, publisher):
    """Return a project published ten days ago, and changed five days ago."""
    move_back(Project, 20, id=draft.pk)
    draft.name = "관제센터 설치"
    draft.save()
    move_back(Project, 15, id=draft.pk)
    publish([draft], publisher, on=timezone.localdate() - timedelta(days=10), why="확인함")
    move_back(Project, 10, id=draft.pk)
    draft.refresh_from_db()
    draft.total_won = 6_000_000_000
    draft._change_reason = "안쪽 이유"
    draft.save()
    move_back(Project, 5, id=draft.pk)
    row = FundingSource.objects.create(project=draft, source="national", won=1_000_000_000)
    move_back(FundingSource, 5, id=row.pk)
    return draft


@pytest.fixture
def read(client):
    """Return a function that opens a page of the project."""

    def read(project: Project, rest: str = "") -> Page:
        response = client.get(f"{project.get_absolute_url()}{rest}")
        assert response.status_code == 200
        page = Page(response)
        page.keeps_the_promises()
        return page

    return read


def day(ago: int) -> str:
    return str(timezone.localdate() - timedelta(days=ago))


class TestHistory:
    def test_tells_what_the_public_saw_change(self, told, read):
        text = read(told, "history/").text

        assert "총사업비 52억 2,400만 원 60억 원" in text
        assert "재원 국비 계획 없음 10억 원" in text
        assert "사업명 관제센터 설치" in text

    def test_tells_nothing_of_drafts_notes_people_and_reasons(self, told, read, publisher):
        text = read(told, "history/").text

        for secret in ("초안의 이름", "안쪽", publisher.username, "확인함"):
            assert secret not in text

    def test_marks_what_came_after_the_year_was_closed(self, told, read, publisher, gyeonggi):
        PeriodLock.objects.create(
            municipality=gyeonggi, fiscal_year=2013, locked_by=publisher,
            locked_at=timezone.now() - timedelta(days=7),
        )  # fmt: skip

        assert read(told, "history/").text.count("마감 뒤 고침") == 1

    def test_passes_over_a_save_that_the_public_cannot_see(self, told, read):
        before = read(told, "history/").text.count("의 기록 보기")
        told.note = "다른 메모"
        told.save()

        assert read(told, "history/").text.count("의 기록 보기") == before

    def test_is_gone_with_a_withdrawn_project(self, told, client, publisher):
        withdraw(told, publisher, "중복 등록")

        assert client.get(f"{told.get_absolute_url()}history/").status_code == 410
        assert client.get(f"{told.get_absolute_url()}?as_of={day(3)}").status_code == 410

    def test_is_not_there_of_a_draft(self, draft, client):
        for rest in ("history/", "similar/", f"?as_of={day(0)}"):
            assert client.get(f"{draft.get_absolute_url()}{rest}").status_code == 404

    def test_asks_no_more_for_a_longer_story(self, told, client, django_assert_max_num_queries):
        for won in range(12):
            told.total_won = 10**9 + won
            told.save()
        with django_assert_max_num_queries(18):
            client.get(f"{told.get_absolute_url()}history/")


class TestAsOf:
    def test_shows_the_record_as_it_was_published_then(self, told, read):
        then, now = read(told, f"?as_of={day(7)}").text, read(told).text

        assert f"{day(7)}에 공개되어 있던 기록입니다." in then
        assert "총사업비 52억 2,400만 원" in then
        assert "10억 원" not in then
        assert "총사업비 60억 원" in now
        assert "국비 10억 원" in read(told, f"?as_of={day(5)}").text

    @pytest.mark.parametrize("ago", [11, 16, 400])
    def test_says_where_it_was_not_public(self, told, client, ago):
        response = client.get(f"{told.get_absolute_url()}?as_of={day(ago)}")

        assert response.status_code == 404
        assert "그때는 공개되어 있지 않았습니다" in response.content.decode()

    def test_shows_nothing_of_the_time_between_withdrawal_and_return(
        self, told, client, publisher
    ):
        withdraw(told, publisher, "확인 중")
        move_back(Project, 3, id=told.pk)
        publish([told], publisher, why="다시")

        assert client.get(f"{told.get_absolute_url()}?as_of={day(2)}").status_code == 404
        assert client.get(f"{told.get_absolute_url()}?as_of={day(4)}").status_code == 200

    @pytest.mark.parametrize("asked", ["어제", "2026-13-01", "9999-12-31", "0001-01-01T00:00"])
    def test_bears_what_is_no_day(self, told, client, asked):
        assert client.get(told.get_absolute_url(), {"as_of": asked}).status_code in (200, 404)

    def test_has_an_address_to_cite_that_goes_on_saying_the_same(self, told, read, client):
        cited = next(
            link["href"] for link in read(told).all("a") if "?as_of=" in (link["href"] or "")
        )
        told.total_won = 7_000_000_000
        told.save()
        move_back(Project, -1, id=told.pk)

        text = Page(client.get(cited.removeprefix("http://testserver"))).text

        assert "총사업비 60억 원" in text
        assert "국비 10억 원" in text


class TestSimilar:
    def test_shows_what_is_alike_and_public(self, client, article):
        text = Page(client.get("/projects/2013-11-0005/similar/")).text

        assert "민원제안" in text
        assert "사업명의 같은 말" in text

    def test_leads_on_to_the_list(self, told, read, client):
        page = read(told, "similar/")
        by_name, by_type = (
            link["href"] for link in page.all("a") if "/projects/?" in (link["href"] or "")
        )

        assert f"<title>{told.name}와 비슷한 사업" in page.html
        assert told.get_absolute_url() in client.get(by_name).content.decode()
        assert by_type == f"/projects/?type={told.type}"

    def test_says_that_there_is_none(self, told, read):
        assert "비슷한 것을 찾지 못했습니다." in read(told, "similar/").text


class TestStructuredData:
    def test_names_the_project_for_machines_without_a_script(self, told, read):
        page = read(told)

        assert 'itemtype="https://schema.org/Project"' in page.html
        assert '<meta property="og:title" content="관제센터 설치">' in page.html
        assert "<script" not in page.html
