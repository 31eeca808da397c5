"""Undo: what nobody touched since is as it was before, what somebody did is theirs."""

from functools import partial

import pytest
from django.utils import timezone

from registry.actions.importing import (
    apply_waiting,
    foresee,
    outcome,
    undo,
)
from registry.models import (
    Citation,
    FundingSource,
    Participation,
    Phase,
    Project,
    Source,
)
from registry.notation.codes import BatchState, Role
from tests.actions.test_importing_performance import HEADINGS as WIDE
from tests.actions.test_importing_performance import reads_and_writes, rows_of
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.random_registry import random_registry
from tests.spreadsheets import counts, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
CHILDREN = (FundingSource, Participation, Phase, Citation, Source)
MONEY = ("사업명", "회계연도", "국비(연도 미상 계획)")
EVERYTHING = (
    "사업 번호", "사업명", "회계연도", "담당 부서", "사업 기간", "총사업비(천원)",
    "국비(2013 본예산)", "시군비(2014 계획)", "공동 지자체", "출처", "인용", "사업 내용", "메모",
)  # fmt: skip


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41")


@pytest.fixture
def publisher(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi, first_name="길동", last_name="홍")


@pytest.fixture
def writer(gyeonggi):
    return make_user(role=Role.WRITER, at=gyeonggi)


def dump():
    """Return every project and all that hangs on one, but for when it was last written."""
    rows = {model: list(model.objects.order_by("pk").values()) for model in (Project, *CHILDREN)}
    for project in rows[Project]:
        del project["modified_at"]
    return rows


def look(batch, user):
    """Return what would be undone."""
    with foresee(batch, user) as undone:
        return undone.read()


def told(undone):
    """Return the three lists but for the ids, which projects that are gone no longer have."""
    lists = (undone.reversed, undone.kept, undone.failed)
    return [
        [(one.number, one.name, one.reason, one.who, one.when) for one in entries]
        for entries in lists
    ]


def names(entries):
    return [one.name for one in entries]


def reasons(entries):
    return [one.reason for one in entries]


class TestState:
    """State after = state before, children included."""

    def test_of_new_projects_is_that_there_are_none(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="있던 사업", national=500)
        before = dump()
        batch = imported(publisher, *rows_of(3, 5), headings=WIDE)

        undone = undo(batch, publisher)

        assert names(undone.reversed) == ["포털 0", "포털 1", "포털 2"]
        assert (undone.kept, undone.failed) == ([], [])
        assert dump() == before

    def test_of_changed_projects_is_as_before_under_the_same_ids(self, publisher, gyeonggi):
        project = awkward(gyeonggi)
        before, modified = dump(), project.modified_at
        row = (
            project.number, "다른 이름", 2013, "교육과", "2013.1~2015.3", "9,999", "(지움)", "7",
            "수원시, 성남시", "새 문서", "딴 말", "새 내용", "(지움)",
        )  # fmt: skip
        batch = imported(publisher, row, headings=EVERYTHING)
        assert counts(batch) == {"changed": 1}
        assert dump() != before

        undone = undo(batch, publisher)

        assert names(undone.reversed) == ["다른 이름"]
        assert dump() == before
        project.refresh_from_db()
        assert project.modified_at > modified

    @pytest.mark.parametrize(
        ("heading", "cell"),
        [
            ("국비(2013 본예산)", "8천원"),
            ("국비(2013 본예산)", "(지움)"),
            ("시비(2015 계획)", "8천원"),
            ("공동 지자체", "(지움)"),
            ("공동 지자체", "수원시, 경기관광공사"),
            ("인용", "딴 말"),
            ("출처", "새 문서"),
            ("총사업비(천원)", "예비타당성 결과 65억원"),
            ("총사업비(천원)", "(지움)"),
            ("사업 기간", "2014년 하반기"),
        ],
    )
    def test_of_one_cell_is_as_before(self, publisher, gyeonggi, heading, cell):
        project = awkward(gyeonggi)
        before = dump()
        batch = imported(
            publisher,
            (project.number, project.name, cell),
            headings=("사업 번호", "사업명", heading),
        )
        assert counts(batch) == {"changed": 1}

        undo(batch, publisher)

        assert dump() == before

    @pytest.mark.parametrize("seed", range(3))
    def test_of_a_random_registry_is_as_before(self, seed):
        root = make_user(is_superuser=True)
        projects = random_registry(seed, 20)
        before = dump()
        rows = [
            (
                p.number,
                p.owner.code,
                p.name,
                f"{n}천원",
                f"{n}천원",
                "용인시" if n % 3 else "(지움)",
            )
            for n, p in enumerate(projects, 1)
        ]
        headings = (
            "사업 번호", "지자체 코드", "사업명", "총사업비", "도비(2013 본예산)",
            "공동 지자체",
        )  # fmt: skip
        good = [row for row, p in zip(rows, projects, strict=True) if p.owner.code != "41460"]
        batch = imported(root, *good, headings=headings)

        undone = undo(batch, root)

        assert len(undone.reversed) == counts(batch)["changed"]
        assert dump() == before

    def test_of_waiting_rows_that_a_publisher_applied_is_as_before(
        self, writer, publisher, gyeonggi
    ):
        make_project(owner=gyeonggi, name="공개된 사업", national=500)
        before = dump()
        batch = imported(
            writer, ("공개된 사업", 2013, "9천원"), ("새 사업", 2013, "5천원"), headings=MONEY
        )
        apply_waiting(batch, publisher)
        assert FundingSource.objects.count() == 2

        undone = undo(batch, publisher)

        assert len(undone.reversed) == 2
        assert dump() == before


