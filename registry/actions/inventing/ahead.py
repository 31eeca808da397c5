"""Portions of projects, each invented in a process of its own while the one before is written.

Inventing takes Python a third of the time, and the database has a core to itself meanwhile.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

from registry.actions.inventing.bodies import Bodies
from registry.actions.inventing.projects import Project, projects


class Portion(NamedTuple):
    """Which projects are invented together: how many, and after how many others."""

    start: int
    size: int


class Inventor:
    """Who invents: the same projects for the same seed and the same portions."""

    def __init__(self, seed: int, bodies: Bodies) -> None:
        self._seed, self._bodies = seed, bodies

    def invented(self, portion: Portion) -> list[Project]:
        """Return the projects of a portion."""
        rng = random.Random(f"{self._seed} {portion.start}")  # noqa: S311 - invented, not secret
        return list(projects(rng, self._bodies, portion.size))

    def ahead(self, portions: Sequence[Portion]) -> Iterator[list[Project]]:
        """Yield the projects of each portion; the next is being invented while one is used."""
        if len(portions) < 2 or "fork" not in get_all_start_methods():
            yield from map(self.invented, portions)
            return
        ours, theirs = get_context("fork").Pipe(duplex=False)
        process = get_context("fork").Process(target=self._send, args=(ours, theirs, portions))
        process.start()
        theirs.close()
        try:
            for _portion in portions:
                yield ours.recv()
        finally:
            ours.close()
            process.join()

    def _send(self, ours: Connection, theirs: Connection, portions: Sequence[Portion]) -> None:
        """Send portion after portion; a pipe holds less than one, so that one waits at most."""
        ours.close()  # so that we end with the process that reads, however that ends
        with suppress(BrokenPipeError):
            for portion in portions:
                theirs.send(self.invented(portion))
