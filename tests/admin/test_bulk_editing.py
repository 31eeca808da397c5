"""한꺼번에 고치기 in the admin: the list, the values, the preview, and who may do what."""

import re

import pytest
from django.test import Client

from registry.models import Project
from tests.factories import make_department, make_municipality, make_project, make_sound_project

LIST = "/admin/registry/project/"
PAGE = f"{LIST}bulk-edit/"


def joined(projects) -> str:
    return ",".join(str(project.pk) for project in projects)


def choose(client: Client, projects, query="", **more) -> str:
    """Return the page that the action of the list leads to."""
    data = {"action": "edit_selected", "_selected_action": [project.pk for project in projects]}
    return client.post(f"{LIST}{query}", data | more, follow=True).content.decode()


def look(client: Client, projects, **values) -> str:
    return client.post(PAGE, {"projects": joined(projects), **values}).content.decode()


def seen_on(page: str) -> str:
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def save(client: Client, projects, **values):
    """Look at a change and confirm it; return the answer."""
    seen = seen_on(look(client, projects, **values))
    data = {"projects": joined(projects), "seen": seen, **values}
    return client.post(PAGE, data, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def statuses() -> set[str]:
    return set(Project.objects.values_list("status", flat=True))


class TestChoosing:
    def test_leads_from_the_list_to_the_values(self, publisher, gyeonggi):
        office = make_department(municipality=gyeonggi, name="정보기획담당관")
        projects = [make_project(owner=gyeonggi), make_project(owner=gyeonggi)]

        page = choose(publisher, projects)

        assert "<strong>2건</strong>" in page
        assert f'<option value="{office.pk}">정보기획담당관</option>' in page
        assert statuses() == {"planned"}

    def test_takes_all_that_the_list_finds_over_its_pages(self, publisher, gyeonggi):
        projects = [make_project(owner=gyeonggi, published=False) for _n in range(60)]
        make_project(owner=gyeonggi)

        page = choose(publisher, projects[:1], "?publication=draft", select_across="1")

        assert "<strong>60건</strong>" in page
        assert "?publication=draft" in page

    def test_says_how_many_are_too_many(self, publisher, gyeonggi, monkeypatch):
        monkeypatch.setattr("registry.admin.bulk_editing.MOST", 1)

        page = choose(publisher, [make_project(owner=gyeonggi), make_project(owner=gyeonggi)])

        assert "한 번에 1건까지 고칩니다." in page

    def test_offers_no_department_to_projects_of_different_bodies(self, sign_in, cast, gyeonggi):
        yongin = make_municipality(code="41460", name="용인시")
        projects = [make_project(owner=gyeonggi), make_project(owner=yongin)]

        page = choose(sign_in(cast.superuser), projects)

        assert "서로 다른 지자체의 사업을 함께 골라" in page
        assert 'name="department"' not in page

    def test_offers_a_writer_no_publishing(self, writer, gyeonggi):
        page = choose(writer, [make_project(owner=gyeonggi, published=False)])

        assert 'name="status"' in page
        assert 'name="publication"' not in page

    def test_is_not_offered_to_a_reader(self, sign_in, cast, gyeonggi):
        project = make_project(owner=gyeonggi)
        reader = sign_in(cast.reader)

        assert "edit_selected" not in reader.get(LIST).content.decode()
        assert reader.post(PAGE, {"projects": joined([project])}).status_code == 403

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({}, "바꿀 항목을 하나 이상 골라 주세요."),
            ({"status": "done", "publication": "withdrawn"}, "공개 상태는 다른 항목과 따로"),
            ({"publication": "withdrawn"}, "등록을 취소하는 이유를 적어 주세요."),
            ({"status": "끝"}, "올바르게 선택해 주세요"),
        ],
    )
    def test_asks_again_for_what_cannot_be(self, publisher, gyeonggi, values, sentence):
        page = look(publisher, [make_project(owner=gyeonggi)], **values)

        assert sentence in page
        assert 'name="seen"' not in page

    @pytest.mark.parametrize("projects", ["", "abc", "9" * 30, ",,"])
    def test_goes_back_to_the_list_without_projects(self, publisher, projects):
        answer = publisher.post(PAGE, {"projects": projects}, follow=True)

        assert said(answer) == ["먼저 목록에서 사업을 골라 주세요."]

    def test_leads_nowhere_else_than_to_the_list(self, publisher):
        answer = publisher.post(PAGE, {"back": "//example.org"})

        assert answer.headers["Location"] == f"{LIST}?//example.org"


