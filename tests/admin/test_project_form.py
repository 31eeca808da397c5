"""The page on which a project is written."""

import pytest

from registry.models import Project
from registry.notation.codes import Certainty, PeriodCertainty, Precision
from tests.admin.forms import ADD, as_posted, change, errors, warnings
from tests.factories import (
    make_municipality,
    make_project,
)


@pytest.fixture
def write(publisher, gyeonggi):
    """Return a function that fills in the empty form and saves it; what is stored comes back."""

    def write(**typed) -> Project:
        data = as_posted(
            publisher.get(ADD), name="CCTV 통합관제센터 설치", fiscal_year="2013", **typed
        )
        response = publisher.post(ADD, data | {"owner": gyeonggi.pk}, follow=True)
        assert response.redirect_chain, errors(response)
        return Project.objects.get()

    return write


@pytest.fixture
def edit(publisher):
    """Return a function that opens a project, types something and saves it."""

    def edit(project, **typed):
        return publisher.post(
            change(project), as_posted(publisher.get(change(project)), **typed), follow=True
        )

    return edit


class TestAmount:
    @pytest.mark.parametrize(
        ("typed", "certainty", "won", "words"),
        [
            ("52억2400만원", Certainty.EXACT, 5_224_000_000, "52억2400만원"),
            ("5,224,000,000", Certainty.EXACT, 5_224_000_000, ""),
            ("5억여원", Certainty.ABOUT, 500_000_000, "5억여원"),
            ("약 5억원", Certainty.ABOUT, 500_000_000, "약 5억원"),
            ("예산 미확정", Certainty.UNDECIDED, None, "예산 미확정"),
            ("비예산", Certainty.NONE, None, "비예산"),
        ],
    )
    def test_takes_the_certainty_from_the_words(self, write, typed, certainty, won, words):
        project = write(total_won=typed)

        assert (project.total_certainty, project.total_won) == (certainty, won)
        assert project.total_text == words

    def test_keeps_the_promise_of_at_least(self, write):
        assert write(total_won="5억여원").total_min_won == 500_000_000

    def test_reads_a_range(self, write):
        project = write(total_won="5억~7억원")

        assert project.total_certainty == Certainty.RANGE
        assert (project.total_min_won, project.total_max_won) == (500_000_000, 700_000_000)

    def test_keeps_an_estimate_apart_from_the_total(self, write):
        project = write(total_won="예산 미확정, 예비타당성 결과 65억원")

        assert (project.total_certainty, project.total_won) == (Certainty.UNDECIDED, None)
        assert (project.estimate_won, project.estimate_basis) == (6_500_000_000, "예비타당성")

    def test_stays_about_where_the_clerk_says_so_of_a_plain_figure(self, write):
        project = write(total_won="5억원", total_certainty="about")

        assert (project.total_certainty, project.total_min_won) == (Certainty.ABOUT, None)

    def test_refuses_a_certainty_that_the_words_contradict(self, publisher, gyeonggi):
        data = as_posted(publisher.get(ADD), name="새 사업", owner=gyeonggi.pk)

        response = publisher.post(ADD, data | {"total_won": "5억여원", "total_certainty": "exact"})

        assert "‘5억여원’은 ‘대략’로 읽힙니다" in str(errors(response)["total_certainty"])
        assert not Project.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "where"),
        [
            ({"total_certainty": "exact", "total_won": ""}, "total_won"),
            ({"total_certainty": "undecided"}, "total_won"),
            ({"total_certainty": "range"}, "total_won"),
            ({"total_min_won": "1억"}, "total_min_won"),
            ({"total_won": ""}, "total_won"),
            ({"total_won": "52억정도요"}, "total_won"),
        ],
    )
    def test_puts_each_error_at_its_box(self, edit, gyeonggi, typed, where):
        project = make_project(owner=gyeonggi, published=False)

        response = edit(project, **typed)

        assert where in errors(response)

    def test_shows_both_readings(self, publisher, gyeonggi):
        body = publisher.get(change(make_project(owner=gyeonggi))).content.decode()

        assert 'value="5,224,000,000"' in body
        assert "= 52억 2,400만 원 (5,224,000,000원)" in body

    @pytest.mark.parametrize(
        ("typed", "reading"),
        [
            ("5억여원", "대략, 약 5억 원"),
            ("50억 이내", "범위, ~ 50억 원"),
            ("40~50억", "범위, 40억 원 ~ 50억 원"),
            ("예산 미확정", "미정"),
            ("비예산", "비예산"),
        ],
    )
    def test_says_what_it_understood(self, edit, gyeonggi, typed, reading):
        project = make_project(owner=gyeonggi, published=False)

        response = edit(project, total_won=typed)

        said = [str(message) for message in response.context["messages"]]
        assert f"총사업비 ‘{typed}’ - 이렇게 읽었습니다: {reading}." in said
        project.refresh_from_db()
        assert project.total_text == typed

    def test_says_nothing_of_plain_digits(self, edit, gyeonggi):
        response = edit(make_project(owner=gyeonggi, published=False), total_won="500,000,000")

        assert "이렇게 읽었습니다" not in response.content.decode()

    def test_keeps_the_words_that_a_clerk_wrote(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)

        edit(project, total_won="5억여원", total_text="5억원 남짓")

        project.refresh_from_db()
        assert project.total_text == "5억원 남짓"

    def test_warns_where_the_original_words_read_otherwise(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, total_text="52억2400만원")

        response = edit(project, total_won="5억", total_text="52억2400만 원")

        assert "원문 표현 ‘52억2400만 원’" in warnings(response)[0]

    def test_drops_the_words_of_another_amount_and_says_so(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, total_text="52억2400만원")

        response = edit(project, total_won="500000000")

        project.refresh_from_db()
        assert project.total_text == ""
        assert "원문 표현 ‘52억2400만원’은 다른 금액이어서 지웠습니다." in warnings(response)[0]


