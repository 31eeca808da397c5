"""The money rules in plain Python (DESIGN 3.3 and 3.4)."""

from datetime import date

import pytest

from registry.notation.codes import Funding, Stage
from registry.notation.ladder import Breakdown, Money, break_down, latest, step, year_won

억 = 100_000_000


def row(source, won, year=None, step=0):
    return Money(Funding(source), year, step, won * 억)


def won_in_2013(*rows, total=40, registered=2013, start=None, end=None):
    total = None if total is None else total * 억
    return year_won(2013, rows, total=total, registered=registered, start=start, end=end)


class TestStep:
    def test_rises_from_plan_to_the_last_supplementary_budget(self):
        steps = [step(Stage.PLAN), step(Stage.ORIGINAL), step("supplementary", 1)]

        assert steps == sorted(steps)
        assert step("supplementary", 2) > step("supplementary", 1)

    @pytest.mark.parametrize("stage", ["carried_in", "current", "spent", "settled"])
    def test_is_none_for_what_became_of_a_budget(self, stage):
        assert step(stage) is None


class TestLatest:
    def test_keeps_the_highest_step_of_each_year(self):
        rows = [row("national", 1, 2013, 0), row("national", 2, 2013, 1), row("private", 3, 2014)]

        assert latest(rows) == rows[1:]

    def test_forgets_what_has_no_step(self):
        assert latest([row("national", 1, 2013, None)]) == []


class TestBreakDown:
    def test_leaves_the_other_half_of_the_cctv_centres_unstated(self):
        found = break_down([Money(Funding.NATIONAL, None, 0, 2_612_000_000)], 5_224_000_000)

        assert found == Breakdown({Funding.NATIONAL: 2_612_000_000}, 2_612_000_000, 0)

    def test_adds_the_parts_of_several_years(self):
        found = break_down([row("national", 3, 2013), row("national", 4, 2014)], 10 * 억)

        assert found == Breakdown({Funding.NATIONAL: 7 * 억}, 3 * 억, 0)

    def test_does_not_add_years_to_what_has_no_year(self):
        found = break_down([row("national", 6), row("national", 3, 2013)], 10 * 억)

        assert found.parts == {Funding.NATIONAL: 6 * 억}

    def test_says_by_how_much_the_parts_exceed_the_total(self):
        assert break_down([row("national", 12)], 10 * 억).excess == 2 * 억

    def test_has_no_rest_where_the_total_is_not_exact(self):
        assert break_down([row("national", 12)], None).rest is None


class TestYearWon:
    def test_is_what_the_paper_states_for_the_year(self):
        assert won_in_2013(row("whole", 18, 2013)) == 18 * 억

    def test_is_stated_at_the_latest_step(self):
        assert won_in_2013(row("whole", 18, 2013), row("whole", 17, 2013, 3)) == 17 * 억

    def test_is_the_sum_of_parts_that_reach_the_total(self):
        parts = row("national", 10, 2013), row("municipal", 10, 2013), row("municipal", 20, 2014)

        assert won_in_2013(*parts) == 20 * 억

    def test_is_unknown_where_parts_of_years_leave_a_remainder(self):
        assert won_in_2013(row("national", 10, 2013), row("national", 20, 2014)) is None

    def test_is_the_total_of_a_project_of_one_year(self):
        assert won_in_2013(row("national", 20)) == 40 * 억

    def test_is_unknown_where_a_row_names_another_year(self):
        assert won_in_2013(row("whole", 20, 2014)) is None

    def test_is_unknown_for_a_project_registered_in_another_year(self):
        assert won_in_2013(registered=2012) is None

    @pytest.mark.parametrize(
        ("start", "end", "known"),
        [
            (date(2013, 3, 1), date(2014, 2, 28), True),
            (date(2013, 3, 4), date(2014, 3, 4), True),
            (date(2013, 3, 1), date(2014, 3, 31), False),
            (date(2012, 12, 1), date(2013, 2, 28), False),
            (date(2013, 3, 1), None, False),
            (None, date(2013, 12, 31), False),
        ],
    )
    def test_asks_the_period_to_last_at_most_twelve_months_from_that_year(self, start, end, known):
        assert (won_in_2013(start=start, end=end) is not None) == known

    def test_is_unknown_where_there_is_no_exact_total(self):
        assert won_in_2013(total=None) is None
