"""Sums that differ: the database against what a project's own page says."""

import random

import pytest

from registry import bitmaps
from registry.actions.sums import disagreements
from registry.models import FundingSource, Project
from registry.notation.codes import Certainty, Funding, Role, Stage, SubKind
from tests.factories import make_municipality, make_project, make_user
from tests.random_registry import random_registry

STEPS = [(Stage.PLAN, 0), (Stage.ORIGINAL, 0), (Stage.SUPPLEMENTARY, 1), (Stage.SPENT, 0)]


def flagged(user) -> set[int]:
    return set(bitmaps.keys_of(bitmaps.flagged(bitmaps.DESK.current(), "sums", user)))


def said() -> set[int]:
    projects = Project.objects.prefetch_related("funding")
    return {project.pk for project in projects if list(disagreements(project))}


def fund(rng: random.Random, project: Project) -> None:
    """Give a project rows of few years, steps and amounts, so that many sums come out even."""
    for number in range(rng.randrange(6)):
        stage, round_ = rng.choice(STEPS[: rng.choice([1, 4])])
        FundingSource.objects.create(
            project=project,
            source=rng.choice([Funding.WHOLE, Funding.NATIONAL, Funding.MUNICIPAL]),
            sub_kind=list(SubKind)[number],
            fiscal_year=rng.choice([None, 2013, 2013, 2014][: rng.choice([1, 4])]),
            stage=stage,
            round=round_,
            won=rng.choice([0, 1, 1, 2, 3]),
        )


class TestSumsThatDiffer:
    @pytest.mark.parametrize("seed", range(3))
    def test_are_those_of_which_the_page_speaks(self, municipalities, seed):
        random_registry(seed, count=20)
        rng, owner = random.Random(seed), make_municipality(code="99")  # noqa: S311
        for _number in range(120):
            won = rng.choice([None, 0, 1, 2, 2, 3, 4])
            certainty = rng.choice([Certainty.EXACT] * 3 + [Certainty.ABOUT, Certainty.RANGE])
            amount = {"total_certainty": certainty} if won is not None else {}
            if amount and certainty is Certainty.RANGE:
                ends = rng.choice(["total_min_won", "total_max_won"])
                amount, won = amount | {ends: won}, None
            fund(rng, make_project(owner=owner, won=won, **amount))

        assert flagged(make_user(is_superuser=True)) == said()
        ours = set(Project.objects.filter(owner=owner).values_list("pk", flat=True))
        assert flagged(make_user(role=Role.READER, at=owner)) >= said() & ours
        assert 20 < len(said()) < 90

    @pytest.mark.parametrize(
        ("amount", "is_told"),
        [
            ({"won": 5_000}, True),
            ({"won": 10_000}, False),  # who pays the rest is not public
            ({"won": 5_000, "total_certainty": "about"}, True),
            ({"won": 5_000, "total_certainty": "about", "total_min_won": 5_000}, True),
            ({"won": 10_000, "total_certainty": "about"}, False),
            ({"won": None, "total_certainty": "range", "total_max_won": 7_000}, True),
            ({"won": None, "total_certainty": "range", "total_min_won": 7_000}, False),
            ({"won": None, "total_certainty": "undecided"}, False),
        ],
    )
    def test_are_parts_beyond_the_total_and_not_short_of_it(self, db, amount, is_told):
        project = make_project(national=9_000, **amount)

        assert flagged(make_user(is_superuser=True)) == ({project.pk} if is_told else set())
        assert bool(list(disagreements(project))) is is_told
        assert bool(project.breakdown().excess) is is_told
