"""Where invented projects may be: an empty database, or one that holds nothing else."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import NamedTuple

from django.db import connection, transaction

from registry.actions.importing.bulk import Writer
from registry.actions.importing.collecting import no_collecting
from registry.actions.importing.databases import database
from registry.actions.inventing.ahead import Inventor, Portion
from registry.actions.inventing.bodies import Bodies
from registry.actions.inventing.writing import Portions
from registry.actions.setting_up import load_municipalities, prepare_database
from registry.models import Citation, FundingSource, Participation, Project, User
from registry.models.pairs import indexed_afterwards

NAME = "inventor"
REASON = "지어낸 자료"
PORTION = 10_000
Progress = Callable[[int, int], object]


class NotOurs(Exception):
    """The database holds, or is about to hold, what people wrote."""


class Kept(NamedTuple):
    """How many invented projects there are now, and how many of them are new."""

    projects: int
    new: int


def invent(count: int, seed: int, progress: Progress = lambda _done, _total: None) -> Kept:
    """Fill the database up to `count` invented projects; the same for the same seed.

    Each portion is kept by itself, so that what was stopped goes on where it was. Raise NotOurs
    where there is anything that was not invented: nothing has been touched then.
    """
    _refuse_what_is_not_ours()
    prepare_database()
    load_municipalities()
    before = Project.objects.count()
    with no_collecting():
        fill(before, count, seed, progress)
    return Kept(max(before, count), max(0, count - before))


def fill(
    start: int, count: int, seed: int, progress: Progress = lambda _done, _total: None
) -> None:
    """Add the projects after the first `start` ones, up to `count`, without asking where to."""
    _hurry()
    writer = Writer(None, _author(), REASON)
    inventor, written = Inventor(seed, Bodies.load(writer)), Portions(writer)
    portions = [Portion(at, min(PORTION, count - at)) for at in range(start, count, PORTION)]
    with indexed_afterwards() if len(portions) > 1 else nullcontext():
        for portion, projects in zip(portions, inventor.ahead(portions), strict=True):
            with transaction.atomic():
                written.write(projects)
            progress(portion.start + portion.size, count)
    for model in (Project, FundingSource, Participation, Citation):
        database().learn(model._meta.db_table)


def _author() -> User:
    """Return who is said to have written it; nobody can sign in as that."""
    user, made = User.objects.get_or_create(username=NAME, defaults={"is_active": False})
    if made:
        user.set_unusable_password()
        user.save()
    return user


def _refuse_what_is_not_ours() -> None:
    tables = connection.introspection.table_names()
    if Project._meta.db_table not in tables:
        if tables:
            raise NotOurs("등록부의 것이 아닌 자료가 있는 데이터베이스입니다.")
        return
    invented = Project.history.filter(history_change_reason=REASON).exists()
    others = Project.history.exclude(history_change_reason=REASON).exists()
    if others or (not invented and (Project.objects.exists() or User.objects.exists())):
        raise NotOurs(
            "사람이 쓰는 데이터베이스입니다. 지어낸 사업은 빈 데이터베이스에만 넣습니다."
        )


def _hurry() -> None:
    """Let SQLite keep more in memory, and not wait for the disk: a crash costs nothing here."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
