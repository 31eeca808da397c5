"""The doors of the return workbook and the forms: who gets which file."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from registry.notation.codes import BatchState, Role
from tests.admin.conftest import SECRET
from tests.factories import make_project, make_user
from tests.spreadsheets import staged

pytestmark = pytest.mark.django_db
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def at(name, *args):
    return reverse(f"admin:{name}", args=args)


def book_of(response):
    assert response["Content-Type"] == KIND
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


class TestReturnWorkbook:
    @pytest.fixture
    def batch(self, cast, gyeonggi):
        return staged(cast.writer, ("포털", 2013, "많음"))

    def test_is_offered_where_there_are_errors(self, batch, writer):
        page = writer.get(at("import_preview", batch.pk)).content.decode()

        assert at("import_returned", batch.pk) in page
        assert "오류 표시된 엑셀 내려받기" in page

    def test_is_sent_under_the_name_of_the_file(self, batch, writer):
        response = writer.get(at("import_returned", batch.pk))

        assert "%EC%82%AC%EC%97%85_%EC%98%A4%EB%A5%98" in response["Content-Disposition"]
        assert book_of(response).sheetnames == ["CSV", "오류 목록", "고를 수 있는 값"]

    def test_is_gone_with_the_preview(self, batch, writer):
        batch.state, batch.content = BatchState.DISCARDED, None
        batch.save()

        response = writer.get(at("import_returned", batch.pk))

        assert response.status_code == 302

    @pytest.mark.parametrize("name", ["seoul_writer", "seoul_publisher"])
    def test_of_another_municipality_is_not_there(self, batch, cast, sign_in, name):
        response = sign_in(getattr(cast, name)).get(at("import_returned", batch.pk))

        assert response.status_code == 404

    def test_takes_a_writer(self, batch, cast, sign_in):
        assert sign_in(cast.reader).get(at("import_returned", batch.pk)).status_code == 403
        assert sign_in(None).get(at("import_returned", batch.pk)).status_code == 302


class TestForms:
    def test_are_offered_on_the_first_page(self, writer):
        page = writer.get(at("import_start")).content.decode()

        assert "빈 양식 내려받기" in page
        assert "우리 지자체 자료가 든 양식 내려받기" in page
        assert at("import_blank_form") in page
        assert at("import_filled_form") in page

    def test_are_sent_at_once_to_who_writes_for_one_municipality(self, writer, theirs):
        blank = book_of(writer.get(at("import_blank_form")))
        filled = book_of(writer.get(at("import_filled_form")))

        assert (blank["사업"].max_row, filled["사업"].max_row) == (1, 1 + len(theirs["project"]))

    def test_are_asked_for_by_who_writes_for_several(self, cast, seoul, sign_in):
        both = make_user(role=Role.WRITER, at=seoul)
        both.memberships.create(municipality=cast.writer.memberships.get().municipality,
                                role=Role.WRITER)  # fmt: skip

        response = sign_in(both).get(at("import_blank_form"))

        assert "어느 지자체의 양식인지 골라 주세요." in response.content.decode()

    def test_have_the_year_and_the_unit_that_were_chosen(self, writer, gyeonggi):
        chosen = {"municipality": gyeonggi.pk, "year": "2013", "unit": "원"}

        book = book_of(writer.get(at("import_blank_form"), chosen))

        headings = [cell.value for cell in book["사업"][1]]
        assert {"총사업비(원)", "국비(2013 본예산)(원)"} <= set(headings)

    @pytest.mark.parametrize(
        ("chosen", "sentence"),
        [({"year": "내년"}, "네 자리 숫자로"), ({"unit": "달러"}, "올바르게 선택해 주세요")],
    )
    def test_ask_again_with_the_reason(self, writer, chosen, sentence):
        page = writer.get(at("import_blank_form"), chosen).content.decode()

        assert sentence in page

    @pytest.mark.parametrize("name", ["import_blank_form", "import_filled_form"])
    def test_of_another_municipality_are_not_there(self, cast, gyeonggi, theirs, sign_in, name):
        response = sign_in(cast.seoul_publisher).get(at(name), {"municipality": gyeonggi.pk})

        assert response.status_code == 404

    def test_tell_nothing_of_another_municipality(self, cast, theirs, seoul, sign_in):
        make_project(owner=seoul, name="우리 사업", published=False)

        book = book_of(sign_in(cast.seoul_writer).get(at("import_filled_form")))

        told = [book["사업"], book["고를 수 있는 값"]]
        texts = [str(cell.value) for sheet in told for row in sheet.iter_rows() for cell in row]
        assert "우리 사업" in texts
        assert not [text for text in texts if SECRET in text or text == "경기도"]

    @pytest.mark.parametrize("name", ["import_forms", "import_blank_form", "import_filled_form"])
    def test_take_a_writer(self, cast, sign_in, name):
        assert sign_in(cast.reader).get(at(name)).status_code == 403
        assert sign_in(cast.newcomer).get(at(name)).status_code == 403
        assert sign_in(None).get(at(name)).status_code == 302
