"""이어짐 in the admin: the superuser's, and nothing is saved before it was seen."""

import pytest

from registry.models import Municipality
from tests.factories import make_municipality, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(gyeonggi):
    body = make_municipality(code="41001", name="옛시")
    make_municipality(code="41002", name="새시")
    make_project(owner=body)
    return f"/admin/registry/municipality/{body.pk}/succession/"


def test_is_shown_first_and_saved_then(sign_in, cast, page):
    client, other = sign_in(cast.superuser), Municipality.objects.get(code="41002")
    opened = client.get(page).context["form"]["opened"].value()
    data = {"valid_to": "2020-07-01", "successors": [other.pk], "opened": opened}

    assert "근거를 적어 주세요." in client.post(page, {**data, "preview": "1"}).text
    data["reason"] = "법률"
    preview = client.post(page, {**data, "preview": "1"})
    assert "아직 저장하지 않았습니다." in preview.text
    assert "2020년 7월 1일에 없어집니다." in preview.text
    assert not Municipality.objects.filter(code="41001", valid_to__isnull=False).exists()
    assert "자기 자신의" in client.post(page, {**data, "successors": [page.split("/")[4]]}).text

    assert client.post(page, {**data, "save": "1"}).status_code == 302
    body = Municipality.objects.get(code="41001")
    assert (str(body.valid_to), body.successors.get()) == ("2020-07-01", other)
    assert "그 사이에 다른 사람이" in client.post(page, {**data, "save": "1"}).text


def test_is_nobody_elses(sign_in, cast, page):
    for user in (cast.publisher, cast.seoul_keeper):
        client = sign_in(user)

        assert client.get(page).status_code == 403
        assert (
            client.post(page, {"save": "1", "reason": "x", "opened": "None|"}).status_code == 403
        )
    assert not Municipality.objects.filter(valid_to__isnull=False).exists()


def test_leaves_code_and_end_of_a_stored_body_to_its_own_page(sign_in, cast, page):
    client = sign_in(cast.superuser)
    form = client.get(page.replace("succession", "change"))

    assert page in form.text
    assert {"code", "valid_to"}.isdisjoint(form.context["adminform"].form.fields)
