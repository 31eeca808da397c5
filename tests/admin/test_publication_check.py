"""공개 확인: the page before publishing."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from registry.bitmaps import DESK
from registry.models import Project
from registry.notation.codes import Publication
from tests.admin.forms import as_posted
from tests.admin.test_in_browser import WCAG
from tests.factories import make_project, make_sound_project

LIST = "/admin/registry/project/"
MISSING = ["금액의 출처가 적혀 있지 않습니다.", "담당 부서가 없습니다."]


def published() -> set[int]:
    rows = Project.objects.filter(publication=Publication.PUBLISHED)
    return set(rows.values_list("pk", flat=True))


@pytest.fixture
def sound(gyeonggi):
    return make_sound_project(owner=gyeonggi)


@pytest.fixture
def doubtful(gyeonggi):
    return make_project(owner=gyeonggi, published=False)


@pytest.fixture
def act(publisher):
    """Return a function that sends the action on chosen projects, as its page would."""

    def act(*projects, **more):
        chosen = {"_selected_action": [project.pk for project in projects]}
        page = publisher.post(LIST, {"action": "publish_selected", **chosen})
        seen = page.context["form"]["seen"].value() or ""
        if not more:
            return page
        data = {"action": "publish_selected", **chosen, "seen": seen, **more}
        return publisher.post(LIST, data, follow=True)

    return act


class TestOfMany:
    def test_shows_what_stands_against_each_and_publishes_nothing(
        self, act, gyeonggi, sound, doubtful
    ):
        public = make_project(owner=gyeonggi)

        page = act(sound, doubtful, public)

        body = page.content.decode()
        assert "공개할 수 없음 1건, 확인할 점 있음 1건, 이상 없음 1건" in body
        assert all(words in body for words in [*MISSING, "이미 공개되어 있습니다."])
        link = f"{LIST}{doubtful.pk}/change/?cite=total_won#citations-0"
        assert re.findall(r'"([^"]*cite=[^"]*)"', body) == [link]
        assert published() == {public.pk}

    def test_wants_a_word_for_the_doubtful_ones(self, act, sound, doubtful):
        page = act(sound, doubtful, confirm="1", why=" ")

        assert "확인할 점이 있는 사업을 공개하는 이유를 적어 주세요." in page.content.decode()
        assert published() == set()

    def test_publishes_with_a_word_that_the_history_keeps(self, act, sound, doubtful):
        act(sound, doubtful, confirm="1", why="결산 뒤에 적음")

        assert published() == {sound.pk, doubtful.pk}
        assert doubtful.history.first().history_change_reason == "공개: 결산 뒤에 적음"
        assert sound.history.first().history_change_reason == "공개"

    def test_may_publish_the_sound_ones_alone(self, act, sound, doubtful):
        page = act(sound, doubtful, clean_only="1")

        said = " ".join(str(message) for message in page.context["messages"])
        assert "1건을 공개했습니다." in said
        assert "확인할 점이 있는 1건은 그대로 두었습니다." in said
        assert published() == {sound.pk}

    def test_may_name_a_day_that_lies_ahead(self, act, sound):
        tomorrow = timezone.localdate() + timedelta(days=1)

        page = act(sound, confirm="1", publish_on=tomorrow.isoformat())

        said = " ".join(str(message) for message in page.context["messages"])
        assert f"1건을 {tomorrow}부터 공개합니다." in said
        assert not Project.objects.published().exists()
        assert Project.objects.published(on=tomorrow).exists()

    def test_takes_no_day_that_is_past(self, act, sound):
        page = act(sound, confirm="1", publish_on="2013-01-02")

        assert "공개일은 오늘이나 그 뒤여야 합니다." in page.content.decode()
        assert published() == set()

    def test_leaves_what_changed_since_the_page_was_shown(self, publisher, doubtful):
        page = publisher.post(
            LIST, {"action": "publish_selected", "_selected_action": [doubtful.pk]}
        )
        seen = page.context["form"]["seen"].value()
        Project.objects.filter(pk=doubtful.pk).update(period_text="차기 임기 중")

        page = publisher.post(
            f"{LIST}{doubtful.pk}/publish/",
            {"confirm": "1", "why": "결산 뒤에 적음", "seen": seen},
            follow=True,
        )

        assert "그사이 확인할 점이 달라졌습니다." in str(next(iter(page.context["messages"])))
        assert published() == set()

    def test_takes_five_hundred_and_no_more(self, publisher, gyeonggi):
        for number in range(501):
            make_project(owner=gyeonggi, published=False, name=f"마을방송 {number}번")
        every = Project.objects.order_by("pk")
        chosen = [project.pk for project in every]

        page = publisher.post(
            LIST, {"action": "publish_selected", "_selected_action": chosen}, follow=True
        )
        assert "한 번에 500건까지 공개할 수 있습니다." in page.content.decode()

        data = {"action": "publish_selected", "_selected_action": chosen[:500]}
        seen = publisher.post(LIST, data).context["form"]["seen"].value()
        publisher.post(LIST, data | {"confirm": "1", "why": "일괄", "seen": seen})
        assert len(published()) == 500

        data = {"action": "withdraw_selected", "_selected_action": chosen, "reason": "중복"}
        page = publisher.post(LIST, data, follow=True)
        assert "한 번에 500건까지 등록을 취소할 수 있습니다." in page.content.decode()
        assert len(published()) == 500

    @pytest.mark.parametrize("count", [10, 40])
    def test_asks_no_more_for_more_projects(
        self, publisher, gyeonggi, count, django_assert_max_num_queries
    ):
        projects = [make_project(owner=gyeonggi, published=False) for _ in range(count)]
        data = {"action": "publish_selected", "_selected_action": [row.pk for row in projects]}
        DESK.current()

        with django_assert_max_num_queries(16):
            assert "확인할 점 있음" in publisher.post(LIST, data).content.decode()


class TestOfOne:
    def publish(self, client, project):
        address = f"{LIST}{project.pk}/change/"
        data = as_posted(client.get(address))
        return client.post(address, {**data, "_publish": "1"}, follow=True)

    def test_is_passed_over_where_there_is_nothing_to_ask(self, publisher, sound):
        self.publish(publisher, sound)

        assert published() == {sound.pk}

    def test_asks_before_a_doubtful_one_is_public(self, publisher, doubtful):
        page = self.publish(publisher, doubtful)

        body = page.content.decode()
        assert all(words in body for words in MISSING)
        assert published() == set()

        seen = page.context["form"]["seen"].value()
        publisher.post(
            f"{LIST}{doubtful.pk}/publish/", {"confirm": "1", "why": "추후", "seen": seen}
        )
        assert published() == {doubtful.pk}

    @pytest.mark.parametrize("who", ["writer", "reader", "seoul_publisher"])
    def test_is_closed_to_who_may_not_publish(self, sign_in, cast, doubtful, who):
        client, address = sign_in(getattr(cast, who)), f"{LIST}{doubtful.pk}/publish/"

        assert "출처가 적혀" not in client.get(address, follow=True).content.decode()
        client.post(address, {"confirm": "1", "why": "추후"})
        assert published() == set()


class TestInBrowser:
    @pytest.mark.parametrize("width", [768, 1280])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(
        self, page, publisher, live_server, faults, sound, doubtful, width, scheme
    ):
        cookie = publisher.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/admin/registry/project/{doubtful.pk}/publish/")

        assert faults == []
        found = Axe().run(page, options=WCAG).response["violations"]
        faults.clear()  # axe itself puts styles on the page, which the policy refuses
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []
