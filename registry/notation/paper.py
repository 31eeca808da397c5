"""What every reader does first: bring the text on the paper into one form, and quote it back."""

import re
import unicodedata

from registry.notation.particles import fitting

MAX_LENGTH = 500  # a cell of a real workbook is far shorter; a longer one is a pasted report

_LONG = 40
_PLAIN = re.compile("[ -~가-힣]*")  # what most texts are made of: nothing to fold, nothing hidden
_SPACES = re.compile(r"\s+")


def is_overlong(text: str) -> bool:
    """Return whether `text` is too long to be one value in a cell."""
    return len(text) > MAX_LENGTH


def tidy(text: str) -> str:
    """Return `text` with one width, one kind of space and no invisible signs.

    >>> tidy("５２억\\u00a0２４００만원\\ufeff")
    '52억 2400만원'

    Raised and circled numbers are footnote marks. NFKC alone would turn 5² into 52 and
    12① into 121, so they become ``†`` before they can pass for digits:

    >>> tidy("5²")
    '5†'
    """
    if not _PLAIN.fullmatch(text):
        marked = text if text.isascii() else "".join(map(_visible, text))
        text = unicodedata.normalize("NFKC", marked)
    return _SPACES.sub(" ", text).strip()


def squeeze(text: str) -> str:
    """Return the tidy `text` without any space.

    >>> squeeze("(단 위 : 백 만 원)")
    '(단위:백만원)'
    """
    return tidy(text).replace(" ", "")


def quote(text: str) -> str:
    """Return `text` as a message cites it, cut where it would fill the screen.

    >>> quote("5억여 원")
    '‘5억여 원’'
    """
    flat = _SPACES.sub(" ", text).strip()
    return f"‘{flat}’" if len(flat) <= _LONG else f"‘{flat[:_LONG]}…’"


def as_topic(text: str) -> str:
    """Return the quoted `text` with 은 or 는, as it is read aloud.

    >>> as_topic("2만1억"), as_topic("1,52"), as_topic("12억(국비)"), as_topic("abc")
    ('‘2만1억’은', '‘1,52’는', '‘12억(국비)’는', '‘abc’는')
    """
    return quote(text) + topic_particle(text)


def topic_particle(text: str) -> str:
    """Return 은 after a consonant, 는 after a vowel, by the last letter or figure."""
    return fitting(text, "은")


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "No":
        return "†"
    return "" if category == "Cf" else sign
