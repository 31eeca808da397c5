"""What a clerk says to the questions of a preview; it is then made anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from registry.actions.importing.confirming import AlreadyDone, locked
from registry.actions.importing.plan import Answer, Place
from registry.actions.importing.staging import (
    OPEN,
    Progress,
    answers_of,
    corrections_of,
    fill,
    silent,
    upload_of,
)
from registry.models import ImportBatch, User
from registry.notation.codes import BatchState
from registry.sheets.row import Corrections

# Fields of which one word may be put in the place of another, for every row that has it.
CORRECTABLE = frozenset({"municipality", "department", "type", "status", "certainty"})


@transaction.atomic
def answer(
    batch: ImportBatch,
    user: User,
    answers: Mapping[Place, Answer] | None = None,
    corrections: Corrections | None = None,
    progress: Progress = silent,
) -> None:
    """Keep the answers beside earlier ones and make the preview anew; raise AlreadyDone.

    `answers` tell of rows which project they are, `corrections` which word is meant by another:
    ``("status", "신규"): "계획"``. An empty answer takes an earlier one back.
    """
    held = locked(batch, BatchState.STAGED)
    if not held.content:
        raise AlreadyDone
    said = answers_of(held) | dict(answers or {})
    held.options["answers"] = [*_kept(said.items())]
    words = dict(corrections_of(held))
    words |= {key: word for key, word in (corrections or {}).items() if key[0] in CORRECTABLE}
    held.options["corrections"] = [[*key, word] for key, word in words.items() if word]
    fill(held, upload_of(held), user, progress)


def holds_answers(batch: ImportBatch) -> bool:
    """Return whether a clerk has said anything of a file that is neither saved nor given up."""
    if batch.state not in OPEN:
        return False
    said = batch.options
    return any(said.get(name) for name in ("answers", "corrections", "seen"))


def _kept(said: Iterable[tuple[Place, Answer]]) -> Iterable[dict[str, Any]]:
    for (sheet, row), one in said:
        if one != Answer():
            yield {"sheet": sheet, "row": row, **one._asdict()}
