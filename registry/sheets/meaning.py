"""What a clerk may say a column means: a code for every choice, its label, and its heading.

``name`` is 사업명, ``aside`` is 가져오지 않음, ``as-written`` takes the heading at its word, and
``money/national//2013/original/`` is 국비(2013 본예산).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from registry.notation.codes import Funding, Stage, SubKind
from registry.notation.codes import gettext_noop as _
from registry.notation.unit import read_unit
from registry.sheets.funding_columns import FundingKey, funding_heading
from registry.sheets.heading import MONEY_FIELDS, WHOLE_WORDS, Heading
from registry.sheets.heading_words import EXPORT_HEADINGS

AS_WRITTEN = "as-written"
ASIDE = "aside"
LABELS: dict[str, str] = {
    **{field: heading.removesuffix("(원)") for field, heading in EXPORT_HEADINGS.items()},
    "sido": _("시·도"),
    "kind": _("신규·계속 구분"),
    "money_source": _("재원 구분(행마다)"),
    "stage": _("예산 구분(행마다)"),
    ASIDE: _("가져오지 않음"),
}
_MONEY = "money"
# The word that stands for a source where the table itself says of which year and stage it is.
_WORDS = {
    Funding.WHOLE: "계",
    Funding.NATIONAL: "국비",
    Funding.PROVINCIAL: "시도비",
    Funding.MUNICIPAL: "시군구비",
    Funding.LOCAL: "지방비",
    Funding.PRIVATE: "민간",
    Funding.OTHER: "기타",
    Funding.UNSTATED: "미공개",
}
_STEPS: tuple[tuple[Stage, int | None], ...] = (
    (Stage.PLAN, None),
    (Stage.ORIGINAL, None),
    (Stage.SUPPLEMENTARY, 1),
    (Stage.SUPPLEMENTARY, 2),
    (Stage.SUPPLEMENTARY, 3),
    (Stage.CURRENT, None),
    (Stage.SPENT, None),
    (Stage.SETTLED, None),
)


class NoMeaning(ValueError):
    """The code is none of ours."""


class Option(NamedTuple):
    """One thing that a column may mean: its code and what a clerk reads."""

    code: str
    label: str


def field_options() -> Iterator[Option]:
    """Yield every field but money by source, in the order of the export."""
    for field, label in LABELS.items():
        if field != ASIDE:
            yield Option(field, label)


def money_options(years: Iterable[int]) -> Iterator[tuple[str, list[Option]]]:
    """Yield every source with its money: of the table's own year and stage, and of each year.

    The first of `years` comes with all stages, the others as plans.

    >>> source, options = next(money_options([2013]))
    >>> source, options[0].label, options[2].label
    ('계', '계 (표의 연도와 단계)', '계(2013 본예산)')
    """
    years = list(years)
    for source, word in _WORDS.items():
        own = Option(f"{_MONEY}/{source}////", f"{source.label} (표의 연도와 단계)")
        main = [_money_option(source, year, *step) for year in years[:1] for step in _STEPS]
        others = [_money_option(source, year, Stage.PLAN, None) for year in years[1:]]
        yield source.label if word else "", [own, *main, *others]


def _money_option(source: Funding, year: int, stage: Stage, round_: int | None) -> Option:
    label = funding_heading(source, None, year, stage, round_)
    return Option(f"{_MONEY}/{source}//{year}/{stage}/{round_ or ''}", label)


def heading_of(code: str, written: Heading, text: str) -> Heading:
    """Return what a column means under `code`; `written` and `text` are its own heading.

    Raise NoMeaning for a code that is none of ours.

    >>> heading_of("name", Heading(""), "내역").field
    'name'
    >>> heading_of("money/national//2013/original/", Heading(""), "보조(천원)").unit
    1000
    """
    if code == AS_WRITTEN:
        return written
    unit = written.unit or read_unit(text)
    if code.startswith(f"{_MONEY}/"):
        return _money_heading(code, unit)
    if code not in LABELS:
        raise NoMeaning(code)
    return Heading(code, unit if code in MONEY_FIELDS else None)


def _money_heading(code: str, unit: int | None) -> Heading:
    try:
        _money, source, kind, year, stage, round_ = code.split("/")
        if not stage:
            return Heading("funding", unit, word=_WORDS[Funding(source)])
        key = FundingKey(
            Funding(source),
            SubKind(kind) if kind else None,
            int(year) if year else None,
            Stage(stage),
            int(round_) if round_ else None,
        )
    except ValueError:
        raise NoMeaning(code) from None
    return Heading("funding", unit, key)


def is_meaning(code: str) -> bool:
    """Return whether `code` is one of ours; what was kept long ago need not be.

    >>> is_meaning("name"), is_meaning("money/national////"), is_meaning("money/moon")
    (True, True, False)
    """
    try:
        heading_of(code, Heading(""), "")
    except NoMeaning:
        return False
    return True


def label_of(heading: Heading) -> str:
    """Return what a clerk calls a meaning, "" where there is none.

    >>> label_of(Heading("total")), label_of(Heading("funding", word="국비", fiscal_year=2014))
    ('총사업비', '2014년 국비')
    """
    if heading.field != "funding":
        return LABELS.get(heading.field, "")
    if heading.key:
        return funding_heading(*heading.key)
    word = "계" if heading.word in WHOLE_WORDS else heading.word
    year = f"{heading.fiscal_year}년" if heading.fiscal_year else ""
    stage = heading.stage.label if heading.stage else ""
    round_ = str(heading.round) if heading.round else ""
    life = "총사업비 가운데" if heading.of_total else ""
    return " ".join(filter(None, (life, year, stage, round_, word)))
