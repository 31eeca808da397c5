"""Sums: every promise of DESIGN 3, and the database against a plain computation."""

import random
from datetime import date

import pytest

from registry.models import DuplicateDecision, FundingSource, Project
from registry.notation.codes import Certainty, Funding, Stage
from registry.notation.ladder import year_told
from tests.factories import make_department, make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db
억 = 100_000_000


def add(project, source, won, *, year=None, stage="plan", round=0):
    FundingSource.objects.create(
        project=project, source=source, won=won, fiscal_year=year, stage=stage, round=round
    )


def year_won(project, year=2013):
    """Return the money of a year by the database; it must be what the plain rule says."""
    by_database = Project.objects.with_year_won(year).get(pk=project.pk).year_won
    assert by_database == Project.objects.get(pk=project.pk).won_of_year(year)
    return by_database


class TestMoneyOfAYear:
    def test_is_the_whole_amount_of_that_year(self):
        homepages = make_project(won=40 * 억)
        add(homepages, "whole", 18 * 억, year=2013)

        assert year_won(homepages) == 18 * 억
        assert year_won(homepages, 2014) is None

    def test_is_the_latest_of_plan_original_and_supplementary_budgets(self):
        project = make_project(won=40 * 억)
        add(project, "whole", 10 * 억, year=2013, stage="plan")
        add(project, "whole", 12 * 억, year=2013, stage="original")
        add(project, "whole", 11 * 억, year=2013, stage="supplementary", round=2)
        add(project, "whole", 13 * 억, year=2013, stage="supplementary", round=1)

        assert year_won(project) == 11 * 억

    @pytest.mark.parametrize("stage", ["current", "spent", "settled", "carried_in"])
    def test_is_never_what_became_of_a_budget(self, stage):
        project = make_project(won=40 * 억)
        add(project, "whole", 9 * 억, year=2013, stage="original")
        add(project, "whole", 10 * 억, year=2013, stage=stage)

        assert year_won(project) == 9 * 억

    def test_is_the_sum_of_its_parts_if_they_leave_no_remainder(self):
        project = make_project(won=10 * 억)
        add(project, "national", 3 * 억, year=2013)
        add(project, "municipal", 3 * 억, year=2013)
        add(project, "municipal", 4 * 억, year=2014)

        assert year_won(project) == 6 * 억
        assert year_won(project, 2014) == 4 * 억

    def test_is_left_out_where_the_parts_leave_a_remainder_and_name_another_year(self):
        project = make_project(won=10 * 억)
        add(project, "national", 3 * 억, year=2013)
        add(project, "municipal", 4 * 억, year=2014)

        assert year_won(project) is None

    def test_is_the_total_where_nothing_names_another_year(self):
        cctv = make_project(won=5_224_000_000, national=2_612_000_000)

        assert year_won(cctv) == 5_224_000_000
        assert year_won(cctv, 2014) is None

    @pytest.mark.parametrize(
        ("start", "end", "won"),
        [
            (date(2013, 3, 1), date(2014, 2, 28), 5_224_000_000),
            (date(2013, 3, 4), date(2014, 3, 4), 5_224_000_000),
            (date(2013, 3, 1), date(2014, 3, 31), None),
            (date(2012, 3, 1), date(2013, 2, 28), None),
            (date(2013, 3, 1), None, None),
            (None, date(2013, 8, 31), None),
        ],
    )
    def test_is_the_total_only_if_the_period_is_twelve_months_from_that_year(
        self, start, end, won
    ):
        project = make_project(
            period_start=start,
            period_start_precision="day" if start else "",
            period_end=end,
            period_end_precision="day" if end else "",
        )

        assert year_won(project) == won

    def test_is_unknown_for_an_amount_that_is_about(self):
        homepage = make_project(won=None, total_certainty="about", total_won=5 * 억)

        assert year_won(homepage) is None


