"""부서 합치기: what moves, what is kept of it, and what is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.actions.importing import undo
from registry.actions.importing.departments import Departments
from registry.actions.importing.freshness import basis
from registry.actions.merging_departments import CannotMerge, foresee, merge, weigh
from registry.models import AnnualBudget, Department
from registry.notation.codes import Role
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import imported


@pytest.fixture
def gyeonggi(db):
    return make_municipality(code="41", name="경기도")


@pytest.fixture
def stays(gyeonggi):
    return make_department(municipality=gyeonggi, name="정보화기획담당관")


@pytest.fixture
def twin(gyeonggi):
    return make_department(municipality=gyeonggi, name="정보화 기획담당관실")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi)


@pytest.fixture
def writer(gyeonggi):
    return make_user(role=Role.WRITER, at=gyeonggi)


def budget_of(body, *departments, year=2013):
    budget = AnnualBudget.objects.create(
        municipality=body, fiscal_year=year, it_won=18_579_000_000
    )
    budget.departments.set(departments)
    return budget


class TestMerge:
    def test_moves_the_projects_each_with_a_version_that_says_why(
        self, stays, twin, gyeonggi, publisher
    ):
        project = make_project(owner=gyeonggi, department=twin)
        untouched = make_project(owner=gyeonggi, department=stays)

        merging = merge([stays, twin], stays, publisher)

        project.refresh_from_db()
        latest = project.history.first()
        assert (project.department, merging.projects) == (stays, 1)
        assert latest.department_id == stays.pk
        assert latest.history_change_reason == (
            "부서 합침: 정보화 기획담당관실 → 정보화기획담당관"
        )
        assert (latest.history_user, project.history.count()) == (publisher, 2)
        assert untouched.history.count() == 1

    def test_tells_of_each_project_from_which_department_it_came(
        self, stays, twin, gyeonggi, publisher
    ):
        third = make_department(municipality=gyeonggi, name="정보화담당관")
        projects = [make_project(owner=gyeonggi, department=one) for one in (twin, third)]

        merge([twin, third, stays], stays, publisher)

        assert [one.history.first().history_change_reason for one in projects] == [
            "부서 합침: 정보화 기획담당관실 → 정보화기획담당관",
            "부서 합침: 정보화담당관 → 정보화기획담당관",
        ]

    def test_names_it_once_in_a_budget_that_named_both(self, stays, twin, gyeonggi, publisher):
        both = budget_of(gyeonggi, stays, twin)
        only = budget_of(gyeonggi, twin, year=2012)

        merging = merge([stays, twin], stays, publisher)

        assert merging.budgets == 2
        for budget in (both, only):
            assert list(budget.departments.all()) == [stays]
            [named] = budget.history.first().departments.all()
            assert named.department == stays
            assert budget.history.first().history_change_reason.startswith("부서 합침: ")

    def test_puts_what_stood_below_under_the_one_that_stays(
        self, stays, twin, gyeonggi, publisher
    ):
        below = make_department(municipality=gyeonggi, name="지리정보팀", parent=twin)

        merge([stays, twin], stays, publisher)

        below.refresh_from_db()
        assert (below.parent, below.history.first().parent_id) == (stays, stays.pk)

    def test_leaves_a_sign_to_the_one_that_stays(self, stays, twin, publisher):
        merge([stays, twin], stays, publisher)

        twin.refresh_from_db()
        assert twin.merged_into == stays
        assert twin.history.first().merged_into_id == stays.pk
        assert list(Department.objects.standing()) == [stays]

    def test_lets_earlier_signs_follow(self, stays, twin, gyeonggi, publisher):
        last = make_department(municipality=gyeonggi, name="정보기획과")
        merge([stays, twin], stays, publisher)
        stays.refresh_from_db()

        merge([stays, last], last, publisher)

        twin.refresh_from_db()
        assert twin.merged_into == last

    def test_keeps_that_one_of_them_leads_it(self, stays, twin, publisher):
        Department.objects.filter(pk=twin.pk).update(leads_it=True)

        merge([stays, twin], stays, publisher)

        stays.refresh_from_db()
        assert stays.leads_it
        assert stays.history.first().leads_it

    def test_gives_the_name_of_the_duplicate_free(self, stays, twin, publisher):
        merge([stays, twin], stays, publisher)

        stays.name = twin.name
        stays.full_clean()
        stays.save()

    def test_is_found_under_its_name_by_a_fixture_unless_another_stands(
        self, stays, twin, gyeonggi, publisher
    ):
        merge([stays, twin], stays, publisher)
        assert Department.objects.get_by_natural_key("41", "", twin.name) == twin

        new = make_department(municipality=gyeonggi, name=twin.name)

        assert Department.objects.get_by_natural_key("41", "", twin.name) == new

    def test_asks_as_much_for_many_projects_as_for_few(self, gyeonggi, publisher):
        asked = []
        for count in (10, 40):
            stays, twin = (
                make_department(municipality=gyeonggi, name=f"{name} {count}") for name in "가나"
            )
            for _n in range(count):
                make_project(owner=gyeonggi, department=twin)
                make_department(municipality=gyeonggi, name=f"{_n}팀", parent=twin)
            with CaptureQueriesContext(connection) as queries:
                merge([stays, twin], stays, publisher)
            said = [one["sql"] for one in queries.captured_queries]
            # SQLite takes only so many values at once: versions are stored in portions.
            asked.append(len([sql for sql in said if not sql.startswith("INSERT")]))

        assert asked[0] == asked[1]


class TestForesee:
    def test_counts_what_would_move_and_moves_nothing(self, stays, twin, gyeonggi, publisher):
        make_project(owner=gyeonggi, department=twin)
        budget_of(gyeonggi, twin, stays)
        make_department(municipality=gyeonggi, name="지리정보팀", parent=twin)

        merging = foresee([stays, twin], stays, publisher)

        assert (merging.projects, merging.budgets, merging.below) == (1, 1, 1)
        assert merging.going == [twin]
        assert Department.objects.standing().count() == 3

    def test_weighs_each_of_them(self, stays, twin, gyeonggi):
        make_project(owner=gyeonggi, department=twin)
        budget_of(gyeonggi, stays)

        found = [(one.department, one.projects, one.budgets) for one in weigh([stays, twin])]

        assert found == [(stays, 0, 1), (twin, 1, 0)]


class TestRefusal:
    def refused(self, departments, stays, user):
        with pytest.raises(CannotMerge) as refusal:
            merge(departments, stays, user)
        assert not Department.objects.filter(merged_into__isnull=False).exists()
        return str(refusal.value)

    def test_of_one_alone(self, stays, publisher):
        assert "둘 이상" in self.refused([stays], stays, publisher)

    def test_of_two_bodies(self, stays):
        seoul = make_department(municipality=make_municipality(code="11", name="서울특별시"))
        root = make_user(is_superuser=True)

        assert "서로 다른 지자체" in self.refused([stays, seoul], stays, root)

    def test_of_what_the_public_sees_to_a_writer(self, stays, twin, gyeonggi, writer):
        make_project(owner=gyeonggi, department=twin)

        assert "공개 담당자" in self.refused([stays, twin], stays, writer)

    def test_of_a_withdrawn_project_to_a_writer(self, stays, twin, gyeonggi, writer):
        make_project(
            owner=gyeonggi,
            department=twin,
            publication="withdrawn",
            withdrawn_on="2013-05-01",
            withdrawn_reason="중복 등록",
        )

        assert "권한이 없는 사업" in self.refused([stays, twin], stays, writer)

    def test_of_another_bodys_clerk(self, stays, twin):
        seoul = make_municipality(code="11", name="서울특별시")
        clerk = make_user(role=Role.PUBLISHER, at=seoul)

        assert self.refused([stays, twin], stays, clerk)

    def test_of_two_of_one_name_below(self, stays, twin, gyeonggi, publisher):
        for above in (stays, twin):
            make_department(municipality=gyeonggi, name="지리정보팀", parent=above)

        assert "‘지리정보팀’" in self.refused([stays, twin], stays, publisher)

    def test_of_what_stands_below_one_that_goes(self, twin, gyeonggi, publisher):
        middle = make_department(municipality=gyeonggi, name="정보과", parent=twin)
        lowest = make_department(municipality=gyeonggi, name="정보팀", parent=middle)

        assert "아래에" in self.refused([twin, lowest], lowest, publisher)

    def test_of_one_merged_already(self, stays, twin, gyeonggi, publisher):
        merge([stays, twin], stays, publisher)
        third = make_department(municipality=gyeonggi, name="정보화담당관")

        with pytest.raises(CannotMerge, match="이미"):
            merge([third, twin], third, publisher)

    def test_gives_a_writer_what_only_has_drafts(self, stays, twin, gyeonggi, writer):
        make_project(owner=gyeonggi, department=twin, published=False)

        assert merge([stays, twin], stays, writer).projects == 1


class TestImportsAfterwards:
    def test_take_the_old_name_for_the_one_that_stays(self, stays, twin, gyeonggi, publisher):
        merge([stays, twin], stays, publisher)

        departments = Departments()
        departments.load([gyeonggi])

        assert departments.find("정보화 기획담당관실", gyeonggi) == [stays]
        assert departments.nearest("정보화기획담당", gyeonggi) == ["정보화기획담당관"]

    def test_take_it_for_a_new_department_of_that_name(self, stays, twin, gyeonggi, publisher):
        merge([stays, twin], stays, publisher)
        new = make_department(municipality=gyeonggi, name=twin.name)

        departments = Departments()
        departments.load([gyeonggi])

        assert departments.find(twin.name, gyeonggi) == [new]

    def test_look_again_at_what_was_shown_before(self, stays, twin, gyeonggi, publisher):
        before = basis([gyeonggi], publisher)

        merge([stays, twin], stays, publisher)

        assert basis([gyeonggi], publisher) != before

    def test_give_back_the_one_that_stays(self, stays, twin, gyeonggi, publisher):
        other = make_department(municipality=gyeonggi, name="총무과")
        project = make_project(owner=gyeonggi, department=twin)
        row = (project.number, project.name, 2013, "총무과")
        batch = imported(publisher, row, headings=("사업 번호", "사업명", "회계연도", "담당 부서"))
        project.refresh_from_db()
        assert project.department == other
        merge([stays, twin], stays, publisher)

        undo(batch, publisher)

        project.refresh_from_db()
        assert project.department == stays
        assert project.history.first().department_id == stays.pk
