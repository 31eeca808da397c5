"""What the filter form offers, in a fixed order: nothing that is chosen ever vanishes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registry.facets.counting import Counts
from registry.facets.labels import (
    follow_label,
    office_label,
    year_label,
)
from registry.filters import ProjectFilter
from registry.filters.labels import BAND_LABELS, band_label, fund_label, tender_label
from registry.filters.projects import SOURCES
from registry.language import say_place
from registry.notation.codes import Certainty, Code, ProjectType, Status

_NEWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Option:
    """One answer, and how many projects it would give."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One question with its answers; `more` are folded away unless one of them is chosen."""

    key: str
    label: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)

    @property
    def chosen(self) -> int:
        """Return how many answers are chosen."""
        return sum(option.chosen for option in [*self.options, *self.more])

    @property
    def more_is_open(self) -> bool:
        """Return whether something folded away is chosen."""
        return any(option.chosen for option in self.more)


def facets(asked: ProjectFilter, counts: Counts) -> dict[str, Facet]:
    """Return every question that is answered by choosing."""
    codes = {"type": ProjectType, "amount": Certainty, "status": Status}
    found = [
        _years(asked, counts),
        _regions(asked, counts),
        _cities(asked, counts),
        *(_codes(asked, counts, key, list(members)) for key, members in codes.items()),
        _funds(asked, counts),
        _bands(asked, counts),
        _tenders(asked, counts),
    ]
    return {facet.key: facet for facet in found}


def own_office(asked: ProjectFilter, counts: Counts) -> Option:
    """Return the answer that keeps what the chosen bodies lead themselves."""
    return Option("1", office_label(asked), counts["office"]["1"], "office" in asked.asked)


def following(asked: ProjectFilter, counts: Counts) -> Option | None:
    """Return the answer that adds what went into the chosen bodies; None where nothing did."""
    if not asked.origins:
        return None
    label = follow_label(asked)
    return Option("1", label, counts["follow"]["1"], "follow" in asked.asked)


def _options(
    asked: ProjectFilter, counts: Counts, key: str, answers: Iterable[tuple[str, str]]
) -> list[Option]:
    chosen = {_written(value) for value in asked.asked.get(key, [])}
    return [Option(value, label, counts[key][value], value in chosen) for value, label in answers]


def _written(value: object) -> str:
    """Return how a cleaned value stands in the address."""
    if isinstance(value, tuple):
        year, quarter = value
        return f"{year}Q{quarter}" if quarter else str(year)
    return str(value)


def _years(asked: ProjectFilter, counts: Counts) -> Facet:
    known = {int(year) for year in [*counts["year-offered"], *counts["year"]]}
    years = sorted(known | set(asked.years), reverse=True)
    options = _options(asked, counts, "year", ((str(year), year_label(year)) for year in years))
    return Facet("year", _("회계연도"), options[:_NEWEST_SHOWN], options[_NEWEST_SHOWN:])


def _regions(asked: ProjectFilter, counts: Counts) -> Facet:
    also = set(asked.asked.get("region", []))
    if not asked.years:
        also |= set(counts["region-offered"])
    bodies = asked.bodies.regions(asked.years, also)
    answers = ((body.lineage, say_place(body.name)) for body in bodies)
    return Facet("region", _("시·도"), _options(asked, counts, "region", answers))


def _cities(asked: ProjectFilter, counts: Counts) -> Facet:
    """Offer the 시·군·구 of the chosen 시·도, and those that are chosen."""
    bodies = asked.offered_cities
    several = len({body.region for body in bodies}) > 1
    names = ((body.lineage, body.full_name if several else body.name) for body in bodies)
    answers = ((lineage, say_place(name)) for lineage, name in names)
    return Facet("city", _("시·군·구"), _options(asked, counts, "city", answers))


def _codes(asked: ProjectFilter, counts: Counts, key: str, codes: list[Code]) -> Facet:
    labels = {"type": _("사업 유형"), "amount": _("금액 상태"), "status": _("추진 상태")}
    answers = ((code.value, _(code.label)) for code in codes)
    return Facet(key, labels[key], _options(asked, counts, key, answers))


def _funds(asked: ProjectFilter, counts: Counts) -> Facet:
    answers = ((source.value, fund_label(source)) for source in SOURCES)
    return Facet("fund", _("재원"), _options(asked, counts, "fund", answers))


def _bands(asked: ProjectFilter, counts: Counts) -> Facet:
    answers = ((band, band_label(band)) for band in BAND_LABELS)
    return Facet("band", _("총사업비"), _options(asked, counts, "band", answers))


def _tenders(asked: ProjectFilter, counts: Counts) -> Facet:
    chosen = {_written(value) for value in asked.asked.get("tender", [])}
    times = sorted({*counts["tender-offered"], *chosen}, reverse=True)
    answers = ((time, tender_label(time)) for time in times)
    options = _options(asked, counts, "tender", answers)
    return Facet("tender", _("발주 시기"), options[:_NEWEST_SHOWN], options[_NEWEST_SHOWN:])
