"""Rows for tests: keyword-only, defaults invented, numbers from the article where they matter."""

from datetime import date
from itertools import count
from typing import Any

from registry.models import (
    Citation,
    Department,
    FundingSource,
    Membership,
    Municipality,
    Project,
    Source,
    User,
)
from registry.notation.codes import Certainty, Level, Publication, Role

_serial = count(1)

LONG_AGO = date(2013, 1, 2)


def make_municipality(*, code: str = "41", name: str = "경기도", **fields: Any) -> Municipality:
    """Return the body with `code`, made if it is not there; a 시·군's parent is made with it."""
    if found := Municipality.objects.filter(code=code).first():
        return found
    parent = None
    if len(code) == 5:
        parent = make_municipality(code=code[:2], name=f"{code[:2]}번 도")
    fields.setdefault("level", Level.SIDO if parent is None else Level.SI)
    fields.setdefault("full_name", name if parent is None else f"{parent.name} {name}")
    fields.setdefault("lineage", code)
    fields.setdefault("region", code[:2])
    return Municipality.objects.create(code=code, name=name, parent=parent, **fields)


def make_department(
    *, municipality: Municipality, name: str = "정보통신과", **fields: Any
) -> Department:
    """Return a new department."""
    return Department.objects.create(municipality=municipality, name=name, **fields)


def make_project(
    *,
    owner: Municipality | None = None,
    won: int | None = 5_224_000_000,
    national: int | None = None,
    published: bool = True,
    **fields: Any,
) -> Project:
    """Return a new project: exact where `won` is given, else unstated; published unless not."""
    if won is not None:
        fields.setdefault("total_certainty", Certainty.EXACT)
        fields.setdefault("total_won", won)
    if published:
        fields.setdefault("publication", Publication.PUBLISHED)
        fields.setdefault("published_from", LONG_AGO)
    fields.setdefault("fiscal_year", 2013)
    fields.setdefault("name", f"CCTV 통합관제센터 설치 {next(_serial)}")
    project = Project.objects.create(owner=owner or make_municipality(), **fields)
    if national is not None:
        FundingSource.objects.create(project=project, source="national", won=national)
    return project


def make_sound_project(**fields: Any) -> Project:
    """Return a draft against whose publication nothing speaks: an office, a sourced amount."""
    owner = fields.setdefault("owner", make_municipality())
    office = owner.departments.first() or make_department(municipality=owner)
    fields.setdefault("department", office)
    project = make_project(published=False, **fields)
    source, _made = Source.objects.get_or_create(title="2013년 예산서", publisher=owner.name)
    Citation.objects.create(source=source, project=project, field="total_won")
    return project


def make_user(
    *,
    role: Role | None = None,
    at: Municipality | None = None,
    includes_below: bool = False,
    **fields: Any,
) -> User:
    """Return a new member of staff, with a role in a municipality if one is named."""
    fields.setdefault("username", f"clerk{next(_serial)}")
    fields.setdefault("is_staff", True)
    user = User.objects.create_user(**fields)
    if role:
        Membership.objects.create(
            user=user,
            municipality=at or make_municipality(),
            role=role,
            includes_below=includes_below,
        )
    return user
