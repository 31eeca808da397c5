"""Every share of a budget on the public pages, held against one that is worked out by hand."""

from collections import defaultdict
from statistics import median

import pytest
from django.http import QueryDict

from registry.filters import Address, ProjectFilter
from registry.notation.codes import Level
from registry.statistics import TABLES, standing_of
from tests import naive
from tests.random_registry import random_budgets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


def table(query: str):
    asked = QueryDict(query)
    return TABLES["share"](ProjectFilter(asked), Address.of(asked))


@pytest.fixture(params=range(2))
def budgets(request):
    """Return the annual budgets of some bodies, some of them by two bases."""
    return random_budgets(request.param)


class TestShare:
    def test_is_in_order_and_told_where_both_are_known(self, budgets):
        shown = [one for one in table("year=2013").ordered if one.share is not None]
        known = [
            one for one in budgets if one.fiscal_year == 2013 and one.it_won and one.whole_won
        ]

        assert {one.pk for one in shown} == {one.pk for one in known}
        for level in Level:
            own, told = (naive.shares_of(level, some) for some in (shown, known))
            assert own == sorted(told, reverse=True)

    def test_has_a_middle_of_bodies_of_one_kind(self, budgets):
        kinds = defaultdict(list)
        for year in (2012, 2013):
            for one in naive.budget_of_each(budgets, year).values():
                kinds[year, one.municipality.get_level_display()].append(naive.share(one))
        told = {kind: (len(of), median(of)) for kind, of in kinds.items() if len(of) >= 5}
        middles = table("").middles

        assert {(one.year, one.label): one.bodies for one in middles} == {
            kind: n for kind, (n, _middle) in told.items()
        }
        assert told
        for one in middles:
            assert float(one.share) == pytest.approx(float(told[one.year, one.label][1]))

    def test_names_the_highest_and_counts_bodies(self, budgets):
        each = naive.budget_of_each(budgets, 2013).values()
        shown = table("year=2013")

        known = sum(one.share is not None for one in shown.ordered)
        assert shown.leaves_budgets == (known > len(each))
        for level in Level:
            shares = [naive.said_share(one) for one in each if one.municipality.level == level]
            told = f"{level.label} {len(shares)}곳 가운데"
            assert (told in shown.finding) == (len(shares) > 1)
            if len(shares) > 1:
                [said] = [one for one in shown.finding.split(", ") if told in one]
                assert f"({max(shares) / 1000:.3f}%)" in said
                alike = shares.count(max(shares))
                assert (f"등 {alike}곳" in said) == (alike > 1)

    def test_has_a_place_among_its_kind(self, budgets):
        each = naive.budget_of_each(budgets, 2013)
        for own in {one.municipality.lineage: one.municipality for one in budgets}.values():
            kin = [one for one in each.values() if one.municipality.level == own.level]
            mine = each.get(own.lineage)
            shares = [naive.said_share(one) for one in kin]
            standing = standing_of(own, 2013)

            assert [naive.said_share(one) for one in standing.peers] == sorted(
                shares, reverse=True
            )
            assert standing.place == (
                1 + sum(one > naive.said_share(mine) for one in shares) if mine else 0
            )
