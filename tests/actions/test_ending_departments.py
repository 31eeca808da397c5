"""부서 없앰: what ended keeps its projects and names what followed; new ones go elsewhere."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from registry.actions.carrying import carry
from registry.actions.ending_departments import CannotEnd, end, foresee
from registry.actions.handouts.accepted import _departments
from registry.actions.importing.departments import Departments
from registry.actions.merging_departments import merge
from registry.models import Department, Descent, Project
from registry.notation.codes import Role
from tests.factories import make_department, make_municipality, make_project, make_user

DAY = date(2020, 1, 1)


@pytest.fixture
def gyeonggi(db):
    return make_municipality(code="41", name="경기도")


@pytest.fixture
def offices(gyeonggi):
    names = ["정보화기획담당관", "정보화운영담당관", "정보기획담당관", "정보통신담당관"]
    return [make_department(municipality=gyeonggi, name=name) for name in names]


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi)


class TestEnd:
    def test_makes_one_of_two_and_leaves_the_projects(self, offices, gyeonggi, publisher):
        first, second, new, _other = offices
        project = make_project(owner=gyeonggi, department=first)

        ending = end([first, second], DAY, [new], publisher)

        first.refresh_from_db()
        project.refresh_from_db()
        assert (ending.projects, ending.budgets) == (1, 0)
        assert (first.valid_to, project.department) == (DAY, first)
        assert set(new.predecessors.all()) == {first, second}
        version = first.history.first()
        assert (version.valid_to, version.history_user) == (DAY, publisher)
        assert version.history_change_reason == "부서 없앰: 정보화기획담당관 → 정보기획담당관"

    def test_makes_two_of_one_and_one_again(self, offices, publisher):
        old, _second, *new = offices

        end([old], DAY, new, publisher)
        assert set(old.successors.all()) == set(new)

        end([old], None, [], publisher)
        old.refresh_from_db()
        assert (old.valid_to, old.successors.count()) == (None, 0)
        assert "다시 씀" in old.history.first().history_change_reason

    def test_offers_what_ended_no_more_from_the_day_on(self, offices, gyeonggi, publisher):
        today = timezone.localdate()
        end([offices[0]], today, [], publisher)
        end([offices[1]], today + timedelta(1), [], publisher)

        known = Departments()
        known.load([gyeonggi])

        assert set(Department.objects.in_use()) == set(offices[1:])
        assert "정보화기획담당관" not in _departments(gyeonggi)
        assert "정보화기획담당관" not in known.nearest("정보화기획담당", gyeonggi)
        assert known.find("정보화기획담당관", gyeonggi) == [offices[0]]  # a file of its time

    def test_carries_its_projects_to_the_only_one_that_followed(
        self, offices, gyeonggi, publisher
    ):
        one, two, *new = offices
        kept = [
            make_project(owner=gyeonggi, department=office, type="operation", fiscal_year=2019)
            for office in (one, two)
        ]
        end([one], DAY, new[:1], publisher)
        end([two], DAY, new, publisher)

        drafts = carry([project.pk for project in kept], gyeonggi, 2019, publisher)

        assert [draft.department for draft in drafts] == [new[0], None]
        assert Project.objects.get(pk=kept[0].pk).department == one

    def test_is_followed_by_what_its_successor_was_merged_into(self, offices, publisher):
        old, _second, twin, stays = offices
        end([old], DAY, [twin], publisher)

        merge([twin, stays], stays, publisher)

        assert list(old.successors.all()) == [stays]


class TestForesee:
    def test_refuses_what_cannot_be(self, offices, gyeonggi, publisher):
        first, second, third, fourth = offices
        end([fourth], DAY, [second], publisher)
        team = make_department(municipality=gyeonggi, name="기획팀", parent=first)
        merged = make_department(municipality=gyeonggi, name="옛", merged_into=third)
        keeper = make_user(is_superuser=True)
        stranger = make_department(municipality=make_municipality(code="11", name="서울특별시"))
        refused = [
            ([first], None, [third], "없어진 날을 적어 주세요"),
            ([first, team], DAY, [first], "자기 자신의 뒤를"),
            ([third], DAY, [fourth], "2020-01-01에 없는 부서"),
            ([second], DAY, [third], "뒤를 이은 날보다 뒤"),
            ([first], DAY, [third], "아래에 ‘정보화기획담당관 기획팀’"),
            ([third], DAY, [stranger], "같은 지자체나"),
            ([merged], DAY, [third], "이미 다른 부서에"),
            ([], DAY, [third], "하나 이상"),
        ]
        for going, day, successors, why in refused:
            fresh = Department.objects.in_bulk([one.pk for one in [*going, *successors]])
            with pytest.raises(CannotEnd, match=why):
                foresee(
                    [fresh[one.pk] for one in going],
                    day,
                    [fresh[one.pk] for one in successors],
                    keeper,
                )

    def test_lets_a_department_of_the_merged_body_follow(self, offices, gyeonggi):
        new = make_municipality(code="12", name="새도")
        follows = make_department(municipality=new)
        Descent.objects.create(body=new, origin="41", since=DAY)

        assert foresee([offices[0]], DAY, [follows], make_user(is_superuser=True)).successors

    def test_leaves_what_the_public_sees_to_a_publisher(self, offices, gyeonggi):
        make_project(owner=gyeonggi, department=offices[1])
        writer = make_user(role=Role.WRITER, at=gyeonggi)
        other = make_user(role=Role.KEEPER, at=make_municipality(code="11"))

        for going, after in (([offices[1]], []), ([offices[0]], [offices[1]])):
            for user in (writer, other):
                with pytest.raises(CannotEnd, match="공개 담당자"):
                    foresee(going, DAY, after, user)
        assert foresee([offices[0]], DAY, [offices[2]], writer).projects == 0