class TestSum:
    def test_takes_exact_totals_and_says_what_it_leaves_out(self):
        make_project(won=6 * 억)
        make_project(won=None, total_certainty="about", total_won=5 * 억)
        make_project(won=None, total_certainty="undecided", estimate_won=65 * 억)

        total = Project.objects.all().sum_of_totals()

        assert (total.count, total.won) == (3, 6 * 억)
        assert total.left_out == {Certainty.ABOUT: 1, Certainty.UNDECIDED: 1}

    def test_is_zero_of_nothing(self):
        total = Project.objects.all().sum_of_totals()

        assert (total.count, total.won, total.left_out, total.pairs) == (0, 0, {}, 0)

    def test_counts_a_part_only_without_its_whole(self):
        larger = make_project(won=10 * 억)
        part = make_project(won=4 * 억, part_of=larger)
        smallest = make_project(won=1 * 억, part_of=part)

        def won(*pks):
            return Project.objects.filter(pk__in=pks).sum_of_totals().won

        assert won(larger.pk, part.pk, smallest.pk) == 10 * 억
        assert won(larger.pk, smallest.pk) == 10 * 억
        assert won(part.pk) == 4 * 억
        assert Project.objects.all().sum_of_totals().inside_larger == 2

    def test_is_not_multiplied_by_what_hangs_on_a_project(self):
        project = make_project(won=10 * 억)
        for year in (2013, 2014):
            add(project, "national", 2 * 억, year=year)
            add(project, "municipal", 3 * 억, year=year)

        assert Project.objects.filter(funding__won__gt=0).distinct().sum_of_totals().won == 10 * 억

    def test_of_a_year_and_of_totals_are_two_numbers(self):
        homepages = make_project(won=40 * 억)
        add(homepages, "whole", 18 * 억, year=2013)

        assert Project.objects.all().sum_of_totals().won == 40 * 억
        assert Project.objects.all().sum_of_year(2013).won == 18 * 억


class TestPossibleDuplicates:
    def test_are_flagged_by_a_similar_name(self):
        make_project(name="민원 제안 통합관리시스템 구축", won=억)
        make_project(name="민원제안 통합관리시스템", won=2 * 억)

        assert Project.objects.all().pairs() == 1

    def test_are_flagged_by_department_and_amount(self):
        department = make_department(municipality=make_municipality())
        make_project(name="CCTV 설치", department=department)
        make_project(name="방범용 영상장비", department=department)

        assert Project.objects.all().pairs() == 1

    @pytest.mark.parametrize("difference", [{"fiscal_year": 2014}, {"owner": "11"}])
    def test_need_the_same_owner_and_year(self, difference):
        if "owner" in difference:
            difference = {"owner": make_municipality(code="11", name="서울특별시")}
        make_project(name="정보화 교육")
        make_project(name="정보화 교육", **difference)

        assert Project.objects.all().pairs() == 0

    def test_are_not_flagged_again_once_decided_different(self):
        first, second = make_project(name="정보화 교육"), make_project(name="정보화교육")
        DuplicateDecision.objects.create(
            first=first, second=second, decision="different", user=make_user()
        )

        assert Project.objects.all().pairs() == 0
        assert not Project.objects.with_likely_twin().exists()

    def test_are_pairs_of_three_when_there_are_three(self):
        for name in ("정보화 교육", "정보화교육", "정보화-교육"):
            make_project(name=name)

        assert Project.objects.all().pairs() == 3
        assert Project.objects.with_likely_twin().count() == 3

    def test_never_pair_a_project_with_its_own_part(self):
        larger = make_project(name="정보화 교육")
        make_project(name="정보화교육", part_of=larger)

        assert Project.objects.all().pairs() == 0


class TestBreakdown:
    def test_shows_the_remainder_as_unstated(self):
        cctv = make_project(won=5_224_000_000, national=2_612_000_000)

        assert cctv.breakdown().parts == {Funding.NATIONAL: 2_612_000_000}
        assert cctv.breakdown().rest == 2_612_000_000

    def test_says_by_how_much_parts_exceed_a_total(self):
        project = make_project(won=10 * 억, national=12 * 억)

        assert (project.breakdown().rest, project.breakdown().excess) == (0, 2 * 억)

    def test_has_no_remainder_of_a_total_that_is_not_exact(self):
        project = make_project(won=None, national=2 * 억)

        assert project.breakdown().rest is None

    def test_does_not_add_the_years_to_what_has_no_year(self):
        project = make_project(won=10 * 억, national=6 * 억)
        add(project, "national", 2 * 억, year=2013)

        assert project.breakdown().parts == {Funding.NATIONAL: 6 * 억}


