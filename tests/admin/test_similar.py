"""The page and the workbook of similar projects."""

import io
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories import make_department, make_project

pytestmark = pytest.mark.django_db
PAGE, BOOK = "/admin/registry/similar/", "/admin/registry/similar.xlsx"


@pytest.fixture
def likes(gyeonggi, seoul):
    """Return a project of 경기도 and what is like it elsewhere."""
    mine = make_project(owner=gyeonggi, name="악취 측정", published=False)
    office = make_department(municipality=seoul, name="환경과")
    theirs = make_project(owner=seoul, department=office, name="악취 측정망 구축")
    make_project(owner=seoul, name="악취 측정소", won=None)
    make_project(owner=seoul, name="악취 측정 쉬쉬", published=False)
    return mine, theirs


class TestPage:
    def test_asks_first(self, writer):
        page = writer.get(PAGE).content.decode()

        assert 'name="q"' in page
        assert "에 찾음" not in page

    def test_shows_what_is_like_a_typed_title(self, writer, likes):
        page = writer.get(PAGE, {"q": "악취 측정"}).content.decode()

        for said in (
            "비슷한 사업 3건",
            "환경과",
            "52억 2,400만 원",
            "미공개",
            "초안",
            "매우 비슷",
        ):
            assert said in page
        assert "쉬쉬" not in page

    def test_shows_what_is_like_a_project(self, writer, likes):
        page = writer.get(PAGE, {"project": likes[0].pk}).content.decode()

        assert "비슷한 사업 2건" in page
        assert "사업 유형이 같음" in page

    def test_says_that_there_is_nothing(self, writer, likes):
        assert "찾지 못했습니다" in writer.get(PAGE, {"q": "드론"}).content.decode()

    def test_is_linked_from_the_project_and_the_list(self, writer, likes):
        form = writer.get(f"/admin/registry/project/{likes[0].pk}/change/").content.decode()

        assert f'href="{PAGE}?project={likes[0].pk}"' in form
        assert f'href="{PAGE}"' in writer.get("/admin/registry/project/").content.decode()

    @pytest.mark.parametrize("address", [PAGE, BOOK])
    def test_of_a_draft_of_another_body_is_not_there(self, cast, sign_in, likes, address):
        client = sign_in(cast.seoul_publisher)
        draft, nowhere = (client.get(address, {"project": pk}) for pk in (likes[0].pk, 999999))

        assert (draft.status_code, nowhere.status_code) == (404, 404)

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"first": "십년"}, "네 자리 숫자로"),
            ({"first": "2014", "last": "2013"}, "시작 연도보다 빠릅니다"),
            ({"region": "99"}, "99"),
        ],
    )
    def test_refuses_a_condition_it_does_not_understand(self, writer, likes, asked, said):
        page = writer.get(PAGE, {"q": "악취 측정", **asked}).content.decode()

        assert said in page
        assert "에 찾음" not in page

    def test_writes_nothing_as_markup(self, writer, seoul):
        make_project(owner=seoul, name="악취 <b>측정</b>")

        page = writer.get(PAGE, {"q": '악취 측정"><script>'}).content.decode()

        assert "<b>측정" not in page
        assert '"><script>' not in page

    def test_asks_the_same_number_of_queries_for_ten_and_forty(self, writer, likes, seoul):
        counts = []
        for more in (10, 30):
            for _one in range(more):
                make_project(owner=seoul, name="악취 측정망")
            with CaptureQueriesContext(connection) as asked:
                writer.get(PAGE, {"project": likes[0].pk})
            counts.append(len(asked))

        assert counts[0] == counts[1]


class TestWorkbook:
    def test_has_the_rows_of_the_page(self, writer, likes):
        response = writer.get(BOOK, {"q": "악취 측정", "without_own": "on"})
        sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        heading, *rows = sheet.iter_rows(values_only=True)

        assert heading[:6] == ("지자체", "사업명", "연도", "부서", "금액(원)", "상태")
        assert len(rows) == 2
        [row] = [row for row in rows if row[1] == "악취 측정망 구축"]
        assert row[:6] == ("서울특별시", "악취 측정망 구축", 2013, "환경과", 5_224_000_000, "계획")
        assert "악취" in row[7]
        assert row[9] == f"http://testserver{likes[1].get_absolute_url()}"

    def test_says_of_a_draft_that_it_is_one(self, writer, likes):
        response = writer.get(BOOK, {"q": "악취 측정"})
        sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        [draft] = [row for row in sheet.iter_rows(values_only=True) if row[1] == "악취 측정"]

        assert (draft[5], draft[9]) == ("계획 (초안)", "공개 전")

    def test_is_named_for_what_it_is(self, writer, likes):
        named = writer.get(BOOK, {"q": "악취 측정"})["Content-Disposition"]

        assert quote("유사사업_") in named
        assert named.endswith(".xlsx")
