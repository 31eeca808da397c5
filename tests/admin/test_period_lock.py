"""연도 마감: after a year is closed only publishers change its projects, with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.actions import importing
from registry.actions.bulk_editing import Edit, NotEdited, apply, preview
from registry.actions.carrying import NotCarried, carry
from registry.actions.closing import NotClosed, close_year, lift
from registry.actions.publishing import review
from registry.actions.restoring import past_of, why_not_restore
from registry.models import Citation, FundingSource, PeriodLock, Phase, Project
from registry.notation.codes import BatchState, Effect
from tests.admin.forms import as_posted
from tests.factories import make_municipality, make_project, make_sound_project

LIST = "/admin/registry/project/"
LOCKS = "/admin/registry/periodlock/"


@pytest.fixture
def draft(gyeonggi):
    return make_project(owner=gyeonggi, published=False, name="민원 창구 개편", national=1_000)


@pytest.fixture
def closed(cast, gyeonggi, draft):
    """Return the lock on 경기도's 2013."""
    return close_year(gyeonggi, 2013, cast.publisher, "결산 보고").lock


def page_of(project) -> str:
    return f"{LIST}{project.pk}/change/"


def save(client, project, **changes):
    data = as_posted(client.get(page_of(project)), **changes)
    return client.post(page_of(project), data, follow=True)


