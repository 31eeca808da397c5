"""Which row is which project, and whose rows a person may bring in."""

from datetime import date

import pytest

from registry.models import Project
from registry.notation.codes import Publication, Role
from tests.factories import LONG_AGO, make_department, make_municipality, make_project, make_user
from tests.spreadsheets import codes, counts, imported, messages, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
NUMBERED = ("사업 번호", "사업명", "회계연도", "총사업비(천원)")
WITH_OFFICE = ("사업명", "회계연도", "담당 부서", "총사업비(천원)")


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi)


class TestByNumber:
    def test_finds_a_project_under_a_new_name(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="옛 이름")
        imported(publisher, (project.number, "새 이름", 2013, ""), headings=NUMBERED)

        project.refresh_from_db()
        assert (project.name, project.name_key) == ("새 이름", "새이름")

    def test_answers_alike_for_a_strangers_number_and_for_none(self, publisher):
        theirs = make_project(owner=make_municipality(code="11"))

        stranger = staged(publisher, (theirs.number, "포털", 2013, ""), headings=NUMBERED)
        nobody = staged(publisher, ("2013-11-9999", "포털", 2013, ""), headings=NUMBERED)

        [told], [told_of_none] = messages(stranger), messages(nobody)
        assert told.replace(theirs.number, "#") == told_of_none.replace("2013-11-9999", "#")
        assert "내 소속 지자체의 사업 가운데 이 번호가 없습니다" in told
        assert theirs.name not in told
        assert "서울" not in told

    def test_refuses_another_body_beside_it(self, gyeonggi):
        both = make_user(role=Role.PUBLISHER, at=gyeonggi, includes_below=True)
        project = make_project(owner=gyeonggi)
        headings = ("사업 번호", "사업명", "지자체")

        batch = staged(both, (project.number, project.name, "용인시"), headings=headings)

        assert codes(batch) == ["number-of-another-body"]


class TestByName:
    def test_finds_a_project_spelled_otherwise(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="민원 제안 통합관리시스템")

        batch = staged(publisher, ("민원제안 통합관리-시스템", 2013, "5,224,000"))

        assert counts(batch) == {"unchanged": 1}

    def test_finds_the_project_of_the_body_before_its_new_code(self):
        old = make_municipality(code="42")
        project = make_project(owner=old, name="강원 포털", fiscal_year=2023)
        clerk = make_user(role=Role.PUBLISHER, at=make_municipality(code="51"))

        batch = staged(clerk, ("강원 포털", 2023, "6,000,000"), code="51")

        assert counts(batch) == {"changed": 1}
        assert batch.rows.get().project == project

    def test_takes_a_silent_department_as_agreeing(self, publisher, gyeonggi):
        office = make_department(municipality=gyeonggi)
        make_project(owner=gyeonggi, name="포털", department=office)

        assert counts(staged(publisher, ("포털", 2013, "5,224,000"))) == {"unchanged": 1}

    def test_asks_about_another_department(self, publisher, gyeonggi):
        office = make_department(municipality=gyeonggi, name="세무과")
        project = make_project(owner=gyeonggi, name="포털", department=office)
        batch = staged(publisher, ("포털", 2013, "총무과", 5), headings=WITH_OFFICE)

        [told] = messages(batch)
        assert codes(batch) == ["other-department"]
        assert project.number in told
        assert "세무과" in told
        assert told.startswith("2행 사업명(A2): 확인 필요")

    def test_asks_which_of_several(self, publisher, gyeonggi):
        numbers = [make_project(owner=gyeonggi, name="포털").number for _ in range(2)]
        batch = staged(publisher, ("포털", 2013, 5))

        assert codes(batch) == ["several-candidates"]
        assert all(number in messages(batch)[0] for number in numbers)

    def test_tells_several_apart_by_department(self, publisher, gyeonggi):
        tax = make_department(municipality=gyeonggi, name="세무과")
        make_project(owner=gyeonggi, name="포털")
        project = make_project(owner=gyeonggi, name="포털", department=tax)
        batch = staged(publisher, ("포털", 2013, "세무과", "5,224,000"), headings=WITH_OFFICE)

        assert batch.rows.get().project == project

    def test_asks_about_a_later_year(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="정보화 교육", fiscal_year=2013)

        assert codes(staged(publisher, ("정보화 교육", 2014, 5))) == ["other-year"]

    @pytest.mark.parametrize(
        ("fields", "note"),
        [
            ({"note": "계속비 사업"}, ""),
            ({"period_end": "2014-12-31", "period_end_precision": "month"}, ""),
            ({}, "계속"),
        ],
    )
    def test_adds_a_later_years_money_to_what_runs_on(self, publisher, gyeonggi, fields, note):
        project = make_project(owner=gyeonggi, name="통합 포털", fiscal_year=2013, **fields)
        headings = ("사업명", "회계연도", "국비(2014 본예산)", "비고")

        batch = imported(publisher, ("통합 포털", 2014, "5억원", note), headings=headings)

        assert counts(batch) == {"changed": 1}
        assert project.funding.get().fiscal_year == 2014
        project.refresh_from_db()
        assert project.fiscal_year == 2013

    def test_asks_about_a_withdrawn_project(self, publisher, gyeonggi):
        make_project(
            owner=gyeonggi,
            name="포털",
            publication=Publication.WITHDRAWN,
            withdrawn_on=LONG_AGO,
            withdrawn_reason="중복",
        )

        assert codes(staged(publisher, ("포털", 2013, 5))) == ["withdrawn"]


