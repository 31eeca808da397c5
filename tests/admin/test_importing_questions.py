"""The preview asks: causes to mend with one word, rows to decide, warnings to accept."""

import pytest
from django.urls import reverse

from registry.models import ImportBatch, Project
from registry.notation.codes import BatchState, Role
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import counts, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
HEADINGS = ("사업명", "회계연도", "추진 상태", "총사업비(천원)")


@pytest.fixture
def seoul():
    return make_municipality(code="11")


@pytest.fixture
def publisher(seoul):
    return make_user(role=Role.PUBLISHER, at=seoul)


@pytest.fixture
def door(client, publisher):
    client.force_login(publisher)
    return client


def page_of(door, batch, query=""):
    address = reverse("admin:import_preview", args=[batch.pk])
    return door.get(f"{address}?{query}").content.decode()


def send(door, name, batch, **fields):
    return door.post(reverse(f"admin:{name}", args=[batch.pk]), fields, follow=True)


class TestCauses:
    @pytest.fixture
    def batch(self, publisher):
        rows = [(f"사업 {n}", 2013, "진헹중", 5) for n in range(60)]
        return staged(publisher, *rows, code="11", headings=HEADINGS)

    def test_are_shown_once_with_their_cells(self, door, batch):
        page = page_of(door, batch)

        assert page.count("‘진헹중’ 대신") == 1
        assert "C2, C3, C4, C5, C6 …" in page
        assert ">60곳<" in page
        assert "오류 표시된 엑셀 내려받기" in page

    def test_of_two_columns_are_one_where_no_word_mends_them(self, door, publisher):
        headings = ("사업명", "회계연도", "총사업비(천원)", "국비(천원)")
        batch = staged(publisher, ("포털", 2013, "△5억여", "▲3"), code="11", headings=headings)

        page = page_of(door, batch)

        assert page.count("늘거나 준 금액이 아니라") == 3  # once by its cause, twice by its cell
        assert "2곳</a>: C2, D2" in page

    def test_name_their_cells_from_the_top_down(self, door, publisher):
        rows = [("가", 2013, "진행", "5"), ("나", 2013, "진행", "6"), ("다", 2013, "진헹", "7")]
        headings = (*HEADINGS, "국비(천원)")
        rows = [(*row, "9") for row in rows]  # more than the total, in every row
        batch = staged(publisher, *rows, code="11", headings=headings)

        assert "D2, D3, D4" in page_of(door, batch)

    def test_lead_to_their_rows(self, door, batch):
        page = page_of(door, batch, "cause=0")

        assert "같은 원인 60곳" in page
        assert "사업 19" in page
        assert "사업 20" not in page

    def test_are_mended_by_a_word_and_can_be_taken_back(self, door, batch):
        response = send(door, "import_answer", batch, **{"word-0": "추진 중"})
        batch.refresh_from_db()
        assert counts(batch) == {"new": 60}
        assert "‘진헹중’을 ‘추진 중’" in response.content.decode()

        send(door, "import_answer", batch, **{"unword-0": "1"})

        batch.refresh_from_db()
        assert counts(batch) == {"wrong": 60}

    def test_take_no_word_that_was_not_offered(self, door, batch):
        send(door, "import_answer", batch, **{"word-0": "아무 말"})

        batch.refresh_from_db()
        assert counts(batch) == {"wrong": 60}


