"""Sessions: renewed by every request, written only now and then."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.sessions import RENEWED_AFTER
from registry.notation.codes import Role
from tests.factories import make_municipality, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    client.force_login(make_user(role=Role.WRITER, at=make_municipality(code="41", name="경기도")))
    client.get(reverse("admin:index"))
    return client


def writes(client):
    """Return what a page that only reads writes."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse("admin:index"))
    return [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]


class TestSession:
    def test_is_not_written_by_a_page_that_reads(self, clerk):
        assert not [sql for sql in writes(clerk) if "django_session" in sql]

    def test_is_written_again_after_some_minutes(self, clerk, monkeypatch):
        now = time.time()
        monkeypatch.setattr("config.sessions.time.time", lambda: now + RENEWED_AFTER)

        assert [sql for sql in writes(clerk) if "django_session" in sql]

    def test_is_written_when_it_changes(self, clerk):
        session = clerk.session
        session["theme"] = "dark"
        session.save()

        assert Session.objects.get(pk=session.session_key).get_decoded()["theme"] == "dark"

    def test_is_renewed_in_the_browser_by_every_request(self, clerk):
        response = clerk.get(reverse("admin:index"))

        assert response.cookies["sessionid"]["max-age"] == 2 * 60 * 60
