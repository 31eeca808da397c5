"""What a merciless reader found: promises of an import that must hold in odd cases too."""

import pytest

from registry.actions.importing import Answer, PreviewChanged, answer, check, confirm, upload
from registry.models import FundingSource, ImportBatch, Project
from registry.notation.codes import Role
from tests.factories import (
    make_department,
    make_municipality,
    make_project,
    make_user,
)
from tests.spreadsheets import codes, counts, csv_of, imported, staged, upload_of, xlsx_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
MONEY = ("사업명", "회계연도", "국비(2013 본예산)")


@pytest.fixture
def seoul():
    return make_municipality(code="11")


@pytest.fixture
def publisher(seoul):
    return make_user(role=Role.PUBLISHER, at=seoul)


class TestConfirm:
    def test_never_writes_a_project_that_went_to_another_body(self, publisher, seoul):
        project = make_project(owner=seoul, name="포털", won=5_000)
        batch = staged(publisher, ("포털", 2013, 9), code="11")
        project.owner = make_municipality(code="41")
        project.save()

        with pytest.raises(PreviewChanged):
            confirm(batch, publisher)

        project.refresh_from_db()
        assert project.total_won == 5_000

    def test_sees_that_money_alone_was_changed_by_hand(self, publisher, seoul):
        project = make_project(owner=seoul, name="포털", published=False)
        headings = ("사업명", "회계연도", "국비(2013 본예산)")
        imported(publisher, ("포털", 2013, "1천원"), code="11", headings=headings)
        batch = staged(publisher, ("포털", 2013, "5천원"), code="11", headings=headings)
        money = FundingSource.objects.get(project=project)
        money.won = 7_000
        money.save()
        Project.objects.filter(pk=project.pk).update(modified_at="2030-01-01T00:00:00Z")

        with pytest.raises(PreviewChanged):
            confirm(batch, publisher)

    def test_shows_a_question_that_came_up_since_the_preview(self, publisher, seoul):
        batch = staged(publisher, ("민원 제안 시스템", 2013, 5), code="11")
        make_project(owner=seoul, name="민원제안 시스템 구축")

        with pytest.raises(PreviewChanged):
            confirm(batch, publisher)

        assert codes(batch) == ["perhaps-registered"]


class TestRowsOfOneProject:
    def test_follow_the_first_of_them_and_no_other(self, publisher, seoul):
        office = make_department(municipality=seoul, name="상수도본부")
        make_department(municipality=seoul, name="지리정보과", parent=office)
        rows = [
            ("포털", 2013, "지리정보과", "1천원", "", ""),
            ("포털", 2013, "", "", "2천원", ""),
            ("포털", 2013, "지리정보과", "", "", "3천원"),
        ]
        headings = (
            "사업명",
            "회계연도",
            "담당 부서",
            *(f"국비({y} 본예산)" for y in (2013, 2014, 2015)),
        )

        batch = imported(publisher, *rows, code="11", headings=headings)

        assert counts(batch) == {"new": 3}
        assert FundingSource.objects.filter(project=Project.objects.get()).count() == 3

    def test_with_the_same_money_are_both_named_however_many_there_are(self, publisher):
        years = [*range(2000, 2036), 2035]
        headings = ("사업명", "회계연도", *(f"국비({year} 본예산)" for year in range(2000, 2036)))
        rows = [
            ("포털", 2013, *("1천원" if year == own else "" for year in range(2000, 2036)))
            for own in years
        ]

        batch = staged(publisher, *rows, code="11", headings=headings)

        assert "same-project-twice" in codes(batch)

    def test_in_a_sheet_with_a_long_name_are_all_there(self, publisher):
        rows = [("포털", 2013, 5), ("포털", 2013, 6), ("새 사업", 2013, 7)]
        data = xlsx_of(*rows, sheet="가" * 31)

        batch = upload(upload_of(data, name="사업.xlsx", code="11"), publisher)
        check(batch, publisher)

        batch.refresh_from_db()
        assert counts(batch) == {"new": 1, "wrong": 2}


class TestScope:
    def test_of_what_looks_alike_is_the_owner(self, publisher, seoul):
        office = make_department(municipality=seoul, name="세무과")
        other = make_municipality(code="41")
        make_project(owner=other, name="비밀", department=office, won=5_000, published=False)
        headings = ("사업명", "회계연도", "담당 부서", "총사업비(천원)")

        batch = staged(publisher, ("새 사업", 2013, "세무과", 5), code="11", headings=headings)

        assert codes(batch) == []

    def test_of_a_batch_has_the_rows_that_were_left_out(self, publisher, seoul):
        publisher.memberships.create(
            municipality=make_municipality(code="41"), role=Role.PUBLISHER
        )
        colleague = make_user(role=Role.PUBLISHER, at=seoul)
        rows = [("서울특별시", "포털", 2013), ("경기도", "비밀", 2013), ("경기도", "비밀", 2013)]
        batch = staged(publisher, *rows, code="11", headings=("지자체", "사업명", "회계연도"))
        answer(batch, publisher, {("CSV", n): Answer(left_out=True) for n in (3, 4)})
        batch.refresh_from_db()

        confirm(batch, publisher)

        assert not ImportBatch.objects.readable_by(colleague).exists()


class TestCauses:
    def test_have_every_error_however_many_warnings_there_are(self, publisher):
        headings = ("사업명", "회계연도", "담당 부서", "추진 상태")
        rows = [(f"사업 {n}", 2013, f"없는 부서 {n}", "계획") for n in range(210)]

        batch = staged(publisher, *rows, ("끝", 2013, "", "진헹중"), code="11", headings=headings)

        assert batch.options["causes"][0]["text"] == "진헹중"


class TestLimits:
    def test_of_rows_hold_for_several_sheets_together(self, publisher, settings):
        settings.IMPORT_MAX_ROWS = 10
        rows = [(f"사업 {n}", 2013, 5) for n in range(11)]
        batch = upload(upload_of(csv_of(*rows), code="11"), publisher)

        with pytest.raises(ValueError, match="10행까지"):
            check(batch, publisher)
