"""One project with all that hangs on it, as values that go to the database by column."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from registry.actions.inventing import words
from registry.actions.inventing.amounts import Amount, amount
from registry.actions.inventing.bodies import Bodies, Body
from registry.actions.inventing.money import Row, money
from registry.actions.inventing.periods import Period, period
from registry.notation.codes import Certainty, ProjectType, Publication, Status
from registry.notation.hangul import name_key, name_stem
from registry.notation.won import format_won

YEARS = range(2005, 2027)
TODAY = date(2026, 11, 1)  # not the clock's: the same seed gives the same registry next year
_SEOUL = ZoneInfo("Asia/Seoul")
# Later years have more projects in the paper than the first.
_YEARS = tuple(year for year in YEARS for _time in range(2 + (year - YEARS[0]) // 3))


@dataclass(slots=True)
class Project:
    """What is invented of one; `goes_on` and `is_part` point at the one invented before it."""

    owner: Body
    year: int
    name: str
    kind: ProjectType
    texts: dict[str, Any]
    period: Period
    amount: Amount
    funding: list[Row]
    partners: list[tuple[int | None, str]] = field(default_factory=list)
    quote: str | None = None
    goes_on: bool = False
    is_part: bool = False


def projects(rng: random.Random, bodies: Bodies, count: int) -> Iterator[Project]:
    """Yield `count` projects; what goes on the year after follows the one it continues."""
    before = None
    for _number in range(count):
        before = _following(rng, bodies, before) or _new(rng, bodies)
        yield before


def _following(rng: random.Random, bodies: Bodies, before: Project | None) -> Project | None:
    """Return the same the year after, a part of it or its double, or nothing: mostly nothing."""
    chance = rng.random()
    if before is None or chance > 0.25:
        return None
    year, owner = before.year + 1, before.owner
    if before.kind in words.RUNNING and year in YEARS and owner.is_there(year):
        made = _made(rng, bodies, (owner, year, before.name, before.kind))
        made.goes_on = True
        return made
    return _beside(rng, bodies, before) if chance < 0.014 else None


def _beside(rng: random.Random, bodies: Bodies, before: Project) -> Project:
    """Return a part of a project, or the same written another way, as in the article."""
    name = before.name.replace(" ", "", 1)
    is_part = not before.is_part and rng.random() < 0.7
    if is_part:
        name = f"{before.name} {rng.randrange(1, 4)}단계"
    made = _made(rng, bodies, (before.owner, before.year, name, before.kind))
    made.is_part = is_part
    return made


def _new(rng: random.Random, bodies: Bodies) -> Project:
    year = rng.choice(_YEARS)
    owner = rng.choice(bodies.of_year(year))
    thing, (doing, kind) = rng.choice(words.THINGS), rng.choice(words.DOINGS)
    name = f"{rng.choice(words.PLACES)} {thing} {doing}"
    shape = rng.random()
    if shape < 0.12:
        name = f"{year}년 {name}"
    elif shape < 0.2:
        name = f"{name}({rng.randrange(2, 5)}차)"
    return _made(rng, bodies, (owner, year, name, kind))


def _made(
    rng: random.Random, bodies: Bodies, named: tuple[Body, int, str, ProjectType]
) -> Project:
    owner, year, name, kind = named
    when, total = period(rng, year), amount(rng)
    known = total.won if total.certainty == Certainty.EXACT else None
    funding = money(rng, owner.level, known, year, when.last_year) if known else []
    made = Project(owner, year, name, kind, _texts(rng, named), when, total, funding)
    if rng.random() < 0.04:
        made.partners = list(_partners(rng, bodies, owner, year))
    if rng.random() < 0.7:
        made.quote = f"{name} {format_won(known)}" if known else name
    return made


def _partners(
    rng: random.Random, bodies: Bodies, owner: Body, year: int
) -> Iterator[tuple[int | None, str]]:
    """Yield who else takes part: bodies around it, sometimes an institution that is none."""
    beside = bodies.beside(owner, year)
    for body in rng.sample(beside, min(len(beside), rng.randrange(1, 6))):
        yield body.pk, ""
    if not beside or rng.random() < 0.2:
        yield None, rng.choice(words.PARTNERS)


def _texts(rng: random.Random, named: tuple[Body, int, str, ProjectType]) -> dict[str, Any]:
    """Return the columns that are words, and those of tender and publication."""
    owner, year, _name, _kind = named
    office, office_name = rng.choice(owner.offices)
    made = {
        "department_id": office if rng.random() < 0.94 else None,
        "department_text": office_name,
        "status": _status(rng, year).value,
        "description": _description(rng),
        "outputs": rng.choice(words.OUTPUTS).format(n=rng.randrange(2, 300)),
        "note": rng.choice(words.NOTES),
    }
    return made | _tender(rng, year) | _publication(rng, year)


def _description(rng: random.Random) -> str:
    template, place = rng.choice(words.DESCRIPTIONS), rng.choice(words.PLACES)
    doing = rng.choice(words.DOINGS)[0]
    return template.format(place=place, thing=rng.choice(words.THINGS), doing=doing)


def _status(rng: random.Random, year: int) -> Status:
    usual = Status.DONE if year < TODAY.year else Status.ONGOING
    chance = rng.random()
    if chance < 0.85:
        return usual
    return rng.choice((Status.PLANNED, Status.ONGOING, Status.STOPPED, Status.ON_HOLD))


def _tender(rng: random.Random, year: int) -> dict[str, Any]:
    if rng.random() < 0.6:
        return {"tender_year": None, "tender_quarter": None, "tender_method": ""}
    quarter = rng.choice((1, 1, 2, 2, 3, 4, None))
    return {
        "tender_year": year,
        "tender_quarter": quarter,
        "tender_method": rng.choice(words.METHODS),
    }


def _publication(rng: random.Random, year: int) -> dict[str, Any]:
    """Return drafts, published and withdrawn ones, and when they were written."""
    written = date(year, 1, 5) + timedelta(days=rng.randrange(290))
    last = min(TODAY, written + timedelta(days=rng.randrange(400)))
    chance = rng.random()
    state = Publication.PUBLISHED if chance < 0.8 else Publication.DRAFT
    state = Publication.WITHDRAWN if chance > 0.985 else state
    gone = state == Publication.WITHDRAWN
    return {
        "publication": state.value,
        "published_from": None if state == Publication.DRAFT else last,
        "withdrawn_on": last if gone else None,
        "withdrawn_reason": rng.choice(words.WITHDRAWN) if gone else "",
        "created_at": _moment(written),
        "modified_at": _moment(last),
    }


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10, 30), _SEOUL)


def names(project: Project) -> dict[str, str]:
    """Return the name with the forms in which it is compared."""
    return {
        "name": project.name,
        "name_key": name_key(project.name),
        "name_stem": name_stem(project.name),
    }
