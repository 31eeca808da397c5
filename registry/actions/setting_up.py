"""준비: what stands before the server starts. Done again, it finds everything there already."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import transaction

from registry.models import Membership, Municipality, Project, Source, User
from registry.notation.codes import Role

_EASY_TO_COPY = "abcdefghjkmnpqrstuvwxyz23456789"  # no l and 1, no o and 0


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in from the start, and where they work."""

    name: str
    title: str
    municipality: str = ""
    role: Role = Role.READER
    includes_below: bool = False


@dataclass(frozen=True)
class NewAccount:
    """An account just made, with the password that is shown this once."""

    account: Account
    password: str


ACCOUNTS = (
    Account("admin", "전체 관리자"),
    Account("gyeonggi", "경기도 공개 담당자", "41", Role.PUBLISHER, includes_below=True),
    Account("seoul", "서울특별시 작성 담당자", "11", Role.WRITER),
)


def prepare_database() -> None:
    """Bring the tables up to date."""
    call_command("migrate", interactive=False, verbosity=0)


def prepare_static_files() -> bool:
    """Copy styles and scripts to where the server looks, if any is newer than the copy."""
    copied = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if copied.exists() and copied.stat().st_mtime >= max(_changed_at(), default=0):
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True


def load_municipalities() -> bool:
    """Load the register of bodies into an empty table; a table in use is its users' to keep."""
    return _load_unless("municipalities", Municipality.objects.exists())


def load_article() -> bool:
    """Load the article of 2013, unless it or any of its project numbers is there already."""
    fixture = json.loads(_fixture("article_2013").read_text(encoding="utf-8"))
    titles = [row["fields"]["title"] for row in fixture if row["model"] == "registry.source"]
    numbers = [row["fields"]["number"] for row in fixture if row["model"] == "registry.project"]
    loaded = Source.objects.filter(title__in=titles).exists()
    return _load_unless("article_2013", loaded or _any_project(numbers))


@transaction.atomic
def create_accounts() -> list[NewAccount]:
    """Make the accounts that are not there yet, each with a password of its own."""
    known = set(User.objects.values_list("username", flat=True))
    return [_create(account) for account in ACCOUNTS if account.name not in known]


def _create(account: Account) -> NewAccount:
    password = "-".join(_syllable() for _ in range(4))
    if not account.municipality:
        User.objects.create_superuser(account.name, password=password)
        return NewAccount(account, password)
    Membership.objects.create(
        user=User.objects.create_user(account.name, password=password, is_staff=True),
        municipality=Municipality.objects.get(code=account.municipality),
        role=account.role,
        includes_below=account.includes_below,
    )
    return NewAccount(account, password)


def _syllable() -> str:
    return "".join(secrets.choice(_EASY_TO_COPY) for _ in range(4))


def _load_unless(name: str, loaded: bool) -> bool:
    if not loaded:
        call_command("loaddata", name, verbosity=0)
    return not loaded


def _fixture(name: str) -> Path:
    return next(Path(settings.FIXTURE_DIRS[0]).glob(f"{name}.json"))


def _any_project(numbers: list[str]) -> bool:
    return Project.objects.filter(number__in=numbers).exists()


def _changed_at() -> Iterator[float]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield storage.get_modified_time(path).timestamp()
