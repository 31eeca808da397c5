"""정정 요청 at the owner's desk."""

import pytest
from django.urls import reverse

from registry.models import CorrectionRequest
from tests.admin.forms import as_posted
from tests.factories import make_project


@pytest.fixture
def request_(gyeonggi):
    project = make_project(owner=gyeonggi)
    return CorrectionRequest.objects.create(project=project, text="금액이 보도자료와 다릅니다.")


def page(request_) -> str:
    return reverse("admin:registry_correctionrequest_change", args=[request_.pk])


def respond(client, request_, **typed):
    return client.post(page(request_), as_posted(client.get(page(request_)), **typed))


class TestPublisher:
    def test_answers_with_a_word(self, publisher, request_, cast):
        respond(publisher, request_, state="accepted", answer="52억 2,400만 원", as_it_is="on")

        request_.refresh_from_db()
        assert (request_.state, request_.answered_by) == ("accepted", cast.publisher)

    def test_is_asked_where_nothing_was_changed_since(self, publisher, request_):
        page = respond(
            publisher, request_, state="accepted", answer="고쳤습니다."
        ).content.decode()

        assert "고친 적이 없습니다" in page
        assert 'name="as_it_is"' in page
        request_.refresh_from_db()
        assert request_.state == "open"
        request_.project.save()

        respond(publisher, request_, state="accepted", answer="고쳤습니다.")

        request_.refresh_from_db()
        assert request_.state == "accepted"

    def test_is_asked_for_the_word(self, publisher, request_):
        answer = respond(publisher, request_, state="dismissed", answer="")

        assert "답변을 적어 주세요" in answer.content.decode()
        request_.refresh_from_db()
        assert request_.state == "open"

    def test_finds_the_way_to_the_project(self, publisher, request_):
        form = reverse("admin:registry_project_change", args=[request_.project_id])

        assert form in publisher.get(page(request_)).content.decode()

    def test_never_sees_the_address_of_who_asked(self, publisher, request_):
        CorrectionRequest.objects.update(reply_to="reader@example.org")

        assert "reader@example.org" not in publisher.get(page(request_)).content.decode()

    def test_writes_no_request_himself(self, publisher, request_):
        assert publisher.get("/admin/registry/correctionrequest/add/").status_code == 403


class TestWriter:
    def test_reads_it_and_leaves_the_answer_to_the_publisher(self, writer, request_):
        assert "보도자료와 다릅니다" in writer.get(page(request_)).content.decode()

        writer.post(page(request_), {"state": "accepted", "answer": "고쳤습니다."})
        request_.refresh_from_db()
        assert request_.state == "open"


class TestList:
    @pytest.mark.parametrize("count", [10, 40])
    def test_asks_the_same_number_of_questions(
        self, publisher, gyeonggi, count, django_assert_max_num_queries
    ):
        for _n in range(count):
            project = make_project(owner=gyeonggi)
            CorrectionRequest.objects.create(project=project, text="금액이 다릅니다.")
        publisher.get("/admin/registry/correctionrequest/")

        with django_assert_max_num_queries(16):
            publisher.get("/admin/registry/correctionrequest/")