class TestClosing:
    def test_is_done_by_a_publisher_who_hears_what_it_closes(self, publisher, draft, gyeonggi):
        make_project(owner=gyeonggi)
        asked = as_posted(publisher.get(f"{LOCKS}add/"), fiscal_year="2013", note="결산 보고")

        page = publisher.post(f"{LOCKS}add/", asked, follow=True).content.decode()

        assert "사업 2건은 이제 공개 담당자만 이유를 적고 고칩니다." in page
        assert "그 가운데 1건은 아직 초안입니다." in page
        lock = PeriodLock.objects.get()
        assert (lock.municipality, lock.fiscal_year, lock.locked_by.username) == (
            gyeonggi,
            2013,
            "publisher",
        )

    def test_happens_once_and_to_no_year_ahead(self, publisher, closed):
        for year, sentence in [("2013", "이미 마감했습니다."), ("2999", "아직 시작하지 않은")]:
            asked = as_posted(publisher.get(f"{LOCKS}add/"), fiscal_year=year)
            assert sentence in publisher.post(f"{LOCKS}add/", asked).content.decode()

        assert PeriodLock.objects.count() == 1

    def test_is_kept_once_by_the_database_itself(self, cast, closed):
        again = PeriodLock(
            municipality=closed.municipality, fiscal_year=2013, locked_by=cast.publisher
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()

    def test_is_not_a_writers_nor_another_bodys(self, writer, sign_in, cast, gyeonggi):
        assert writer.get(f"{LOCKS}add/").status_code == 403
        with pytest.raises(NotClosed):
            close_year(gyeonggi, 2013, cast.seoul_publisher)
        with pytest.raises(NotClosed):
            close_year(gyeonggi, 2013, cast.writer)

    def test_is_lifted_with_a_word_and_never_forgotten(self, publisher, closed, cast):
        page = f"{LOCKS}{closed.pk}/change/"
        silent = publisher.post(page, as_posted(publisher.get(page)))
        assert "마감을 푸는 이유를 적어 주세요." in silent.content.decode()

        publisher.post(page, as_posted(publisher.get(page), lifted_reason="의회 정정 요구"))

        closed.refresh_from_db()
        assert "마감을 풀었습니다." in publisher.get(LOCKS).content.decode()
        assert (closed.lifted_reason, closed.lifted_by) == ("의회 정정 요구", cast.publisher)
        assert publisher.post(f"{LOCKS}{closed.pk}/delete/", {"post": "yes"}).status_code == 403
        assert "의회 정정 요구" in publisher.get(f"{LOCKS}{closed.pk}/history/").content.decode()

    def test_is_lifted_by_nobody_else(self, closed, cast):
        for stranger in (cast.seoul_publisher, cast.writer):
            with pytest.raises(NotClosed):
                lift(closed, stranger, "아무 이유")


class TestWriter:
    def test_reads_a_closed_draft_and_is_told_why(self, writer, draft, closed):
        page = writer.get(page_of(draft)).content.decode()

        assert "공개 담당자만 고칩니다." in page
        assert 'name="_save"' not in page

    def test_changes_it_by_no_door(self, cast, writer, draft, closed):
        stored = (draft.name, draft.modified_at)
        sent = {"name": "몰래 고침", "_opened": "0"}

        assert "저장하지 않았습니다" in writer.post(page_of(draft), sent).content.decode()
        assert writer.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 403
        for model in (Project, FundingSource, Phase, Citation):
            assert not model.objects.editable_by(cast.writer).exists()
        plan = preview([draft.pk], Edit(status="done"), cast.writer, "이유")
        assert "마감해서 공개 담당자만" in plan.refused[0].reason
        past = past_of(draft, draft.history.latest("history_id"))
        assert why_not_restore(draft, past, cast.writer)

        draft.refresh_from_db()
        assert (draft.name, draft.modified_at) == stored

    def test_goes_on_with_open_years_and_other_bodies_too(self, cast, closed, gyeonggi, seoul):
        next_year = make_project(owner=gyeonggi, published=False, fiscal_year=2014)
        theirs = make_project(owner=seoul, published=False)

        assert list(Project.objects.editable_by(cast.writer)) == [next_year]
        assert list(Project.objects.editable_by(cast.seoul_writer)) == [theirs]

    def test_finds_a_renamed_body_closed_as_well(self, cast, closed, gyeonggi):
        before = make_municipality(code="99", name="옛 경기도", lineage=gyeonggi.lineage)
        old = make_project(owner=before, published=False)

        assert not Project.objects.editable_by(cast.writer).filter(pk=old.pk).exists()

    def test_neither_adds_to_a_closed_year_nor_moves_into_it(self, writer, closed, gyeonggi):
        new = as_posted(writer.get(f"{LIST}add/"), name="뒤늦은 사업", fiscal_year="2013")
        assert "2013년은 마감했습니다." in writer.post(f"{LIST}add/", new).content.decode()
        other = make_project(owner=gyeonggi, published=False, fiscal_year=2014)

        page = save(writer, other, fiscal_year="2013").content.decode()

        assert "공개 담당자만 고칠 수 있습니다." in page
        assert not Project.objects.filter(fiscal_year=2013).exclude(name="민원 창구 개편").exists()


class TestPublisher:
    def test_says_why_for_the_project_and_for_its_rows(self, publisher, draft, closed):
        for changed in ({"description": "고침"}, {"phases-0-fiscal_year": "2013"}):
            page = save(publisher, draft, **changed).content.decode()
            assert "‘고친 이유’를 적어야 고칠 수 있습니다." in page
        row = {"phases-0-fiscal_year": "2013", "phases-0-text": "96개"}
        both = save(publisher, draft, description="고침", **row)
        assert len(both.context["problems"]) == 1
        assert (
            both.content.decode().count("‘고친 이유’를 적어야 고칠 수 있습니다.") == 2
        )  # above, at it

        save(publisher, draft, description="고침", change_reason="감사 지적")

        draft.refresh_from_db()
        assert draft.description == "고침"

    def test_is_marked_even_after_the_lock_was_lifted(self, publisher, draft, closed, cast):
        page = f"{LIST}{draft.pk}/history/"
        assert "마감 뒤 고침" not in publisher.get(page).content.decode()
        lift(closed, cast.publisher, "정정")

        save(publisher, draft, description="고침")

        assert publisher.get(page).content.decode().count("마감 뒤 고침") == 1

    def test_edits_many_with_a_reason_only(self, cast, draft, closed):
        edit = Edit(status="done")
        silent = preview([draft.pk], edit, cast.publisher)
        assert "‘고친 이유’" in silent.refused[0].reason
        with pytest.raises(NotEdited):
            apply([draft.pk], edit, cast.publisher, seen=silent.seen)

        told = preview([draft.pk], edit, cast.publisher, "감사 지적")
        apply([draft.pk], edit, cast.publisher, seen=told.seen, reason="감사 지적")

        assert Project.objects.get(pk=draft.pk).status == "done"

    def test_is_warned_before_publishing(self, cast, closed, gyeonggi):
        sound = make_sound_project(owner=gyeonggi)

        assert review([sound], cast.publisher)[0].warnings == ("2013년은 마감했습니다.",)

    def test_deletes_no_closed_draft(self, publisher, draft, closed):
        assert publisher.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_carries_nothing_into_a_closed_year(self, cast, closed, gyeonggi):
        source = make_project(owner=gyeonggi, fiscal_year=2012, type="operation")

        with pytest.raises(NotCarried, match="2013년은 마감했습니다"):
            carry([source.pk], gyeonggi, 2012, cast.publisher)


class TestImport:
    def upload(self, gyeonggi, *lines):
        head = "회계연도,사업명,총사업비(원)"
        return importing.Upload("표.csv", "\n".join([head, *lines]).encode(), gyeonggi)

    def test_writes_nothing_into_a_closed_year(self, cast, draft, closed, gyeonggi):
        lines = ["2013,민원 창구 개편,9000", "2013,뒤늦은 사업,1000", "2014,새 사업,1000"]

        batch = importing.stage(self.upload(gyeonggi, *lines), cast.publisher)

        effects = list(batch.rows.order_by("row").values_list("effect", flat=True))
        assert effects == [Effect.WRONG, Effect.WRONG, Effect.NEW]
        told = batch.rows.first().problems[0]["message"]
        assert "2013년은 마감해서 가져오기로 고치지 않습니다." in told

    def test_lets_what_stays_as_it_is_pass(self, cast, draft, closed, gyeonggi):
        same = self.upload(gyeonggi, "2013,민원 창구 개편,5224000000")

        batch = importing.stage(same, cast.publisher)

        assert batch.rows.get().effect == Effect.UNCHANGED

    def test_is_looked_at_again_when_the_year_was_closed_since(self, cast, draft, gyeonggi):
        batch = importing.stage(self.upload(gyeonggi, "2013,민원 창구 개편,9000"), cast.publisher)
        close_year(gyeonggi, 2013, cast.publisher)

        with pytest.raises(importing.NotConfirmed):
            importing.confirm(batch, cast.publisher)

        draft.refresh_from_db()
        assert draft.total_won == 5_224_000_000

    def test_is_not_undone_once_the_year_is_closed(self, cast, draft, gyeonggi):
        batch = importing.stage(self.upload(gyeonggi, "2013,민원 창구 개편,9000"), cast.publisher)
        importing.confirm(batch, cast.publisher)
        lock = close_year(gyeonggi, 2013, cast.publisher).lock
        batch.refresh_from_db()

        assert not importing.undo(batch, cast.publisher).does_something

        lift(lock, cast.publisher, "잘못 가져옴")
        importing.undo(batch, cast.publisher)
        batch.refresh_from_db()
        assert batch.state == BatchState.UNDONE


class TestMark:
    def test_needs_two_questions_however_long_the_story(
        self, publisher, draft, closed, django_assert_max_num_queries
    ):
        PeriodLock.objects.update(locked_at=timezone.now() - timedelta(days=1))
        page = f"{LIST}{draft.pk}/history/"
        for word in "가나다라마":
            save(publisher, draft, description=word, change_reason=word)

        with django_assert_max_num_queries(25):
            told = publisher.get(page).content.decode()

        assert told.count("마감 뒤 고침") == 6
