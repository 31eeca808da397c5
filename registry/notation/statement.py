"""A total with what the paper says of it: ``52억2400만원(국비 26억1200만원 포함)``."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from registry.notation.amount import Amount, read_amount, split_estimate, without_decoration
from registry.notation.codes import Certainty, Funding, SubKind
from registry.notation.figure import NotAnAmount, UnitMissing, is_unsafe, refusal
from registry.notation.funding import FUNDING_WORDS, LETTERS, read_funding
from registry.notation.numerals import is_bare
from registry.notation.paper import as_topic, is_overlong, squeeze

if TYPE_CHECKING:
    from registry.notation.bodies import Body

# 시·도비 and 구·군비 carry a dot inside; everything else is written as in the list.
_WORD = "시[·ㆍ]도비|시[·ㆍ]군(?:[·ㆍ]구)?비|[군구][·ㆍ][군구]비|" + "|".join(FUNDING_WORDS)
_BEGINS_PART = rf"(?:{_WORD}) ?(?=[0-9약:=]|포함|전액|미정|미확정|$)"
_PART = re.compile(rf"(?!(?:총액|[합총]?계) ?[0-9약])(?:전액 ?)?{_BEGINS_PART}")
_ALL_BEFORE = re.compile(rf"전액({_WORD})")
_PIECE = re.compile(rf"(?P<word>{_WORD})[:=은는이가]?(?P<rest>.*?)(?={_BEGINS_PART}|$)")
_HEAD_AND_PART = re.compile(rf"(?P<head>.*?[0-9억만원])\s*중?\s*(?={_BEGINS_PART})")
# A comma between digits belongs to the number: 1,234,567.
_BETWEEN = re.compile(r"[()\[\]{};/+]|(?<![0-9]),|,(?![0-9])")
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)%")
_OWN_UNIT = re.compile(r"[0-9일이삼사오육칠팔구십].*[십백천만억조원]")
_WHOLE_CELL = re.compile(r"\([0-9,.]+\)")
_BY_LETTERS = re.compile(r"(?:[국도시군구균기조특]:?[0-9][0-9,.]*(?:[십백천만억조]*원)?)+")
_LETTER = re.compile(r"(?<![십백천만억])[국도시군구균기조특](?=:?[0-9])")
_YEAR_ALONE = re.compile(r"(?:19|20)[0-9]{2}년?")
_ALL_OF_IT, _INCLUDED = "전액", "포함"
_OPEN = {Certainty.ESTIMATED, Certainty.UNDECIDED}
_NUMBERS = {Certainty.EXACT, Certainty.ABOUT, Certainty.RANGE}


@dataclass(frozen=True, slots=True)
class Part:
    """What one source pays: an amount, a share in percent, both, or only that it pays."""

    source: Funding
    sub_kind: SubKind | None
    word: str
    amount: Amount | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that is no budget, with what it rests on."""

    text: str
    won: int
    basis: str


@dataclass(frozen=True, slots=True)
class Statement:
    """All that one cell says about money."""

    amount: Amount
    parts: tuple[Part, ...]
    included: bool  # 포함 was written: the parts are inside the total and need not fill it
    estimate: Estimate | None
    remark: str  # what stands beside the amount and is about something else


def read_statement(text: str, unit: int | None = 1, owner: "Body | None" = None) -> Statement:
    """Return the total that `text` states, its parts, its estimate and what else it remarks.

    >>> cctv = read_statement("52억2400만원(국비 26억1200만원 포함)")
    >>> cctv.amount.won, cctv.parts[0].source.label, cctv.parts[0].amount.won, cctv.included
    (5224000000, '국비', 2612000000, True)
    >>> database = read_statement("예산 미확정, 예비타당성 결과 65억원")
    >>> database.amount.certainty.label, database.estimate
    ('미정', Estimate(text='예비타당성 결과 65억원', won=6500000000, basis='예비타당성'))

    Parts without a total leave the total unstated; whoever needs their sum adds them:

    >>> read_statement("국비 50%").amount.certainty.label
    '미공개'
    """
    chunks = [] if is_overlong(text) else _split(text)
    head, details = _find_head(chunks)
    draft = _Draft(None if _OWN_UNIT.search(head) else unit, owner, is_bare(squeeze(head)))
    for detail in details:
        _take(detail, draft)
    return _finish(text, head, unit, draft)


@dataclass(slots=True)
class _Draft:
    """What has been understood so far of what stands beside the amount."""

    unit: int | None  # 52억(국비 26) leaves open what 26 counts: a total with its own lends none
    owner: "Body | None"
    bare: bool  # the total is digits alone, and so other digits beside it may be a total as well
    parts: list[Part] = field(default_factory=list)
    included: bool = False
    estimate: Estimate | None = None
    doubts: list[str] = field(default_factory=list)  # 추정, 미확정: they speak of the total
    loose: list[str] = field(default_factory=list)  # amounts that nothing names
    remarks: list[str] = field(default_factory=list)


def _split(text: str) -> list[str]:
    plain = without_decoration(text)
    if _WHOLE_CELL.fullmatch(plain):
        return [plain]  # an accountant's minus, not a remark
    return [chunk.strip() for chunk in _BETWEEN.split(plain) if chunk.strip()]


