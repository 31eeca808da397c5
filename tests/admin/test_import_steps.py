"""The steps between the upload and the preview: what they ask, keep, refuse and show."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from registry.actions import importing
from registry.models import ColumnMapping, ImportBatch, Project
from registry.notation.codes import BatchState, Role
from tests.admin.reading import at, text, words
from tests.factories import make_municipality, make_project, make_user
from tests.sheets.paper import CCTV, csv_of, xlsx_of
from tests.spreadsheets import staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]

HEADER = ["연번", "사업명", "총사업비", "추진방법"]
MESSY = {
    "표지": [["2013년도 정보화사업"]],
    "사업": [
        ["2013년도 정보화사업 현황"],
        ["", "", "", "(단위: 천원)"],
        HEADER,
        [1, CCTV, 5224000, "조달"],
        [2, "마을방송 무선화 사업", 1240000, "직접"],
        ["", "합계", 6464000, ""],
    ],
}
FOREIGN = {"현황": [["순번", "내역", "소요"], [1, CCTV, 5224000], [2, "마을방송", 1240000]]}
CLEAR = {"사업": [["사업명", "회계연도", "총사업비(천원)"], [CCTV, 2013, 5224000]]}
SHEETS = {"read-1": "on", "first-1": "3", "last-1": "3", "unit-1": "said", "year-1": "2013"}
COLUMNS = {"0-A": "as-written", "0-B": "as-written", "0-C": "as-written"}


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


class TestStart:
    def test_goes_straight_to_the_preview_where_all_is_clear(self, send):
        batch, url = send(CLEAR)

        assert url == at("import_preview", batch.pk)
        assert batch.state == BatchState.STAGED

    @pytest.mark.parametrize(
        ("sheets", "fields", "step"),
        [
            (MESSY, {}, "import_columns"),
            (MESSY, {"unit": "원"}, "import_sheets"),
            (FOREIGN, {}, "import_sheets"),
            ({"본예산": CLEAR["사업"], "추경": CLEAR["사업"]}, {}, "import_sheets"),
        ],
    )
    def test_goes_to_the_first_question(self, send, sheets, fields, step):
        batch, url = send(sheets, **fields)

        assert url == at(step, batch.pk)
        assert batch.state == BatchState.UPLOADED

    def test_shows_the_sheets_where_a_second_list_would_be_left_out(self, send, door):
        second = [
            ["부서", "내역", "총사업비(천원)"],
            *[["총무과", f"발급기 {n}", 5] for n in "가나"],
        ]
        batch, url = send({**CLEAR, "출연기관": second, "표지": [["2013년도"]]})
        assert url == at("import_sheets", batch.pk)

        door.post(url, {"read-0": "on", "first-0": "1", "last-0": "1", "next": "1"})
        preview = text(door.get(at("import_preview", batch.pk)))
        door.post(at("import_confirm", batch.pk), {"accept": "on"})
        result = text(door.get(at("import_result", batch.pk)))

        assert "저장했습니다" in result
        for page in (preview, result):
            assert "‘출연기관’: 읽지 않기로 고른 시트입니다." in page
            assert "‘표지’: ‘사업명’ 열이 없어 읽지 않았습니다." in page

    def test_keeps_how_to_treat_what_is_registered(self, send, door, gyeonggi):
        make_project(owner=gyeonggi, name=CCTV, won=980_000_000)
        batch, url = send(CLEAR, mode="new")

        assert "이라 그대로 둡니다" in text(door.get(url))
        assert batch.counts["unchanged"] == 1

    def test_lists_what_one_has_begun_and_says_until_when_it_stays(self, send, door):
        batch, _url = send(MESSY)
        until = timezone.localdate(batch.created_at + timedelta(days=30))

        page = text(door.get(at("import_start")))

        assert "이어서 할 파일" in page
        assert at("import_resume", batch.pk) in page
        assert f"{until:%Y-%m-%d}까지 둡니다" in page

    def test_lists_nothing_of_a_colleague(self, send, client, gyeonggi):
        send(MESSY)
        client.force_login(make_user(role=Role.PUBLISHER, at=gyeonggi))

        assert "이어서 할 파일" not in text(client.get(at("import_start")))

    def test_empties_files_that_were_left_for_long(self, send, door):
        batch, _url = send(MESSY)
        long_ago = timezone.now() - timedelta(days=31)
        ImportBatch.objects.filter(pk=batch.pk).update(created_at=long_ago)

        page = text(door.get(at("import_start")))

        batch.refresh_from_db()
        assert (batch.state, batch.content) == (BatchState.DISCARDED, None)
        assert "이어서 할 파일" not in page

    def test_gives_a_begun_file_up(self, send, door):
        batch, _url = send(MESSY)

        door.post(at("import_discard", batch.pk))

        batch.refresh_from_db()
        assert (batch.state, batch.content) == (BatchState.DISCARDED, None)


class TestResume:
    def test_takes_a_file_up_where_it_was_left(self, send, door):
        batch, url = send(MESSY)
        assert door.get(at("import_resume", batch.pk)).url == url

        ready, preview = send(CLEAR)
        assert door.get(at("import_resume", ready.pk)).url == preview

    def test_of_a_saved_file_shows_its_result(self, door, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5))
        importing.confirm(batch, publisher)

        for name in ("import_resume", "import_sheets", "import_columns"):
            assert door.get(at(name, batch.pk)).url == at("import_result", batch.pk)


class TestLeaving:
    def test_keeps_what_was_sent_and_says_so(self, send, door):
        batch, _url = send(MESSY)

        for name in ("import_sheets", "import_columns"):
            page = words(door.get(at(name, batch.pk)))
            assert "이 쪽에서 고른 것은 위의 단추를 눌러야 남습니다" in page
            assert "지금 나가도 됩니다" not in page
        door.post(at("import_columns", batch.pk), {**COLUMNS, "0-D": "note", "look": "1"})

        again = door.get(at("import_resume", batch.pk), follow=True)
        assert "앞에서 고른 것은 남아 있어" in words(again)
        assert 'value="note" selected' in text(door.get(at("import_columns", batch.pk)))


class TestSheets:
    def test_shows_the_first_rows_and_what_they_are(self, send, door):
        batch, _url = send(MESSY)

        page = words(door.get(at("import_sheets", batch.pk)))

        assert "2013년도 정보화사업 현황" in page
        assert "5,224,000" in page
        assert "단위 천원(D2 칸)" in page
        assert "회계연도 2013(제목에서 읽음)" in page
        assert "표로 보이는 곳이 없습니다" in page

    def test_says_that_the_file_names_another_unit(self, send, door):
        batch, url = send(MESSY, unit="원")

        page = words(door.get(url))
        assert "D2 칸에 단위가 ‘천원’이라고 적혀 있습니다. 앞에서 고른 단위는 ‘원’입니다." in page

        refused = words(door.post(url, {**SHEETS, "unit-1": "", "next": "1"}))
        assert "파일에 적힌 단위와 고른 단위가 다릅니다" in refused

        door.post(url, {**SHEETS, "unit-1": "", "take-unit": "1"})
        assert "앞에서 고른 단위는" not in words(door.get(url))
        assert door.post(url, {**SHEETS, "next": "1"}).url == at("import_columns", batch.pk)

    def test_asks_for_a_unit_where_nobody_says_one(self, send, door):
        silent = {"사업": [["사업명", "회계연도", "총사업비"], [CCTV, 2013, 5224000]]}
        batch, url = send(silent)
        answer = {"read-0": "on", "first-0": "1", "last-0": "1", "next": "1"}

        assert "단위를 골라 주세요" in words(door.post(url, {**answer, "unit-0": ""}))
        door.post(url, {**answer, "unit-0": "천원"})

        importing.confirm(ImportBatch.objects.get(pk=batch.pk), batch.user)
        assert Project.objects.get().total_won == 5_224_000_000

    def test_takes_another_header_and_shows_it(self, send, door):
        _batch, url = send(FOREIGN)

        door.post(url, {"read-0": "on", "first-0": "2", "last-0": "2", "look": "1"})

        assert importing.choices_of(ImportBatch.objects.get()).sheets["현황"].header_rows == (2,)
        assert 'value="2"' in text(door.get(url))

    @pytest.mark.parametrize(
        ("rows", "says"),
        [
            ({"first-1": "4", "last-1": "3"}, "위에서 아래로"),
            ({"first-1": "3", "last-1": "9"}, "3행까지"),
            ({"first-1": "3", "last-1": ""}, "모두 적어 주세요"),
            ({"first-1": "0", "last-1": "1"}, "1"),
        ],
    )
    def test_refuses_header_rows_that_are_none(self, send, door, rows, says):
        batch, _url = send(MESSY)

        page = door.post(at("import_sheets", batch.pk), {**SHEETS, **rows, "next": "1"})

        assert page.status_code == 200
        assert says in words(page)

    def test_refuses_to_go_on_without_any_sheet(self, send, door):
        batch, _url = send(MESSY)
        answer = {name: value for name, value in SHEETS.items() if name != "read-1"}

        page = door.post(at("import_sheets", batch.pk), {**answer, "next": "1"})

        assert "읽을 시트를 하나 이상 골라 주세요" in words(page)

    def test_reads_the_year_that_the_clerk_says(self, send, door):
        yearless = {"사업": [["사업명", "총사업비(천원)", "추진방법"], [CCTV, 5, "조달"]]}
        batch, _url = send(yearless)
        answer = {"read-0": "on", "first-0": "1", "last-0": "1", "unit-0": "said"}
        door.post(at("import_sheets", batch.pk), {**answer, "year-0": "2013", "next": "1"})

        response = door.post(at("import_columns", batch.pk), {"0-C": "aside", "next": "1"})

        assert response.url == at("import_preview", batch.pk)
        assert ImportBatch.objects.get().counts["new"] == 1


class TestColumns:
    @pytest.fixture
    def batch(self, send):
        return send(MESSY)[0]

    def test_shows_headings_examples_and_how_money_reads(self, batch, door):
        page = words(door.get(at("import_columns", batch.pk)))

        assert "추진방법" in page
        assert "조달, 직접" in page
        assert "= 52억 2,400만 원" in page
        assert "정해야 다음으로" in page
        assert "필수 항목 중 빠진 것: 없음" in page

    def test_stays_until_every_column_is_decided(self, batch, door):
        url = at("import_columns", batch.pk)

        refused = door.post(url, {**COLUMNS, "0-D": "", "next": "1"})
        assert "무엇인지 고르세요" in words(refused)

        went = door.post(url, {**COLUMNS, "0-D": "note", "next": "1"})
        assert went.url == at("import_preview", batch.pk)
        assert ImportBatch.objects.get().counts["new"] == 2
        assert "조달" in text(door.get(went.url))

    def test_names_both_columns_of_one_field(self, batch, door):
        answer = {**COLUMNS, "0-D": "total", "next": "1"}

        page = words(door.post(at("import_columns", batch.pk), answer))

        assert "‘총사업비’에 두 열을 맞췄습니다: C열 ‘총사업비’, D열 ‘추진방법’" in page

    def test_says_that_the_name_is_missing(self, batch, door):
        answer = {**COLUMNS, "0-B": "aside", "0-D": "aside", "next": "1"}

        page = door.post(at("import_columns", batch.pk), answer)

        assert page.status_code == 200
        assert "필수 항목 ‘사업명’이 ‘사업’ 시트에 빠졌습니다" in words(page)

    def test_refuses_a_meaning_that_is_none(self, batch, door):
        page = door.post(at("import_columns", batch.pk), {**COLUMNS, "0-D": "owner", "next": "1"})

        assert page.status_code == 200

    def test_keeps_what_was_chosen_when_going_back(self, batch, door):
        url = at("import_columns", batch.pk)

        back = door.post(url, {**COLUMNS, "0-D": "note", "back": "1"})

        assert back.url == at("import_sheets", batch.pk)
        assert '<option value="note" selected>' in text(door.get(url))

    def test_offers_money_by_source_year_and_stage(self, send, door):
        batch, _url = send(
            {"사업": [["사업명", "회계연도", "보조액(천원)"], [CCTV, 2013, 2612000]]}
        )
        url = at("import_columns", batch.pk)
        year = timezone.localdate().year
        assert f"국비({year} 본예산)" in text(door.get(url))

        code = f"money/national//{year}/original/"
        door.post(url, {"0-C": code, "next": "1"})

        assert f"국비({year} 본예산)" in text(door.get(at("import_preview", batch.pk)))

    def test_remembers_for_the_next_file_and_says_so(self, batch, door, send):
        answer = {**COLUMNS, "0-D": "note", "remember": "on", "next": "1"}
        door.post(at("import_columns", batch.pk), answer)

        again, url = send(MESSY)

        assert url == at("import_preview", again.pk)
        assert "지난번에 맞춘 대로 읽었습니다" in text(door.get(url))
        assert "D 추진방법 → 비고" in words(door.get(at("registry_columnmapping_changelist")))
        door.post(at("import_columns", again.pk), {"fresh": "1"})
        assert "정해야 다음으로" in text(door.get(at("import_columns", again.pk)))

    def test_remembers_nothing_unasked(self, batch, door):
        door.post(at("import_columns", batch.pk), {**COLUMNS, "0-D": "note", "next": "1"})

        assert not ColumnMapping.objects.exists()

    def test_escapes_what_the_file_says(self, send, door):
        evil = "<script>alert(1)</script>"
        batch, _url = send({evil[:8]: [["사업명", evil], [CCTV, evil]]})

        for name in ("import_sheets", "import_columns"):
            assert "<script>alert" not in text(door.get(at(name, batch.pk)))


class TestBack:
    def test_from_the_preview_changes_and_comes_again(self, send, door):
        batch, url = send(CLEAR)
        assert at("import_columns", batch.pk) in text(door.get(url))

        answer = {"0-A": "as-written", "0-B": "as-written", "0-C": "estimate", "next": "1"}
        assert door.post(at("import_columns", batch.pk), answer).url == url

        assert "추정" in text(door.get(url))


class TestOthers:
    STEPS = ("import_resume", "import_sheets", "import_columns", "import_progress")

    @pytest.mark.parametrize("code", ["11", "41"])
    def test_files_are_as_none(self, send, client, code):
        batch, _url = send(MESSY)
        client.force_login(make_user(role=Role.PUBLISHER, at=make_municipality(code=code)))

        for pk in (batch.pk, 999_999):
            for name in self.STEPS:
                assert client.get(at(name, pk)).status_code == 404
                if name != "import_resume":
                    posted = client.post(at(name, pk), {**SHEETS, **COLUMNS, "next": "1"})
                    assert posted.status_code == 404
            assert client.post(at("import_check", pk)).status_code == 404


def test_every_step_keeps_the_strict_policy(send, door):
    batch, _url = send(MESSY)
    for name in ("import_sheets", "import_columns"):
        response = door.get(at(name, batch.pk))
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "style=" not in text(response).split('id="content-main"')[1]


def test_a_plain_table_from_a_public_portal_is_led_to_its_columns(door, gyeonggi):
    """Comma-separated, 한글 완성형, none of the headings ours."""
    rows = [["관서명", "설치 내역", "대수"], ["중부서", "방범용 CCTV 교체", "12"]]
    file = SimpleUploadedFile("현황.csv", csv_of(rows, encoding="cp949"))

    response = door.post(at("import_start"), {"file": file, "municipality": gyeonggi.pk})

    batch = ImportBatch.objects.get()
    assert response.url == at("import_sheets", batch.pk)
    assert "방범용 CCTV 교체" in text(door.get(response.url))
