"""What one heading means: which field, or which money, and in which unit."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from registry.notation.codes import Stage
from registry.notation.funding import FUNDING_WORDS
from registry.notation.unit import UNITS, read_unit
from registry.sheets.funding_columns import FundingKey, parse_funding_heading
from registry.sheets.heading_words import (
    BUDGETS,
    EXPORT_HEADINGS,
    GROUPS,
    SYNONYMS,
    TOLD_HEADINGS,
)

WHOLE_WORDS = frozenset({"계", "합계", "소계", "총계"})
MONEY_FIELDS = frozenset({"total", "amount", "estimate", "total_min", "total_max", "funding"})

_CIRCLED = re.compile(r"^[①-⑳]")
_DECORATION = re.compile(r"[\s​﻿*※·•‧・ㆍᆞ'\"_]")
_ORDINAL = re.compile(r"^\d{1,2}[.)]")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>|【([^【】]*)】|\{([^{}]*)\}")
_YEAR = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})(?:년도|년)?|(\d{2})(?:년도|년))")
_SHORT_YEAR = re.compile(r"['’‘`´′](?=\d{2}(?!\d))(\d{2})(?:년도|년)?")
# 기투자, ~2012, 2012년까지 and 향후, 2016 이후: with the years between they make up 총사업비.
_BEFORE = re.compile(
    r"(?:기투자|기집행|투자누계|전년도?까지|[~∼]?(?:(?:19|20)\d{2}|\d{2}년)(?:년도|년)?(?:까지|이전)|"
    r"[~∼](?:19|20)\d{2}(?:년도|년)?)(?:투자|사업비|예산)?(?:누계)?액?"
)
_AFTER = re.compile(
    r"(?:향후|잔여|임기후|이후|(?:(?:19|20)\d{2}|\d{2}년)(?:년도|년)?이후|(?:19|20)\d{2}(?:년도|년)?[~∼])"
    r"(?:투자|소요)?(?:계획|사업비|예산)?액?"
)
_TAIL = re.compile(r"(?:지원|부담|보조)?(?:금액|액|금)$|부담$|소?계$")
_MEASURE = re.compile(r"[(\[][^()\[\]]{1,8}[)\]]")
_STAGE = re.compile(
    r"제?(?P<before>\d)?(?:회|차)?(?P<supplementary>추가경정|추경)(?:예산)?(?:제?(?P<after>\d)(?:회|차)?)?"
    r"|(?P<original>본예산|당초예산|당초)|(?P<current>예산현액)|(?P<carried_in>전년도이월)"
    r"|(?P<settled>결산)|(?P<spent>지출|집행)|(?P<plan>계획)"
)
_LAST_CENTURY = 90
_STAGE_NAMES = [name for name in _STAGE.groupindex if name not in ("before", "after")]


@dataclass(frozen=True, slots=True)
class Heading:
    """What one heading means.

    `field` is one of EXPORT_HEADINGS, or ``sido``, ``amount``, ``kind``, ``aside``,
    ``funding``, or "" when the heading is not known. Money has its `unit` in won where the
    heading names one. Funding has either the whole `key`, or the `word` (국비, 계) and
    whatever the heading says of year and stage.
    """

    field: str
    unit: int | None = None
    key: FundingKey | None = None
    word: str = ""
    fiscal_year: int | None = None
    stage: Stage | None = None
    round: int | None = None
    of_total: bool = False  # 국비 under 총사업비: of the whole life, not of a year


UNKNOWN = Heading("")
BEFORE, AFTER = "기투자", "향후"
TOLD = Heading("aside", word="내려받은 파일")  # what our own files tell and nobody reads back
# Our own labels, where notation reads only their halves.
_LABELS = {"민간·자부담": "민간", "균특·지특": "균특", "(특별)조정교부금": "조정교부금"}
_WHOLE = Heading("funding", word="계")
_GENERAL = frozenset({"국비", "국고", "도비", "시도비", "지방비", "기타"})


@lru_cache(maxsize=4096)
def understand_heading(text: str) -> Heading:
    """Return what one heading means.

    >>> understand_heading("① 담당부서(연락처)").field
    'department'
    >>> understand_heading("2014년 국비").fiscal_year, understand_heading("국비 비율(%)").field
    (2014, '')
    >>> understand_heading("시비(2015 계획)").fiscal_year
    2015
    """
    plain = _SHORT_YEAR.sub(_long_year, _CIRCLED.sub("", text))
    unit, rest = _take_unit(unicodedata.normalize("NFKC", plain))
    key = parse_funding_heading(rest)
    if key:
        return Heading("funding", unit, key)
    known = _KNOWN.get(compact(rest)) or _money(rest) or _without_bracket(rest) or _life(rest)
    if known is None:
        return UNKNOWN
    if known.field not in MONEY_FIELDS:
        return known
    return UNKNOWN if "%" in rest else replace(known, unit=unit)


def _long_year(found: re.Match[str]) -> str:
    """Return 2013년 for '13."""
    return f"{'19' if int(found[1]) >= _LAST_CENTURY else '20'}{found[1]}년"


