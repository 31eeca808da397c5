"""The form: what is in it, and that a filled one changes only what was edited."""

import io

import pytest
from openpyxl import load_workbook

from registry.actions.handouts import FORM_UNITS, FormOrder, blank_form, filled_form
from registry.actions.handouts.guide import COLUMNS
from registry.actions.importing import Refused, confirm, stage
from registry.models import FundingSource, Project
from registry.notation.codes import Role, Stage
from registry.sheets.heading import understand_heading
from registry.sheets.heading_words import EXPORT_HEADINGS
from tests.actions.test_exporting import awkward
from tests.factories import LONG_AGO, make_department, make_municipality, make_project, make_user
from tests.spreadsheets import counts, messages, upload_of

__all__ = ["awkward"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def gyeonggi(municipalities):
    return make_municipality(code="41")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi)


@pytest.fixture
def order(gyeonggi, publisher):
    return FormOrder(publisher, gyeonggi, 2013)


def opened(content):
    return load_workbook(io.BytesIO(content))


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def headings(sheet):
    return {cell.value: cell.column_letter for cell in sheet[1]}


class TestBlankForm:
    def test_has_the_headings_of_the_export_in_its_unit(self, order):
        sheet = opened(blank_form(order))["사업"]

        told = [heading.replace("(원)", "(천원)") for heading in EXPORT_HEADINGS.values()]
        assert [cell.value for cell in sheet[1]][: len(told)] == told
        assert "국비(2013 본예산)(천원)" in headings(sheet)
        assert sheet.max_row == 1
        assert sheet.freeze_panes == "E2"

    @pytest.mark.parametrize("unit", FORM_UNITS)
    def test_has_no_heading_that_the_reader_does_not_know(self, order, unit):
        sheet = opened(blank_form(FormOrder(order.user, order.body, 2013, unit)))["사업"]

        known = [understand_heading(heading) for heading in headings(sheet)]
        assert all(heading.field for heading in known)
        assert {heading.unit for heading in known if heading.unit} == {order_won(unit)}

    def test_explains_every_column(self, order):
        sheet = opened(blank_form(order))["쓰는 법"]

        explained = {row[0].value for row in sheet.iter_rows()}
        assert COLUMNS.keys() == EXPORT_HEADINGS.keys()
        assert {"사업 번호", "총사업비(천원)", "계(2013 본예산)(천원)"} & explained

    def test_offers_lists_and_takes_other_words_too(self, order, gyeonggi):
        make_department(municipality=gyeonggi, name="정보통신과")
        book = opened(blank_form(order))
        places = headings(book["사업"])

        offered = {str(one.sqref): one for one in book["사업"].data_validations.dataValidation}
        status = offered[f"{places['추진 상태']}2:{places['추진 상태']}1001"]
        office = offered[f"{places['담당 부서']}2:{places['담당 부서']}1001"]
        assert values_of(book, status) == ["계획", "추진 중", "완료", "중단·취소", "보류"]
        assert values_of(book, office) == ["정보통신과"]
        assert {one.errorStyle for one in offered.values()} == {"warning"}
        assert len(offered) == 6

    def test_that_nobody_filled_in_is_refused_with_a_sentence(self, order):
        with pytest.raises(Refused, match="사업이 한 줄 이상"):
            stage(upload_of(blank_form(order)), order.user)

    def test_that_was_filled_in_becomes_projects(self, order):
        book = opened(blank_form(order))
        sheet, places = book["사업"], headings(book["사업"])
        for heading, value in {
            "사업명": "CCTV 통합관제센터 설치",
            "회계연도": 2013,
            "추진 상태": "추진 중",
            "총사업비(천원)": 5_224_000,
            "국비(2013 본예산)(천원)": 2_612_000,
        }.items():
            sheet[f"{places[heading]}2"] = value

        confirm(stage(upload_of(saved(book)), order.user), order.user)

        project = Project.objects.get()
        assert (project.owner, project.total_won) == (order.body, 5_224_000_000)
        money = FundingSource.objects.get(source="national")
        assert (money.fiscal_year, money.stage, money.won) == (2013, Stage.ORIGINAL, 2_612_000_000)


def order_won(unit):
    return {"원": 1, "천원": 1_000, "백만원": 1_000_000}[unit]


def values_of(book, offered):
    """Return what a drop-down list offers."""
    name, area = offered.formula1.split("!")
    cells = book[name.strip("'")][area.replace("$", "")]
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


class TestFilledForm:
    @pytest.mark.parametrize("unit", FORM_UNITS)
    def test_that_nobody_edited_changes_nothing(self, awkward, order, unit):
        content = filled_form(FormOrder(order.user, order.body, 2013, unit))

        batch = stage(upload_of(content, name="양식.xlsx"), order.user)

        assert counts(batch) == {"unchanged": awkward.count()}
        assert [told for told in messages(batch) if "재원의 합" not in told] == []

    def test_changes_only_the_cells_that_were_edited(self, awkward, order):
        book = opened(filled_form(order))
        sheet, places = book["사업"], headings(book["사업"])
        project = Project.objects.get(name="재원")
        [row] = [cell.row for cell in sheet["A"] if cell.value == project.number]
        sheet[f"{places['총사업비(천원)']}{row}"] = 5_224_000
        sheet[f"{places['국비(2013 본예산)(천원)']}{row}"] = 2_612_000
        sheet[f"{places['사업 유형']}{row}"] = "DB 구축"

        batch = stage(upload_of(saved(book), name="양식.xlsx"), order.user)

        assert counts(batch) == {"changed": 1, "unchanged": awkward.count() - 1}
        changed = batch.rows.get(effect="changed")
        assert changed.project == project
        assert {one["label"] for one in changed.changes} == {
            "총사업비",
            "사업 유형",
            "국비(2013 본예산)",
        }

    def test_keeps_every_won_in_thousands(self, order, gyeonggi):
        make_project(owner=gyeonggi, won=1_234_567_891, national=1)

        sheet = opened(filled_form(order))["사업"]

        places = headings(sheet)
        assert sheet[f"{places['총사업비(천원)']}2"].value == 1_234_567.891
        assert sheet[f"{places['국비(연도 미상 계획)(천원)']}2"].value == 0.001

    def test_holds_what_the_person_may_read_of_this_body_alone(self, order, gyeonggi):
        make_project(owner=gyeonggi, name="초안", published=False)
        make_project(owner=make_municipality(code="11"), name="쉬쉬 초안", published=False)
        make_project(owner=make_municipality(code="11"), name="남의 공개")
        make_project(owner=gyeonggi, name="등록 취소", publication="withdrawn",
                     withdrawn_on=LONG_AGO, withdrawn_reason="중복 등록")  # fmt: skip

        sheet = opened(filled_form(order))["사업"]

        names = headings(sheet)["사업명"]
        assert [cell.value for cell in sheet[names]][1:] == ["초안"]

    def test_of_another_body_holds_nothing(self, order):
        seoul = make_municipality(code="11")
        make_project(owner=seoul, name="쉬쉬 초안", published=False)

        sheet = opened(filled_form(FormOrder(order.user, seoul, 2013)))["사업"]

        assert sheet.max_row == 1
