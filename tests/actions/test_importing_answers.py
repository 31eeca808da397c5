"""A preview asks, and the clerk answers: which project a row is, and what a word means."""

import pytest

from registry.actions.importing import Answer, answer, confirm
from registry.models import DuplicateDecision, Project
from registry.notation.codes import Decision, Role
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import codes, counts, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]
TITLE = "민원 제안 통합관리시스템 구축"
TWIN = "민원제안 통합관리시스템"
WON = "9억8000만원"


@pytest.fixture
def seoul():
    return make_municipality(code="11")


@pytest.fixture
def publisher(seoul):
    return make_user(role=Role.PUBLISHER, at=seoul)


class TestPossibleDuplicates:
    def test_in_the_registry_are_told_with_their_numbers(self, publisher, seoul):
        stored = make_project(owner=seoul, name=TITLE)

        batch = staged(publisher, (TWIN, 2013, WON), code="11")

        [problem] = batch.rows.get().problems
        assert (problem["code"], problem["severity"]) == ("perhaps-registered", "warning")
        assert problem["choices"] == [stored.number]
        assert counts(batch) == {"new": 1}

    def test_with_the_same_department_and_amount_are_told_too(self, publisher, seoul):
        office = make_department(municipality=seoul, name="시민봉사담당관")
        make_project(owner=seoul, name="다른 이름", department=office, won=980_000_000)
        headings = ("사업명", "회계연도", "총사업비", "담당 부서")

        batch = staged(
            publisher, (TWIN, 2013, WON, "시민봉사담당관"), code="11", headings=headings
        )

        assert codes(batch) == ["perhaps-registered"]

    def test_of_another_owner_or_year_are_not_told(self, publisher, seoul):
        make_project(owner=make_municipality(code="41"), name=TITLE)
        make_project(owner=seoul, name=TITLE, fiscal_year=2012)

        assert codes(staged(publisher, (TWIN, 2013, WON), code="11")) == []

    def test_in_the_file_name_the_first_row(self, publisher):
        batch = staged(publisher, (TITLE, 2013, WON), (TWIN, 2013, WON), code="11")

        [problem] = batch.rows.get(row=3).problems
        assert problem["code"] == "perhaps-twice"
        assert "2행" in problem["message"]

    def test_said_to_be_the_same_become_that_project(self, publisher, seoul):
        stored = make_project(owner=seoul, name=TITLE, published=False, won=5)
        batch = staged(publisher, (TWIN, 2013, WON), code="11")

        answer(batch, publisher, {("CSV", 2): Answer(number=stored.number)})

        batch.refresh_from_db()
        assert counts(batch) == {"changed": 1}
        confirm(batch, publisher)
        stored.refresh_from_db()
        assert stored.total_won == 980_000_000

    def test_said_to_be_others_are_not_asked_again(self, publisher, seoul):
        stored = make_project(owner=seoul, name=TITLE)
        batch = staged(publisher, (TWIN, 2013, WON), code="11")

        answer(batch, publisher, {("CSV", 2): Answer(is_new=True, apart=(stored.number,))})
        batch.refresh_from_db()
        confirm(batch, publisher)

        decision = DuplicateDecision.objects.get()
        assert (decision.first, decision.second.name) == (stored, TWIN)
        assert (decision.decision, decision.user) == (Decision.DIFFERENT, publisher)
        assert decision.history.get().import_batch == batch

    def test_said_to_be_others_in_the_file_are_both_registered(self, publisher):
        batch = staged(publisher, (TITLE, 2013, WON), (TWIN, 2013, WON), code="11")

        answer(batch, publisher, {("CSV", 3): Answer(is_new=True, apart_rows=(("CSV", 2),))})
        batch.refresh_from_db()
        confirm(batch, publisher)

        decision = DuplicateDecision.objects.get()
        assert {decision.first.name, decision.second.name} == {TITLE, TWIN}


