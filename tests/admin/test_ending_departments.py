"""부서 없애기 as clerks do it: from the list, by a preview, and never in another body."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from registry.models import Department
from tests.admin.test_in_browser import WCAG
from tests.factories import make_department, make_project

LIST = "/admin/registry/department/"


@pytest.fixture
def offices(gyeonggi):
    """Return a department that runs a public project, and one that may follow it."""
    old = make_department(municipality=gyeonggi, name="정보화기획담당관")
    make_project(owner=gyeonggi, department=old)
    return old, make_department(municipality=gyeonggi, name="정보기획담당관")


def send(client, department, **typed):
    """Choose a department in the list and send the action with what is typed."""
    posted = {"action": "end_selected", "_selected_action": [department.pk], **typed}
    return client.post(LIST, posted, follow=True).content.decode()


def test_shows_what_it_means_and_does_it_then(publisher, offices):
    old, new = offices
    typed = {"valid_to": "2020-01-01", "successors": [new.pk]}

    assert "뒤를 이은 부서" in send(publisher, old)
    preview = send(publisher, old, **typed, preview="1")
    assert "저장하면 아래 부서가 2020년 1월 1일에 없어집니다." in preview
    assert "사업 1건과 연도 예산 0건은 그대로 이 부서에 남습니다." in preview
    assert 'value="2020-01-01"' in send(publisher, old, **typed, again="1")
    assert "없어진 날을 적어 주세요." in send(publisher, old, successors=[new.pk], end="1")
    assert Department.objects.in_use().count() == 2

    assert "부서 1곳의 없어진 날과" in send(publisher, old, **typed, end="1")
    assert list(Department.objects.in_use()) == [new]
    form = publisher.get(f"{LIST}{old.pk}/change/").content.decode()
    assert "정보기획담당관" in form
    search = "/admin/autocomplete/?app_label=registry&model_name=project&field_name=department"
    found = publisher.get(f"{search}&term=담당관").json()["results"]
    assert [one["text"] for one in found] == ["정보기획담당관"]


def test_gives_another_bodys_clerk_nothing(sign_in, cast, offices):
    client = sign_in(cast.seoul_keeper)

    send(client, offices[0], valid_to="2020-01-01", end="1")

    assert "정보화기획담당관" not in send(client, offices[0])
    assert Department.objects.in_use().count() == 2


def test_takes_no_department_of_another_body(publisher, seoul, offices):
    theirs = make_department(municipality=seoul, name="서울 부서")

    body = send(publisher, offices[0], valid_to="2020-01-01", successors=[theirs.pk], end="1")

    assert "서울 부서" not in body
    assert Department.objects.in_use().count() == 3


def keeps_wcag(page, faults):
    page.wait_for_timeout(300)
    assert faults == []
    assert Axe().run(page, options=WCAG).response["violations"] == []
    faults.clear()  # axe itself puts styles on the page, which the policy refuses


def test_is_done_in_a_browser_and_passes_axe(page, publisher, live_server, faults, offices):
    cookie = publisher.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(LIST)
    page.check(f"input[name=_selected_action][value='{offices[0].pk}']")
    page.select_option("select[name=action]", "end_selected")
    page.click("button[name=index]")
    page.fill("#id_valid_to", "2020-01-01")
    page.check("text=정보기획담당관")
    keeps_wcag(page, faults)

    page.click("input[name=preview]")
    keeps_wcag(page, faults)
    page.click("input[name=end]")

    assert "부서 1곳의 없어진 날과" in page.inner_text(".messagelist")
