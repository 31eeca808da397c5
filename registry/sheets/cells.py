"""One cell as text: what a number, a date or a typed word looks like once it is read.

And back again: ``cell_value`` and ``stored_text`` are what to write so that the text is read.
"""

import datetime
import re
import unicodedata
from functools import lru_cache

CLEAR = "(지움)"

_DROPPED = dict.fromkeys([*range(0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_DROPPED |= dict.fromkeys(
    [0xFFFE, 0xFFFF]
)  # no characters: XML, and so xlsx, has no place for them
_DROPPED |= {ord("\n"): "\n", ord("\t"): " ", 0xA0: " ", 0x2007: " ", 0x202F: " ", 0x3000: " "}
_ODD = re.compile("[" + re.escape("".join(map(chr, _DROPPED))).replace("\n", "") + "]|_x000D_")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,14})?")
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_FIRST_DATE = datetime.date(1900, 3, 1)  # before it, Excel counts a 29 February that never was
_MOST_DIGITS = 15
# An xlsx spells a character as _x000D_, and so must spell the words _x000D_ themselves.
_TO_SPELL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f]")
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """Return `text` without the marks that a spreadsheet leaves behind; words stay as written.

    >>> clean(" 정보통신과\\xa0 "), clean("CCTV\\r\\n통합관제센터")
    ('정보통신과', 'CCTV\\n통합관제센터')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)  # a Mac writes Hangul in single letters
    if not text.isprintable() or "_x000D_" in text:
        text = text.replace("_x000D_", "").translate(_DROPPED)
    return text.strip()


def one_line(text: str) -> str:
    """Return cleaned `text` with its line breaks as spaces: a name broken to fit its cell.

    >>> one_line("CCTV\\n통합관제센터 설치")
    'CCTV 통합관제센터 설치'
    """
    return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text


def cell_text(value: object) -> str:
    """Return the text of a value as calamine gives it: whole numbers without ``.0``, ISO dates.

    >>> cell_text(1240.0), cell_text(0.1 + 0.2), cell_text(datetime.datetime(2013, 3, 1))
    ('1240', '0.3', '2013-03-01')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime.datetime):
        whole_day = value.time() == datetime.time()
        return value.date().isoformat() if whole_day else value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    digits = format(value, ".15g")  # what the spreadsheet program itself shows at most
    return digits if "e" not in digits else format(value, ".20f").rstrip("0")


def cell_value(text: str) -> int | float | datetime.date | str:
    """Return the number or the day that reads as exactly `text`, else the text.

    >>> cell_value("1240"), cell_value("0.3"), cell_value("2013-03-01")
    (1240, 0.3, datetime.date(2013, 3, 1))
    >>> cell_value("0312281234"), cell_value("1,240"), cell_value("2013-02-30")
    ('0312281234', '1,240', '2013-02-30')
    """
    value: int | float | datetime.date | str = text
    if _NUMBER.fullmatch(text) and sum(map(str.isdecimal, text)) <= _MOST_DIGITS:
        value = float(text) if "." in text else int(text)
    elif _DATE.fullmatch(text):
        value = _day(text) or text
    return value if cell_text(value) == text else text


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DATE else None


def stored_text(text: str) -> str:
    """Return how an xlsx holds `text`, what XML has no place for spelt out.

    >>> stored_text("가\x0b나"), stored_text("_x003D_1+1")
    ('가_x000B_나', '_x005F_x003D_1+1')
    """
    if text.isalnum():
        return text
    spelt = _TO_SPELL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return _NOT_IN_XML.sub("", spelt)


def guard(text: str) -> str:
    """Return `text` so that no spreadsheet program runs it as a formula.

    >>> guard("=1+1"), guard("'-참고"), guard("'13.3~")
    ("'=1+1", "''-참고", "'13.3~")
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """Return what `guard` was given.

    >>> unguard("'=1+1"), unguard("'13.3~")
    ('=1+1', "'13.3~")
    """
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text


def column_letter(index: int) -> str:
    """Return the letters of the column at `index` from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the place from 0 of the column called `letters`.

    >>> column_index("A"), column_index("XFD")
    (0, 16383)
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
