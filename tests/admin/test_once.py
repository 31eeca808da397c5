"""A button pressed twice: it does once what it says, and the second answer is of use."""

import threading

import pytest
from django.db import connection

from registry.models import CorrectionRequest, Department, FundingSource, Project
from registry.notation.codes import Role
from tests.admin.forms import as_posted
from tests.factories import make_municipality, make_project, make_user

LIST = "/admin/registry/project/"
ADD = f"{LIST}add/"


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def written(client, body, **typed):
    """Return what a page for a new project sends."""
    data = as_posted(client.get(ADD), name="통합관제센터 유지관리", fiscal_year="2013", **typed)
    return data | {"owner": body.pk}


class TestNewProject:
    def test_is_made_once_and_shown(self, writer, gyeonggi):
        data = written(writer, gyeonggi)
        writer.post(ADD, data, follow=True)

        answer = writer.post(ADD, data | {"_continue": "1"}, follow=True)

        project = Project.objects.get()
        assert answer.redirect_chain == [(f"{LIST}{project.pk}/change/", 302)]
        assert said(answer) == ["단추가 두 번 눌렸습니다. 처음 눌렀을 때 한 번만 저장했습니다."]

    def test_is_another_one_where_another_page_or_name_was_written(self, writer, gyeonggi):
        data = written(writer, gyeonggi)
        for sent in (data, data | {"name": "통합관제센터 증설"}, written(writer, gyeonggi)):
            writer.post(ADD, sent)

        assert Project.objects.count() == 3

    def test_is_made_anew_where_the_first_is_gone(self, writer, gyeonggi):
        data = written(writer, gyeonggi)
        writer.post(ADD, data)
        Project.objects.all().delete()

        writer.post(ADD, data)

        assert Project.objects.count() == 1

    def test_keeps_its_word_with_an_error_on_the_page(self, writer, gyeonggi):
        data = written(writer, gyeonggi)

        page = writer.post(ADD, data | {"name": ""})

        assert page.context["once"] == data["_once"]

    def test_is_published_once(self, publisher, gyeonggi):
        data = written(publisher, gyeonggi) | {"_publish": "1"}
        publisher.post(ADD, data)

        publisher.post(ADD, data)

        assert Project.objects.count() == 1

    def test_leads_back_from_a_small_window(self, writer, gyeonggi):
        address = "/admin/registry/department/add/?_popup=1"
        data = as_posted(writer.get(address), name="정보통신과", municipality=str(gyeonggi.pk))
        writer.post(address, data | {"_popup": "1"})

        answer = writer.post(address, data | {"_popup": "1"})

        assert answer.templates[0].name == "admin/popup_response.html"
        assert Department.objects.count() == 1


class TestStoredProject:
    def test_takes_a_new_row_once_and_says_that_it_is_stored(self, writer, gyeonggi):
        address = f"{LIST}{make_project(owner=gyeonggi, published=False).pk}/change/"
        row = {"source": "national", "won": "26억1200만", "fiscal_year": "2013"}
        typed = {f"funding-0-{name}": value for name, value in row.items()}
        data = as_posted(writer.get(address), **typed)
        writer.post(address, data, follow=True)

        answer = writer.post(address, data, follow=True)

        assert FundingSource.objects.count() == 1
        assert said(answer) == ["적은 내용이 이미 그대로 저장되어 있습니다."]


class TestOtherButtons:
    def test_publish_once(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)
        address = f"{LIST}{project.pk}/publish/"
        seen = publisher.get(address).context["form"]["seen"].value()
        data = {"confirm": "1", "seen": seen, "why": "출처는 결산 뒤에 적음"}
        publisher.post(address, data, follow=True)

        assert said(publisher.post(address, data, follow=True)) == ["이미 공개되어 있습니다."]
        assert project.history.count() == 2

    def test_answer_a_reader_once(self, publisher, gyeonggi):
        asked = CorrectionRequest.objects.create(
            project=make_project(owner=gyeonggi), text="금액이 다릅니다."
        )
        address = f"/admin/registry/correctionrequest/{asked.pk}/change/"
        data = as_posted(publisher.get(address), state="dismissed", answer="맞는 금액입니다.")
        publisher.post(address, data, follow=True)

        answer = publisher.post(address, data, follow=True)

        assert said(answer) == ["적은 내용이 이미 그대로 저장되어 있습니다."]
        assert asked.history.count() == 2

    def test_edit_many_once(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi)
        data = {"projects": str(project.pk), "status": "done"}
        page = publisher.post(f"{LIST}bulk-edit/", data)
        data["seen"] = page.context["plan"].seen
        publisher.post(f"{LIST}bulk-edit/", data, follow=True)

        answer = publisher.post(f"{LIST}bulk-edit/", data, follow=True)

        assert said(answer) == ["1건 모두 이미 그 값입니다."]
        assert project.history.count() == 2


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_makes_one_of_two_that_arrive_together(self, only_postgresql, sign_in):
        body = make_municipality(code="41", name="경기도")
        client = sign_in(make_user(role=Role.WRITER, at=body, username="writer"))
        data, together = written(client, body), threading.Barrier(2)

        def save():
            together.wait()
            client.post(ADD, data)
            connection.close()

        threads = [threading.Thread(target=save) for _ in range(2)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        assert Project.objects.count() == 1