def _without_bracket(text: str) -> Heading | None:
    """Return what 담당부서(연락처) means: its bracket says nothing; but 국비(기금) is 기금."""
    bare = compact(_BRACKETS.sub("", text))
    known = _KNOWN.get(bare) or _KNOWN.get(_TAIL.sub("", bare), UNKNOWN)
    if not known.field or (bare not in _KNOWN and known.field != "funding"):
        return None
    inside = [_KNOWN.get(compact(bracket[0])) for bracket in _BRACKETS.finditer(text)]
    closer = [one for one in inside if one and one.field == "funding" and not one.stage]
    return closer[0] if closer and known.word in _GENERAL else known


def _life(text: str) -> Heading | None:
    """Return what stands in a plan of years before its first year, or after its last."""
    said = compact(_BRACKETS.sub("", text))
    if _BEFORE.fullmatch(said):
        return Heading("aside", word=BEFORE)
    return Heading("aside", word=AFTER) if _AFTER.fullmatch(said) else None


@lru_cache(maxsize=4096)
def understand_path(path: tuple[str, ...]) -> Heading:
    """Return what a heading over several rows means, from the top down.

    >>> understand_path(("총사업비(천원)", "계")).field
    'total'
    >>> understand_path(("2014년", "국비")).fiscal_year
    2014
    >>> understand_path(("조정증감", "국고보조금")).field, understand_path(("재원", "국비")).word
    ('aside', '국비')
    """
    if len(path) == 1:
        return understand_heading(path[0])
    if is_unit_alone(path[-1]):
        return _with_unit(understand_path(path[:-1]), read_unit(path[-1]))
    outer, inner = understand_heading(path[0]), understand_path(path[1:])
    together = understand_heading(" ".join(path))
    if outer.field == "aside" or together.field:
        return outer if outer.field == "aside" else together
    if inner.field != "funding":
        return inner
    return _under(outer, _with_unit(inner, inner.unit or _take_unit(path[0])[0]))


def _with_unit(heading: Heading, unit: int | None) -> Heading:
    return replace(heading, unit=unit) if heading.field in MONEY_FIELDS else heading


def is_unit_alone(text: str) -> bool:
    """Return whether a cell among the headings says nothing but the unit of the table.

    >>> [is_unit_alone(text) for text in ("(단위: 천원)", "단위 : 백만원", "천원", "소요(천원)")]
    [True, True, True, False]
    """
    if read_unit(text) is None:
        return False
    _unit, rest = _take_unit(unicodedata.normalize("NFKC", text))
    return "단위" in compact(rest) or compact(rest) in {"", *UNITS}


def is_measure(text: str) -> bool:
    """Return whether `text` says only in what a column counts: (대), [천원], 백만원."""
    return bool(_MEASURE.fullmatch(text.strip())) or is_unit_alone(text)