class TestFunding:
    def test_warns_of_a_difference_and_saves_nevertheless(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)

        response = edit(project, **{"funding-0-source": "national", "funding-0-won": "50억"})

        assert project.funding.get().won == 5_000_000_000
        assert warnings(response) == [
            "재원 합계 50억 원 - 총사업비보다 2억 2,400만 원 적습니다. "
            "나머지는 줄을 더하지 않아도 재원 미공개로 보입니다."
        ]

    def test_warns_of_parts_beyond_the_total(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)

        response = edit(project, **{"funding-0-source": "national", "funding-0-won": "60억"})

        assert warnings(response) == ["재원 합계 60억 원 - 총사업비보다 7억 7,600만 원 많습니다."]

    def test_says_nothing_where_they_agree(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)

        response = edit(project, **{"funding-0-source": "national", "funding-0-won": "52억2400만"})

        assert warnings(response) == []

    def test_shows_the_sum_without_a_script(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, national=2_612_000_000)

        body = publisher.get(change(project)).content.decode()

        rest = "나머지는 줄을 더하지 않아도 재원 미공개로 보입니다"
        assert f"총사업비보다 26억 1,200만 원 적습니다. {rest}" in body

    def test_stands_by_year_stage_and_source(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi)
        for year, stage, source in [
            (None, "plan", "national"),
            (2014, "original", "national"),
            (2013, "settled", "national"),
            (2013, "original", "provincial"),
            (2013, "original", "national"),
        ]:
            project.funding.create(fiscal_year=year, stage=stage, source=source, won=1)

        formset = publisher.get(change(project)).context["inline_admin_formsets"][0].formset

        rows = [form.instance for form in formset.initial_forms]
        assert [(row.fiscal_year, row.stage, row.source) for row in rows] == [
            (2013, "original", "national"),
            (2013, "original", "provincial"),
            (2013, "settled", "national"),
            (2014, "original", "national"),
            (None, "plan", "national"),
        ]

    def test_refuses_one_cell_twice(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, national=1)

        response = edit(
            project,
            **{"funding-TOTAL_FORMS": "2", "funding-1-source": "national", "funding-1-won": "2"},
        )

        assert "두 번 있습니다" in response.content.decode()
        assert project.funding.get().won == 1

    def test_refuses_the_owner_among_the_participants(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)

        response = edit(project, **{"participations-0-municipality": gyeonggi.pk})

        assert "참여 기관으로 적지 않습니다" in response.content.decode()

    def test_refuses_the_owner_under_its_former_name(self, sign_in, cast):
        former = make_municipality(code="42", name="강원도", lineage="51")
        owner = make_municipality(code="51", name="강원특별자치도")
        project = make_project(owner=owner, published=False)
        client = sign_in(cast.superuser)
        data = as_posted(client.get(change(project)))

        response = client.post(
            change(project), data | {"participations-0-municipality": former.pk}
        )

        assert "참여 기관으로 적지 않습니다" in response.content.decode()
        assert not project.participations.exists()


