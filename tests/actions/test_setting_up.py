"""Preparing a machine: everything once, and nothing of a clerk's ever again."""

import pytest
from django.contrib.auth import authenticate

from registry.actions import setting_up
from registry.models import Municipality, Project, Source, User
from registry.notation.codes import Role

pytestmark = pytest.mark.django_db


class TestMunicipalities:
    def test_are_loaded_into_an_empty_table(self):
        assert setting_up.load_municipalities()

        assert Municipality.objects.get(code="41").name == "경기도"

    def test_are_left_as_somebody_changed_them(self, municipalities):
        Municipality.objects.filter(code="41").update(name="경기")

        assert not setting_up.load_municipalities()
        assert Municipality.objects.get(code="41").name == "경기"


class TestArticle:
    def test_is_loaded_where_it_is_absent(self, municipalities):
        assert setting_up.load_article()

        assert Project.objects.count() == 22

    def test_is_left_as_a_clerk_corrected_it(self, article):
        Project.objects.filter(number="2013-11-0001").update(total_won=430_000_001)

        assert not setting_up.load_article()
        assert Project.objects.get(number="2013-11-0001").total_won == 430_000_001

    def test_stays_away_from_a_number_somebody_else_has(self, article):
        Source.objects.update(title="다른 제목")

        assert not setting_up.load_article()
        assert Source.objects.get().title == "다른 제목"


class TestAccounts:
    def test_are_a_superuser_a_publisher_and_a_writer(self, municipalities):
        setting_up.create_accounts()

        assert User.objects.get(username="admin").is_superuser
        assert self.roles("gyeonggi") == [("41", Role.PUBLISHER)]
        assert self.roles("seoul") == [("11", Role.WRITER)]

    def test_sign_in_with_the_password_that_was_shown(self, municipalities, rf):
        created = setting_up.create_accounts()

        for new in created:
            assert authenticate(rf.post("/"), username=new.account.name, password=new.password)
        assert len({new.password for new in created}) == 3

    def test_are_not_made_twice(self, municipalities):
        setting_up.create_accounts()
        before = list(User.objects.values("username", "password"))

        assert setting_up.create_accounts() == []
        assert list(User.objects.values("username", "password")) == before

    def test_that_are_missing_come_back_alone(self, municipalities):
        setting_up.create_accounts()
        User.objects.get(username="seoul").delete()

        assert [new.account.name for new in setting_up.create_accounts()] == ["seoul"]

    @staticmethod
    def roles(name):
        user = User.objects.get(username=name)
        assert user.is_staff
        assert not user.is_superuser
        return list(user.memberships.values_list("municipality__code", "role"))


class TestStaticFiles:
    def test_are_copied_only_when_newer_than_the_copy(self, settings, tmp_path):
        manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        settings.STATIC_ROOT = tmp_path
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}

        assert setting_up.prepare_static_files()
        assert not setting_up.prepare_static_files()
