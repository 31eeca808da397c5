"""이어짐 in the admin: the superuser's, and nothing is saved before it was seen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from registry.models import Municipality
from tests.admin.test_in_browser import WCAG
from tests.factories import make_municipality, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(gyeonggi):
    body = make_municipality(code="41001", name="옛시")
    make_municipality(code="41002", name="새시")
    make_project(owner=body)
    return f"/admin/registry/municipality/{body.pk}/succession/"


def test_is_shown_first_and_saved_then(sign_in, cast, address):
    client, other = sign_in(cast.superuser), Municipality.objects.get(code="41002")
    opened = client.get(address).context["form"]["opened"].value()
    data = {"valid_to": "2020-07-01", "successors": [other.pk], "opened": opened}

    assert "근거를 적어 주세요." in client.post(address, {**data, "preview": "1"}).text
    data["reason"] = "법률"
    preview = client.post(address, {**data, "preview": "1"})
    assert "아직 저장하지 않았습니다." in preview.text
    assert "2020년 7월 1일에 없어집니다." in preview.text
    assert not Municipality.objects.filter(code="41001", valid_to__isnull=False).exists()
    assert (
        "자기 자신의" in client.post(address, {**data, "successors": [address.split("/")[4]]}).text
    )

    assert client.post(address, {**data, "save": "1"}).status_code == 302
    body = Municipality.objects.get(code="41001")
    assert (str(body.valid_to), body.successors.get()) == ("2020-07-01", other)
    assert "그 사이에 다른 사람이" in client.post(address, {**data, "save": "1"}).text


def test_is_nobody_elses(sign_in, cast, address):
    for user in (cast.publisher, cast.seoul_keeper):
        client = sign_in(user)

        assert client.get(address).status_code == 403
        assert (
            client.post(address, {"save": "1", "reason": "x", "opened": "None|"}).status_code
            == 403
        )
    assert not Municipality.objects.filter(valid_to__isnull=False).exists()


def test_leaves_code_and_end_of_a_stored_body_to_its_own_page(sign_in, cast, address):
    client = sign_in(cast.superuser)
    form = client.get(address.replace("succession", "change"))

    assert address in form.text
    assert {"code", "valid_to"}.isdisjoint(form.context["adminform"].form.fields)


def test_is_chosen_by_name_in_a_browser(page, sign_in, cast, live_server, faults, address):
    cookie = sign_in(cast.superuser).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(address)
    page.wait_for_selector('[role="searchbox"][aria-label]')
    assert Axe().run(page, options=WCAG).response["violations"] == []
    faults.clear()  # axe itself puts styles on the page, which the policy refuses
    page.fill("#id_valid_to", "2020-07-01")
    page.fill("#id_reason", "법률")
    page.get_by_role("searchbox", name="뒤를 이은 지자체").press_sequentially("새시")
    page.wait_for_selector(".select2-results__option[aria-selected]")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    faults.clear()
    page.click(".select2-results__option[aria-selected]")
    assert faults == []
    page.wait_for_selector(".select2-selection__choice")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    faults.clear()
    page.click("input[name=preview]")

    assert "뒤를 이은 지자체: 경기도 새시." in page.inner_text("#content-main")
