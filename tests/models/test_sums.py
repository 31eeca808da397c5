"""Sums that differ: the database against what a project's own page says."""

import random

import pytest

from registry.actions.sums import disagreements
from registry.models import FundingSource, Project
from registry.notation.codes import Certainty, Funding, Role, Stage, SubKind
from tests.factories import make_municipality, make_project, make_user
from tests.random_registry import random_registry

STEPS = [(Stage.PLAN, 0), (Stage.ORIGINAL, 0), (Stage.SUPPLEMENTARY, 1), (Stage.SPENT, 0)]


def flagged(user) -> set[int]:
    return set(Project.objects.flagged("sums", user).values_list("pk", flat=True))


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
            certainty = rng.choice([Certainty.EXACT] * 4 + [Certainty.ABOUT])
            amount = {"total_certainty": certainty} if won is not None else {}
            fund(rng, make_project(owner=owner, won=won, **amount))

        assert flagged(make_user(is_superuser=True)) == said()
        ours = set(Project.objects.filter(owner=owner).values_list("pk", flat=True))
        assert flagged(make_user(role=Role.READER, at=owner)) >= said() & ours
        assert 30 < len(said()) < 110
