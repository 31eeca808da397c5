"""Names of places in Latin letters, by the Revised Romanisation of 2000: 성남시 is Seongnam-si."""

import re


def _row(letters: str) -> list[str]:
    """Return letters in the order of Unicode's; a silent one is written as a dot."""
    return ["" if letter == "." else letter for letter in letters.split()]


_ONSETS = _row("g kk n d tt r m b pp s ss . j jj ch k t p h")
_VOWELS = _row("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
# A final consonant as it sounds at the end, and as it sounds where a vowel follows.
_CODAS = _row(". k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_CARRIED = _row(". g kk gs n nj n d r lg lm lb ls lt lp r m b bs s ss ng j ch k t p .")

# How a coda and the onset after it sound together: 종로 Jongno, 신라 Silla, 독립문 Dongnimmun.
_TOGETHER = {
    ("k", "n"): "ngn", ("k", "m"): "ngm", ("k", "r"): "ngn",
    ("t", "n"): "nn", ("t", "m"): "nm", ("t", "r"): "nn",
    ("p", "n"): "mn", ("p", "m"): "mm", ("p", "r"): "mn",
    ("n", "r"): "ll", ("l", "n"): "ll", ("l", "r"): "ll",
    ("m", "r"): "mn", ("ng", "r"): "ngn",
}  # fmt: skip

# What no rule gives: the names that these bodies have given themselves in English.
_OWN_NAMES = {
    "세종특별자치시": "Sejong",
    "제주특별자치도": "Jeju",
    "강원특별자치도": "Gangwon State",
    "전북특별자치도": "Jeonbuk State",
    "전남광주통합특별시": "Jeonnam-Gwangju",
}
_CITY = re.compile("(.+)(?:특별|광역)시")  # 서울특별시 is Seoul: a rank is no part of the name
_BODY = re.compile("(.+)([시군구도])")
_KINDS = {"시": "si", "군": "gun", "구": "gu", "도": "do"}
_FIRST, _LAST, _VOWELS_A_ROW, _CODAS_A_ROW = ord("가"), ord("힣"), 21, 28


def place_in_latin(name: str) -> str:
    """Return the name of a body, the smallest place first, as an English reader writes it.

    >>> place_in_latin("경기도 성남시"), place_in_latin("경기도 수원시 장안구")
    ('Seongnam-si, Gyeonggi-do', 'Jangan-gu, Suwon-si, Gyeonggi-do')
    >>> place_in_latin("부산광역시"), place_in_latin("강원특별자치도"), place_in_latin("강원도")
    ('Busan', 'Gangwon State', 'Gangwon-do')
    """
    return ", ".join(_body_in_latin(word) for word in reversed(name.split()))


def names_in_latin(name: str) -> set[str]:
    """Return what a reader may call a body, or one above it: with its kind and without.

    >>> sorted(names_in_latin("경기도 성남시")), sorted(names_in_latin("강원특별자치도"))
    (['Gyeonggi', 'Gyeonggi-do', 'Seongnam', 'Seongnam-si'], ['Gangwon', 'Gangwon State', 'State'])
    """
    whole = [_body_in_latin(word) for word in name.split()]
    parts = {part for one in whole for part in re.split("[ -]", one)}
    return {*whole, *parts} - {*_KINDS.values()}


def _body_in_latin(word: str) -> str:
    if own := _OWN_NAMES.get(word):
        return own
    if city := _CITY.fullmatch(word):
        return romanise(city[1]).capitalize()
    if body := _BODY.fullmatch(word):  # what the hyphen parts does not sound together: 의정부시
        return f"{romanise(body[1]).capitalize()}-{_KINDS[body[2]]}"
    return romanise(word).capitalize()


def romanise(text: str) -> str:
    """Return syllables of Hangul in Latin letters as they sound; all else stays as it is.

    >>> romanise("강릉"), romanise("대관령"), romanise("백령"), romanise("울릉"), romanise("묵호")
    ('gangneung', 'daegwallyeong', 'baengnyeong', 'ulleung', 'mukho')
    """
    written, coda = "", 0
    for letter in text:
        onset, vowel, next_coda = _parts(letter)
        written += _boundary(coda, onset) + (letter if vowel is None else _VOWELS[vowel])
        coda = next_coda
    return written + _CODAS[coda]


def _parts(letter: str) -> tuple[int | None, int | None, int]:
    """Return the numbers of a syllable's letters; of what is no syllable none."""
    if not _FIRST <= ord(letter) <= _LAST:
        return None, None, 0
    rest, coda = divmod(ord(letter) - _FIRST, _CODAS_A_ROW)
    return *divmod(rest, _VOWELS_A_ROW), coda


def _boundary(coda: int, onset: int | None) -> str:
    """Return the consonants between two vowels, as the two sound together."""
    if onset is None:
        return _CODAS[coda]
    if not _ONSETS[onset]:
        return _CARRIED[coda]
    pair = _CODAS[coda], _ONSETS[onset]
    return _TOGETHER.get(pair, "".join(pair))