class TestReason:
    def test_is_asked_when_a_public_amount_changes(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi)

        response = edit(project, total_won="52억")

        assert "고친 이유" in str(errors(response)["change_reason"])
        project.refresh_from_db()
        assert project.total_won == 5_224_000_000

    def test_is_asked_when_a_public_funding_row_changes(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, national=1)

        response = edit(project, **{"funding-0-won": "2"})

        assert "고친 이유" in response.content.decode()
        assert project.funding.get().won == 1

    def test_is_kept_with_every_version_of_the_save(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, national=1)

        edit(project, total_won="52억", change_reason="추경 반영", **{"funding-0-won": "2"})

        assert project.history.first().history_change_reason == "추경 반영"
        assert project.funding.get().history.first().history_change_reason == "추경 반영"

    def test_is_not_asked_for_a_draft_or_another_field(self, edit, gyeonggi):
        draft, public = make_project(owner=gyeonggi, published=False), make_project(owner=gyeonggi)

        edit(draft, total_won="52억")
        edit(public, status="done")

        draft.refresh_from_db()
        public.refresh_from_db()
        assert (draft.total_won, public.status) == (5_200_000_000, "done")


class TestHistory:
    def test_has_no_version_of_a_save_that_changed_nothing(self, edit, gyeonggi):
        project = make_project(owner=gyeonggi, national=1)

        edit(project)

        assert project.history.count() == 1
        assert project.funding.get().history.filter(history_type="~").count() == 0


class TestPeriod:
    def test_is_read_from_words(self, write):
        project = write(period_text="3월부터 내년 2월까지")

        assert project.period_text == "3월부터 내년 2월까지"
        assert (str(project.period_start), str(project.period_end)) == ("2013-03-01", "2014-02-28")
        assert project.period_start_precision == Precision.MONTH

    @pytest.mark.parametrize(
        ("typed", "reading"),
        [
            ("'13.3~'14.2", "2013-03 ~ 2014-02"),
            ("2013년 상반기", "2013-01 ~ 2013-06"),
            ("착수일로부터 6개월", ""),
        ],
    )
    def test_is_shown_as_it_was_read(self, edit, gyeonggi, typed, reading):
        project = make_project(owner=gyeonggi, published=False)

        response = edit(project, period_text=typed)

        said = " ".join(str(message) for message in response.context["messages"])
        assert f"사업 기간 ‘{typed}’ - 이렇게 읽었습니다: {reading}" in said

    def test_is_taken_as_typed_where_the_clerk_gives_dates(self, write):
        project = write(period_text="연중", period_start="2013-03", period_end="2013-11")

        assert (str(project.period_start), str(project.period_end)) == ("2013-03-01", "2013-11-30")
        assert project.period_certainty == PeriodCertainty.EXACT

    def test_has_an_open_end_where_none_is_given(self, write):
        assert write(period_start="2013-03").period_certainty == PeriodCertainty.OPEN

    def test_keeps_words_that_nobody_can_read(self, write):
        project = write(period_text="적당한 때")

        assert project.period_certainty == PeriodCertainty.UNREADABLE
        assert project.period_start is None

    @pytest.mark.parametrize("words", ["가" * 121, "3월\0부터"])
    def test_puts_the_error_of_its_words_at_their_box(self, edit, gyeonggi, words):
        response = edit(make_project(owner=gyeonggi, published=False), period_text=words)

        assert "period_text" in errors(response)

    def test_is_shown_again_as_exactly_as_it_was_typed(self, write, publisher):
        project = write(period_start="2013-03", period_end="2014")

        form = publisher.get(change(project)).context["adminform"].form
        assert (form["period_start"].value(), form["period_end"].value()) == ("2013-03", "2014")


class TestWordsOfAnotherAmount:
    def test_go_with_the_amount_they_told_of(self, publisher, gyeonggi):
        project = make_project(
            owner=gyeonggi, published=False, won=500_000_000, total_certainty="about",
            total_min_won=500_000_000, total_text="5억여원",
        )  # fmt: skip
        page = f"/admin/registry/project/{project.pk}/change/"

        publisher.post(page, as_posted(publisher.get(page), total_won="7억원"))

        project.refresh_from_db()
        told = (project.total_won, project.total_certainty, project.total_text)
        assert told == (700_000_000, "exact", "7억원")
