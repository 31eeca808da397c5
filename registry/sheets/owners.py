"""Which local government a row means: by its own words, else the one given for the file."""

import re
from datetime import date

from registry.notation.bodies import Body
from registry.notation.places import AmbiguousPlace, NotAGovernment, Register, UnknownPlace
from registry.sheets.records import Participant
from registry.sheets.row import RowReader
from registry.sheets.values import Unreadable, read_name, split_participants

_ROLE = re.compile(r"\s*\((?:주관|총괄|참여|협력|공동)(?:기관)?\)$")


class Owners:
    """Finds bodies by name, remembering every name of the file it has met."""

    def __init__(self, register: Register, default: str | None, as_of: date | None) -> None:
        self.register = register
        self.default = register.get(default) if default else None
        self.as_of = as_of
        self._found: dict[tuple[str, int | None, str | None], Body | Unreadable] = {}

    def owner(self, row: RowReader, fiscal_year: int | None) -> Body | None:
        """Return the body that owns the project of `row`; tell why where there is none."""
        text = self._written(row)
        if text:
            return row.read(self._field(row), lambda _text: self.find(text, fiscal_year))
        columns = {"municipality", "sido", "number"} & row.plan.by_field.keys()
        if self.default is None and columns and "number" not in row.texts:
            row.tell("municipality-missing", "municipality")
        return self.default

    def _field(self, row: RowReader) -> str:
        return "municipality" if "municipality" in row.texts else "sido"

    def _written(self, row: RowReader) -> str:
        """Return the name, after its 시·도 where that has a column of its own."""
        sido, name = row.texts.get("sido", ""), row.texts.get("municipality", "")
        if not name or not sido or name.startswith(sido[:2]):
            return read_name(name or sido)
        return read_name(f"{sido} {name}")

    def find(self, text: str, fiscal_year: int | None, within: str | None = None) -> Body:
        """Return the body called `text` then; raise Unreadable for none and for several."""
        key = (text, fiscal_year, within)
        if key not in self._found:
            self._found[key] = self._search(text, fiscal_year, within)
        found = self._found[key]
        if isinstance(found, Unreadable):
            raise found
        return found

    def _search(self, text: str, fiscal_year: int | None, within: str | None) -> Body | Unreadable:
        on = None if fiscal_year else self.as_of
        try:
            return self.register.find(text, on=on, fiscal_year=fiscal_year, within=within).body
        except AmbiguousPlace as error:
            if within is None and self.default is not None:
                return self._search(text, fiscal_year, self.default.code)
            return Unreadable("ambiguous-place", reason=str(error), choices=_names(error))
        except NotAGovernment as error:
            return Unreadable("not-a-government", reason=str(error))
        except UnknownPlace as error:
            return Unreadable("unknown-place", reason=str(error), choices=_names(error))

    def participants(
        self, row: RowReader, owner: Body | None, fiscal_year: int | None
    ) -> tuple[tuple[Participant, ...], int | None]:
        """Return who else takes part, and how many the cell says there are."""
        split = row.read("participants", split_participants)
        if split is None:
            return (), None
        names, stated = split
        within = owner.code if owner else None
        found = [self._participant(row, name, fiscal_year, within) for name in names]
        return tuple(found), stated

    def _participant(
        self, row: RowReader, name: str, fiscal_year: int | None, within: str | None
    ) -> Participant:
        """Return a participant; many are no local governments, and then only the name is kept."""
        for region in (within, None) if within else (None,):
            try:
                return Participant(name, self.find(_ROLE.sub("", name), fiscal_year, region).code)
            except Unreadable as error:
                if error.code == "ambiguous-place":
                    row.tell(error.code, "participants", name, **error.values)
                    break
        return Participant(name, None)


def _names(error: AmbiguousPlace | UnknownPlace) -> tuple[str, ...]:
    """Return the bodies that may be meant, as a clerk may write them instead."""
    return tuple(body.full_name for body in error.candidates)
