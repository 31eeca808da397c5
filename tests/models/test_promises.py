"""What the database refuses whoever asks it, past every form (DESIGN 3 and 8)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from registry.models import (
    AnnualBudget,
    Citation,
    Department,
    DuplicateDecision,
    FundingSource,
    Membership,
    Municipality,
    Participation,
    Phase,
    Project,
    Source,
)
from registry.notation.codes import Certainty
from tests.factories import make_department, make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db


def refused(work):
    """Return whether the database itself refuses `work`."""
    try:
        with transaction.atomic():
            work()
    except IntegrityError:
        return True
    return False


class TestAmount:
    @pytest.mark.parametrize(
        "fields",
        [
            {"total_certainty": "exact"},
            {"total_certainty": "exact", "total_won": -1},
            {"total_certainty": "exact", "total_won": 5, "total_min_won": 5},
            {"total_certainty": "about"},
            {"total_certainty": "about", "total_won": 5, "total_min_won": 4},
            {"total_certainty": "about", "total_won": 5, "total_max_won": 5},
            {"total_certainty": "range"},
            {"total_certainty": "range", "total_won": 5, "total_min_won": 4},
            {"total_certainty": "range", "total_min_won": 7, "total_max_won": 5},
            {"total_certainty": "undecided", "total_won": 6_500_000_000},
            {"total_certainty": "estimated", "total_won": 6_500_000_000},
            {"total_certainty": "unstated", "total_won": 0},
            {"total_certainty": "none", "total_won": 0},
            {"total_certainty": "certainly", "total_won": 5},
            {"total_certainty": "undecided", "estimate_won": -1},
        ],
    )
    def test_that_disagrees_with_its_certainty_is_refused(self, fields):
        assert refused(lambda: make_project(won=None, **fields))

    @pytest.mark.parametrize(
        "fields",
        [
            {"total_certainty": "exact", "total_won": 0},
            {"total_certainty": "about", "total_won": 5, "total_min_won": 5},
            {"total_certainty": "about", "total_won": 5},
            {"total_certainty": "range", "total_min_won": 5, "total_max_won": 7},
            {"total_certainty": "range", "total_max_won": 7},
            {"total_certainty": "undecided", "estimate_won": 6_500_000_000},
            {"total_certainty": "none"},
        ],
    )
    def test_that_agrees_is_kept(self, fields):
        assert not refused(lambda: make_project(won=None, **fields))

    def test_beyond_four_bytes_is_kept_to_the_won(self):
        budget = AnnualBudget.objects.create(
            municipality=make_municipality(), fiscal_year=2013, whole_won=6_976_847_060_000
        )

        budget.refresh_from_db()
        assert budget.whole_won == 6_976_847_060_000


class TestProject:
    @pytest.mark.parametrize(
        "fields",
        [
            {"period_start": date(2014, 1, 1), "period_end": date(2013, 1, 1)}
            | {"period_start_precision": "day", "period_end_precision": "day"},
            {"period_start": date(2014, 1, 1)},
            {"period_start_precision": "day"},
            {"publication": "published", "published_from": None, "published": False},
            {"publication": "withdrawn", "withdrawn_on": date(2014, 1, 1), "published": False},
            {"publication": "secret", "published": False},
            {"tender_quarter": 5, "tender_year": 2013},
            {"tender_quarter": 1},
            {"name": ""},
            {"type": "cctv"},
            {"status": "new"},
        ],
    )
    def test_that_makes_no_sense_is_refused(self, fields):
        assert refused(lambda: make_project(**fields))

    def test_is_never_part_of_itself(self):
        project = make_project()

        assert refused(lambda: Project.objects.filter(pk=project.pk).update(part_of=project))

    def test_keeps_its_number_to_itself(self):
        project = make_project()

        assert refused(lambda: make_project(number=project.number))

    def test_is_not_left_without_its_owner(self):
        project = make_project()

        with pytest.raises(Exception, match="protected"):
            project.owner.delete()


class TestFunding:
    ROW = {"source": "national", "fiscal_year": 2013, "stage": "original", "won": 620_000_000}

    @pytest.mark.parametrize("year", [2013, None])
    def test_is_kept_once_for_each_cell_of_the_matrix(self, year):
        project = make_project()
        row = self.ROW | {"fiscal_year": year}
        FundingSource.objects.create(project=project, **row)

        assert refused(lambda: FundingSource.objects.create(project=project, **row))

    @pytest.mark.parametrize(
        "difference",
        [
            {"source": "whole"},
            {"sub_kind": "fund"},
            {"fiscal_year": 2014},
            {"stage": "plan"},
            {"stage": "supplementary", "round": 1},
        ],
    )
    def test_of_another_cell_stands_beside_it(self, difference):
        project = make_project()
        FundingSource.objects.create(project=project, **self.ROW)

        assert not refused(
            lambda: FundingSource.objects.create(project=project, **self.ROW | difference)
        )

    @pytest.mark.parametrize(
        "nonsense",
        [{"won": -1}, {"source": "us"}, {"stage": "wish"}, {"round": 1}, {"sub_kind": "x"}],
    )
    def test_that_makes_no_sense_is_refused(self, nonsense):
        project = make_project()

        assert refused(
            lambda: FundingSource.objects.create(project=project, **self.ROW | nonsense)
        )

    @pytest.mark.parametrize(
        ("stage", "round_", "step"),
        [("plan", 0, 0), ("original", 0, 1), ("supplementary", 2, 4), ("spent", 0, None)],
    )
    def test_knows_its_step_on_the_ladder(self, stage, round_, step):
        row = self.ROW | {"stage": stage, "round": round_}
        funding = FundingSource.objects.create(project=make_project(), **row)

        funding.refresh_from_db()
        assert funding.step == step == funding.money.step


class TestMunicipality:
    @pytest.mark.parametrize(
        "fields",
        [
            {"valid_from": date(2013, 9, 23), "valid_to": date(2013, 9, 23)},
            {"level": "si", "parent": None},
            {"level": "village"},
            {"code": "411"},
            {"level": "sido", "code": "41999"},
        ],
    )
    def test_that_makes_no_sense_is_refused(self, fields):
        body = {"code": "99", "name": "없는도", "full_name": "없는도", "level": "sido"} | fields

        assert refused(lambda: Municipality.objects.create(**body))

    def test_that_is_a_general_gu_never_governs(self):
        parent = make_municipality(code="41")

        assert refused(
            lambda: Municipality.objects.create(
                code="41111", name="장안구", full_name="x", level="general_gu", parent=parent
            )
        )


class TestOnce:
    def test_a_department_also_without_one_above(self):
        gyeonggi = make_municipality()
        make_department(municipality=gyeonggi)

        assert refused(lambda: make_department(municipality=gyeonggi))

    def test_a_participant_also_one_that_is_no_municipality(self):
        project = make_project()
        Participation.objects.create(project=project, name="경기관광공사")

        assert refused(lambda: Participation.objects.create(project=project, name="경기관광공사"))
        assert refused(lambda: Participation.objects.create(project=project))

    def test_a_phase_a_year(self):
        project = make_project()
        Phase.objects.create(project=project, fiscal_year=2013, text="96개를 10개로")

        assert refused(lambda: Phase.objects.create(project=project, fiscal_year=2013, text="x"))

    def test_a_budget_a_year(self):
        year = {"municipality": make_municipality(), "fiscal_year": 2013}
        AnnualBudget.objects.create(**year)

        assert refused(lambda: AnnualBudget.objects.create(**year))

    def test_a_source_also_without_a_date(self):
        paper = {"publisher": "전자신문", "title": "올해 정보화사업은"}
        Source.objects.create(**paper)

        assert refused(lambda: Source.objects.create(**paper))

    def test_a_citation_of_one_thing_only(self):
        source = Source.objects.create(publisher="전자신문", title="올해")
        budget = AnnualBudget.objects.create(municipality=make_municipality(), fiscal_year=2013)
        project = make_project()

        assert refused(lambda: Citation.objects.create(source=source))
        assert refused(
            lambda: Citation.objects.create(source=source, project=project, annual_budget=budget)
        )

    def test_a_membership_a_municipality(self):
        user = make_user(role="writer")
        body = make_municipality()

        assert refused(
            lambda: Membership.objects.create(user=user, municipality=body, role="reader")
        )

    def test_a_decision_a_pair_in_order(self):
        first, second = make_project(), make_project()
        pair = {"decision": "later", "user": make_user()}
        DuplicateDecision.objects.create(first=first, second=second, **pair)

        assert refused(
            lambda: DuplicateDecision.objects.create(first=second, second=first, **pair)
        )
        assert refused(
            lambda: DuplicateDecision.objects.create(first=first, second=second, **pair)
        )


class TestHistory:
    def test_keeps_every_version_of_a_project_and_its_children(self):
        project = make_project(national=2_612_000_000)
        project.total_won = 5_300_000_000
        project.save()
        project.funding.get().delete()

        assert [version.total_won for version in project.history.all()] == [
            5_300_000_000,
            5_224_000_000,
        ]
        assert [v.history_type for v in FundingSource.history.all()] == ["-", "+"]

    def test_outlives_a_deleted_draft(self):
        draft = make_project(published=False, name="지운 초안")
        draft.delete()

        assert Project.history.first().name == "지운 초안"

    def test_is_kept_of_everything_a_clerk_changes(self):
        kept = {Department, Membership, AnnualBudget, Participation, Phase, Source, Citation}

        assert all(hasattr(model, "history") for model in kept | {Project, FundingSource})

    def test_is_kept_of_an_account_without_its_password(self, client):
        keeper = make_user(username="keeper", first_name="가")
        keeper.first_name = "나"
        keeper.save()
        client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")

        assert [version.first_name for version in keeper.history.all()] == ["나", "가"]
        assert not hasattr(keeper.history.first(), "password")

    def test_has_no_money_in_an_undecided_total(self):
        project = make_project(won=None, total_certainty=Certainty.UNDECIDED)

        assert project.history.first().total_won is None