class TestQuestions:
    def test_offer_the_project_it_may_be_with_its_amount(self, door, publisher, seoul):
        stored = make_project(owner=seoul, name="민원 제안 통합관리시스템", won=980_000_000)
        batch = staged(publisher, ("민원제안 통합관리시스템 구축", 2013, 5), code="11")

        page = page_of(door, batch)

        assert f"{stored.number}과 같은 사업" in page
        assert "9억 8,000만 원" in page
        row = batch.rows.get()
        send(door, "import_answer", batch, **{f"row-{row.row}:{row.sheet}": stored.number})
        batch.refresh_from_db()
        assert counts(batch) == {"changed": 1}
        assert "고른 답" in page_of(door, batch)

    def test_can_be_asked_again(self, door, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        row = batch.rows.get(row=3)
        send(door, "import_answer", batch, **{f"row-{row.row}:{row.sheet}": "out"})
        batch.refresh_from_db()
        assert counts(batch) == {"new": 1, "set_aside": 1}
        row = batch.rows.get(row=3)

        send(door, "import_answer", batch, **{f"row-{row.row}:{row.sheet}": "back"})

        batch.refresh_from_db()
        assert counts(batch) == {"wrong": 2}

    def test_left_open_change_nothing(self, door, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        row = batch.rows.first()

        response = send(door, "import_answer", batch, **{f"row-{row.row}:{row.sheet}": "later"})

        assert "고른 것이 없어" in response.content.decode()

    def test_come_back_to_the_rows_they_were_asked_at_and_nowhere_else(self, door, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        row = batch.rows.first()

        response = door.post(
            reverse("admin:import_answer", args=[batch.pk]),
            {
                f"row-{row.row}:{row.sheet}": "new",
                "back": "show=wrong&page=2&next=https://example.org",
            },
        )

        assert response.url.endswith("?show=wrong&page=2#rows")

    def test_of_another_clerks_preview_are_not_to_be_answered(self, client, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        colleague = make_user(role=Role.WRITER, at=make_municipality(code="41"))
        client.force_login(colleague)

        response = send(client, "import_answer", batch, **{"row-2:CSV": "out"})

        assert response.status_code == 404
        batch.refresh_from_db()
        assert counts(batch) == {"wrong": 2}

    def test_never_show_a_project_of_others(self, door, publisher):
        theirs = make_project(owner=make_municipality(code="41"), name="비밀", published=False)
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        row = batch.rows.first()

        send(door, "import_answer", batch, **{f"row-{row.row}:{row.sheet}": theirs.number})

        assert "비밀" not in page_of(door, batch, "show=wrong")


class TestGivingUp:
    HEADINGS = ("사업명", "회계연도", "추진 상태")

    def test_asks_first_where_answers_would_go_with_the_file(self, door, publisher):
        row = ("새 사업", 2013, "진헹중")
        batch = staged(publisher, row, code="11", headings=self.HEADINGS)
        send(door, "import_answer", batch, **{"word-0": "추진 중"})

        page = send(door, "import_discard", batch).content.decode()

        assert "답하고 고른 것이 모두 사라집니다" in page
        assert ImportBatch.objects.get().state == BatchState.STAGED
        send(door, "import_discard", batch, sure="1")
        assert ImportBatch.objects.get().state == BatchState.DISCARDED

    def test_asks_nothing_where_nothing_was_said(self, door, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5), code="11")

        send(door, "import_discard", batch)

        assert ImportBatch.objects.get().state == BatchState.DISCARDED


class TestTwoTabs:
    @pytest.fixture
    def batch(self, publisher):
        rows = [("첫 사업", 2013, "진헹중", 5), ("둘째 사업", 2013, "게획", 5)]
        return staged(publisher, *rows, code="11", headings=HEADINGS)

    def test_never_put_a_word_in_the_place_of_another(self, door, batch):
        seen = batch.options["mark"]
        send(door, "import_answer", batch, **{"word-0": "추진 중", "mark": seen})

        response = send(door, "import_answer", batch, **{"word-0": "완료", "mark": seen})

        assert "그사이 다른 창에서 다시 확인했습니다" in response.content.decode()
        batch.refresh_from_db()
        assert batch.options["corrections"] == [["status", "진헹중", "추진 중"]]

    def test_save_nothing_but_what_the_page_shows(self, door, batch):
        send(door, "import_answer", batch, **{"word-0": "추진 중", "word-1": "계획"})
        batch.refresh_from_db()
        seen = batch.options["mark"]
        send(door, "import_answer", batch, **{"unword-0": "1", "mark": seen})

        response = send(door, "import_confirm", batch, mark=seen, accept="1")

        assert "그사이 미리보기가 바뀌어" in response.content.decode()
        assert not Project.objects.exists()

    def test_of_which_one_answers_rows_find_them_by_their_place(self, door, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        send(door, "import_answer", batch, **{"row-3:CSV": "new"})

        send(door, "import_answer", batch, **{"row-3:CSV": "out"})

        batch.refresh_from_db()
        assert counts(batch) == {"new": 1, "set_aside": 1}


class TestWarnings:
    @pytest.fixture
    def batch(self, publisher, seoul):
        make_project(owner=seoul, name="포털", won=5_000)
        return staged(publisher, ("포털", 2013, 50), code="11")

    def test_must_be_accepted_before_saving(self, door, batch):
        response = send(door, "import_confirm", batch)

        page = response.content.decode()
        assert "경고를 확인했다고" in page
        assert page.index("원인별로 보기") < page.index("위의 경고를 모두 확인했습니다")
        assert page.index("건 저장<") < page.index("경고 표시된 엑셀 내려받기")
        assert ImportBatch.objects.get().state == BatchState.STAGED
        send(door, "import_confirm", batch, accept="1")
        assert ImportBatch.objects.get().state == BatchState.CONFIRMED
        assert Project.objects.get().total_won == 50_000

    def test_are_not_asked_where_there_are_none(self, door, publisher):
        batch = staged(publisher, ("새 사업", 2013, 5), code="11")

        assert "경고를 모두 확인했습니다" not in page_of(door, batch)
        send(door, "import_confirm", batch)
        assert ImportBatch.objects.get().state == BatchState.CONFIRMED


class TestSums:
    def test_of_the_paper_stand_beside_those_of_the_rows(self, door, publisher):
        rows = [("첫 사업", 2013, 5), ("둘째 사업", 2013, 6), ("합계", "", 12)]
        batch = staged(publisher, *rows, code="11")

        page = page_of(door, batch)

        assert "1만 2,000원" in page
        assert "1만 1,000원" in page
        assert "다름" in page
        assert "<td>C4</td>" in page
        assert "합계 1행" in page

    def test_lack_rows_with_errors_and_say_so(self, door, publisher):
        rows = [("포털", 2013, 10), ("행정망", 2013, "△5"), ("소계", "", 5)]
        headings = ("사업명", "회계연도", "총사업비(천원)")

        page = page_of(door, staged(publisher, *rows, code="11", headings=headings))

        assert "오류 행이 빠져서" in page
        assert "오류 행 1개는 합에서 빠졌습니다" in page
        assert "다름" not in page

    def test_that_agree_are_said_in_one_line(self, door, publisher):
        batch = staged(publisher, ("첫 사업", 2013, 5), ("합계", "", 5), code="11")

        page = page_of(door, batch)

        assert "소계·합계 1칸이 파일에 적힌 사업들의 합과 모두 같습니다" in page
        assert "경고를 모두 확인했습니다" not in page


def test_a_department_is_chosen_from_the_nearest(door, publisher, seoul):
    office = make_department(municipality=seoul, name="정보공개정책과")
    headings = ("사업명", "회계연도", "담당 부서")
    batch = staged(publisher, ("새 사업", 2013, "정보공개과"), code="11", headings=headings)

    send(door, "import_answer", batch, **{"word-0": "정보공개정책과"})
    send(door, "import_confirm", batch)

    assert Project.objects.get().department == office
