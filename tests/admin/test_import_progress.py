"""A long file, checked and saved outside the request: what its clerk sees meanwhile."""

import time

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.actions import importing
from registry.actions.importing.working import Work
from registry.models import ImportBatch, Project
from registry.notation.codes import BatchState, Role
from tests.admin.reading import at, text, words
from tests.factories import make_municipality, make_user
from tests.sheets.paper import xlsx_of

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
    yield client
    cache.clear()


@pytest.fixture
def send(door, gyeonggi):
    """Return a function that uploads sheets, and gives the batch and where it leads."""

    def send(sheets, **fields):
        file = SimpleUploadedFile("사업.xlsx", xlsx_of(sheets))
        form = {"file": file, "municipality": gyeonggi.pk, "unit": "", "mode": "", **fields}
        response = door.post(at("import_start"), form)
        return ImportBatch.objects.latest("pk"), response.url

    return send


class TestLongFile:
    @pytest.fixture(autouse=True)
    def _short_limit(self, settings):
        settings.IMPORT_ROWS_AT_ONCE = 1

    @pytest.fixture
    def long(self, send):
        rows = [[f"포털 {number}", 2013, number] for number in range(1, 4)]
        return send({"사업": [["사업명", "회계연도", "총사업비(천원)"], *rows]})[0]

    def test_is_checked_and_saved_outside_the_request(self, long, door):
        assert door.get(at("import_progress", long.pk)).url == at("import_preview", long.pk)
        assert ImportBatch.objects.get().counts["new"] == 3

        response = door.post(at("import_confirm", long.pk))
        assert response.url == at("import_progress", long.pk)
        door.get(response.url)

        assert Project.objects.count() == 3
        assert "저장했습니다" in text(door.get(at("import_result", long.pk)))

    def at_work(self, batch, **how):
        work = Work(**{"kind": importing.CHECK, "beat": time.time(), **how})
        cache.set(f"import-work-{batch.pk}", work)
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.UPLOADED)

    def test_shows_the_servers_own_count(self, long, door):
        self.at_work(long, step="맞춰 보기", done=2, all=3)

        page = door.get(at("import_progress", long.pk))

        assert (
            "파일을 확인하고 있습니다. 3행 중 2행을 마쳤습니다. 이 창을 닫아도 계속됩니다."
            in words(page)
        )
        assert page["Refresh"] == "2"
        assert "default-src 'none'" in page["Content-Security-Policy"]

    def test_stands_still_where_the_clerk_wants_it(self, long, door):
        self.at_work(long)

        page = door.get(at("import_progress", long.pk), {"still": "1"})

        assert "Refresh" not in page
        assert "저절로 새로 고치기" in words(page)

    def test_leads_every_other_step_to_its_progress(self, long, door):
        self.at_work(long)

        for name in ("import_resume", "import_sheets", "import_columns"):
            assert door.get(at(name, long.pk)).url == at("import_progress", long.pk)
        assert door.post(at("import_check", long.pk)).url == at("import_progress", long.pk)

    def test_whose_process_died_says_so_and_offers_to_begin_again(self, long, door):
        self.at_work(long, beat=time.time() - 21)

        page = words(door.get(at("import_progress", long.pk)))
        assert "확인하다가 멈추었습니다. 저장된 것은 없고, 고른 것은 그대로 있습니다." in page

        door.post(at("import_check", long.pk))
        assert door.get(at("import_progress", long.pk)).url == at("import_preview", long.pk)

    @pytest.mark.parametrize(
        ("ended", "says"),
        [
            ("Refused", "표가 없습니다"),
            ("PreviewChanged", "등록부가 바뀌어 저장하지 않았습니다"),
            ("HasErrors", "오류가 있어 저장하지 않았습니다"),
            ("MemoryError", "문제가 생겨 처리하지 못했습니다"),
        ],
    )
    def test_says_what_stopped_it(self, long, door, ended, says):
        self.at_work(long, ended=ended, message="표가 없습니다.")

        response = door.get(at("import_progress", long.pk), follow=True)

        assert says in words(response)

    def test_saved_in_another_tab_meanwhile_is_saved_once(self, long, door):
        door.get(at("import_progress", long.pk))
        door.post(at("import_confirm", long.pk))

        response = door.post(at("import_confirm", long.pk), follow=True)

        assert "이미 처리한 가져오기입니다" in text(response)
        assert Project.objects.count() == 3