def _find_head(chunks: list[str]) -> tuple[str, list[str]]:
    """Return the words of the total, which may be missing, and what stands beside them."""
    if not chunks or _PART.match(chunks[0]):
        return "", chunks
    if joined := _HEAD_AND_PART.match(chunks[0]):
        return joined["head"], [chunks[0][joined.end() :], *chunks[1:]]
    return chunks[0], chunks[1:]


def _take(chunk: str, draft: _Draft) -> None:
    """Put one thing that stands beside the amount where it belongs."""
    compact = squeeze(chunk)
    if parts := _read_parts(chunk, draft):
        draft.parts += parts
        draft.included = draft.included or _INCLUDED in compact
    elif _SHARE.fullmatch(compact) and draft.parts:
        draft.parts[-1] = replace(draft.parts[-1], share=_read_share(compact))
    elif estimate := _read_estimate(chunk, draft.unit):
        draft.estimate = draft.estimate or estimate
    else:
        _shelve(chunk, compact, draft)


def _shelve(chunk: str, compact: str, draft: _Draft) -> None:
    certainty = _certainty_of(chunk)
    if certainty in _OPEN and not (split_estimate(compact) or ("", ""))[1]:
        draft.doubts.append(compact)
    elif certainty in _NUMBERS and (not is_bare(compact) or _rivals(compact, draft)):
        draft.loose.append(chunk)
    else:
        draft.remarks.append(chunk)


def _rivals(compact: str, draft: _Draft) -> bool:
    """Return whether bare digits may be meant as the total: 1,500/2,000, but not 1,500(2013)."""
    return draft.bare and not _YEAR_ALONE.fullmatch(compact)


def _certainty_of(chunk: str) -> Certainty | None:
    try:
        return read_amount(chunk).certainty
    except NotAnAmount:
        return None


def _read_parts(chunk: str, draft: _Draft) -> list[Part] | None:
    """Return the parts in 국비 5억 도비 2억, or None where a word of it is something else."""
    compact = _ALL_BEFORE.sub(r"\1전액", _spelled_out(squeeze(chunk)))
    pieces = list(_PIECE.finditer(compact))
    if is_unsafe(chunk) or "".join(piece[0] for piece in pieces) != compact:
        return None
    parts = [_read_part(piece["word"], piece["rest"], draft) for piece in pieces]
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else None


def _spelled_out(compact: str) -> str:
    """Return 국비300도비200 for 국300도200, and other words as they are."""
    if not _BY_LETTERS.fullmatch(compact):
        return compact
    return _LETTER.sub(lambda letter: LETTERS[letter[0]], compact)


def _read_part(word: str, rest: str, draft: _Draft) -> Part | None:
    source, sub_kind = read_funding(word, draft.owner)
    share = _read_share(rest)
    written = _SHARE.sub("", rest.removesuffix(_INCLUDED)).replace(_ALL_OF_IT, "")
    try:
        amount = read_amount(written, draft.unit) if written else None
    except UnitMissing:
        raise
    except NotAnAmount:
        return None
    return Part(source, sub_kind, word, amount, share)


def _read_share(compact: str) -> Decimal | None:
    if _ALL_OF_IT in compact:
        return Decimal(100)
    share = _SHARE.search(compact)
    return Decimal(share[1]) if share else None


def _read_estimate(chunk: str, unit: int | None) -> Estimate | None:
    """Return the estimate in 예비타당성 결과 65억원, if it comes to one number."""
    basis, written = split_estimate(squeeze(chunk)) or ("", "")
    won = _won_of(written, unit)
    return None if won is None else Estimate(chunk, won, basis)


def _finish(text: str, head: str, unit: int | None, draft: _Draft) -> Statement:
    amount = _read_total(text, head, unit, draft)
    estimate = draft.estimate
    if amount.certainty in _OPEN:
        estimate = estimate or _estimate_of(text, head, unit, draft)
    elif draft.loose:
        raise NotAnAmount(
            f"{as_topic(text)} 금액이 둘 이상이라 어느 것이 총액인지 알 수 없습니다."
        )
    return Statement(
        replace(amount, text=text),
        tuple(draft.parts),
        draft.included,
        estimate,
        ", ".join(draft.remarks),
    )


def _read_total(text: str, head: str, unit: int | None, draft: _Draft) -> Amount:
    if not head and draft.parts:
        return Amount(text, Certainty.UNSTATED)
    try:
        doubt = f"({draft.doubts[0]})" if draft.doubts else ""
        return read_amount(head + doubt if head else text, unit)
    except UnitMissing:
        raise
    except NotAnAmount as refused:
        raise NotAnAmount(refusal(text)) from refused


def _estimate_of(text: str, head: str, unit: int | None, draft: _Draft) -> Estimate | None:
    """Return the number of a total that is only estimated: 추정 65억원, 미정(65억원)."""
    basis, written = split_estimate(squeeze(head)) or ("", head)
    if draft.doubts:
        doubt = draft.doubts[0]
        basis, head = (split_estimate(doubt) or (doubt, ""))[0], without_decoration(text)
    for said, number in ((head, written), *((loose, loose) for loose in draft.loose)):
        won = _won_of(number, unit)
        if won is not None:
            return Estimate(said, won, basis)
    return None


def _won_of(written: str, unit: int | None) -> int | None:
    try:
        return read_amount(written, unit).won if written else None
    except NotAnAmount:
        return None
