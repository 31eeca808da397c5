"""Long work on a batch outside the request: how far it is, and how it ended.

It runs in a thread of the web process that was asked, with a connection of its own; how far it
is stands in the cache, so that every process of the machine can tell. Nothing depends on it: a
process that dies leaves the batch as it was, for the work itself is one transaction.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from django.conf import settings
from django.core.cache import cache
from django.db import connections

from registry.actions.importing.confirming import NotConfirmed
from registry.actions.importing.staging import Progress, Refused
from registry.models import ImportBatch

CHECK, CONFIRM = "check", "confirm"
DEAD_AFTER = 20  # seconds without a sign of life
_BEAT = 2.0
_PATIENCE = 3.0  # seconds in which a few thousand rows are done: then nobody need watch
_KEPT = 24 * 60 * 60

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Work:
    """What is being done with a batch: `done` of `all` rows in a step; `ended` says how it went.

    `ended` is "" while it runs, "done", or the name of the exception that stopped it, whose
    words are `message`.
    """

    kind: str
    step: str = ""
    done: int = 0
    all: int = 0
    beat: float = 0.0
    ended: str = ""
    message: str = ""

    @property
    def runs(self) -> bool:
        """Return whether somebody is at it; silent for long, its process has died."""
        return not self.ended and time.time() - self.beat < DEAD_AFTER


def work_on(batch: ImportBatch) -> Work | None:
    """Return what is being done with a batch, or was done last."""
    found: Work | None = cache.get(_key(batch.pk))
    return found


def forget(batch: ImportBatch) -> None:
    """Let go of how the last work ended, once it was told."""
    cache.delete(_key(batch.pk))


def begin(batch: ImportBatch, kind: str, work: Callable[[Progress], object]) -> bool:
    """Begin `work` unless another is going on; return whether it was begun."""
    current = work_on(batch)
    if current and current.runs:
        return False
    runner = _Runner(batch.pk, kind, work)
    if settings.IMPORT_IN_REQUEST:
        runner.run()
    else:
        thread = threading.Thread(target=runner.run_apart, daemon=True)
        thread.start()
        thread.join(_PATIENCE)
    return True


def _key(pk: int) -> str:
    return f"import-work-{pk}"


class _Runner:
    """One piece of work, and the sign of life beside it."""

    _quiet: ClassVar[float] = _BEAT

    def __init__(self, pk: int, kind: str, work: Callable[[Progress], object]) -> None:
        self._pk = pk
        self._work = work
        self._state = Work(kind)
        self._over = threading.Event()
        self._tell()

    def run_apart(self) -> None:
        """Work in a thread of its own, while another one says that it lives."""
        threading.Thread(target=self._live, daemon=True).start()
        try:
            self.run()
        finally:
            connections.close_all()

    def run(self) -> None:
        """Work, and keep how it ended."""
        try:
            self._work(self._progress)
            ended, message = "done", ""
        except Exception as error:
            ended, message = type(error).__name__, str(error)
            foreseen = isinstance(error, (NotConfirmed, Refused))
            log.log(
                logging.INFO if foreseen else logging.ERROR,
                "Import %s stopped.",
                self._pk,
                exc_info=True,
            )
        self._over.set()
        self._state = replace(self._state, ended=ended, message=message)
        self._tell()

    def _progress(self, step: str, done: int, all_: int) -> None:
        """Take how far the work is; the sign of life carries it on."""
        self._state = replace(self._state, step=step, done=done, all=all_)

    def _live(self) -> None:
        while not self._over.wait(self._quiet):
            self._tell()

    def _tell(self) -> None:
        cache.set(_key(self._pk), replace(self._state, beat=time.time()), _KEPT)
