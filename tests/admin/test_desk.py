"""The first page of the admin: what waits, counted as the list shows it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry import bitmaps
from registry.bitmaps import FLAGS
from registry.models import (
    Citation,
    CorrectionRequest,
    Department,
    DuplicateDecision,
    ImportBatch,
    Membership,
    Municipality,
    Project,
    Source,
)
from registry.notation.codes import BatchState, Certainty, Decision, Status
from tests.admin.conftest import SECRET
from tests.factories import make_department, make_project
from tests.random_registry import random_registry

LIST = "/admin/registry/project/"
BATCHES = "/admin/registry/importbatch/"
PEOPLE = ["reader", "writer", "publisher", "keeper", "seoul_publisher", "newcomer", "superuser"]


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


def flagged(user, code: str) -> list[str]:
    found = bitmaps.flagged(bitmaps.DESK.current(), code, user)
    return [project.name for project in Project.objects.filter(pk__in=bitmaps.keys_of(found))]


def undecided(owner, since: int) -> Project:
    """Return a project that was entered undecided so many days ago."""
    project = make_project(
        owner=owner, won=None, total_certainty=Certainty.UNDECIDED, created_at=days_ago(since)
    )
    project.history.update(history_date=days_ago(since))
    return project


@pytest.fixture
def at_random(municipalities):
    """Have a registry at random in which every flag is somewhere."""
    projects = random_registry(7, count=60)
    Project.objects.filter(pk__in=[project.pk for project in projects[:20]]).update(
        created_at=days_ago(400),
        modified_at=days_ago(400),
        period_end=None,
        period_end_precision="",
        status=Status.ONGOING,
    )
    owner = Municipality.objects.get(code="41")
    undecided(owner, 100)
    for name in ("민원 제안 통합관리시스템 구축", "민원제안 통합관리시스템"):
        make_project(owner=owner, name=name)
    return projects


class TestFlags:
    def test_tell_the_drafts_to_publish_or_else_those_one_writes(self, cast, gyeonggi):
        draft = make_project(owner=gyeonggi, published=False)
        make_project(owner=gyeonggi)

        assert flagged(cast.publisher, "draft") == [draft.name]
        assert flagged(cast.superuser, "draft") == [draft.name]
        assert flagged(cast.writer, "draft") == [draft.name]
        assert flagged(cast.reader, "draft") == flagged(cast.seoul_writer, "draft") == []
        Membership.objects.create(user=cast.seoul_publisher, municipality=gyeonggi, role="writer")
        assert flagged(cast.seoul_publisher, "draft") == []  # here ‘공개합니다’ would be untrue

    def test_tell_an_amount_undecided_for_long(self, cast, gyeonggi):
        old = undecided(gyeonggi, 91)
        undecided(gyeonggi, 89)

        assert flagged(cast.reader, "undecided") == [old.name]

    def test_count_the_days_from_when_it_became_undecided(self, cast, gyeonggi):
        project = undecided(gyeonggi, 300)
        project.total_certainty, project.total_won = Certainty.EXACT, 5_224_000_000
        project.save()
        project.history.filter(total_certainty=Certainty.EXACT).update(history_date=days_ago(100))
        project.total_certainty, project.total_won = Certainty.UNDECIDED, None
        project.save()

        assert flagged(cast.reader, "undecided") == []

    def test_tell_what_is_past_its_end(self, cast, gyeonggi):
        ends = {"period_end": date(2013, 12, 31), "period_end_precision": "day"}
        late = make_project(owner=gyeonggi, status=Status.ONGOING, **ends)
        make_project(owner=gyeonggi, status=Status.DONE, **ends)
        make_project(owner=gyeonggi, status=Status.STOPPED, **ends)
        make_project(owner=gyeonggi, period_end=timezone.localdate(), period_end_precision="day")

        assert flagged(cast.reader, "past_end") == [late.name]

    def test_tell_what_goes_on_unlooked_at_this_year(self, cast, gyeonggi):
        old, _looked_at, done = (
            make_project(owner=gyeonggi, status=status)
            for status in (Status.ONGOING, Status.ONGOING, Status.DONE)
        )
        Project.objects.filter(pk__in=[old.pk, done.pk]).update(modified_at=days_ago(370))

        assert flagged(cast.reader, "untouched") == [old.name]

    def test_tell_whose_body_is_gone(self, cast, gyeonggi):
        gone = make_project(owner=gyeonggi, status=Status.ONGOING)
        make_project(owner=gyeonggi, status=Status.DONE)
        assert flagged(cast.superuser, "body_gone") == []

        Municipality.objects.filter(pk=gyeonggi.pk).update(valid_to=timezone.localdate())

        assert flagged(cast.superuser, "body_gone") == [gone.name]

    def test_tell_whose_department_is_gone(self, cast, gyeonggi, seoul):
        offices = [make_department(municipality=gyeonggi, name=f"{name}과") for name in "가나다"]
        for office in offices:
            make_project(owner=gyeonggi, department=office, name=f"{office} 사업")
        make_project(owner=gyeonggi, department=offices[0], status=Status.DONE)
        elsewhere = make_department(municipality=seoul, name="라과")
        make_project(owner=gyeonggi, department=elsewhere, name="라과 사업")
        assert flagged(cast.reader, "department_gone") == []

        Department.objects.filter(pk=offices[0].pk).update(merged_into=offices[1])
        Municipality.objects.filter(pk=seoul.pk).update(valid_to=timezone.localdate())

        assert set(flagged(cast.reader, "department_gone")) == {"가과 사업", "라과 사업"}
        assert flagged(cast.reader, "body_gone") == []

    def test_tell_what_may_be_there_twice_until_it_is_decided(self, cast, gyeonggi, seoul):
        names = ["민원 제안 통합관리시스템 구축", "민원제안 통합관리시스템"]
        first, second = (make_project(owner=gyeonggi, name=name) for name in names)
        make_project(owner=gyeonggi, name=names[0], fiscal_year=2014)
        make_project(owner=seoul, name=names[0])
        assert flagged(cast.reader, "twice") == names

        pair = {"first": first, "second": second, "user": cast.writer}
        decision = DuplicateDecision.objects.create(decision=Decision.LATER, **pair)
        assert flagged(cast.reader, "twice") == flagged(cast.superuser, "twice") == names

        for decided in (Decision.SAME, Decision.DIFFERENT):
            DuplicateDecision.objects.filter(pk=decision.pk).update(decision=decided)
            assert flagged(cast.reader, "twice") == flagged(cast.superuser, "twice") == []

    def test_tell_the_same_amount_of_one_department(self, cast, gyeonggi):
        office = make_department(municipality=gyeonggi, name="정보통신과")
        for name in ("통합관제센터", "홈페이지"):
            make_project(owner=gyeonggi, department=office, name=name)
        make_project(owner=gyeonggi, department=office, name="무선인터넷", won=1)
        make_project(owner=gyeonggi, name="CCTV")

        for user in (cast.reader, cast.superuser):
            assert flagged(user, "twice") == ["통합관제센터", "홈페이지"]

    def test_leave_a_withdrawn_twin_alone(self, cast, gyeonggi):
        names = ["민원 제안 통합관리시스템 구축", "민원제안 통합관리시스템"]
        _first, second = (make_project(owner=gyeonggi, name=name) for name in names)
        Project.objects.filter(pk=second.pk).update(
            publication="withdrawn", withdrawn_on="2013-05-01", withdrawn_reason="중복 등록"
        )

        assert flagged(cast.reader, "twice") == []

    def test_tell_a_public_amount_without_source(self, cast, gyeonggi):
        bare, cited = make_project(owner=gyeonggi), make_project(owner=gyeonggi)
        make_project(owner=gyeonggi, published=False)
        make_project(owner=gyeonggi, won=None)
        source = Source.objects.create(title="정보화 예산", publisher="경기도")
        Citation.objects.create(source=source, project=cited)

        assert flagged(cast.reader, "no_source") == [bare.name]

    def test_know_no_other_code(self, cast, gyeonggi):
        make_project(owner=gyeonggi)

        assert flagged(cast.superuser, "nonsense") == []


class TestDesk:
    @pytest.mark.parametrize("who", PEOPLE)
    def test_counts_what_the_list_shows_after_a_click(self, at_random, cast, sign_in, who):
        client = sign_in(getattr(cast, who))
        page = client.get("/admin/").context["desk"]
        lines = [line for line in page["waiting"] if "flag=" in line.address]
        shown = {line.address.split("flag=")[1]: line for line in lines}

        for flag in FLAGS if page["may_read"] else ():
            listed = client.get(LIST, {"flag": flag.code}).context["cl"].result_count
            assert listed == (shown[flag.code].count if flag.code in shown else 0), flag.code

    def test_has_every_flag_to_count(self, at_random, cast, sign_in):
        page = sign_in(cast.superuser).get("/admin/").context["desk"]

        # The bodies of the fixture that are gone, 강원도 among them, still run projects.
        assert len(page["waiting"]) == len(FLAGS)

    def test_tells_a_writer_who_publishes(self, writer, publisher, cast, gyeonggi):
        make_project(owner=gyeonggi, published=False)
        of_writer, of_publisher = (
            client.get("/admin/").context["desk"]["waiting"][0] for client in (writer, publisher)
        )

        assert of_writer.name == "공개를 기다리는 초안(내 지자체)"
        assert of_writer.why.startswith("작성이 끝났으면 공개 담당자에게 알려 주세요: ")
        assert "publisher" in of_writer.why
        assert (of_publisher.name, of_writer.count) == ("공개를 기다리는 초안", of_publisher.count)
        assert "공개합니다" in of_publisher.why

    def test_says_quietly_what_does_not_wait(self, publisher):
        page = publisher.get("/admin/")

        assert page.context["desk"]["waiting"] == []
        assert "없음: 공개를 기다리는 초안 · " in page.content.decode()

    def test_asks_as_often_for_forty_as_for_ten(self, publisher, cast, gyeonggi):
        def questions(count: int) -> int:
            for number in range(count):
                make_project(owner=gyeonggi, published=False)
                ImportBatch.objects.create(
                    file_name=f"{number}.xlsx",
                    sha256="0" * 64,
                    user=cast.publisher,
                    municipality=gyeonggi,
                )
            with CaptureQueriesContext(connection) as asked:
                publisher.get("/admin/")
            return len(asked)

        assert questions(10) == questions(30)

    def test_counts_the_readers_who_wait_for_an_answer(self, publisher, sign_in, cast, gyeonggi):
        project = make_project(owner=gyeonggi)
        CorrectionRequest.objects.create(project=project, text="금액이 다릅니다.")

        lines = {line.name: line for line in publisher.get("/admin/").context["desk"]["waiting"]}
        asked = lines["답을 기다리는 정정 요청"]
        assert publisher.get(asked.address).context["cl"].result_count == asked.count == 1
        theirs = sign_in(cast.seoul_publisher).get("/admin/").context["desk"]
        assert "답을 기다리는 정정 요청" in theirs["settled"]

    def test_counts_every_import_that_waits(self, publisher, sign_in, cast, gyeonggi):
        for number, (user, state, rows) in enumerate(
            [
                *[(cast.publisher, BatchState.STAGED, 3)] * 6,
                (cast.publisher, BatchState.UPLOADED, 0),
                (cast.writer, BatchState.STAGED, 0),  # not yet saved: its maker's alone
                *[(cast.writer, BatchState.CONFIRMED, 2)] * 2,
                (cast.writer, BatchState.CONFIRMED, 0),
                (cast.writer, BatchState.UNDONE, 2),
            ]
        ):
            ImportBatch.objects.create(
                file_name=f"{number}.xlsx",
                sha256="0" * 64,
                user=user,
                municipality=gyeonggi,
                state=state,
                counts={"waiting": rows},
            )

        lines = {line.name: line for line in publisher.get("/admin/").context["desk"]["waiting"]}
        for name, count in [("끝내지 않은 가져오기", 7), ("기다리는 행이 있는 가져오기", 2)]:
            listed = publisher.get(lines[name].address).context["cl"]
            assert listed.result_count == lines[name].count == count
        theirs = sign_in(cast.seoul_publisher)
        assert theirs.get("/admin/").context["desk"]["waiting"] == []
        assert theirs.get(f"{BATCHES}?waits=rows").context["cl"].result_count == 0

    def test_leads_to_what_a_clerk_does_most(self, writer):
        page = writer.get("/admin/").content.decode()

        assert 'href="/admin/registry/import/"' in page
        assert 'href="/admin/registry/project/add/"' in page

    def test_offers_a_reader_nothing_to_write(self, sign_in, cast):
        assert not sign_in(cast.reader).get("/admin/").context["desk"]["may_write"]

    def test_tells_of_the_latest_imports_and_their_waiting_rows(self, publisher, cast, gyeonggi):
        ImportBatch.objects.create(
            file_name="2013 정보화.xlsx",
            sha256="0" * 64,
            user=cast.writer,
            municipality=gyeonggi,
            state=BatchState.CONFIRMED,
            counts={"waiting": 3},
        )

        page = publisher.get("/admin/").content.decode()

        assert "2013 정보화.xlsx" in page
        assert "기다리는 행 3건" in page

    def test_shows_nothing_of_another_body(self, theirs, sign_in, cast):
        page = sign_in(cast.seoul_publisher).get("/admin/")

        assert SECRET not in page.content.decode()
        assert page.context["desk"]["waiting"] == []


class TestListOfFlagged:
    def test_counts_the_choices_too(self, publisher, gyeonggi, seoul):
        for owner in (gyeonggi, gyeonggi, seoul):
            make_project(owner=owner, published=False)

        page = publisher.get(LIST, {"flag": "draft"})

        assert page.context["cl"].result_count == 2
        assert "초안 (2)" in page.content.decode()

    def test_asks_for_its_choices_once(self, publisher, gyeonggi, django_assert_max_num_queries):
        make_project(owner=gyeonggi, published=False)
        bitmaps.DESK.current()

        with django_assert_max_num_queries(18):
            publisher.get(LIST, {"flag": "draft"})


class TestListOfImports:
    def test_leads_to_the_wizard(self, writer):
        page = writer.get("/admin/registry/importbatch/").content.decode()

        assert 'href="/admin/registry/import/"' in page

    def test_offers_a_reader_no_wizard(self, sign_in, cast):
        page = sign_in(cast.reader).get("/admin/registry/importbatch/").content.decode()

        assert 'href="/admin/registry/import/"' not in page
