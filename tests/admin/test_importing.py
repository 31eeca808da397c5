"""The wizard in the admin: what a clerk sees, and what nobody else may."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.actions.publishing import publish
from registry.models import ImportBatch, Project
from registry.notation.codes import BatchState, Role
from tests.admin.reading import at, text, words
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import csv_of, imported, staged

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


def send(client, data, *, name="사업.csv", code="41", **fields):
    file = SimpleUploadedFile(name, data)
    body = make_municipality(code=code)
    return client.post(
        at("import_start"), {"file": file, "municipality": body.pk, "unit": "", **fields}
    )


class TestStart:
    def test_offers_only_own_bodies(self, door):
        page = text(door.get(at("import_start")))

        assert "경기도 용인시" in page
        assert "서울특별시" not in page
        assert "20MB" in page
        assert "20,000행" in page

    def test_goes_on_to_the_preview(self, door):
        response = send(door, csv_of(("새 사업", 2013, 5)))

        batch = ImportBatch.objects.get()
        assert response.url == at("import_preview", batch.pk)
        assert batch.state == BatchState.STAGED

    @pytest.mark.parametrize(
        ("data", "says"),
        [(b"", "비어 있습니다"), (b"%PDF-1.7", "PDF"), (b"a\nb\n", "표가 없습니다")],
    )
    def test_says_why_a_file_is_refused_and_names_it(self, door, data, says):
        page = text(send(door, data))

        assert "‘사업.csv’" in page
        assert says in page
        assert not ImportBatch.objects.exists()

    def test_refuses_a_file_past_the_limit_of_size(self, door, settings):
        settings.IMPORT_MAX_BYTES = 1024**2

        page = text(send(door, b"x" * (1024**2 + 1)))

        assert "‘사업.csv’ 파일이 1MB보다 큽니다" in page

    def test_refuses_a_file_past_the_limit_of_rows(self, door, settings):
        settings.IMPORT_MAX_ROWS = 2

        page = text(send(door, csv_of(*[(f"포털 {n}", 2013, n) for n in range(9)])))

        assert "2행까지" in page

    def test_refuses_another_body(self, door):
        page = text(send(door, csv_of(("새 사업", 2013, 5)), code="11"))

        assert "내 소속 지자체 가운데에서 골라 주세요" in page
        assert not ImportBatch.objects.exists()

    def test_asks_for_a_file(self, door):
        page = text(door.post(at("import_start"), {}))

        assert "가져올 파일을 골라 주세요" in page

    def test_is_closed_to_readers(self, client, gyeonggi):
        client.force_login(make_user(role=Role.READER, at=gyeonggi))

        assert client.get(at("import_start")).status_code == 403

    def test_asks_to_sign_in(self, client):
        assert client.get(at("import_start")).status_code == 302


class TestPreview:
    @pytest.fixture
    def batch(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="고칠 사업", won=980_000_000)
        make_project(owner=gyeonggi, name="그대로 사업")
        return staged(
            publisher,
            ("고칠 사업", 2013, "9,800,000"),
            ("그대로 사업", 2013, "5,224,000"),
            ("새 사업", 2013, 5),
            ("틀린 사업", 2013, "52억정도의돈"),
        )

    def test_shows_errors_first_and_offers_no_saving(self, door, batch):
        page = text(door.get(at("import_preview", batch.pk)))

        assert "5행 총사업비(천원)(C5)" in page
        assert "아직 저장하지 않았습니다" in page
        assert at("import_confirm", batch.pk) not in page

    def test_shows_old_and_new_values_whole(self, door, batch):
        page = text(door.get(at("import_preview", batch.pk), {"show": "changed"}))

        assert "9억 8,000만 원" in page
        assert "98억 원" in page
        assert "10배" in page

    @pytest.mark.parametrize("show", ["new", "unchanged", "wrong", "changed", "", "무엇"])
    def test_shows_every_group(self, door, batch, show):
        assert door.get(at("import_preview", batch.pk), {"show": show}).status_code == 200

    def test_has_fifty_rows_a_page(self, door, publisher):
        batch = staged(publisher, *[(f"포털 {number}", 2013, 5) for number in range(60)])

        first = text(door.get(at("import_preview", batch.pk)))
        second = text(door.get(at("import_preview", batch.pk), {"show": "new", "page": "2"}))

        assert "포털 49" in first
        assert "포털 50" not in first
        assert "포털 59" in second

    def test_asks_the_database_no_more_for_more_rows(
        self, door, publisher, django_assert_max_num_queries
    ):
        batch = staged(publisher, *[(f"포털 {number}", 2013, 5) for number in range(200)])

        with django_assert_max_num_queries(20):
            door.get(at("import_preview", batch.pk))

    def test_says_that_the_file_was_imported_before(self, door, publisher):
        imported(publisher, ("새 사업", 2013, 5))
        again = staged(publisher, ("새 사업", 2013, 5))

        page = text(door.get(at("import_preview", again.pk)))

        assert "이미 가져온 파일입니다" in page
        assert "바뀌는 내용이 없습니다" in page

    def test_is_only_its_makers(self, client, batch, gyeonggi):
        client.force_login(make_user(role=Role.PUBLISHER, at=gyeonggi))

        assert client.get(at("import_preview", batch.pk)).status_code == 404

    def test_escapes_what_the_file_says(self, door, publisher):
        batch = staged(publisher, ("<script>alert(1)</script>", 2013, 5))

        assert "<script>alert" not in text(door.get(at("import_preview", batch.pk)))


class TestConfirm:
    def test_writes_and_shows_the_result(self, door, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))

        response = door.post(at("import_confirm", batch.pk), follow=True)

        assert response.redirect_chain[-1][0] == at("import_result", batch.pk)
        assert "저장했습니다" in text(response)
        assert "2013-41-0001" in text(response)
        assert Project.objects.get().name == "새 사업"

    def test_twice_writes_once_and_says_so(self, door, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))
        door.post(at("import_confirm", batch.pk))

        response = door.post(at("import_confirm", batch.pk), follow=True)

        assert "이미 처리한 가져오기입니다" in text(response)
        assert Project.objects.count() == 1

    def test_shows_the_new_preview_when_the_registry_changed(self, door, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털")
        batch = staged(publisher, ("포털", 2013, 6))
        project.total_won = 7_000
        project.save()

        response = door.post(at("import_confirm", batch.pk), {"accept": "1"}, follow=True)

        assert "미리보기 뒤에 등록부가 바뀌어" in text(response)
        assert "7,000원" in text(response)

    def test_is_no_matter_of_following_a_link(self, door, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))

        assert door.get(at("import_confirm", batch.pk)).status_code == 405
        assert door.get(at("import_discard", batch.pk)).status_code == 405

    def test_of_another_clerks_batch_is_refused(self, client, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))
        client.force_login(make_user(role=Role.PUBLISHER, at=make_municipality(code="11")))

        assert client.post(at("import_confirm", batch.pk)).status_code == 404
        assert client.post(at("import_discard", batch.pk)).status_code == 404
        assert not Project.objects.exists()

    def test_can_be_given_up(self, door, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))

        response = door.post(at("import_discard", batch.pk), follow=True)

        assert "그만두었습니다" in text(response)
        batch.refresh_from_db()
        assert (batch.state, batch.content) == (BatchState.DISCARDED, None)
        assert door.get(at("import_result", batch.pk)).status_code == 200


class TestWaiting:
    @pytest.fixture
    def batch(self, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        writer = make_user(role=Role.WRITER, at=gyeonggi)
        return imported(writer, ("포털", 2013, 6), ("새 사업", 2013, 5))

    def test_is_offered_to_a_publisher(self, door, batch):
        page = text(door.get(at("import_result", batch.pk)))

        assert "기다리는 행 저장" in page
        response = door.post(at("import_confirm", batch.pk), follow=True)
        assert "공개된 사업 1건을 고쳤습니다" in text(response)
        assert Project.objects.get(name="포털").total_won == 6_000

    def test_is_not_offered_to_the_writer(self, client, batch):
        client.force_login(batch.user)

        assert "기다리는 행 저장" not in text(client.get(at("import_result", batch.pk)))
        client.post(at("import_confirm", batch.pk))
        assert Project.objects.get(name="포털").total_won == 5_224_000_000

    def test_of_several_bodies_is_closed_to_who_reads_only_one(self, client, publisher, gyeonggi):
        headings = ("지자체", "사업명", "회계연도")
        batch = imported(publisher, ("용인시", "용인 초안", 2013), headings=headings)
        client.force_login(make_user(role=Role.PUBLISHER, at=gyeonggi))

        assert client.get(at("import_result", batch.pk)).status_code == 404


class TestPublic:
    SAYS = "고치는 사업 가운데 1건은 공개된 사업입니다. 저장하면 공개 화면이 곧바로 바뀝니다."
    SAID = "공개된 사업 1건은 고친 내용이 공개 화면에 바로 나타납니다."

    def test_changes_are_told_before_and_after_they_are_seen(self, door, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        draft = make_project(owner=gyeonggi, name="초안", published=False)
        batch = staged(publisher, ("포털", 2013, 6), ("초안", 2013, 6), ("새 사업", 2013, 5))

        assert self.SAYS in words(door.get(at("import_preview", batch.pk)))
        done = door.post(at("import_confirm", batch.pk), {"accept": "1"}, follow=True)
        publish([draft], publisher, why="기사 확인")

        assert self.SAID in words(done)
        assert self.SAID in words(door.get(at("import_result", batch.pk)))

    def test_changes_are_not_told_of_where_there_are_none(self, door, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="초안", published=False)
        make_project(owner=gyeonggi, name="예약", published_from=date(2999, 1, 1))
        batch = staged(publisher, ("초안", 2013, 6), ("예약", 2013, 6), ("새 사업", 2013, 5))

        assert "공개된 사업" not in words(door.get(at("import_preview", batch.pk)))
        done = door.post(at("import_confirm", batch.pk), {"accept": "1"}, follow=True)
        assert "저장했습니다." in words(done)
        assert "공개된 사업" not in words(done)

    def test_changes_that_waited_are_told_once_they_are_written(self, door, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        writer = make_user(role=Role.WRITER, at=gyeonggi)
        batch = imported(writer, ("포털", 2013, 6))
        assert self.SAID not in words(door.get(at("import_result", batch.pk)))

        door.post(at("import_confirm", batch.pk))

        assert self.SAID in words(door.get(at("import_result", batch.pk)))


class TestDownloads:
    def test_hold_the_drafts_and_notes_of_ones_own_bodies(self, door, gyeonggi):
        make_project(owner=gyeonggi, name="내 초안", published=False, note="비밀 아님")
        make_project(owner=make_municipality(code="11"), name="남의 초안", published=False)

        content = b"".join(door.get(at("export_csv")).streaming_content).decode()

        assert content.startswith("\ufeff")
        assert "내 초안" in content
        assert "비밀 아님" in content
        assert "남의 초안" not in content

    def test_name_what_a_project_is_part_of_as_far_as_one_may_read_it(self, door, gyeonggi):
        mine = make_project(owner=gyeonggi, name="내 초안", published=False)
        theirs = make_project(owner=make_municipality(code="11"), name="남", published=False)
        open_ = make_project(owner=make_municipality(code="11"), name="남의 공개")
        for above in (mine, theirs, open_):
            make_project(owner=gyeonggi, part_of=above, published=False)

        content = b"".join(door.get(at("export_csv")).streaming_content).decode()

        assert content.count(mine.number) == 2
        assert content.count(theirs.number) == 0
        assert content.count(open_.number) == 1

    def test_name_everything_to_who_may_read_everything(self, client):
        above = make_project(published=False)
        make_project(part_of=above, published=False)
        client.force_login(make_user(is_superuser=True))

        content = b"".join(client.get(at("export_csv")).streaming_content).decode()

        assert content.count(above.number) == 2

    def test_follow_the_filters_of_the_list(self, door, gyeonggi):
        make_project(owner=gyeonggi, name="포털")
        make_project(owner=gyeonggi, name="교육")

        content = b"".join(door.get(at("export_csv"), {"q": "포털"}).streaming_content).decode()

        assert "포털" in content
        assert "교육" not in content

    def test_come_as_a_workbook_too(self, door, gyeonggi):
        make_project(owner=gyeonggi)

        response = door.get(at("export_xlsx"))

        assert io.BytesIO(b"".join(response.streaming_content)).read(2) == b"PK"
        assert ".xlsx" in response["Content-Disposition"]

    def test_survive_filters_that_make_no_sense(self, door):
        assert door.get(at("export_csv"), {"owner__id__exact": "x"}).status_code in (200, 302)


def test_every_page_keeps_the_strict_policy(door, publisher):
    batch = staged(publisher, ("새 사업", 2013, 5))
    done = imported(publisher, ("다른 사업", 2013, 5))
    for address in (
        at("import_start"),
        at("import_preview", batch.pk),
        at("import_result", done.pk),
        at("import_undo", done.pk),
    ):
        response = door.get(address)
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "style=" not in text(response).split('id="content-main"')[1]