class TestAgainstAPlainComputation:
    """Random registries: what the database sums is what a reader would sum by hand."""

    @pytest.mark.parametrize("seed", range(12))
    def test_every_figure_agrees(self, seed):
        chance = random.Random(seed)  # noqa: S311
        projects = [self.make_random_project(chance) for _ in range(25)]
        for project in chance.sample(projects, 5):
            larger = chance.choice(projects)
            if larger.pk < project.pk:
                Project.objects.filter(pk=project.pk).update(part_of=larger)

        chosen = chance.sample([project.pk for project in projects], 15)
        selection = Project.objects.filter(pk__in=chosen)

        self.compare_totals(selection)
        self.compare_years(selection)

    def make_random_project(self, chance):
        certainty = chance.choice(["exact", "exact", "exact", "undecided", "unstated"])
        start = date(chance.choice([2012, 2013]), chance.randint(1, 12), 1)
        known = chance.random() < 0.5
        project = make_project(
            name=chance.choice(["관제센터", "홈페이지 구축", "홈페이지", "교육"]),
            won=chance.randint(0, 9) * 억 if certainty == "exact" else None,
            total_certainty=certainty,
            fiscal_year=chance.choice([2012, 2013]),
            period_start=start if known else None,
            period_start_precision="month" if known else "",
            period_end=date(start.year + chance.randint(0, 1), 12, 31) if known else None,
            period_end_precision="month" if known else "",
        )
        for source in chance.sample(["whole", "national", "municipal", "private"], 2):
            for year in chance.sample([None, 2012, 2013], chance.randint(0, 2)):
                for stage in chance.sample([*Stage], chance.randint(0, 2)):
                    add(project, source, chance.randint(0, 5) * 억, year=year, stage=stage)
        return project

    def compare_totals(self, selection):
        projects = {project.pk: project for project in selection}
        outside = [p for p in projects.values() if not self.ancestors(p) & set(projects)]
        exact = [p for p in outside if p.exact_won is not None]
        total = selection.sum_of_totals()

        assert total.count == len(projects)
        assert total.won == sum(p.exact_won for p in exact)
        assert sum(total.left_out.values()) == sum(p.exact_won is None for p in projects.values())
        assert total.inside_larger == sum(
            p.exact_won is not None for p in projects.values() if p not in outside
        )
        assert total.pairs == sum(self.alike(a, b) for a in exact for b in exact if a.pk < b.pk)

    def compare_years(self, selection):
        projects = {project.pk: project for project in selection}
        outside = [p for p in projects.values() if not self.ancestors(p) & set(projects)]
        for year in (2012, 2013):
            money = [p.won_of_year(year) for p in outside]
            by_database = {
                p.pk: p.year_won for p in selection.outside_larger().with_year_won(year)
            }
            assert by_database == {p.pk: p.won_of_year(year) for p in outside}
            assert selection.sum_of_year(year).won == sum(won or 0 for won in money)
            assert selection.sum_of_year(year).left_out == money.count(None)
            assert selection.sum_of_year(year).undivided == sum(
                self.is_undivided(p, year) for p in outside if p.won_of_year(year) is not None
            )

    def is_undivided(self, project, year):
        rows = [row.money for row in project.funding.all()]
        return year_told(year, rows, total=project.exact_won) is None

    def ancestors(self, project):
        above = set()
        while project.part_of_id:
            above.add(project.part_of_id)
            project = project.part_of
            if len(above) == 3:
                break
        return above

    def alike(self, a, b):
        related = b.part_of_id == a.pk or a.part_of_id == b.pk
        return (
            a.owner_id == b.owner_id
            and a.fiscal_year == b.fiscal_year
            and a.name_stem == b.name_stem
            and not related
        )
