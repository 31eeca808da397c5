"""A small registry at random, for tests of what must hold whatever is in it."""

import random
from datetime import date

from django.db import connection

from registry.models import (
    AnnualBudget,
    Department,
    FundingSource,
    Municipality,
    Participation,
    Project,
)
from registry.notation.codes import (
    Basis,
    Certainty,
    Funding,
    ParticipationRole,
    ProjectType,
    Publication,
    Stage,
    Status,
)
from tests.factories import make_department, make_project

CODES = ["11", "41", "41460", "41220", "42", "51", "42110", "51110", "28", "28110", "29"]
WORDS = [
    "CCTV",
    "통합관제",
    "홈페이지",
    "민원 제안",
    "정보화 교육",
    "무선인터넷",
    "DB",
    "시스템",
    "용인",
]
SOURCES = [source for source in Funding if source != Funding.WHOLE]
EOK = 10**8


def random_registry(seed: int, count: int = 40) -> list[Project]:
    """Return `count` new projects in need of the municipalities; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311
    bodies = list(Municipality.objects.filter(code__in=CODES).order_by("code"))
    offices = [make_department(municipality=body, name=f"정보 {body.code}과") for body in bodies]
    projects = [_project(rng, bodies, offices) for _number in range(count)]
    if connection.vendor == "postgresql":  # it plans by what it was told of its tables: nothing
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return projects


def random_budgets(seed: int) -> list[AnnualBudget]:
    """Return annual budgets, some bodies' by two bases or two accounts, some not told."""
    rng = random.Random(seed)  # noqa: S311
    bodies = Municipality.objects.filter(code__in=[*CODES, "26", "27", "41110", "41130", "41150"])
    own = [
        {"municipality": body, "fiscal_year": year, "basis": basis, "account": account}
        for body in bodies.order_by("code")
        for year in (2012, 2013)
        for basis in rng.sample(list(Basis), rng.choice([1, 1, 2]))
        for account in rng.sample(["", "일반회계"], rng.choice([1, 1, 2]))
    ]
    shares = ({"it_won": rng.choice([None, EOK, EOK, 3 * EOK, rng.randrange(1, 9 * EOK)]),
               "whole_won": rng.choice([None, *[rng.randrange(1, 9) * 90 * EOK] * 8])}
              for _body in own)  # fmt: skip
    return [AnnualBudget.objects.create(**one, **next(shares)) for one in own]


def _project(rng: random.Random, bodies: list[Municipality], offices: list[Department]) -> Project:
    project = make_project(
        owner=rng.choice(bodies),
        name=" ".join(rng.sample(WORDS, 3)),
        fiscal_year=rng.choice([2012, 2013, 2014, 2024]),
        department=rng.choice([None, *offices]),
        department_text=rng.choice(["", "정보 통신과"]),
        type=rng.choice(list(ProjectType)),
        status=rng.choice(list(Status)),
        publication=rng.choice([Publication.PUBLISHED] * 4 + [Publication.DRAFT]),
        tender_year=(tender := rng.choice([None, 2013, 2014])),
        tender_quarter=rng.choice([None, 1, 4]) if tender else None,
        **_amount(rng),
        **_period(rng),
    )
    _fund(rng, project)
    _join(rng, project, bodies)
    return project


def _amount(rng: random.Random) -> dict[str, object]:
    certainty = rng.choice([Certainty.EXACT] * 6 + list(Certainty))
    won = rng.choice([1, EOK - 1, EOK, 5 * EOK, 10 * EOK, 50 * EOK, rng.randrange(80 * EOK)])
    if certainty in {Certainty.EXACT, Certainty.ABOUT}:
        return {"total_certainty": certainty, "won": won}
    bounds = {"total_max_won": won} if certainty == Certainty.RANGE else {}
    return {"total_certainty": certainty, "won": None, **bounds}


def _period(rng: random.Random) -> dict[str, object]:
    start = date(rng.choice([2012, 2013]), rng.randrange(1, 13), 1)
    fields: dict[str, object] = {}
    if rng.random() < 0.6:
        fields |= {"period_start": start, "period_start_precision": "month"}
    if rng.random() < 0.5:
        end = start.replace(year=start.year + rng.randrange(3), day=28)
        fields |= {"period_end": end, "period_end_precision": "month"}
    return fields


def _fund(rng: random.Random, project: Project) -> None:
    steps = [(Stage.PLAN, 0), (Stage.ORIGINAL, 0), (Stage.SUPPLEMENTARY, 1), (Stage.SETTLED, 0)]
    for source in rng.sample([*SOURCES, Funding.WHOLE], rng.choice([0, 0, 1, 2, 3])):
        for stage, round_ in rng.sample(steps, rng.choice([1, 1, 2])):
            FundingSource.objects.create(
                project=project,
                source=source,
                stage=stage,
                round=round_,
                fiscal_year=rng.choice([None, None, 2013, 2014]),
                won=rng.choice([0, EOK // 2, rng.randrange(10 * EOK)]),
            )


def _join(rng: random.Random, project: Project, bodies: list[Municipality]) -> None:
    for body in rng.sample(bodies, rng.choice([0, 0, 1, 3])):
        if body.lineage != project.owner.lineage:
            role = rng.choice(list(ParticipationRole))
            Participation.objects.create(project=project, municipality=body, role=role)
