"""고친 파일: what a clerk chose of a file, taken over for its repaired copy where it fits.

Nothing is believed for being old: a choice stands only where the sheet still says what it said
when the clerk chose. Who writes “(단위: 백만원)” above a table has taken their 천원 back.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from registry.sheets.choosing import Choices, SheetChoice
from registry.sheets.heading import compact
from registry.sheets.outline import Outline, SheetOutline, TableOutline

Columns = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Earlier:
    """The file that is repaired: how it was understood, and what was chosen of it."""

    outline: Outline
    choices: Choices

    def _pairs(self, outline: Outline) -> dict[str, tuple[SheetOutline, SheetOutline]]:
        """Return each sheet that is in both files, as it was and as it is, by its name now.

        It is known by its name, or as the only one: a CSV has no name for its sheet.
        """
        here, there = _filled(outline), _filled(self.outline)
        if len(here) == len(there) == 1:
            return {here[0].name: (there[0], here[0])}
        known = {sheet.name: sheet for sheet in there}
        return {one.name: (known[one.name], one) for one in here if one.name in known}

    def headers(self, outline: Outline) -> dict[str, SheetChoice]:
        """Return the header rows alone, of the sheets that are in both files."""
        pairs = self._pairs(outline)
        return {
            name: SheetChoice(header_rows=self.choices.of_sheet(was.name).header_rows)
            for name, (was, _now) in pairs.items()
        }

    def sheets(self, outline: Outline) -> dict[str, SheetChoice]:
        """Return what was chosen of the sheets that are in both files, where it still fits."""
        return {
            name: _fitting(self.choices.of_sheet(was.name), was, now)
            for name, (was, now) in self._pairs(outline).items()
        }

    def columns(self, outline: Outline) -> Columns:
        """Return what was chosen of the columns: of the same headings, else of the same words.

        Who adds a column 회계연도 has other headings, but need not say the rest again.
        """
        found: Columns = {}
        for was, now in self._pairs(outline).values():
            meant = self._meant(was.tables)
            for table in now.tables:
                same = self.choices.columns.get(table.shape)
                found[table.shape] = dict(same) if same else _by_words(table, meant)
        return {shape: chosen for shape, chosen in found.items() if chosen}

    def _meant(self, tables: Iterable[TableOutline]) -> dict[str, str]:
        """Return what was chosen, by the words of the headings."""
        meant: dict[str, str] = {}
        for table in tables:
            texts, chosen = _letters(table), self.choices.columns.get(table.shape, {})
            meant |= {texts[at]: code for at, code in chosen.items() if at in texts}
        return meant

    def fits_wholly(self, outline: Outline, choices: Choices) -> bool:
        """Return whether the new file asks nothing that was not asked of the old one."""
        names = {sheet.name for sheet in outline.sheets}
        same = all(choices.of_sheet(one) == self.choices.of_sheet(one) for one in names)
        return same and names == {sheet.name for sheet in self.outline.sheets}


def _filled(outline: Outline) -> list[SheetOutline]:
    return [sheet for sheet in outline.sheets if sheet.state != "empty"]


def _fitting(chosen: SheetChoice, was: SheetOutline, now: SheetOutline) -> SheetChoice:
    """Return a choice without what the sheet, as it is now, no longer bears out."""
    if not _headed_alike(was, now, chosen.header_rows):
        return SheetChoice(read=chosen.read)
    if _said(was, "unit") != _said(now, "unit"):
        chosen = replace(chosen, unit=None)
    if _said(was, "fiscal_year") != _said(now, "fiscal_year"):
        chosen = replace(chosen, fiscal_year=None)
    return chosen


def _said(sheet: SheetOutline, name: str) -> set[object]:
    return {getattr(table, name) for table in sheet.tables}


def _headed_alike(was: SheetOutline, now: SheetOutline, rows: tuple[int, ...]) -> bool:
    """Return whether most headings of the first table are still there, in `rows` if chosen."""
    if not was.tables or not now.tables or (rows and now.tables[0].header_rows != rows):
        return False
    old, new = (set(_letters(one.tables[0]).values()) for one in (was, now))
    return 2 * len(old & new) > len(old)


def _letters(table: TableOutline) -> dict[str, str]:
    """Return the words of each heading by its letter; those that stand twice tell nothing."""
    texts = {one.letter: compact(one.column.text) for one in table.columns}
    often = Counter(texts.values())
    return {letter: text for letter, text in texts.items() if often[text] == 1}


def _by_words(table: TableOutline, meant: dict[str, str]) -> dict[str, str]:
    return {at: meant[text] for at, text in _letters(table).items() if text in meant}


NOTHING_EARLIER = Earlier(Outline("", None, (), ()), Choices())
