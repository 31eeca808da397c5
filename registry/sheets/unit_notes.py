"""What the first rows of a sheet say of a unit: ``(단위: 명)``, or ``단위`` and ``백만원``."""

from collections.abc import Iterable, Iterator
from itertools import islice

_ROWS = 60
_LONGEST = 40


def unit_notes(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the notes, each with the words beside it.

    >>> list(unit_notes([["현황"], ["단위", "백만원", "2013"]]))
    ['단위 백만원']
    """
    for cells in islice(rows, _ROWS):
        texts = [cell for cell in cells if cell]
        for at, text in enumerate(texts):
            if _is_note(text):
                yield " ".join(texts[at : at + 2])


def _is_note(text: str) -> bool:
    return len(text) <= _LONGEST and "단위" in "".join(text.split())
