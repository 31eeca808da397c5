"""Amounts as the paper commits itself to them: exact, about, a range, undecided, unstated."""

import re
from dataclasses import dataclass, replace

from registry.notation.codes import Certainty
from registry.notation.figure import NotAnAmount, count_signed, count_won, is_unsafe, refusal
from registry.notation.numerals import is_bare
from registry.notation.paper import is_overlong, squeeze, tidy

_LABEL = re.compile(r"^(?:총사업비|총예산|총액|총계|총|사업비|소요예산|예산액?|합계|계):?")
_FOOTNOTE = re.compile(r"(?:(?<=[0-9만억원]) [0-9]{1,2}\)|\(?주 ?[0-9]{0,2}\)|※.*|\*+|[†‡])$")
_TEXT_MARK = re.compile(r"^['’`](?=[0-9])")  # '500: a number that was typed as text
_BLANK = re.compile(r"[-─━—―–‐‑−·ㆍᆞ・‧]*|[-─━—―–‐‑−]원")
_NO_BUDGET = {"비예산", "비예산사업"}
_UNSTATED = {
    "미공개", "비공개", "공개되지않음", "미기재", "해당없음", "해당사항없음", "N/A",
}  # fmt: skip
_UNDECIDED = re.compile(
    r"(?:예산|사업비|총사업비|금액|부담주체|재원)?(?:은|는|이|가)?(?:아직)?"
    r"(?:미정|미확정|미산정|미결정|(?:별도)?협의(?:중|예정)|별도협의"
    r"|추후(?:에)?(?:확정|결정|산정|협의)(?:예정)?)(?:임)?"
)
_ESTIMATE_WORD = r"(?:예비타당성|타당성|용역|추정|예상|추산|잠정|개산|가안)"
_STUDIES = ("예비타당성", "타당성", "용역")
_ESTIMATE = re.compile(
    rf"(?P<before>{_ESTIMATE_WORD}(?:조사)?)(?:용역)?(?:결과|액|치|금액|사업비|예산|가격)*[:은는]?(?P<late>.*)"
    rf"|(?P<early>.+?)(?:으로|로)?\(?(?P<after>{_ESTIMATE_WORD}(?:조사)?)(?:용역)?(?:결과|액|치|금액|됨|중)*\)?"
)
_REMARK = re.compile(r"(?P<core>.+)\((?P<remark>[^()0-9△▲\-][^()]*)\)")
_TILDE = re.compile(r"(?P<low>.*)[~∼〜](?P<high>.*)")
_HYPHEN = re.compile(r"(?P<low>.*?)[-−–—](?P<high>.*)")
_BOUNDS = re.compile(
    r"(?:최소)?(?:(?P<low>.+?)(?:이상|초과))?[~∼]?(?:최대)?(?:(?P<high>.+?)(?:이하|이내|미만))?"
)
_LEAST = re.compile(r"최소(?P<low>.+)|최대(?P<high>.+)")
_SAID_ABOUT = re.compile(r"(?:약|대략)(?P<core>.+)")
_MEANT_ABOUT = re.compile(r"(?P<core>.+?)\(?(?:내외|안팎|가량|규모|정도|쯤)\)?")
_AND_MORE = re.compile(r"(?<=[0-9십백천만억조원])여(?=[십백천만억조원]|$)")
_LENT_UNIT = re.compile(r"[0-9,.]+(?P<unit>[십백천만억조]+원?|원)")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in its original words, and as many won as they commit themselves to."""

    text: str
    certainty: Certainty
    won: int | None = None
    min_won: int | None = None
    max_won: int | None = None


def read_amount(text: str, unit: int | None = 1) -> Amount:
    """Return the amount `text` states; `unit` is what one of a bare number counts.

    >>> read_amount("5억여원")  # doctest: +NORMALIZE_WHITESPACE
    Amount(text='5억여원', certainty=<Certainty.ABOUT: 'about'>, won=500000000,
           min_won=500000000, max_won=None)
    >>> read_amount("1,240", unit=10**6).won
    1240000000

    Unknown is never 0, and an estimate has no won (`statement` keeps its number apart):

    >>> [str(read_amount(t).certainty) for t in ("-", "0", "비예산", "예산 미확정", "추정 65억원")]
    ['unstated', 'exact', 'none', 'undecided', 'estimated']
    >>> read_amount("1,234", unit=None)
    Traceback (most recent call last):
    registry.notation.figure.UnitMissing: ‘1,234’는 원인지 천원인지 백만원인지 알 수 없습니다. \
