"""The collector of cycles, asleep while rows by the thousand are made and dropped."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Do without the collector for a while.

    Rows go when their portion is done, for nothing in them turns back on itself; looking through
    all of them for cycles again and again takes a fifth of the time of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