class TestPreview:
    def test_shows_what_would_change_and_saves_nothing(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi)

        page = look(
            publisher, [project, make_project(owner=gyeonggi, status="done")], status="done"
        )

        assert "아직 저장하지 않았습니다." in page
        assert project.name in page
        assert "1건 저장" in page
        project.refresh_from_db()
        assert project.status == "planned"

    def test_offers_no_saving_where_one_is_refused(self, writer, gyeonggi):
        draft, public = make_project(owner=gyeonggi, published=False), make_project(owner=gyeonggi)

        page = look(writer, [draft, public], status="done")

        assert f"{public.number} {public.name}: 공개한 적이 있는 사업은" in page
        assert 'name="seen"' not in page

    def test_keeps_what_was_chosen_for_another_look(self, publisher, gyeonggi):
        page = look(
            publisher, [make_project(owner=gyeonggi)], status="done", reason="결산", again="1"
        )

        assert '<option value="done" selected>' in page
        assert 'value="결산"' in page

    def test_says_where_nothing_would_change(self, publisher, gyeonggi):
        page = look(publisher, [make_project(owner=gyeonggi, status="done")], status="done")

        assert "바뀌는 내용이 없습니다." in page
        assert 'name="seen"' not in page

    @pytest.mark.parametrize("who", ["seoul_publisher", "seoul_writer", "seoul_keeper"])
    def test_shows_another_bodys_clerk_nothing(self, sign_in, cast, theirs, who):
        page = look(sign_in(getattr(cast, who)), theirs["project"], status="done")

        assert "쉬쉬" not in page
        assert "고른 사업 가운데 3건은 그 사이에 지워졌거나 볼 수 없습니다." in page

    @pytest.mark.parametrize("rows", [10, 40])
    def test_asks_no_more_for_more_projects(
        self, publisher, gyeonggi, rows, django_assert_max_num_queries
    ):
        projects = [
            make_project(
                owner=gyeonggi, department=make_department(municipality=gyeonggi, name=f"{n}과")
            )
            for n in range(rows)
        ]

        with django_assert_max_num_queries(18):
            assert f"{rows}건 저장" in look(publisher, projects, status="done")


class TestSaving:
    def test_saves_what_was_seen_and_reports_once(self, publisher, gyeonggi):
        projects = [make_project(owner=gyeonggi), make_project(owner=gyeonggi, status="done")]

        answer = save(publisher, projects, status="done", reason="결산", back="publication=draft")

        assert said(answer) == ["1건을 고쳤습니다. 1건은 이미 그 값이어서 그대로입니다."]
        assert answer.redirect_chain == [(f"{LIST}?publication=draft", 302)]
        assert statuses() == {"done"}

    def test_shows_anew_what_changed_meanwhile(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi)
        seen = seen_on(look(publisher, [project], status="done"))
        project.status = "ongoing"
        project.save()

        data = {"projects": joined([project]), "seen": seen, "status": "done"}
        answer = publisher.post(PAGE, data)

        assert "그 사이에 바뀐 사업이 있어 저장하지 않았습니다." in said(answer)[0]
        assert "추진 중" in answer.content.decode()
        assert statuses() == {"ongoing"}

    def test_publishes_and_withdraws(self, publisher, gyeonggi):
        project = make_sound_project(owner=gyeonggi)

        save(publisher, [project], publication="published")
        assert Project.objects.published().exists()

        save(publisher, [project], publication="withdrawn", reason="중복 등록")
        project.refresh_from_db()
        assert project.withdrawn_reason == "중복 등록"

    @pytest.mark.parametrize("who", ["seoul_publisher", "seoul_keeper", "newcomer", "citizen"])
    def test_lets_no_stranger_forge_it(self, sign_in, cast, gyeonggi, who, publisher):
        project = make_project(owner=gyeonggi)
        seen = seen_on(look(publisher, [project], status="done"))

        data = {"projects": joined([project]), "seen": seen, "status": "done"}
        sign_in(getattr(cast, who)).post(PAGE, data)

        assert statuses() == {"planned"}
        assert project.history.count() == 1

    def test_lets_no_writer_use_another_bodys_department(self, writer, gyeonggi, seoul):
        office = make_department(municipality=seoul, name="정보기획담당관")

        page = look(writer, [make_project(owner=gyeonggi, published=False)], department=office.pk)

        assert 'name="seen"' not in page