금액 단위를 정해 주세요.
    """
    amount = None if is_overlong(text) else _read(without_decoration(text), unit)
    if amount is None:
        raise NotAnAmount(refusal(text))
    return replace(amount, text=text)


def without_decoration(text: str) -> str:
    """Return the tidy `text` without the marks that belong to the page, not to the amount.

    >>> without_decoration("12,345(주3) ===="), without_decoration("5억원※ 부가세 포함")
    ('12,345', '5억원')
    """
    plain = tidy(text).strip("= ")
    plain = _TEXT_MARK.sub("", plain)
    while (shorter := _FOOTNOTE.sub("", plain).strip("= ")) not in {plain, ""}:
        plain = shorter
    return plain


def split_estimate(compact: str) -> tuple[str, str] | None:
    """Return what an estimate rests on and the amount written with it.

    >>> split_estimate("예비타당성결과65억원"), split_estimate("65억원(추정)")
    (('예비타당성', '65억원'), ('추정', '65억원'))
    >>> split_estimate("65억원") is None
    True
    """
    found = _ESTIMATE.fullmatch(compact)
    if found is None:
        return None
    basis = found["before"] or found["after"]
    # 5억원(타당성조사 용역) says what the money is for; only its 결과 is an estimate.
    if basis.startswith(_STUDIES) and not found["late"] and "결과" not in compact:
        return None
    return basis, found["late"] or found["early"] or ""


def _read(plain: str, unit: int | None) -> Amount | None:
    """Try each way of writing in turn; the order is from words to figures."""
    if is_unsafe(plain):
        return None
    compact = squeeze(plain)
    return (
        _read_word(compact)
        or _read_estimate(compact, unit)
        or _read_figure(compact, unit)
        or _read_with_remark(compact, unit)
    )


def _read_word(compact: str) -> Amount | None:
    word = compact.removeprefix("(").removesuffix(")")
    if word in _UNSTATED or _BLANK.fullmatch(word):
        return Amount(compact, Certainty.UNSTATED)
    if word in _NO_BUDGET:
        return Amount(compact, Certainty.NONE)
    return Amount(compact, Certainty.UNDECIDED) if _UNDECIDED.fullmatch(word) else None


def _read_estimate(compact: str, unit: int | None) -> Amount | None:
    split = split_estimate(compact.removeprefix("(").removesuffix(")"))
    if split is None or (split[1] and _read_figure(split[1], unit) is None):
        return None
    return Amount(compact, Certainty.ESTIMATED)


def _read_with_remark(compact: str, unit: int | None) -> Amount | None:
    """Read 5억원(부가세 포함): the remark stays in the text; (미확정) takes the won away."""
    found = _REMARK.fullmatch(compact)
    amount = _read_word(found["core"]) or _read_figure(found["core"], unit) if found else None
    if found and amount and _UNDECIDED.fullmatch(found["remark"]):
        return Amount(compact, Certainty.UNDECIDED)
    return amount


def _read_figure(compact: str, unit: int | None) -> Amount | None:
    core = _LABEL.sub("", compact)
    won = count_signed(core, unit)
    if won is not None:
        return Amount(compact, Certainty.EXACT, won)
    return _read_range(core, unit) or _read_bounds(core, unit) or _read_about(core, unit)


def _read_range(core: str, unit: int | None) -> Amount | None:
    core = _unwrap_about(core)
    if ends := _TILDE.fullmatch(core):
        return _between(ends["low"], ends["high"], unit)
    ends = _HYPHEN.fullmatch(core)
    # 2013-2014 and 120-34 are years and lot numbers: a hyphen needs 억 or 원 to be a range.
    if ends is None or is_bare(ends["high"]) or not ends["low"]:
        return None
    return _between(ends["low"], ends["high"], unit)


def _read_bounds(core: str, unit: int | None) -> Amount | None:
    ends = _LEAST.fullmatch(core) or _BOUNDS.fullmatch(core)
    return _between(ends["low"] or "", ends["high"] or "", unit) if ends else None


def _between(low: str, high: str, unit: int | None) -> Amount | None:
    """Return the range; 5~7억원 lends its unit to the 5, and an empty end is open."""
    if low and high and is_bare(low) != is_bare(high):
        lent = _LENT_UNIT.fullmatch(high)
        if lent is None:
            return None
        low += lent["unit"]
    min_won, max_won = (count_won(end, unit) if end else None for end in (low, high))
    if (low and min_won is None) or (high and max_won is None) or not (low or high):
        return None
    if min_won is not None and max_won is not None and min_won > max_won:
        return None
    return Amount(low + high, Certainty.RANGE, None, min_won, max_won)


def _read_about(core: str, unit: int | None) -> Amount | None:
    """Read 약 5억, 5억 내외, 5억여: only 여 promises that it is not less."""
    figure = _unwrap_about(core)
    least = _AND_MORE.sub("", figure, count=1)
    won = count_won(least, unit)
    if won is None or least == core:
        return None
    return Amount(core, Certainty.ABOUT, won, won if least != figure else None)


def _unwrap_about(core: str) -> str:
    for written in (_SAID_ABOUT, _MEANT_ABOUT):
        if found := written.fullmatch(core):
            core = found["core"]
    return core
