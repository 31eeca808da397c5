"""부서 합치기 as clerks do it: from the list, by a preview, and never in another body."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Department
from tests.admin.test_in_browser import WCAG
from tests.factories import make_department, make_project

LIST = "/admin/registry/department/"


@pytest.fixture
def twins(gyeonggi):
    """Return a department that stays and its duplicate, which runs a public project."""
    stays = make_department(municipality=gyeonggi, name="정보화기획담당관")
    twin = make_department(municipality=gyeonggi, name="정보화 기획담당관실")
    make_project(owner=gyeonggi, department=twin, name="CCTV 통합관제센터 설치")
    return stays, twin


def send(client, departments, **typed):
    """Choose departments in the list and send the action with what is typed."""
    keys = [department.pk for department in departments]
    posted = {"action": "merge_selected", "_selected_action": keys, **typed}
    return client.post(LIST, posted, follow=True)


class TestPage:
    def test_asks_which_one_stays(self, publisher, twins):
        body = send(publisher, twins).content.decode()

        assert "어느 부서를 남길까요?" in body
        assert body.count('type="radio"') == 2

    def test_shows_what_would_move_and_moves_nothing(self, publisher, twins):
        body = send(publisher, twins, stays=twins[0].pk, preview="1").content.decode()

        assert "사업 1건, 연도 예산 0건, 아래 부서 0곳이 정보화기획담당관으로" in body
        assert Department.objects.standing().count() == 2

    def test_merges_and_tells_what_moved(self, publisher, twins):
        body = send(publisher, twins, stays=twins[0].pk, merge="1").content.decode()

        assert "사업 1건" in body
        assert twins[0].projects.count() == 1

    def test_asks_again_where_nothing_was_picked(self, publisher, twins):
        body = send(publisher, twins, preview="1").content.decode()

        assert "남길 부서를 골라 주세요." in body

    @pytest.mark.parametrize("stays", ["x", "0", "99999999999999999999"])
    def test_takes_nothing_that_was_not_chosen(self, publisher, twins, stays):
        body = send(publisher, twins, stays=stays, merge="1").content.decode()

        assert "목록에 있는 부서를 골라 주세요." in body
        assert Department.objects.standing().count() == 2

    def test_refuses_one_alone(self, publisher, twins):
        assert "둘 이상" in send(publisher, twins[:1]).content.decode()

    def test_says_to_a_writer_whose_it_is(self, writer, twins):
        body = send(writer, twins, stays=twins[0].pk, merge="1").content.decode()

        assert "공개 담당자가 합칩니다." in body
        assert Department.objects.standing().count() == 2

    @pytest.mark.parametrize("who", ["reader", "seoul_publisher", "seoul_keeper", "newcomer"])
    def test_is_nobody_elses(self, who, cast, sign_in, twins):
        send(sign_in(getattr(cast, who)), twins, stays=twins[0].pk, merge="1")

        assert Department.objects.standing().count() == 2

    def test_asks_as_much_for_many_as_for_few(self, publisher, gyeonggi):
        asked = []
        for count in (10, 40):
            made = [
                make_department(municipality=gyeonggi, name=f"{count} {n}") for n in range(count)
            ]
            with CaptureQueriesContext(connection) as queries:
                send(publisher, made)
            asked.append(len(queries))

        assert asked[0] == asked[1]


class TestAMergedDepartment:
    @pytest.fixture
    def merged(self, publisher, twins):
        send(publisher, twins, stays=twins[0].pk, merge="1")
        return twins[1]

    def test_leads_readers_to_the_one_that_stays(self, merged, twins, client):
        answer = client.get(merged.get_absolute_url())

        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            twins[0].get_absolute_url(),
        )

    def test_leads_to_nothing_secret(self, merged, twins, client):
        twins[0].projects.update(publication="draft", published_from=None)

        assert client.get(merged.get_absolute_url()).status_code == 404

    def test_is_offered_no_more(self, merged, twins, publisher):
        question = {"app_label": "registry", "model_name": "project", "field_name": "department"}
        found = publisher.get("/admin/autocomplete/", {**question, "term": "정보화"}).json()

        assert [one["id"] for one in found["results"]] == [str(twins[0].pk)]

    @pytest.mark.parametrize("page", ["change", "delete"])
    def test_is_left_as_it_is(self, merged, publisher, page):
        answer = publisher.post(f"{LIST}{merged.pk}/{page}/", {"post": "yes", "name": "새 이름"})

        merged.refresh_from_db()
        assert (answer.status_code, merged.name) == (403, "정보화 기획담당관실")

    def test_shows_into_what_it_was_merged(self, merged, publisher):
        body = publisher.get(f"{LIST}{merged.pk}/change/").content.decode()

        assert "정보화기획담당관" in body


class TestJourney:
    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark")])
    def test_goes_from_the_list_to_one_department(
        self, page, publisher, live_server, twins, faults, scheme, width
    ):
        cookie = publisher.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.goto(LIST)
        for twin in twins:
            page.check(f'input.action-select[value="{twin.pk}"]')
        page.select_option('select[name="action"]', "merge_selected")
        page.click('button[name="index"]')
        page.get_by_label("정보화기획담당관", exact=True).check()
        self.keeps_wcag(page, faults)
        page.click('input[name="preview"]')
        assert "아직 합치지 않았습니다." in page.inner_text("#content")
        self.keeps_wcag(page, faults)
        page.keyboard.press("Tab")
        page.focus('input[name="merge"]')
        page.keyboard.press("Enter")

        page.wait_for_selector(".messagelist .success")
        assert twins[0].projects.count() == 1

    def keeps_wcag(self, page, faults):
        page.wait_for_timeout(300)
        assert faults == []
        found = Axe().run(page, options=WCAG).response["violations"]
        faults.clear()  # axe itself puts styles on the page, which the policy refuses
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []
