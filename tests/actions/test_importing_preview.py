"""What a file would change, shown before anything is written."""

import pytest

from registry.actions.exporting import write_csv
from registry.actions.importing import imported_before, stage
from registry.models import Department, FundingSource, ImportBatch, Project
from registry.notation.codes import Role
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import (
    changes,
    codes,
    counts,
    csv_of,
    imported,
    messages,
    staged,
    upload_of,
    xlsx_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(article):
    return make_user(role=Role.PUBLISHER, at=make_municipality(), includes_below=True)


def cctv():
    return Project.objects.get(number="2013-41-0003")


class TestPreview:
    def test_writes_nothing_but_the_batch(self, publisher):
        batch = staged(
            publisher, ("CCTV 통합관제센터 설치", 2013, 6_000_000), ("새 사업", 2013, 5)
        )

        assert counts(batch) == {"new": 1, "changed": 1}
        assert cctv().total_won == 5_224_000_000
        assert not Project.objects.filter(name="새 사업").exists()
        assert Project.history.filter(import_batch=batch).count() == 0

    def test_knows_the_cctv_row_in_a_table_of_a_clerks_own(self, publisher):
        headings = ("연번", "사업명", "회계연도", "총사업비(천원)", "비고")
        batch = staged(
            publisher, (1, "CCTV통합관제센터  설치", 2013, "5,224,000", ""), headings=headings
        )

        assert counts(batch) == {"unchanged": 1}

    def test_knows_the_cctv_row_with_its_national_part(self, publisher):
        batch = staged(
            publisher,
            ("CCTV 통합관제센터 설치", "52억2400만원(국비 26억1200만원 포함)"),
            headings=("사업명", "총사업비"),
        )

        assert counts(batch) == {"unchanged": 1}

    def test_shows_old_and_new_values_whole(self, publisher):
        batch = staged(publisher, ("CCTV 통합관제센터 설치", 2013, 5_244_000))

        assert changes(batch) == {
            "총사업비": (
                "52억 2,400만 원 (원문: “52억2400만원(국비 26억1200만원 포함)”)",
                "52억 4,400만 원",
            )
        }

    def test_drops_the_words_of_an_amount_that_is_mended_beside_them(self, publisher):
        data = "".join(write_csv(Project.objects.filter(number="2013-41-0001"), for_public=False))
        words = Project.objects.get(number="2013-41-0001").total_text
        assert words == "40억원"

        batch = stage(upload_of(data.replace("4000000000", "4500000000").encode()), publisher)

        assert changes(batch)["총사업비"] == ("40억 원 (원문: “40억원”)", "45억 원")

    def test_sums_exact_totals_before_and_after(self, publisher):
        batch = staged(
            publisher,
            ("CCTV 통합관제센터 설치", 2013, "60억원"),
            ("새 사업", 2013, "5억여원"),
        )

        assert batch.counts["before_won"] == 5_224_000_000
        assert batch.counts["after_won"] == 6_000_000_000
        assert batch.counts["left_out"] == 1

    def test_says_that_the_same_file_was_imported_before(self, publisher):
        batch = imported(publisher, ("새 사업", 2013, 5_000))

        again = staged(publisher, ("새 사업", 2013, 5_000))

        assert counts(again) == {"unchanged": 1}
        assert imported_before(again.sha256, publisher) == batch

    def test_does_not_tell_others_of_a_file_imported_elsewhere(self, publisher):
        batch = imported(publisher, ("새 사업", 2013, 5_000))
        stranger = make_user(role=Role.WRITER, at=make_municipality(code="11"))

        assert imported_before(batch.sha256, stranger) is None

    def test_warns_of_a_unit_that_makes_ten_times_as_much(self, publisher):
        batch = staged(publisher, ("CCTV 통합관제센터 설치", 2013, 52_240_000))

        assert codes(batch) == ["amount-scaled"]
        assert "10배" in messages(batch)[0]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
    def test_reads_csv_in(self, publisher, encoding):
        batch = staged(publisher, ("새 사업", 2013, 5_000), encoding=encoding)

        assert counts(batch) == {"new": 1}

    def test_reads_xlsx_like_csv(self, publisher):
        data = xlsx_of(("새 사업", 2013, 5_000))

        batch = stage(upload_of(data, name="사업.xlsx"), publisher)

        assert changes(batch)["총사업비"] == ("", "500만 원")

    def test_takes_the_unit_that_was_chosen_where_the_file_has_none(self, publisher):
        data = csv_of(("새 사업", 2013, 5), headings=("사업명", "회계연도", "총사업비"))

        batch = stage(upload_of(data, unit="백만원"), publisher)

        assert changes(batch)["총사업비"] == ("", "500만 원")


class TestBlankCells:
    def test_keep_what_is_stored(self, publisher):
        headings = ("사업 번호", "사업명", "사업 내용", "국비(연도 미상 계획)", "총사업비(원)")
        row = ("2013-41-0003", "CCTV 통합관제센터 설치", "", "-", "")

        assert counts(staged(publisher, row, headings=headings)) == {"unchanged": 1}

    def test_clear_where_they_say_so(self, publisher):
        headings = ("사업 번호", "사업명", "사업 내용", "국비(연도 미상 계획)", "공동 지자체")
        row = ("2013-41-0003", "CCTV 통합관제센터 설치", "(지움)", "(지움)", "(지움)")

        batch = imported(publisher, row, headings=headings)

        assert set(changes(batch)) == {"사업 내용", "국비(연도 미상 계획)", "참여 기관"}
        assert cctv().description == ""
        assert cctv().funding.count() == 0
        assert cctv().participations.count() == 0


class TestMoney:
    def test_adds_a_row_and_keeps_those_the_file_does_not_name(self, publisher):
        headings = ("사업명", "회계연도", "시·도비(2013 본예산)")
        batch = imported(publisher, ("CCTV 통합관제센터 설치", 2013, "5억원"), headings=headings)

        assert changes(batch) == {"시·도비(2013 본예산)": ("", "5억 원")}
        assert sorted(cctv().funding.values_list("source", "won")) == [
            ("national", 2_612_000_000),
            ("provincial", 500_000_000),
        ]

    def test_never_overwrites_an_earlier_stage(self, publisher):
        headings = ("사업명", "회계연도", "국비(2013 본예산)", "국비(2013 추경 1)")
        imported(publisher, ("새 사업", 2013, "5억원", ""), headings=headings)

        imported(publisher, ("새 사업", 2013, "", "6억원"), headings=headings)

        stages = FundingSource.objects.filter(project__name="새 사업")
        assert sorted(stages.values_list("stage", "round", "won")) == [
            ("original", 0, 500_000_000),
            ("supplementary", 1, 600_000_000),
        ]

    def test_of_one_year_does_not_become_the_total_of_several(self, publisher):
        headings = ("사업명", "회계연도", "예산액(천원)")
        batch = staged(
            publisher, ("홈페이지 통폐합 시스템 구축", 2013, 2_000_000), headings=headings
        )

        assert changes(batch) == {"계(2013 계획)": ("18억 원", "20억 원")}
        assert codes(batch) == ["year-total-kept"]

    def test_of_several_rows_adds_up_in_one_project(self, publisher):
        headings = ("사업명", "회계연도", "부서", "국비(2013 본예산)", "국비(2014 본예산)")
        rows = [("새 사업", 2013, "정보과", "5억원", ""), ("새 사업", 2013, "정보과", "", "7억원")]

        batch = imported(publisher, *rows, headings=headings)

        assert counts(batch) == {"new": 2}
        project = Project.objects.get(name="새 사업")
        assert sorted(project.funding.values_list("fiscal_year", "won")) == [
            (2013, 500_000_000),
            (2014, 700_000_000),
        ]
        assert project.history.count() == 1


class TestDepartments:
    def test_are_found_by_name_and_never_made_up(self, publisher):
        office = make_department(municipality=make_municipality(), name="상수도본부")
        team = make_department(municipality=make_municipality(), name="지리정보과", parent=office)
        headings = ("사업명", "회계연도", "담당 부서")
        before = Department.objects.count()

        imported(
            publisher,
            ("배관 지도", 2013, "상수도본부  지리정보과"),
            ("다른 지도", 2013, "지리정보관리과"),
            headings=headings,
        )

        assert Project.objects.get(name="배관 지도").department == team
        assert Project.objects.get(name="다른 지도").department is None
        assert Project.objects.get(name="다른 지도").department_text == "지리정보관리과"
        assert Department.objects.count() == before

    def test_that_are_not_registered_are_told_with_the_nearest_names(self, publisher):
        headings = ("사업명", "회계연도", "담당 부서")
        batch = staged(publisher, ("새 사업", 2013, "정보화기획담당"), headings=headings)

        assert codes(batch) == ["unknown-department"]
        assert "2행 담당 부서(C2)" in messages(batch)[0]
        assert "정보화기획담당관" in messages(batch)[0]
        assert counts(batch) == {"new": 1}

    @pytest.mark.parametrize("text", ["서울특별시 종로구", "종로구 정보통신과", "서울특별시"])
    def test_that_are_other_bodies_are_told_as_such(self, publisher, text):
        headings = ("사업명", "회계연도", "담당 부서")
        batch = staged(publisher, ("새 사업", 2013, text), headings=headings)

        assert codes(batch) == ["another-body"]
        assert f"2행 담당 부서(C2): ‘{text}’" in messages(batch)[0]
        assert "다른 지자체의 이름" in messages(batch)[0]

    def test_may_begin_with_their_own_body(self, publisher):
        headings = ("사업명", "회계연도", "담당 부서")
        batch = staged(publisher, ("새 사업", 2013, "경기도 새로운과"), headings=headings)

        assert codes(batch) == ["unknown-department"]


class TestParticipants:
    def test_keep_their_role_when_the_list_is_the_same_in_another_order(self, publisher):
        headings = ("사업명", "회계연도", "공동 지자체")
        names = "동두천시, 하남시, 김포시, 평택시, 용인시"
        batch = staged(publisher, ("CCTV 통합관제센터 설치", 2013, names), headings=headings)

        assert counts(batch) == {"unchanged": 1}

    def test_join_and_leave(self, publisher):
        headings = ("사업명", "회계연도", "공동 지자체")
        names = "용인시, 평택시, 김포시, 하남시, 수원시"
        batch = imported(publisher, ("CCTV 통합관제센터 설치", 2013, names), headings=headings)

        [(old, new)] = changes(batch).values()
        assert "동두천시" in old
        assert "수원시" in new
        bodies = cctv().participations.values_list("municipality__name", flat=True)
        assert set(bodies) == {"용인시", "평택시", "김포시", "하남시", "수원시"}

    def test_never_include_the_owner(self, publisher):
        headings = ("사업명", "회계연도", "공동 지자체")
        batch = staged(publisher, ("새 사업", 2013, "경기도, 용인시"), headings=headings)

        assert codes(batch) == ["owner-takes-part"]


class TestSources:
    def test_are_cited_once_and_found_again(self, publisher):
        headings = ("사업명", "회계연도", "출처", "인용")
        row = ("새 사업", 2013, "정보화 시행계획, 2013년", "새 사업 5억원")
        imported(publisher, row, headings=headings)

        again = staged(publisher, row, headings=headings)

        assert counts(again) == {"unchanged": 1}
        citation = Project.objects.get(name="새 사업").citations.get()
        assert (citation.source.publisher, citation.source.title, citation.quote) == (
            "정보화 시행계획",
            "2013년",
            "새 사업 5억원",
        )
        assert citation.source.municipality == make_municipality()

    def test_beside_the_article_keep_the_article(self, publisher):
        headings = ("사업명", "회계연도", "출처")
        row = ("CCTV 통합관제센터 설치", 2013, "경기도 예산서")
        imported(publisher, row, headings=headings)

        again = staged(publisher, row, headings=headings)

        assert cctv().citations.count() == 2
        assert counts(again) == {"unchanged": 1}


class TestRoundTrip:
    def test_of_an_export_changes_nothing(self, article):
        user = make_user(is_superuser=True)
        data = "".join(write_csv(Project.objects.all(), for_public=False)).encode()

        batch = stage(upload_of(data), user)

        assert counts(batch) == {"unchanged": 22}
        assert messages(batch) == []
        assert batch.options["problems"] == []

    def test_leaves_no_trace(self, article):
        user = make_user(is_superuser=True)
        versions = Project.history.count()
        data = "".join(write_csv(Project.objects.all())).encode()

        stage(upload_of(data), user)

        assert ImportBatch.objects.count() == 1
        assert Project.history.count() == versions


def test_a_draft_of_another_owner_with_the_same_name_is_another_project(article):
    make_project(owner=make_municipality(code="11"), name="새 사업", published=False)
    publisher = make_user(role=Role.PUBLISHER, at=make_municipality())

    assert counts(staged(publisher, ("새 사업", 2013, 5))) == {"new": 1}
