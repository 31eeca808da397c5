"""How long we wait for a peer: past that its database stops, and the time is said to be more.

With a million projects the stock page takes minutes, and some of its questions hours.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

PATIENCE = float(os.environ.get("BENCH_PATIENCE", "0"))  # seconds; 0 is as long as it takes
_STEPS = 100_000  # of SQLite's machine between two looks at the clock: some milliseconds


class OutOfPatience(Exception):
    """There was no answer in time."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Let what is asked of the database take `seconds` in all, or raise OutOfPatience.

    Ask outside a transaction: PostgreSQL breaks one off with the question.
    """
    end = time.monotonic() + seconds
    connection.ensure_connection()
    try:
        with _watched(end), connection.execute_wrapper(_in_time(end)):
            yield
    except OperationalError as stopped:
        if time.monotonic() < end:
            raise
        raise OutOfPatience from stopped


def _in_time(end: float) -> Callable[..., Any]:
    """Return what asks a question only while there is time, and tells PostgreSQL how much."""

    def ask(execute: Callable[..., Any], *asked: Any) -> Any:
        left = end - time.monotonic()
        if left <= 0:
            raise OutOfPatience
        if connection.vendor == "postgresql":
            _limit(max(left, 0.001))  # nought would be no limit
        return execute(*asked)

    return ask


@contextmanager
def _watched(end: float) -> Iterator[None]:
    """Have SQLite look at the clock while it works; lift the limit of either afterwards."""
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(None, _STEPS)
        else:
            _limit(0)


def _limit(seconds: float) -> None:
    connection.connection.execute(f"SET statement_timeout = {int(seconds * 1000)}")
