"""Local governments and the bodies they replaced: each valid between two dates."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from registry.notation.codes import Level


@dataclass(frozen=True, slots=True)
class Body:
    """A 시·도, 시·군·구, 일반구 or 행정시 as it was called between two dates."""

    code: str
    name: str
    full_name: str
    level: Level
    parent: str | None
    is_local_government: bool
    valid_from: date | None  # None: since before 2012, where the reference data begin
    valid_to: date | None  # the first day on which it was no more
    successors: tuple[str, ...]

    @property
    def is_timeless(self) -> bool:
        """Return whether the body has been there all the time that we know of."""
        return self.valid_from is None and self.valid_to is None

    def valid_on(self, day: date) -> bool:
        """Return whether the body existed on `day`."""
        return self.overlaps(day, day)

    def valid_in(self, fiscal_year: int) -> bool:
        """Return whether the body existed on any day of `fiscal_year`."""
        return self.overlaps(date(fiscal_year, 1, 1), date(fiscal_year, 12, 31))

    def overlaps(self, first: date, last: date) -> bool:
        """Return whether the body existed on any day from `first` to `last`."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or first < self.valid_to)


def load_bodies(path: Path) -> list[Body]:
    """Return the bodies of a Django fixture, which is the one list of them we keep."""
    records = json.loads(path.read_text(encoding="utf-8"))
    return [
        body_from(record["fields"])
        for record in records
        if record["model"] == "registry.municipality"
    ]


def body_from(fields: dict[str, Any]) -> Body:
    """Return the body that the fields of a fixture's record describe."""
    return Body(
        code=fields["code"],
        name=fields["name"],
        full_name=fields["full_name"],
        level=Level(fields["level"]),
        parent=fields["parent"][0] if fields["parent"] else None,
        is_local_government=fields["is_local_government"],
        valid_from=_day(fields["valid_from"]),
        valid_to=_day(fields["valid_to"]),
        successors=tuple(code for (code,) in fields["successors"]),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