class TestTwins:
    def test_are_both_named(self, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("  포 털 ", 2013, 6))

        assert counts(batch)["wrong"] >= 1
        assert any("2행" in told and "3" in told for told in messages(batch))

    def test_by_number_and_by_name_are_both_named(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털")
        batch = staged(
            publisher,
            (project.number, "새 이름", 2013, 5),
            ("", "포털", 2013, 6),
            headings=NUMBERED,
        )

        assert counts(batch) == {"wrong": 2}
        assert codes(batch) == ["same-project-twice", "same-project-twice"]
        assert "2행, 3행이 같은 사업입니다" in messages(batch)[0]

    def test_of_different_departments_are_two_projects(self, publisher):
        batch = staged(
            publisher,
            ("포털", 2013, "세무과", 5),
            ("포털", 2013, "총무과", 6),
            headings=WITH_OFFICE,
        )

        assert counts(batch) == {"new": 2}

    def test_of_which_one_names_no_department_are_both_named(self, publisher):
        rows = [("포털", 2013, "세무과", 5), ("포털", 2013, "", 6)]
        batch = staged(publisher, *rows, headings=WITH_OFFICE)

        told = ["same-project-twice", "unknown-department", "same-project-twice"]
        assert codes(batch) == told

    def test_with_different_money_must_agree_on_everything_else(self, publisher):
        headings = ("사업명", "회계연도", "규모", "국비(2013 본예산)", "국비(2014 본예산)")
        rows = [("포털", 2013, "2곳", "5억원", ""), ("포털", 2013, "3곳", "", "6억원")]
        batch = staged(publisher, *rows, headings=headings)

        assert codes(batch) == ["rows-disagree"]
        assert "규모" in messages(batch)[0]

    DATED = ("사업명", "회계연도", "총사업비(천원)", "착수일", "완료일")

    def test_are_told_together_with_what_else_is_wrong_with_them(self, publisher):
        rows = [("포털", 2013, 5, "", ""), ("포털", 2013, 5, "2013-08", "2013-03")]
        batch = staged(publisher, *rows, headings=self.DATED)

        assert codes(batch) == ["same-project-twice", "end-before-start", "same-project-twice"]

    def test_that_only_look_alike_are_told_together_with_it_too(self, publisher):
        rows = [("포털 구축", 2013, 5, "", ""), ("포털", 2013, 6, "2013-08", "2013-03")]
        batch = staged(publisher, *rows, headings=self.DATED)

        assert codes(batch) == ["end-before-start", "perhaps-twice"]

    def test_are_held_against_what_is_stored_all_the_same(self, publisher, gyeonggi):
        make_project(
            owner=gyeonggi,
            name="포털",
            period_start=date(2013, 8, 1),
            period_start_precision="month",
            period_certainty="open",
        )
        headings = ("사업명", "회계연도", "완료일")
        rows = [("포털", 2013, "2013-12"), ("포털", 2013, "2013-03")]
        batch = staged(publisher, *rows, headings=headings)

        assert codes(batch) == ["same-project-twice", "same-project-twice", "breaks-promise"]

    def test_are_not_told_of_rows_whose_money_cannot_be_read(self, publisher):
        headings = ("사업명", "회계연도", "국비(2013 본예산)(천원)", "국비(2014 본예산)(천원)")
        rows = [("포털", 2013, 5, ""), ("포털", 2013, "", "다섯")]
        batch = staged(publisher, *rows, headings=headings)

        assert codes(batch) == ["not-an-amount"]

    def test_in_their_thousands_take_no_time(self, publisher):
        rows = [("포털", 2013, f"{number}과", 5) for number in range(3000)]
        rows += [("포털", 2013, "", 5)]

        batch = staged(publisher, *rows, headings=WITH_OFFICE)

        assert counts(batch) == {"wrong": 3001}


class TestScope:
    def test_refuses_a_row_of_another_body(self, publisher):
        headings = ("지자체", "사업명", "회계연도", "총사업비(천원)")
        rows = [("경기도", "포털", 2013, 5), ("서울특별시", "포털", 2013, 5)]
        batch = staged(publisher, *rows, headings=headings)

        assert counts(batch) == {"new": 1, "wrong": 1}
        assert messages(batch) == [
            "3행 지자체(A3): ‘서울특별시’는 내 소속 지자체가 아니어서 가져올 수 없습니다. "
            "내 소속 지자체의 사업만 올려 주세요."
        ]

    def test_takes_in_the_bodies_below_where_the_membership_says_so(self, gyeonggi):
        headings = ("지자체", "사업명", "회계연도", "총사업비(천원)")
        above = make_user(role=Role.WRITER, at=gyeonggi, includes_below=True)
        batch = imported(above, ("용인시", "포털", 2013, 5), headings=headings)

        assert counts(batch) == {"new": 1}
        assert Project.objects.get().number == "2013-41460-0001"
        assert batch.options["owners"] == ["41460"]

    def test_gives_a_reader_nothing_to_import(self, gyeonggi):
        reader = make_user(role=Role.READER, at=gyeonggi)

        assert codes(staged(reader, ("포털", 2013, 5))) == ["owner-out-of-scope"]
