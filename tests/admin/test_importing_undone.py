"""Taking an import back in the admin: what is asked first, what is told, and who may."""

import pytest

from registry.actions.publishing import publish
from registry.models import Project
from registry.notation.codes import BatchState, Role
from tests.admin.reading import at, text
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import imported, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi, includes_below=True)


@pytest.fixture
def door(client, publisher):
    client.force_login(publisher)
    return client


class TestUndo:
    @pytest.fixture
    def batch(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        return imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))

    def rewrite(self):
        project = Project.objects.get(name="포털")
        project._history_user = make_user(first_name="철수", last_name="김")
        project.save()

    def test_is_offered_on_the_result(self, door, batch):
        page = text(door.get(at("import_result", batch.pk)))

        assert "이 가져오기 되돌리기" in page
        assert at("import_undo", batch.pk) in page

    def test_asks_before_and_writes_nothing_yet(self, door, batch):
        self.rewrite()
        page = text(door.get(at("import_undo", batch.pk)))
        others = text(door.get(at("import_undo", batch.pk), {"show": "reversed"}))

        assert "2건 중 1건을 되돌립니다." in page
        assert "그 뒤에 고쳤습니다." in page
        assert "철수" in page
        assert "새 사업" in others
        assert Project.objects.count() == 2
        batch.refresh_from_db()
        assert batch.state == BatchState.CONFIRMED

    def test_says_who_published_what_stays(self, door, batch):
        project = Project.objects.get(name="새 사업")
        publish(
            [project], make_user(is_superuser=True, first_name="영희", last_name="이"), why="봄"
        )

        page = text(door.get(at("import_undo", batch.pk), {"show": "failed"}))
        assert "이미 공개한 사업이라 지우지 않습니다" in page
        assert "영희" in page

        door.post(at("import_undo", batch.pk))
        done = door.get(at("import_result", batch.pk), {"show": "failed"})
        assert "영희" in text(done)

    def test_gives_back_and_shows_the_three_lists(self, door, batch):
        self.rewrite()

        response = door.post(at("import_undo", batch.pk), follow=True)

        assert response.redirect_chain[-1][0] == at("import_result", batch.pk)
        page = text(response)
        assert "2건 중 1건을 되돌렸습니다. 1건은 그 뒤에 고쳐서 그대로 두었습니다." in page
        for label in ("되돌림", "그대로 둠", "되돌릴 수 없음"):
            assert f"<span>{label}</span>" in page
        assert "그 뒤에 고쳤습니다." in page
        assert at("import_undo", batch.pk) not in page
        assert [project.name for project in Project.objects.all()] == ["포털"]
        gone = text(door.get(at("import_result", batch.pk), {"show": "reversed"}))
        assert "2013-41-0002" in gone

    def test_is_found_in_the_history_of_the_project(self, door, batch):
        door.post(at("import_undo", batch.pk))

        page = text(door.get(at("registry_project_history", Project.objects.get().pk)))

        assert f"가져오기 {batch.pk} 되돌림" in page

    def test_twice_is_refused_with_a_sentence(self, door, batch):
        door.post(at("import_undo", batch.pk))
        versions = Project.history.count()

        for send_again in (door.get, door.post):
            page = text(send_again(at("import_undo", batch.pk), follow=True))
            assert "두 번 되돌리지 않습니다" in page
        assert Project.history.count() == versions

    def test_of_a_preview_is_refused_with_a_sentence(self, door, publisher):
        staged_only = staged(publisher, ("새 사업", 2013, 5))

        response = door.post(at("import_undo", staged_only.pk), follow=True)

        assert "저장하지 않은 가져오기라서" in text(response)
        assert response.redirect_chain[-1][0] == at("import_preview", staged_only.pk)

    def test_of_nothing_says_so(self, door, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        batch = imported(publisher, ("포털", 2013, 6))
        self.rewrite()

        assert "<button" not in text(door.get(at("import_undo", batch.pk))).split("decision")[1]
        page = text(door.post(at("import_undo", batch.pk), follow=True))

        assert "되돌릴 수 있는 사업이 없습니다. 바뀐 것은 없습니다." in page

    def test_drops_what_waits(self, client, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        writer = make_user(role=Role.WRITER, at=gyeonggi)
        batch = imported(writer, ("포털", 2013, 6))
        client.force_login(writer)

        page = text(client.get(at("import_undo", batch.pk)))
        assert "공개 담당자를 기다리는 1행은 저장하지 않고 버립니다." in page
        page = text(client.post(at("import_undo", batch.pk), follow=True))

        assert "공개 담당자를 기다리던 1행은 저장하지 않고 버렸습니다." in page
        assert "기다리는 행 저장" not in page

    def test_of_another_clerks_batch_is_as_of_none(self, client, batch):
        client.force_login(make_user(role=Role.PUBLISHER, at=make_municipality(code="11")))

        for address in (at("import_undo", batch.pk), at("import_undo", 999_999)):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
        assert Project.objects.count() == 2

    def test_is_closed_to_who_only_reads_there(self, client, batch, gyeonggi):
        reader = make_user(role=Role.READER, at=gyeonggi)
        make_municipality(code="11").memberships.create(user=reader, role=Role.WRITER)
        client.force_login(reader)

        assert "이 가져오기 되돌리기" not in text(client.get(at("import_result", batch.pk)))
        assert client.get(at("import_undo", batch.pk)).status_code == 403
        assert client.post(at("import_undo", batch.pk)).status_code == 403
        assert Project.objects.count() == 2

    def test_asks_the_database_no_more_for_more_rows_and_shows_fifty(
        self, door, publisher, django_assert_max_num_queries
    ):
        batch = imported(publisher, *[(f"포털 {number}", 2013, 5) for number in range(120)])

        with django_assert_max_num_queries(60):
            page = text(door.get(at("import_undo", batch.pk)))
        assert page.count("2013-41-") == 50
        door.post(at("import_undo", batch.pk))
        with django_assert_max_num_queries(20):
            last = text(door.get(at("import_result", batch.pk), {"show": "reversed", "page": "3"}))
        assert last.count("2013-41-") == 20
