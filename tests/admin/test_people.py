"""사용자와 소속: a keeper gives what they have, in their own body."""

from datetime import date

import pytest

from registry.models import Descent, Membership, User
from registry.notation.codes import Role
from tests.admin.forms import as_posted
from tests.factories import make_municipality, make_user

MEMBERSHIP = "/admin/registry/membership/"
USER = "/admin/registry/user/"


@pytest.fixture
def keeper(cast, sign_in):
    return sign_in(cast.keeper)


class TestMembership:
    def give(self, keeper, **typed):
        data = as_posted(keeper.get(f"{MEMBERSHIP}add/"), **typed)
        return keeper.post(f"{MEMBERSHIP}add/", data)

    def test_may_be_changed_in_ones_own_body(self, keeper, cast):
        membership = cast.reader.memberships.get()
        address = f"{MEMBERSHIP}{membership.pk}/change/"

        keeper.post(address, as_posted(keeper.get(address), role="writer"))

        membership.refresh_from_db()
        assert membership.role == Role.WRITER

    def test_may_not_be_given_for_another_body(self, keeper, cast, seoul):
        self.give(keeper, user=cast.reader.pk, municipality=seoul.pk, role="reader")

        assert not cast.reader.memberships.filter(municipality=seoul).exists()

    def test_may_not_be_given_to_a_stranger(self, keeper, cast, gyeonggi):
        self.give(keeper, user=cast.seoul_writer.pk, municipality=gyeonggi.pk, role="reader")

        assert cast.seoul_writer.memberships.count() == 1

    @pytest.mark.parametrize("below", ["41460", "42110"])
    def test_may_not_reach_below_where_the_keeper_does_not(self, keeper, cast, gyeonggi, below):
        make_municipality(code=below, name="시")
        Descent.objects.create(body=gyeonggi, origin="42", since=date(2020, 1, 1))
        membership = cast.reader.memberships.get()
        address = f"{MEMBERSHIP}{membership.pk}/change/"

        response = keeper.post(address, as_posted(keeper.get(address), includes_below="on"))

        assert "권한이 없습니다" in str(response.context["adminform"].form.errors)
        membership.refresh_from_db()
        assert not membership.includes_below

    @pytest.mark.parametrize("who", ["reader", "writer", "publisher"])
    def test_is_only_to_look_at_for_the_others(self, who, cast, sign_in):
        client, membership = sign_in(getattr(cast, who)), cast.reader.memberships.get()

        assert client.get(f"{MEMBERSHIP}{membership.pk}/change/").status_code == 200
        assert client.post(f"{MEMBERSHIP}{membership.pk}/change/", {}).status_code == 403
        assert client.get(f"{MEMBERSHIP}add/").status_code == 403


def errors_of(page):
    """Return what a page of a password has against each box."""
    context = page.context
    return (context["adminform"].form if "adminform" in context else context["form"]).errors


