"""Two people on one record: the second save is refused, shown side by side and settled."""

import threading

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from registry.actions.publishing import publish
from registry.admin import opening
from registry.models import FundingSource, Project
from registry.notation.codes import Role
from tests.admin.forms import as_posted
from tests.factories import make_department, make_municipality, make_project, make_user


def change(project) -> str:
    return f"/admin/registry/project/{project.pk}/change/"


def opened(client, project, **typed):
    """Return what a page sends that was opened now, with something typed into it."""
    return as_posted(client.get(change(project)), **typed)


def lines(answer) -> dict[str, tuple[str, str, str, str]]:
    """Return the table by item: what was, theirs, mine, and what is picked."""
    return {
        one.label: (one.before, one.theirs, one.mine, one.pick)
        for one in answer.context["choices"]
    }


def settled(answer, **picks):
    """Return what the table sends, with a side picked for each item by its label."""
    context = answer.context
    data: dict = {"_save": "1", "_opened": context["opened"], "_before": context["before"]}
    for name, value in context["kept"]:
        data.setdefault(name, []).append(value)
    for one in context["choices"]:
        pick = picks.get(one.label, one.pick)
        if pick:
            data[one.key] = pick
    return data


@pytest.fixture
def project(gyeonggi):
    project = make_project(
        owner=gyeonggi, published=False, name="CCTV 통합관제센터 설치", national=2_612_000_000
    )
    FundingSource.objects.create(project=project, source="provincial", won=2_612_000_000)
    return project


@pytest.fixture
def colleague(sign_in, gyeonggi):
    return sign_in(make_user(role=Role.WRITER, at=gyeonggi, username="colleague"))


class TestSecondSave:
    def test_is_refused_and_shows_three_states(self, writer, colleague, project):
        mine = opened(writer, project, name="내 이름")
        colleague.post(change(project), opened(colleague, project, name="그의 이름"))

        answer = writer.post(change(project), mine)

        assert "다른 담당자가" in answer.context["sentence"]
        assert lines(answer)["사업명"] == ("CCTV 통합관제센터 설치", "그의 이름", "내 이름", "")
        project.refresh_from_db()
        assert project.name == "그의 이름"

    def test_picks_the_side_that_alone_changed_an_item(self, writer, colleague, project):
        mine = opened(writer, project, outputs="96개")
        colleague.post(change(project), opened(colleague, project, note="그의 메모"))

        answer = writer.post(change(project), mine)
        picks = {label: line[3] for label, line in lines(answer).items()}
        writer.post(change(project), settled(answer))

        assert picks == {"규모": "mine", "담당자 메모": "theirs"}
        project.refresh_from_db()
        assert (project.outputs, project.note) == ("96개", "그의 메모")

    @pytest.mark.parametrize(("pick", "name"), [("mine", "내 이름"), ("theirs", "그의 이름")])
    def test_saves_what_is_picked(self, writer, colleague, project, pick, name):
        mine = opened(writer, project, name="내 이름")
        colleague.post(change(project), opened(colleague, project, name="그의 이름"))

        writer.post(change(project), settled(writer.post(change(project), mine), 사업명=pick))

        project.refresh_from_db()
        assert project.name == name

    def test_asks_again_where_nothing_was_picked(self, writer, colleague, project):
        mine = opened(writer, project, name="내 이름")
        colleague.post(change(project), opened(colleague, project, name="그의 이름"))

        answer = writer.post(change(project), settled(writer.post(change(project), mine)))

        assert answer.context["unanswered"]
        assert lines(answer)["사업명"][2] == "내 이름"

    def test_is_refused_at_a_third_collision_too(self, writer, colleague, project):
        mine = opened(writer, project, name="내 이름", outputs="96개")
        colleague.post(change(project), opened(colleague, project, name="그의 이름"))
        answer = writer.post(change(project), mine)
        colleague.post(change(project), opened(colleague, project, name="또 다른 이름"))

        again = writer.post(change(project), settled(answer, 사업명="mine"))
        assert lines(again)["사업명"] == ("그의 이름", "또 다른 이름", "내 이름", "")
        writer.post(change(project), settled(again, 사업명="mine"))

        project.refresh_from_db()
        assert (project.name, project.outputs) == ("내 이름", "96개")

    def test_is_refused_where_only_rows_changed_and_merges_them(self, writer, colleague, project):
        mine = opened(
            writer,
            project,
            total_won="60억",
            period_start="2013년 3월",
            **{"funding-0-won": "25억"},
        )
        theirs = opened(colleague, project, estimate_won="7억", **{"funding-1-won": "20억"})
        colleague.post(change(project), theirs)

        answer = writer.post(change(project), mine)
        writer.post(change(project), settled(answer))

        shown = [(one.before, one.theirs, one.mine) for one in answer.context["choices"]]
        total, estimate = "52억 2,400만 원 (5,224,000,000원)", "7억 원 (700,000,000원)"
        assert (total, total, "60억 원 (6,000,000,000원)") in shown
        assert ("(없음)", estimate, "(없음)") in shown
        assert ("(없음)", "(없음)", "2013-03") in shown
        assert any("25억 원 (2,500,000,000원)" in mine for _before, _theirs, mine in shown)
        assert sorted(project.funding.values_list("won", flat=True)) == [
            2_000_000_000,
            2_500_000_000,
        ]

    def test_takes_two_new_rows_of_one_place_for_one(self, writer, colleague, project):
        row = {
            "funding-2-source": "municipal",
            "funding-2-fiscal_year": "2013",
            "funding-2-stage": "original",
            "funding-2-round": "0",
        }
        mine = opened(writer, project, **row, **{"funding-2-won": "3억"})
        colleague.post(
            change(project), opened(colleague, project, **row, **{"funding-2-won": "2억"})
        )

        answer = writer.post(change(project), mine)
        writer.post(change(project), settled(answer, 재원="mine"))

        assert project.funding.get(source="municipal").won == 300_000_000

    def test_keeps_a_row_that_the_other_deleted_if_mine_is_picked(
        self, writer, colleague, project
    ):
        mine = opened(writer, project, **{"funding-0-won": "25억"})
        colleague.post(change(project), opened(colleague, project, **{"funding-0-DELETE": "on"}))
        assert project.funding.count() == 1

        answer = writer.post(change(project), mine)
        writer.post(change(project), settled(answer, 재원="mine"))

        assert project.funding.filter(won=2_500_000_000).count() == 1

    def test_shows_what_was_typed_into_what_was_published(self, writer, cast, project):
        mine = opened(writer, project, name="내 이름")
        publish([project], cast.publisher, why="기사 확인")

        answer = writer.post(change(project), mine)

        assert ("사업명", "내 이름") in answer.context["lost"]
        assert "공개" in answer.context["sentence"]

    def test_shows_what_was_typed_into_what_was_deleted(self, writer, project):
        mine = opened(writer, project, name="내 이름")
        project.delete()

        answer = writer.post(f"/admin/registry/project/{mine['funding-0-project']}/change/", mine)

        assert ("사업명", "내 이름") in answer.context["lost"]
        assert "지웠습니다" in answer.context["sentence"]

    def test_is_no_way_to_learn_of_others_records(self, writer, sign_in, cast, project):
        mine = opened(writer, project, name="내 이름")
        stranger = sign_in(cast.seoul_writer)

        before = stranger.post(change(project), mine)
        pk = project.pk
        project.delete()
        after = stranger.post(f"/admin/registry/project/{pk}/change/", mine)

        assert before.status_code == after.status_code == 302

    def test_is_refused_without_a_mark(self, writer, project):
        data = opened(writer, project, name="내 이름")

        answer = writer.post(change(project), {**data, "_opened": '{"mark": [], "rows": 1}'})

        assert lines(answer)["사업명"][2] == "내 이름"

    def test_goes_through_where_nobody_else_wrote(self, writer, project):
        assert writer.post(change(project), opened(writer, project, name="새 이름")).url

        project.refresh_from_db()
        assert project.name == "새 이름"

    def test_is_refused_on_a_department_too(self, writer, colleague, gyeonggi):
        office = make_department(municipality=gyeonggi, name="정보화과")
        address = f"/admin/registry/department/{office.pk}/change/"
        mine = as_posted(writer.get(address), name="내 과")
        colleague.post(address, as_posted(colleague.get(address), name="그의 과"))

        answer = writer.post(address, mine)
        office.refresh_from_db()
        assert office.name == "그의 과"
        writer.post(address, settled(answer, **{next(iter(lines(answer))): "mine"}))

        office.refresh_from_db()
        assert office.name == "내 과"


