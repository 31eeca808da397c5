"""공개 전 확인."""

from datetime import date

import pytest

from registry.actions.publishing import review
from registry.models import DuplicateDecision, FundingSource, Project
from registry.notation.codes import Role
from tests.factories import make_municipality, make_project, make_sound_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality())


@pytest.fixture
def warnings_of(publisher):
    def warnings_of(project: Project) -> list[str]:
        [checked] = review([project], publisher)
        return list(checked.warnings)

    return warnings_of


class TestReview:
    def test_finds_nothing_against_a_sound_project(self, publisher):
        [checked] = review([make_sound_project()], publisher)

        assert checked.is_clean

    def test_asks_for_the_office_and_the_source_of_the_amount(self, warnings_of):
        assert warnings_of(make_project(published=False)) == [
            "금액의 출처가 적혀 있지 않습니다.",
            "담당 부서가 없습니다.",
        ]

    def test_says_that_an_office_is_written_and_not_registered(self, warnings_of):
        project = make_sound_project(department=None, department_text="정보통신과")

        assert warnings_of(project) == [
            "담당 부서 ‘정보통신과’는 등록된 부서가 아닙니다. 적힌 이름 그대로 공개합니다."
        ]

    def test_wants_no_source_of_an_amount_that_is_not_stated(self, warnings_of):
        assert warnings_of(make_sound_project(won=None)) == []

    def test_names_an_undecided_amount(self, warnings_of):
        project = make_sound_project(won=None, total_certainty="undecided")

        assert warnings_of(project) == ["금액이 아직 정해지지 않았습니다(미정)."]

    def test_holds_the_sources_of_money_against_the_total(self, warnings_of):
        project = make_sound_project(won=2_612_000_000)
        FundingSource.objects.create(project=project, source="national", won=5_224_000_000)

        assert warnings_of(project) == [
            "재원 합계 52억 2,400만 원 - 총사업비보다 26억 1,200만 원 많습니다."
        ]

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            ("ongoing", ["끝나는 날(2014-02-28)이 지났는데 추진 상태가 ‘추진 중’입니다."]),
            ("done", []),
            ("stopped", []),
        ],
    )
    def test_expects_a_project_past_its_end_to_be_over(self, warnings_of, status, said):
        project = make_sound_project(
            status=status,
            period_text="2013년 3월 ~ 2014년 2월",
            period_start=date(2013, 3, 1),
            period_start_precision="month",
            period_end=date(2014, 2, 28),
            period_end_precision="month",
            period_certainty="exact",
        )

        assert warnings_of(project) == said

    def test_names_a_period_that_cannot_be_read(self, warnings_of):
        project = make_sound_project(period_text="차기 임기 중", period_certainty="unreadable")

        assert warnings_of(project) == ["사업 기간(차기 임기 중)을 날짜로 읽지 못했습니다."]

    def test_says_that_the_owner_is_no_more(self, publisher):
        gone = make_municipality(code="43710", name="청원군", valid_to=date(2014, 7, 1))
        project = make_sound_project(owner=gone)

        [checked] = review([project], make_user(role=Role.PUBLISHER, at=gone))

        assert (checked.error, len(checked.warnings)) == ("", 1)
        assert "지금은 없는 지자체" in checked.warnings[0]

    def test_names_a_possible_duplicate_until_somebody_decides(self, warnings_of, publisher):
        name = "민원 제안 통합관리시스템"
        other = make_project(name=name)
        project = make_sound_project(name=name)

        assert warnings_of(project) == [f"같은 사업일 수 있는 사업이 있습니다: {other.number}"]

        DuplicateDecision.objects.create(
            first=other, second=project, decision="different", user=publisher
        )
        assert warnings_of(project) == []

    def test_leaves_a_withdrawn_duplicate_alone(self, warnings_of):
        name = "민원 제안 통합관리시스템"
        make_project(
            name=name,
            publication="withdrawn",
            withdrawn_on=date(2014, 1, 2),
            withdrawn_reason="중복 등록",
        )

        assert warnings_of(make_sound_project(name=name)) == []

    def test_tells_nothing_of_another_bodys_project(self):
        seoul = make_municipality(code="11", name="서울특별시")
        stranger = make_user(role=Role.PUBLISHER, at=seoul)

        assert review([make_project(published=False)], stranger) == []

    @pytest.mark.parametrize("count", [10, 40])
    def test_asks_no_more_for_more_projects(self, publisher, count, django_assert_num_queries):
        projects = [make_project(published=False, national=1) for _ in range(count)]

        with django_assert_num_queries(6):
            review(projects, publisher)
