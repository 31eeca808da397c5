"""잘못된 내용 알리기: a reader without an account, and the page with the answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.models import CorrectionRequest
from registry.views import corrections
from tests.factories import make_project, make_user
from tests.pages.reading import Page

TEXT = "국비는 26억 1,200만 원이라고 보도자료에 적혀 있습니다."


@pytest.fixture
def project(db):
    return make_project(name="CCTV 통합관제센터 설치")


def address(project) -> str:
    return reverse("correction-ask", args=[project.number])


def sent(client, project, monkeypatch, *, after: int = 30, **said):
    """Send the form as somebody who opened it `after` seconds ago."""
    opened = client.get(address(project)).context["form"].initial["opened"]
    later = timezone.now() + timedelta(seconds=after)
    with monkeypatch.context() as patch:
        patch.setattr(corrections.timezone, "now", lambda: later)
        said = {"topic": "funding", "text": TEXT, "opened": opened} | said
        return client.post(address(project), said)


class TestReceipt:
    def test_shows_its_address_whole_however_narrow_the_window(self, client, project, monkeypatch):
        page = Page(client.get(sent(client, project, monkeypatch)["Location"]))
        here = f"http://testserver{CorrectionRequest.objects.get().get_absolute_url()}"

        assert f"이 쪽의 주소 {here}" in page.text  # a text that breaks, not a box that cuts
        assert [link["href"] for link in page.all("a")].count(here) == 1


class TestForm:
    def test_is_reached_from_the_project(self, client, project):
        assert address(project) in client.get(project.get_absolute_url()).content.decode()

    def test_brings_the_request_to_the_desk(self, client, project, monkeypatch):
        answer = sent(client, project, monkeypatch)

        request = CorrectionRequest.objects.get()
        assert (request.project, request.topic, request.text) == (project, "funding", TEXT)
        assert answer["Location"] == request.get_absolute_url()

    def test_refuses_what_was_sent_at_once_and_takes_it_the_second_time(
        self, client, project, monkeypatch
    ):
        answer = sent(client, project, monkeypatch, after=1)
        assert "보내기를 다시 눌러 주세요" in answer.content.decode()
        assert TEXT in answer.content.decode()
        wrong = sent(client, project, monkeypatch, after=1, text="틀림").content.decode()
        assert "10자 이상" in wrong
        assert "보내기를 다시 눌러 주세요" not in wrong  # first things first

        sent(client, project, monkeypatch)
        assert CorrectionRequest.objects.count() == 1

    def test_left_open_over_night_is_sent_again(self, client, project, monkeypatch):
        stale = client.post(address(project), {"topic": "other", "text": TEXT, "opened": "x:y:z"})

        opened = stale.context["form"].data["opened"]
        assert corrections._opened_at(opened) is not None
        assert CorrectionRequest.objects.count() == 0

    @pytest.mark.parametrize(
        ("said", "message"),
        [
            ({"text": ""}, "무엇이 잘못되었는지 적어 주세요."),
            ({"text": "틀림"}, "10자 이상"),
            ({"text": "가" * 2001}, "2,000자까지"),
            ({"text": "http://a.kr http://b.kr www.c.kr 싸게 팝니다"}, "주소는 두 개까지"),
            ({"topic": ""}, "어느 항목인지 골라 주세요."),
            ({"topic": "everything"}, "올바르게"),
            ({"link": "javascript:alert(1)"}, "https://"),
            ({"website": "https://spam.example"}, "이 칸은 비워 두세요."),
        ],
    )
    def test_says_what_is_missing(self, client, project, monkeypatch, said, message):
        answer = sent(client, project, monkeypatch, **said)

        assert message in answer.content.decode()
        assert Page(answer).keeps_the_promises()
        assert CorrectionRequest.objects.count() == 0

    def test_holds_a_flood(self, client, project, monkeypatch):
        for n in range(5):
            assert sent(client, project, monkeypatch, text=f"{TEXT} {n}").status_code == 302

        answer = sent(client, project, monkeypatch, text=f"{TEXT} 6")
        assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
        page = Page(answer)
        assert page.keeps_the_promises()
        assert "잠시 멈췄습니다" in page.text
        assert f"{TEXT} 6" in page.text  # what was typed is still there
        assert "<title>보내지 않았습니다 · 잘못된 내용 알리기 ·" in page.html

    def test_asks_for_an_address_only_where_letters_are_sent(self, client, project, settings):
        assert "reply_to" not in client.get(address(project)).content.decode()

        settings.EMAIL_HOST = "mail.example"
        assert "reply_to" in client.get(address(project)).content.decode()

    def test_knows_nothing_of_a_draft_or_of_what_is_published_later(self, client, project):
        later = timezone.localdate() + timedelta(days=3)
        for hidden in (make_project(published=False), make_project(published_from=later)):
            missing = address(project).replace(project.number, "2013-41-9999")
            assert client.get(address(hidden)).status_code == 404
            assert client.get(missing).status_code == 404

    def test_takes_the_last_address_behind_a_proxy(self, rf, settings):
        request = rf.get("/", HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.7")
        assert corrections._address(request) == "127.0.0.1"

        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        assert corrections._address(request) == "192.0.2.7"


class TestAnswer:
    @pytest.fixture
    def request_(self, project):
        return CorrectionRequest.objects.create(project=project, text=TEXT)

    def test_is_waited_for(self, client, request_):
        body = client.get(request_.get_absolute_url()).content.decode()

        assert "답변 전" in body
        assert f"http://testserver{request_.get_absolute_url()}" in body

    def test_is_shown_without_the_name_of_the_clerk(self, client, request_, project):
        request_.state, request_.answer = "dismissed", "보도자료와 같습니다."
        request_.answered_at, request_.answered_by = timezone.now(), make_user(username="kimgg")
        request_.save()
        body = client.get(request_.get_absolute_url()).content.decode()

        assert "반영하지 않음" in body
        assert "보도자료와 같습니다." in body
        assert "kimgg" not in body

    def test_does_not_name_a_project_withdrawn_since(self, client, request_, project):
        project.publication, project.withdrawn_on = "withdrawn", timezone.localdate()
        project.withdrawn_reason = "중복 등록"
        project.save()

        assert project.name not in client.get(request_.get_absolute_url()).content.decode()

    def test_is_nobody_elses_to_find(self, client, request_):
        assert client.get(f"/corrections/{'a' * 43}/").status_code == 404