def _under(outer: Heading, inner: Heading) -> Heading:
    """Return what money means under the heading of a group: 총사업비 over 계, 국비, 도비."""
    if outer.field in ("total", "amount"):
        if inner.word in WHOLE_WORDS and inner.fiscal_year is None and inner.stage is None:
            return Heading(outer.field, inner.unit)
        return replace(inner, of_total=outer.field == "total" and inner.fiscal_year is None)
    if outer.field != "funding" or inner.key or outer.key:
        return inner
    return replace(
        inner,
        word=outer.word if inner.word in WHOLE_WORDS else inner.word,
        fiscal_year=inner.fiscal_year or outer.fiscal_year,
        stage=inner.stage or outer.stage,
        round=inner.round or outer.round,
    )


def is_group(text: str) -> bool:
    """Return whether `text` stands over columns without saying anything of them: 재원별."""
    return compact(text) in _GROUPS


def compact(text: str) -> str:
    """Return the form in which headings are compared.

    >>> compact("담 당\\n부 서(연락처)"), compact("시·군·구비"), compact("1. 사업명 *")
    ('담당부서연락처', '시군구비', '사업명')
    """
    plain = _DECORATION.sub("", unicodedata.normalize("NFKC", text)).lower()
    return re.sub(r"[()\[\]<>【】{}/]", "", _ORDINAL.sub("", plain)) or plain


def _take_unit(text: str) -> tuple[int | None, str]:
    """Return the unit that a bracket of `text` names, and the text without it.

    What else the bracket says stays: ``도비(2013 본예산, 천원)`` is 도비 of 2013.
    """
    for bracket in _BRACKETS.finditer(text):
        pieces = next(filter(None, bracket.groups()), "").split(",")
        unit = read_unit(f"({','.join(pieces)})")
        if unit is not None:
            rest = ",".join(piece for piece in pieces if read_unit(f"({piece})") is None)
            said = f"({rest})" if _YEAR.search(rest) else ""
            return unit, text[: bracket.start()] + said + text[bracket.end() :]
    return None, text


def _money(text: str) -> Heading | None:
    """Return what a heading of money says of year, stage and source: ``2014년 본예산 국비``."""
    rest = compact(text)
    year, rest = _take_year(rest)
    stage, round_, rest = _take_stage(rest)
    if year is None and (stage is None or (stage is Stage.PLAN and not rest)):
        return None
    known = _KNOWN.get(rest, UNKNOWN) if rest.removesuffix("액") else _WHOLE
    if known.field not in ("funding", "amount") or (known.stage and stage):
        return None
    word = known.word or "계"
    return Heading("funding", None, None, word, year, stage or known.stage, round_)


def _take_year(text: str) -> tuple[int | None, str]:
    match = _YEAR.search(text)
    if match is None:
        return None, text
    year = int(match[1]) if match[1] else 2000 + int(match[2])
    return year, text[: match.start()] + text[match.end() :]


def _take_stage(text: str) -> tuple[Stage | None, int | None, str]:
    match = _STAGE.search(text)
    if match is None:
        return None, None, text
    stage = next(Stage(name) for name in _STAGE_NAMES if match[name])
    round_ = match["before"] or match["after"]
    return stage, int(round_) if round_ else None, text[: match.start()] + text[match.end() :]


def accepted_headings() -> Iterator[tuple[str, str]]:
    """Yield (field, heading) for every heading of a field, the export's own first."""
    yield from EXPORT_HEADINGS.items()
    for field, words in SYNONYMS.items():
        for word in words:
            yield field, word
    for heading in TOLD_HEADINGS.values():
        yield TOLD.field, heading


def _known_headings() -> dict[str, Heading]:
    fields = {
        field: [heading, *SYNONYMS.get(field, ())] for field, heading in EXPORT_HEADINGS.items()
    }
    fields |= {field: list(words) for field, words in SYNONYMS.items() if field not in fields}
    known = {
        compact(_take_unit(word)[1]): Heading(field)
        for field, words in fields.items()
        for word in words
    } | {compact(word): TOLD for word in TOLD_HEADINGS.values()}
    for stage, words in BUDGETS.items():
        known |= {compact(word): Heading("funding", word="계", stage=stage) for word in words}
    money = {word: word for word in FUNDING_WORDS} | _LABELS
    return {compact(word): Heading("funding", word=money[word]) for word in money} | known


_KNOWN = _known_headings()
_GROUPS = frozenset(map(compact, GROUPS))
