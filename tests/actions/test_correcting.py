"""정정 요청: what reaches the desk, what does not, and who answers."""

import smtplib

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.actions.correcting import TooManyRequests, answer, sender_of, submit
from registry.models import CorrectionRequest, Descent
from registry.notation.codes import RequestState, Role
from tests.factories import make_municipality, make_project, make_user

SITE = "https://registry.example"
SAID = {"topic": "amount", "text": "국비는 26억 1,200만 원이 아닙니다.", "link": ""}


@pytest.fixture
def project(db):
    return make_project(name="CCTV 통합관제센터 설치")


@pytest.fixture
def publisher(project):
    return make_user(
        role=Role.PUBLISHER, at=project.owner, username="publisher", email="p@example.go.kr"
    )


@pytest.fixture
def mail_server(settings):
    settings.EMAIL_HOST = "mail.example"


def asked(project, **said) -> CorrectionRequest:
    return submit(project, SAID | said, sender_of("192.0.2.1"), SITE)


class TestSubmit:
    def test_puts_the_request_on_the_desk(self, project):
        request = asked(project)

        assert list(CorrectionRequest.objects.waiting()) == [request]
        assert request.history.count() == 1

    def test_takes_what_is_sent_twice_once(self, project):
        assert asked(project) == asked(project)
        assert CorrectionRequest.objects.count() == 1

    def test_keeps_the_same_words_of_somebody_else(self, project):
        asked(project)
        submit(project, SAID, sender_of("192.0.2.2"), SITE)

        assert CorrectionRequest.objects.count() == 2

    def test_refuses_the_sixth_of_an_hour(self, project):
        for n in range(5):
            asked(project, text=f"{n}번째로 틀린 곳이 있습니다.")

        with pytest.raises(TooManyRequests, match="한 시간 뒤에"):
            asked(project, text="여섯째로 틀린 곳이 있습니다.")

    def test_refuses_what_nobody_could_answer(self, project):
        for n in range(20):
            said = SAID | {"text": f"{n}번째로 틀린 곳이 있습니다."}
            submit(project, said, sender_of(f"192.0.2.{n}"), SITE)

        with pytest.raises(TooManyRequests, match="답을 기다리는 요청이 많습니다"):
            submit(project, SAID, sender_of("198.51.100.1"), SITE)

    def test_keeps_no_network_address(self, project):
        assert "192.0.2.1" not in str(vars(asked(project)))

    def test_tells_the_publishers_where_a_server_is_configured(
        self, project, publisher, mail_server, django_capture_on_commit_callbacks
    ):
        make_user(role=Role.READER, at=project.owner, username="reader", email="r@example.go.kr")
        with django_capture_on_commit_callbacks(execute=True):
            asked(project)

        assert [letter.to for letter in mail.outbox] == [["p@example.go.kr"]]

    def test_tells_the_publishers_of_what_the_body_went_into(
        self, project, mail_server, django_capture_on_commit_callbacks
    ):
        heir, half = (make_municipality(code=code, name="새도") for code in ("12", "13"))
        for body, whole in ((heir, True), (half, False)):
            origin, day = project.owner.lineage, timezone.localdate()
            Descent.objects.create(body=body, origin=origin, whole=whole, since=day)
            make_user(role=Role.PUBLISHER, at=body, email=f"{body.code}@example.go.kr")
        with django_capture_on_commit_callbacks(execute=True):
            asked(project)

        assert [letter.to for letter in mail.outbox] == [["12@example.go.kr"]]

    def test_sends_nothing_without_a_server(
        self, project, publisher, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            asked(project)

        assert mail.outbox == []

    def test_outlives_a_server_that_is_down(
        self, project, publisher, mail_server, monkeypatch, django_capture_on_commit_callbacks
    ):
        def down(*args, **kwargs):
            raise smtplib.SMTPServerDisconnected

        monkeypatch.setattr("registry.actions.correcting.send_mail", down)
        with django_capture_on_commit_callbacks(execute=True):
            asked(project)

        assert CorrectionRequest.objects.waiting().count() == 1


class TestAnswer:
    def test_is_kept_with_who_gave_it(self, project, publisher):
        request = asked(project)

        assert answer(request, publisher, RequestState.ACCEPTED, "고쳤습니다.", SITE)

        request.refresh_from_db()
        assert (request.state, request.answer) == ("accepted", "고쳤습니다.")
        assert request.answered_by == publisher
        assert request.history.count() == 2

    def test_goes_to_who_left_an_address_which_is_then_erased(
        self, project, publisher, mail_server, django_capture_on_commit_callbacks
    ):
        request = asked(project, reply_to="reader@example.org")
        with django_capture_on_commit_callbacks(execute=True):
            answer(request, publisher, RequestState.DISMISSED, "자료와 같습니다.", SITE)

        request.refresh_from_db()
        assert (request.reply_to, request.sender) == ("", "")
        assert [letter.to for letter in mail.outbox] == [["reader@example.org"]]
        assert request.get_absolute_url() in mail.outbox[0].body

    def test_takes_a_word(self, project, publisher):
        assert not answer(asked(project), publisher, RequestState.ACCEPTED, " ", SITE)

    @pytest.mark.parametrize("role", [Role.READER, Role.WRITER])
    def test_is_a_publishers_to_give(self, project, role):
        clerk = make_user(role=role, at=project.owner)

        assert not answer(asked(project), clerk, RequestState.ACCEPTED, "고쳤습니다.", SITE)

    def test_is_not_another_bodys_to_give(self, project):
        seoul = make_municipality(code="11", name="서울특별시")
        other = make_user(role=Role.PUBLISHER, at=seoul)

        assert not answer(asked(project), other, RequestState.ACCEPTED, "고쳤습니다.", SITE)

    def test_without_a_word_is_refused_by_the_database(self, project):
        request = asked(project)
        with pytest.raises(IntegrityError), transaction.atomic():
            CorrectionRequest.objects.filter(pk=request.pk).update(state="accepted")