class TestRowsInDoubt:
    def test_offer_the_projects_they_may_be(self, publisher, seoul):
        old = make_project(owner=seoul, name="포털", fiscal_year=2012)

        batch = staged(publisher, ("포털", 2013, 5), code="11")

        [problem] = batch.rows.get().problems
        assert (problem["code"], problem["choices"]) == ("other-year", [old.number])
        answer(batch, publisher, {("CSV", 2): Answer(is_new=True)})
        batch.refresh_from_db()
        assert counts(batch) == {"new": 1}

    def test_that_repeat_one_another_may_be_left_out(self, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        assert counts(batch) == {"wrong": 2}

        answer(batch, publisher, {("CSV", 3): Answer(left_out=True)})

        batch.refresh_from_db()
        assert counts(batch) == {"new": 1, "set_aside": 1}
        confirm(batch, publisher)
        assert Project.objects.get().total_won == 5_000

    def test_that_repeat_one_another_may_be_two_projects(self, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")

        answer(batch, publisher, {("CSV", 3): Answer(is_new=True)})

        batch.refresh_from_db()
        assert counts(batch) == {"new": 2}

    def test_cannot_be_answered_with_a_project_of_others(self, publisher):
        theirs = make_project(owner=make_municipality(code="41"), name="포털")
        batch = staged(publisher, ("포털", 2013, 5), code="11")

        answer(batch, publisher, {("CSV", 2): Answer(number=theirs.number)})

        batch.refresh_from_db()
        assert codes(batch) == ["number-not-mine"]

    def test_are_asked_again_when_the_answer_is_taken_back(self, publisher):
        batch = staged(publisher, ("포털", 2013, 5), ("포털", 2013, 6), code="11")
        answer(batch, publisher, {("CSV", 3): Answer(left_out=True)})

        answer(batch, publisher, {("CSV", 3): Answer()})

        batch.refresh_from_db()
        assert counts(batch) == {"wrong": 2}


class TestCauses:
    HEADINGS = ("사업명", "회계연도", "추진 상태", "담당 부서")

    def test_gather_the_rows_that_have_them(self, publisher, seoul):
        make_department(municipality=seoul, name="정보공개정책과")
        rows = [(f"사업 {n}", 2013, "진헹중", "정보공개과") for n in range(30)]

        batch = staged(publisher, *rows, code="11", headings=self.HEADINGS)

        status, department = batch.options["causes"]
        assert (status["code"], status["text"], status["rows"]) == ("unknown-choice", "진헹중", 30)
        assert "추진 중" in status["choices"]
        assert status["places"][0] == ["CSV", 2, "C"]
        assert (department["severity"], department["choices"]) == ("warning", ["정보공개정책과"])

    def test_are_mended_by_one_word_for_all_rows(self, publisher, seoul):
        office = make_department(municipality=seoul, name="정보공개정책과")
        rows = [(f"사업 {n}", 2013, "진헹중", "정보공개과") for n in range(3)]
        batch = staged(publisher, *rows, code="11", headings=self.HEADINGS)
        assert counts(batch) == {"wrong": 3}

        words = {("status", "진헹중"): "추진 중", ("department", "정보공개과"): "정보공개정책과"}
        answer(batch, publisher, corrections=words)

        batch.refresh_from_db()
        assert counts(batch) == {"new": 3}
        assert batch.options["causes"] == []
        confirm(batch, publisher)
        assert set(Project.objects.values_list("status", "department")) == {("ongoing", office.pk)}


class TestPlaces:
    def test_that_are_misspelled_are_chosen_from_the_nearest(self):
        user = make_user(role=Role.PUBLISHER, at=make_municipality(code="41"), includes_below=True)
        headings = ("지자체", "사업명", "회계연도")
        batch = staged(user, ("용안시", "포털", 2013), headings=headings)
        [cause] = batch.options["causes"]
        assert (cause["code"], cause["text"]) == ("unknown-place", "용안시")
        assert "경기도 용인시" in cause["choices"]

        answer(batch, user, corrections={("municipality", "용안시"): "경기도 용인시"})

        batch.refresh_from_db()
        assert counts(batch) == {"new": 1}
        confirm(batch, user)
        assert Project.objects.get().owner.name == "용인시"

    def test_that_lie_elsewhere_are_chosen_from_those_of_the_name(self):
        user = make_user(is_superuser=True)
        headings = ("지자체", "사업명", "회계연도")
        batch = staged(user, ("중구", "포털", 2013), code="41", headings=headings)

        [cause] = batch.options["causes"]

        assert cause["code"] == "unknown-place"  # there is none in 경기도
        assert "서울특별시 중구" in cause["choices"]

    @pytest.mark.parametrize(("text", "code"), [("중구", "11"), ("용안시", "11"), ("중구", "26")])
    def test_of_others_are_not_offered(self, text, code):
        body = make_municipality(code=code)
        user = make_user(role=Role.PUBLISHER, at=body, includes_below=code != "11")
        headings = ("지자체", "사업명", "회계연도")

        batch = staged(user, (text, "포털", 2013), code="41", headings=headings)

        [cause] = batch.options["causes"]
        none = "이 이름으로 고를 수 있는 내 소속 지자체가 없습니다." in cause["sentence"]
        offered = (["부산광역시 중구"], False) if code == "26" else ([], True)
        assert (cause["choices"], none) == offered


class TestUnusualChanges:
    def test_of_names_warn_of_rows_that_slipped(self, publisher, seoul):
        projects = [make_project(owner=seoul, name=f"사업 {n}") for n in "가나다라마"]
        rows = [(p.number, f"다른 {p.name}", 2013) for p in projects]

        batch = staged(publisher, *rows, code="11", headings=("사업 번호", "사업명", "회계연도"))

        [warning] = batch.options["unusual"]
        assert "5건 중 5건" in warning

    def test_of_the_sum_warn_of_the_unit(self, publisher, seoul):
        make_project(owner=seoul, name="포털", won=5_000_000)

        batch = staged(publisher, ("포털", 2013, 9_000), code="11")

        [warning] = batch.options["unusual"]
        assert "500만 원에서 900만 원" in warning

    def test_do_not_count_new_projects(self, publisher, seoul):
        make_project(owner=seoul, name="포털", won=5_000_000)

        batch = staged(publisher, ("포털", 2013, 5_000), ("새 사업", 2013, 90_000), code="11")

        assert batch.options["unusual"] == []
