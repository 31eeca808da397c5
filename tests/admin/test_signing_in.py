"""The end of a sign-in: nothing typed is lost, and who came in when is known."""

import pytest
from axes.utils import reset
from django.conf import settings
from django.test import Client
from django.urls import reverse

from registry.models import Project
from tests.admin.forms import as_posted
from tests.factories import make_project

PASSWORD = "한밤중의-등록부-9"


@pytest.fixture(autouse=True)
def throttling(db, settings):
    """Let the sign-in be watched as it is outside of tests."""
    settings.AXES_ENABLED = True
    yield
    reset()


@pytest.fixture
def project(gyeonggi):
    return make_project(owner=gyeonggi, published=False)


@pytest.fixture
def typed(cast, sign_in, project):
    """Return the address and contents of a form filled in by the 경기도 writer."""
    cast.writer.set_password(PASSWORD)
    cast.writer.save()
    address = reverse("admin:registry_project_change", args=[project.pk])
    page = sign_in(cast.writer).get(address)
    return address, as_posted(page, name="밤늦게 고친 이름", note="첫 줄\n둘째 줄")


def again(posted, username="writer", password=PASSWORD):
    return posted | {"sign_in_username": username, "sign_in_password": password}


class TestFormAfterTheSignIn:
    def test_is_kept_while_the_clerk_signs_in(self, db, client, typed, project):
        address, posted = typed
        answer = client.post(address, posted)

        body = answer.content.decode()
        assert answer.status_code == 403
        assert 'value="밤늦게 고친 이름"' in body
        assert "입력한 내용은 이 창에 남아 있습니다" in body
        assert Project.objects.get().name == project.name

    def test_is_saved_once_the_password_is_right(self, client, typed):
        address, posted = typed
        client.post(address, again(posted))

        saved = Project.objects.get()
        assert (saved.name, saved.note) == ("밤늦게 고친 이름", "첫 줄\n둘째 줄")
        assert saved.history.first().history_user.username == "writer"

    def test_is_kept_when_the_password_is_wrong(self, client, typed, project):
        address, posted = typed
        answer = client.post(address, again(posted, password="아님"))

        body = answer.content.decode()
        assert "errornote" in body
        assert 'value="밤늦게 고친 이름"' in body
        assert "아님" not in body
        assert Project.objects.get().name == project.name

    def test_of_another_body_is_refused_all_the_same(self, client, typed, cast, project):
        address, posted = typed
        cast.seoul_writer.set_password(PASSWORD)
        cast.seoul_writer.save()
        client.post(address, again(posted, username="seoul-writer"))

        assert Project.objects.get().name == project.name

    def test_is_throttled_like_the_sign_in_itself(self, client, typed, project):
        address, posted = typed
        for _n in range(5):
            client.post(address, again(posted, password="아님"))
        answer = client.post(address, again(posted))

        assert "잠시 막" in answer.content.decode()
        assert Project.objects.get().name == project.name

    def test_sends_no_password_back(self, client, db):
        answer = client.post("/admin/registry/user/add/", {"username": "new", "password1": "비밀"})

        assert "비밀" not in answer.content.decode().replace("비밀번호", "")


class TestFormOfAnOlderSignIn:
    @pytest.fixture
    def strict(self, cast, typed):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.writer, backend="django.contrib.auth.backends.ModelBackend")
        client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
        return client

    def test_is_offered_to_be_sent_again(self, strict, typed, project):
        address, posted = typed
        stale = posted | {"csrfmiddlewaretoken": "b" * 32}
        answer = strict.post(address, stale, headers={"Origin": "http://testserver"})

        body = answer.content.decode()
        assert answer.status_code == 403
        assert 'value="밤늦게 고친 이름"' in body
        assert "다시 보내기" in body
        assert 'id="site-name"' in body  # the frame of the admin, not of the public site
        assert Project.objects.get().name == project.name

    def test_whose_cookies_are_all_gone_is_sent_on_by_a_sign_in(self, typed):
        address, posted = typed
        empty, origin = Client(enforce_csrf_checks=True), {"Origin": "http://testserver"}
        answer = empty.post(address, posted | {"csrfmiddlewaretoken": "b" * 32}, headers=origin)

        body = answer.content.decode()
        assert answer.status_code == 403
        assert 'id="site-name"' in body
        assert 'value="밤늦게 고친 이름"' in body
        token = str(answer.context["csrf_token"])
        kept = dict(answer.context["kept"])
        empty.post(address, again(kept) | {"csrfmiddlewaretoken": token}, headers=origin)
        assert Project.objects.get().name == "밤늦게 고친 이름"

    @pytest.mark.parametrize("origin", [None, "http://elsewhere.example", "null"])
    def test_from_elsewhere_is_only_refused(self, strict, typed, origin):
        address, posted = typed
        headers = {"Origin": origin} if origin else {}
        stale = posted | {"csrfmiddlewaretoken": "b" * 32}
        answer = strict.post(address, stale, headers=headers)

        body = answer.content.decode()
        assert answer.status_code == 403
        assert "밤늦게" not in body
        assert "관리 첫 화면으로" in body


class TestHistoryOfAPerson:
    @pytest.fixture
    def story(self, client, cast, sign_in, typed):
        """Sign in once wrongly and once rightly, and return the page that the keeper reads."""
        for password in ("아님", PASSWORD):
            client.post(
                "/admin/login/",
                {"username": "writer", "password": password},
                REMOTE_ADDR="192.0.2.7",
            )
        address = reverse("admin:registry_user_history", args=[cast.writer.pk])
        return sign_in(cast.keeper).get(address).content.decode()

    def test_tells_when_they_came_in_and_when_somebody_failed_to(self, story):
        assert "로그인 · 192.0.2.7" in story
        assert "로그인 실패 · 192.0.2.7" in story

    def test_tells_what_they_may_do(self, story):
        assert "소속과 권한" in story
        assert "경기도" in story
