"""Keys as a browser sends them: anything at all may stand where a number should."""

import re
from collections.abc import Iterable
from typing import Any

_KEY = re.compile(r"[0-9]{1,18}")  # a longer one is more than either database can hold


def possible_keys(values: Iterable[Any]) -> list[str]:
    """Keep what may be the key of a row.

    >>> possible_keys([3, "41", "abc", "", "9" * 23, "²"])
    ['3', '41']
    """
    return [key for key in map(str, values) if _KEY.fullmatch(key)]
