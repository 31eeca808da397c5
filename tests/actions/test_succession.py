"""이어짐: what is foreseen is what comes to pass, in one transaction, with a version each."""

from datetime import date

import pytest

from registry.actions.succession import CannotSucceed, foresee, succeed
from registry.models import Descent, Membership, Municipality, Project
from registry.notation.codes import Role
from tests.factories import make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db
DAY = date(2020, 7, 1)


@pytest.fixture
def old():
    return make_municipality(code="41001", name="옛시")


@pytest.fixture
def new(old):
    return make_municipality(code="41002", name="새시", valid_from=DAY)


@pytest.fixture
def other(old):
    return make_municipality(code="41003", name="딴시")


@pytest.fixture
def superuser():
    return make_user(is_superuser=True)


def reached(user):
    return set(Project.objects.editable_by(user).values_list("owner__code", flat=True))


class TestSucceed:
    def test_makes_one_body_of_a_renamed_one(self, old, new, superuser):
        user = make_user(role=Role.WRITER, at=new)
        make_project(owner=old, published=False)

        plan = succeed(old, DAY, [new], superuser, "법률")

        old.refresh_from_db()
        assert (old.lineage, old.valid_to, list(old.successors.all())) == ("41002", DAY, [new])
        assert [(one.body, one.after) for one in plan.renamed] == [(old, new)]
        assert not Descent.objects.of_others().exists()
        assert reached(user) == {"41001"}
        version = old.history.first()
        assert (version.history_change_reason, version.history_user) == ("법률", superuser)
        assert version.successors.count() == 1
        assert old.history.count() == 2

    def test_lets_the_members_of_a_merged_body_reach_it(self, old, other, superuser):
        make_project(owner=old, published=False)
        user = make_user(role=Role.WRITER, at=other)
        Membership.objects.create(user=make_user(), municipality=old, role=Role.READER)

        plan = foresee(old, DAY, [other])

        [reach] = plan.reaches
        assert (reach.body, reach.members, reach.gained, reach.lost, reach.projects) == (
            other,
            1,
            [old],
            [],
            1,
        )
        assert reached(user) == set()
        assert succeed(old, DAY, [other], superuser, "법률") == plan
        assert reached(user) == {"41001"}
        assert Municipality.objects.get(pk=old.pk).lineage == "41001"

    def test_gives_a_split_body_to_nobody_and_takes_it_back(self, old, new, other, superuser):
        make_project(owner=old, published=False)
        users = [make_user(role=Role.WRITER, at=body) for body in (new, other)]

        succeed(old, DAY, [other], superuser, "잘못 적음")
        plan = succeed(old, DAY, [new, other], superuser, "법률")

        assert [reach.lost for reach in plan.reaches] == [[old]]
        assert [reached(user) for user in users] == [set(), set()]
        assert Descent.objects.of_others().filter(whole=False).count() == 2

    def test_is_a_superusers(self, old, other):
        keeper = make_user(role=Role.KEEPER, at=old, includes_below=True)

        with pytest.raises(PermissionError):
            succeed(old, DAY, [other], keeper, "법률")


class TestForesee:
    def test_refuses_what_cannot_be(self, old, new, other):
        make_municipality(code="41004", name="앞시", valid_to=DAY).successors.add(other)
        gone = make_municipality(code="41005", name="간시", valid_to=DAY)
        refused = [
            (old, None, [new], "없어진 날을 적어 주세요"),
            (old, DAY, [old], "자기 자신의 뒤를"),
            (old, date(2019, 1, 1), [new], "2019-01-01에 없는 지자체"),
            (old, DAY, [gone], "2020-07-01에 없는 지자체"),
            (new, DAY, [old], "있기 시작한 날보다 뒤"),
            (other, DAY, [new], "앞시’가 2020-07-01에 이 지자체로"),
        ]
        for body, day, successors, why in refused:
            with pytest.raises(CannotSucceed, match=why):
                foresee(body, day, successors)

    @pytest.mark.parametrize("rows", [2, 9])
    def test_asks_no_more_for_more_rows(self, old, other, rows, django_assert_max_num_queries):
        for _number in range(rows):
            make_project(owner=old)
            make_user(role=Role.WRITER, at=other)

        with django_assert_max_num_queries(5):
            foresee(old, DAY, [other])