def awkward(owner):
    """Return a project with all that can hang on one, a draft without a total, oddly written."""
    project = make_project(
        owner=owner, name="전자자치구（２단계） 'CCTV' \"통합\"", won=None, published=False,
        department=make_department(municipality=owner), department_text="정보통신과 외",
        period_text="'13.3~", note="계속\n사업", total_text="미정",
        total_certainty="undecided", estimate_won=6_500_000_000, estimate_text="65억원",
    )  # fmt: skip
    make_department(municipality=owner, name="교육과")
    FundingSource.objects.create(
        project=project, source="national", fiscal_year=2013, stage="original", won=1
    )
    FundingSource.objects.create(
        project=project, source="municipal", fiscal_year=2014, stage="plan", won=0
    )
    Participation.objects.create(project=project, municipality=make_municipality(code="41460"))
    Participation.objects.create(project=project, name="경기관광공사", role="operator")
    Phase.objects.create(project=project, fiscal_year=2014, text="마을 24곳")
    source = Source.objects.create(title="시행계획", publisher="경기도", municipality=owner)
    Citation.objects.create(source=source, project=project, quote="한 말", page="7")
    Citation.objects.create(source=source, project=project, field="total_won", quote="65억원")
    return project


class TestHistory:
    def test_keeps_that_it_was_undone_by_whom(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털", national=500)
        batch = imported(publisher, ("포털", 2013, "(지움)"), headings=MONEY)

        undo(batch, publisher)

        version = project.history.first()
        assert version.history_change_reason == f"가져오기 {batch.pk} 되돌림"
        assert (version.import_batch, version.history_user) == (batch, publisher)
        money = project.funding.get().history.first()
        assert (money.history_type, money.history_user) == ("+", publisher)
        assert money.history_change_reason == f"가져오기 {batch.pk} 되돌림"

    def test_keeps_a_last_version_of_what_is_deleted(self, publisher):
        batch = imported(publisher, *rows_of(1, 5), headings=WIDE)

        undo(batch, publisher)

        for model in (Project, FundingSource, Participation, Citation, Source):
            assert model.history.first().history_type == "-", model
            assert model.history.first().history_user == publisher

    def test_never_issues_the_number_again(self, publisher):
        undo(imported(publisher, ("첫 사업", 2013, 5)), publisher)

        imported(publisher, ("둘째 사업", 2013, 5))

        assert Project.objects.get().number == "2013-41-0002"

    def test_closes_the_batch_and_keeps_its_outcome(self, publisher):
        batch = imported(publisher, ("새 사업", 2013, 5))
        asked = timezone.now()

        undone = undo(batch, publisher)

        batch.refresh_from_db()
        assert batch.state == BatchState.UNDONE
        assert batch.undone_at >= asked
        assert batch.options["undone"]["by"] == publisher.get_full_name()
        assert outcome(batch) == undone
        assert batch.rows.get().project is None


class TestOutcome:
    """What the rows of the batch keep, for as long as the batch is kept."""

    def test_names_a_project_once_that_several_rows_are_about(self, publisher, gyeonggi):
        headings = ("사업명", "회계연도", "부서", "국비(2013 본예산)", "국비(2014 본예산)")
        rows = [("포털", 2013, "정보과", "5억원", ""), ("포털", 2013, "정보과", "", "7억원")]
        batch = imported(publisher, *rows, headings=headings)
        assert Project.objects.count() == 1

        undone = undo(batch, publisher)

        assert (undone.total, names(undone.reversed)) == (1, ["포털"])
        batch.refresh_from_db()
        assert batch.counts["reversed"] == 1
        assert batch.rows.exclude(outcome="").count() == 1

    def test_still_tells_the_number_of_a_project_that_is_gone(self, publisher):
        batch = imported(publisher, ("새 사업", 2013, 5))

        [entry] = undo(batch, publisher).reversed

        assert (entry.number, entry.project) == ("2013-41-0001", None)

    def test_tells_who_wrote_since_and_why_it_was_kept(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털", published=False)
        batch = imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))
        project._history_user = publisher
        project.save()

        undo(batch, publisher)

        row = batch.rows.get(outcome="kept")
        assert (row.project, row.number) == (project, project.number)
        assert row.outcome_reason == "그 뒤에 고쳤습니다."
        assert row.outcome_by == publisher.get_full_name()
        assert row.outcome_at == project.history.latest().history_date

    def test_is_read_in_pages(self, publisher):
        batch = imported(publisher, *[(f"포털 {n:02}", 2013, 5) for n in range(12)])

        reversed_ = undo(batch, publisher).reversed

        assert names(reversed_[10:50]) == ["포털 10", "포털 11"]
        assert (reversed_[0].name, reversed_[-1].name) == ("포털 00", "포털 11")


