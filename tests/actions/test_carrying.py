"""다음 연도로 이어 쓰기: what goes on, what is made of it, and that it is made once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from registry.actions.carrying import NotCarried, Way, candidates, carry
from registry.actions.publishing import withdraw
from registry.models import FundingSource, NumberCounter, Participation, Project
from registry.notation.codes import Role
from tests.factories import make_department, make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_municipality()


@pytest.fixture
def writer(body):
    return make_user(role=Role.WRITER, at=body)


def make_upkeep(**fields):
    """Return what is ordered anew every year."""
    return make_project(type="operation", status="ongoing", **fields)


def ways(body, user, year=2013):
    return [one.way for one in candidates(body, year, user)]


class TestCandidates:
    def test_propose_what_is_done_every_year(self, body, writer):
        make_upkeep()
        make_project(
            note="매년 하는 정보화 교육", period_end=date(2013, 12, 31), period_end_precision="day"
        )

        assert ways(body, writer) == [Way.YEARLY, Way.YEARLY]

    def test_keep_a_project_of_several_years_as_it_is(self, body, writer):
        make_project(period_end=date(2015, 12, 31), period_end_precision="month")
        make_project(note="계속사업")
        make_project(fiscal_year=2012, period_end=date(2014, 2, 28), period_end_precision="month")

        assert ways(body, writer) == [Way.STAYS] * 3

    def test_leave_open_where_no_end_is_known(self, body, writer):
        make_project()

        [candidate] = candidates(body, 2013, writer)

        assert (candidate.way, candidate.may_be_chosen) == (Way.UNSURE, True)

    @pytest.mark.parametrize("status", ["done", "stopped", "on_hold"])
    def test_leave_out_what_does_not_go_on(self, body, writer, status):
        make_project(type="operation", status=status)

        assert ways(body, writer) == []

    def test_leave_out_what_ends_within_the_year(self, body, writer):
        make_project(period_end=date(2013, 11, 30), period_end_precision="month")

        assert ways(body, writer) == []

    def test_leave_out_a_part_of_what_was_stopped(self, body, writer):
        make_upkeep(part_of=make_project(status="stopped"))

        assert ways(body, writer) == []

    def test_leave_out_other_years_and_what_was_withdrawn(self, body, writer):
        make_upkeep(fiscal_year=2012)
        withdraw(make_upkeep(), make_user(role=Role.PUBLISHER, at=body), "중복 등록")

        assert ways(body, writer) == []

    def test_are_shown_to_nobody_who_does_not_draft_there(self, body):
        make_upkeep(published=False)
        seoul = make_municipality(code="11", name="서울특별시")

        assert ways(body, make_user(role=Role.READER, at=body)) == []
        assert ways(body, make_user(role=Role.KEEPER, at=seoul)) == []

    @pytest.mark.parametrize("rows", [10, 40])
    def test_ask_no_more_for_more_projects(
        self, body, writer, rows, django_assert_max_num_queries
    ):
        for number in range(rows):
            source = make_upkeep(department=make_department(municipality=body, name=f"{number}과"))
            make_project(fiscal_year=2014, continues=source)

        with django_assert_max_num_queries(3):
            found = candidates(body, 2013, writer)
            assert [str(one.project.department) for one in found]

        assert len(found) == rows


class TestCarry:
    def test_makes_a_draft_of_the_next_year_without_money(self, body, writer):
        office = make_department(municipality=body)
        source = make_upkeep(
            name="2013년 통합관제센터 유지관리",
            department=office,
            description="CCTV 2,100여 대",
            national=2_612_000_000,
            participants_stated=12,
        )

        [draft] = carry([source.pk], body, 2013, writer)

        draft.refresh_from_db()
        assert draft.name == "2014년 통합관제센터 유지관리"
        assert (draft.fiscal_year, draft.number) == (2014, "2014-41-0001")
        assert (draft.publication, draft.status) == ("draft", "planned")
        assert (draft.department, draft.type) == (office, "operation")
        assert (draft.description, draft.participants_stated) == ("CCTV 2,100여 대", 12)
        assert (draft.total_won, draft.total_certainty) == (None, "undecided")
        assert not draft.funding.exists()
        assert draft.continues == source
        assert draft.note == f"{source.number}에서 이어 씀"
        assert draft.name_key == "2014년통합관제센터유지관리"

    def test_leaves_this_years_project_as_it_is(self, body, writer):
        source = make_upkeep(national=2_612_000_000)

        carry([source.pk], body, 2013, writer)

        assert source.history.count() == 1
        assert FundingSource.objects.count() == 1

    def test_takes_the_participants_along(self, body, writer):
        source = make_upkeep()
        yongin = make_municipality(code="41460", name="용인시")
        Participation.objects.create(project=source, municipality=yongin)
        Participation.objects.create(project=source, name="경기관광공사", role="operator")

        [draft] = carry([source.pk], body, 2013, writer)

        assert list(draft.participations.values_list("municipality", "name", "role")) == [
            (yongin.pk, "", "joint"),
            (None, "경기관광공사", "operator"),
        ]
        assert Participation.history.filter(project=draft).count() == 2

    def test_takes_an_open_period_along_and_no_other(self, body, writer):
        start = {"period_start": date(2013, 1, 1), "period_start_precision": "month"}
        opened = make_upkeep(period_text="2013. 1.부터", period_certainty="open", **start)
        ended = make_upkeep(
            period_end=date(2013, 12, 31), period_end_precision="month", period_text="12월까지"
        )

        first, second = carry([opened.pk, ended.pk], body, 2013, writer)

        assert (first.period_text, first.period_start) == ("2013. 1.부터", date(2013, 1, 1))
        assert (second.period_text, second.period_end) == ("", None)

    def test_keeps_who_and_why(self, body, writer):
        [draft] = carry([make_upkeep().pk], body, 2013, writer)

        [version] = draft.history.all()
        assert (version.history_user, version.history_type) == (writer, "+")
        assert version.history_change_reason == "2013년에서 이어 씀"

    def test_is_made_once(self, body, writer):
        source = make_upkeep()
        carry([source.pk], body, 2013, writer)

        assert ways(body, writer) == [Way.CARRIED]
        with pytest.raises(NotCarried, match="이미 이어 썼습니다"):
            carry([source.pk], body, 2013, writer)
        assert Project.objects.count() == 2

    def test_is_refused_a_second_time_by_the_database_itself(self, body, writer):
        source = make_upkeep()
        carry([source.pk], body, 2013, writer)

        with pytest.raises(IntegrityError), transaction.atomic():
            make_project(continues=source)

    def test_may_be_made_again_once_the_draft_was_deleted(self, body, writer):
        source = make_upkeep()
        [draft] = carry([source.pk], body, 2013, writer)
        draft.delete()

        assert ways(body, writer) == [Way.YEARLY]

    def test_is_no_possible_duplicate_of_last_years(self, body, writer):
        source = make_upkeep(name="통합관제센터 유지관리")

        carry([source.pk], body, 2013, writer)

        assert not Project.objects.with_likely_twin().exists()

    def test_adds_nothing_to_any_sum(self, body, writer):
        source = make_upkeep()
        before = Project.objects.all().sum_of_totals().won

        carry([source.pk], body, 2013, writer)

        assert Project.objects.all().sum_of_totals().won == before

    @pytest.mark.parametrize("note", ["계속사업", ""])
    def test_makes_none_where_one_may_not(self, body, writer, note):
        good = make_upkeep()
        other = make_project(note=note, status="planned" if note else "done")

        with pytest.raises(NotCarried):
            carry([good.pk, other.pk], body, 2013, writer)

        assert not Project.objects.filter(fiscal_year=2014).exists()

    def test_makes_none_of_another_bodys(self, body, writer):
        seoul = make_municipality(code="11", name="서울특별시")
        theirs = make_upkeep(owner=seoul)

        with pytest.raises(NotCarried):
            carry([theirs.pk], body, 2013, writer)
        with pytest.raises(NotCarried):
            carry([theirs.pk], seoul, 2013, writer)

        assert Project.objects.count() == 1

    def test_asks_for_a_choice(self, body, writer):
        with pytest.raises(NotCarried, match="골라 주세요"):
            carry([], body, 2013, writer)

    def test_goes_to_the_body_under_its_name_of_the_next_year(self):
        old = make_municipality(code="42", name="강원도", valid_to=date(2013, 6, 11), lineage="51")
        new = make_municipality(
            code="51", name="강원특별자치도", valid_from=date(2013, 6, 11), lineage="51"
        )
        source = make_upkeep(owner=old)

        [draft] = carry([source.pk], new, 2013, make_user(role=Role.WRITER, at=new))

        assert (draft.owner, draft.number) == (new, "2014-51-0001")

    def test_goes_to_no_body_that_is_gone(self):
        gone = make_municipality(code="43710", name="청원군", valid_to=date(2014, 1, 1))
        source = make_upkeep(owner=gone)

        with pytest.raises(NotCarried, match="2014년에 없는 지자체"):
            carry([source.pk], gone, 2013, make_user(role=Role.WRITER, at=gone))

    def test_leaves_nothing_where_it_breaks_off_in_the_middle(self, body, writer, monkeypatch):
        source = make_upkeep()
        Participation.objects.create(project=source, name="경기관광공사")

        def fail(*args, **kwargs):
            raise RuntimeError("killed")

        monkeypatch.setattr("registry.actions.carrying._take_participants", fail)
        with pytest.raises(RuntimeError):
            carry([source.pk], body, 2013, writer)

        assert Project.objects.count() == Project.history.count() == 1
        assert not NumberCounter.objects.filter(fiscal_year=2014).exists()

    @pytest.mark.parametrize("rows", [10, 40])
    def test_asks_no_more_for_more_projects(
        self, body, writer, rows, django_assert_max_num_queries
    ):
        sources = [make_upkeep() for _n in range(rows)]
        for source in sources:
            Participation.objects.create(project=source, name="경기관광공사")

        with django_assert_max_num_queries(15):
            assert len(carry([one.pk for one in sources], body, 2013, writer)) == rows