class TestUser:
    NEW = {"username": "newclerk", "password1": "kq8#vnPz2w", "password2": "kq8#vnPz2w"}

    def test_is_made_with_a_place_to_work(self, keeper, gyeonggi):
        data = as_posted(keeper.get(f"{USER}add/"), **self.NEW)
        data |= {"memberships-0-municipality": gyeonggi.pk, "memberships-0-role": "writer"}

        keeper.post(f"{USER}add/", data)

        user = User.objects.get(username="newclerk")
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert user.memberships.get().role == Role.WRITER

    def test_is_not_made_without_one(self, keeper):
        keeper.post(f"{USER}add/", as_posted(keeper.get(f"{USER}add/"), **self.NEW))

        assert not User.objects.filter(username="newclerk").exists()

    def test_is_made_no_superuser_by_a_keeper(self, keeper, cast):
        address = f"{USER}{cast.reader.pk}/change/"

        keeper.post(address, as_posted(keeper.get(address), is_superuser="on", first_name="철수"))

        cast.reader.refresh_from_db()
        assert (cast.reader.first_name, cast.reader.is_superuser) == ("철수", False)

    def test_keeps_the_password_of_who_works_elsewhere_too(self, keeper, cast, seoul):
        Membership.objects.create(user=cast.reader, municipality=seoul, role=Role.READER)
        address = f"{USER}{cast.reader.pk}/password/"

        answer = keeper.post(address, {"password1": "kq8#vnPz2w", "password2": "kq8#vnPz2w"})

        assert answer.status_code == 403
        cast.reader.refresh_from_db()
        assert not cast.reader.check_password("kq8#vnPz2w")

    def test_gets_a_new_password_from_their_keeper(self, keeper, cast):
        address = f"{USER}{cast.reader.pk}/password/"
        new = {"password1": "kq8#vnPz2w", "password2": "kq8#vnPz2w", "usable_password": "true"}

        keeper.post(address, new)

        cast.reader.refresh_from_db()
        assert cast.reader.check_password("kq8#vnPz2w")

    @pytest.mark.parametrize(
        ("password", "why"),
        [
            ("kq8#vnP", "이 비밀번호는 너무 짧습니다. 최소 8자 이상이어야 합니다."),
            ("qwerty123", "너무 흔히 사용되는 비밀번호입니다."),
            ("8301749265", "비밀번호가 전부 숫자로 되어 있습니다."),
            ("gildong-hong1", "비밀번호가 사용자 이름 칸에 적은 것과 너무 비슷합니다."),
        ],
    )
    def test_is_told_what_is_wrong_with_a_password(self, keeper, cast, password, why):
        twice = {"password1": password, "password2": password, "usable_password": "true"}
        added = keeper.post(f"{USER}add/", {"username": "gildong.hong", **twice})
        cast.keeper.username = "gildong.hong"
        cast.keeper.set_password("kq8#vnPz2w")
        cast.keeper.save()
        keeper.force_login(cast.keeper, backend="django.contrib.auth.backends.ModelBackend")
        given = keeper.post(f"{USER}{cast.keeper.pk}/password/", twice)
        new = {f"new_{name}": value for name, value in twice.items()}
        own = keeper.post("/admin/password_change/", {"old_password": "kq8#vnPz2w", **new})

        for page, box in ((added, "password2"), (given, "password2"), (own, "new_password2")):
            assert errors_of(page)[box] == [why]

    def test_is_hidden_where_only_a_superuser_belongs(self, keeper, cast, gyeonggi):
        root = make_user(username="root-at-work", is_superuser=True)
        Membership.objects.create(user=root, municipality=gyeonggi, role=Role.READER)

        assert keeper.post(f"{USER}{root.pk}/change/", {}).status_code == 403

    @pytest.mark.parametrize("who", ["reader", "writer", "publisher"])
    def test_is_not_listed_for_the_others(self, who, cast, sign_in):
        assert sign_in(getattr(cast, who)).get(USER).status_code == 403

    def test_shows_no_membership_of_another_body(self, keeper, cast, seoul):
        Membership.objects.create(user=cast.reader, municipality=seoul, role=Role.READER)

        assert "서울특별시" not in keeper.get(f"{USER}{cast.reader.pk}/change/").content.decode()


class TestLastKeeper:
    """A body without a keeper is told about, and never a reason to refuse."""

    GONE = "이제 경기도에 관리 담당자가 없습니다."

    def saved(self, client, address, **typed):
        return client.post(address, as_posted(client.get(address), **typed), follow=True)

    def test_is_told_of_on_stepping_down(self, keeper, cast):
        own = cast.keeper.memberships.get()

        answer = self.saved(keeper, f"{MEMBERSHIP}{own.pk}/change/", role="writer")

        own.refresh_from_db()
        assert own.role == Role.WRITER
        assert self.GONE in answer.content.decode()

    @pytest.mark.parametrize("way", ["membership", "list", "user", "switched off"])
    def test_is_told_of_whichever_way_they_go(self, way, cast, sign_in):
        root, own = sign_in(cast.superuser), cast.keeper.memberships.get()
        selected = {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"}
        user = f"{USER}{cast.keeper.pk}/change/"

        answer = {
            "membership": lambda: root.post(
                f"{MEMBERSHIP}{own.pk}/delete/", {"post": "yes"}, follow=True
            ),
            "list": lambda: root.post(MEMBERSHIP, selected, follow=True),
            "user": lambda: self.saved(root, user, **{"memberships-0-DELETE": "on"}),
            "switched off": lambda: self.saved(root, user, is_active=""),
        }[way]()

        assert self.GONE in answer.content.decode()

    def test_is_not_the_last_where_another_is_left(self, cast, gyeonggi, sign_in):
        make_user(role=Role.KEEPER, at=gyeonggi, username="second")
        root, own = sign_in(cast.superuser), cast.keeper.memberships.get()

        answer = root.post(f"{MEMBERSHIP}{own.pk}/delete/", {"post": "yes"}, follow=True)

        assert not Membership.objects.filter(pk=own.pk).exists()
        assert "관리 담당자가 없습니다" not in answer.content.decode()