class TestOpening:
    @pytest.fixture
    def said(self, monkeypatch, project):
        """Return a function that says what the form says of others, so many minutes later."""
        cache.clear()

        def said(client, after=0):
            monkeypatch.setattr(opening, "time", lambda: 1e9 + after * 60)
            return client.get(change(project)).context.get("opened_by", "")

        return said

    def test_is_told_to_who_opens_it_next_until_a_save(self, said, writer, colleague, project):
        assert said(writer) == said(writer, 1) == ""
        assert said(colleague, 4) == "다른 담당자(writer)가 3분 전에 이 사업을 열었습니다."
        assert said(writer, 4) == "다른 담당자(colleague)가 방금 이 사업을 열었습니다."
        typed = opened(colleague, project, outputs="CCTV 96대")
        assert said(writer, 5)

        assert colleague.post(change(project), {**typed, "name": ""}).status_code == 200
        assert said(writer, 5)
        assert colleague.post(change(project), typed).status_code == 302
        assert said(writer, 5) == ""

    def test_is_forgotten_after_a_quarter_of_an_hour(self, said, writer, colleague):
        assert said(writer) == ""
        assert said(colleague, 16) == ""

    def test_is_nothing_to_who_may_only_read(self, said, writer, colleague, sign_in, cast):
        reader = sign_in(cast.reader)
        said(writer)

        assert said(reader) == ""
        assert said(writer) == ""


class TestRowsAlone:
    def test_leave_a_version_of_the_project_with_the_reason(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, national=2_612_000_000)
        data = opened(publisher, project, change_reason="추경 반영", **{"funding-0-won": "25억"})
        publisher.post(change(project), data)

        assert project.history.first().history_change_reason == "추경 반영"


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_only_one_of_two_saves_wins(self, only_postgresql):
        body = make_municipality(code="41", name="경기도")
        project = make_project(owner=body, published=False, name="처음")
        clients = []
        for name in ("하나", "둘"):
            client = Client()
            client.force_login(
                make_user(role=Role.WRITER, at=body, username=name),
                backend="django.contrib.auth.backends.ModelBackend",
            )
            clients.append((client, opened(client, project, name=name)))
        together, answers = threading.Barrier(2), []

        def save(client, data):
            together.wait()
            answers.append(client.post(change(project), data).status_code)
            connection.close()

        threads = [threading.Thread(target=save, args=one) for one in clients]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        assert sorted(answers) == [200, 302]
        assert Project.history.filter(id=project.pk).count() == 2