class TestForeseeing:
    def test_shows_what_the_undo_does_and_writes_nothing(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털", published=False)
        batch = imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))
        project.save()
        before, versions = dump(), Project.history.count()

        foreseen = look(batch, publisher)

        assert (dump(), Project.history.count()) == (before, versions)
        assert told(undo(batch, publisher)) == told(foreseen)

    def test_says_it_in_words(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, name="포털", published=False)
        batch = imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))
        project.save()

        with foresee(batch, publisher) as undone:
            assert undone.sentences(done=False) == [
                "2건 중 1건을 되돌립니다.",
                "1건은 그 뒤에 고쳐서 그대로 둡니다.",
            ]
            assert undone.sentences(done=True)[0] == "2건 중 1건을 되돌렸습니다."


class TestQueries:
    def asked(self, user, number):
        """Return the reads and writes of the undo of changed, then of new projects."""
        first = imported(user, *rows_of(number, 5), headings=WIDE)
        second = imported(user, *rows_of(number, 6), headings=WIDE)
        found = [reads_and_writes(partial(look, second, user))]
        found += [reads_and_writes(partial(undo, batch, user)) for batch in (second, first)]
        assert not Project.objects.exists()
        return found

    def test_are_no_more_for_more_rows(self, publisher):
        few, many = self.asked(publisher, 10), self.asked(publisher, 200)

        assert [reads for reads, _writes in many] == [reads for reads, _writes in few]
        assert max(reads for reads, _writes in many) < 40
        # SQLite takes 999 values a statement: some twenty rows of the widest table at once.
        for (_reads, of_few), (_reads, of_many) in zip(few, many, strict=True):
            assert of_many - of_few < 60
