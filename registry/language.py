"""In which language a page is being written: amounts and dates follow it, data stays Korean."""

from django.utils.translation import get_language

from registry.notation.english import (
    date_in_english,
    digits_in_english,
    short_won_in_english,
    won_in_english,
)
from registry.notation.partial import write_korean
from registry.notation.particles import with_particle
from registry.notation.romanised import place_in_latin
from registry.notation.won import format_won, shorten_won

KOREAN, ENGLISH = "ko", "en"


def is_english() -> bool:
    """Return whether the reader has chosen English."""
    return get_language() == ENGLISH


def say_won(won: int) -> str:
    """Return `won` to the last won: 52억 2,400만 원, or KRW 5.224 billion."""
    return won_in_english(won) if is_english() else format_won(won)


def say_digits(won: int) -> str:
    """Return what stands behind an amount whose decimals are many; nothing in Korean."""
    return digits_in_english(won) if is_english() else ""


def say_short_won(won: int) -> str:
    """Return `won` for a headline, saying 약 or about where it cuts."""
    return short_won_in_english(won) if is_english() else shorten_won(won)


def say_date(partial: str) -> str:
    """Return a partial date (2013-03) as people read it: 2013년 3월, or March 2013."""
    return date_in_english(partial) if is_english() else write_korean(partial)


def say_place(name: str) -> str:
    """Return the name of a body: 성남시, or Seongnam-si (성남시), which finds it in Korean."""
    return f"{place_in_latin(name)} ({name})" if is_english() else name


def followed(name: str, particle: str) -> str:
    """Return a name with the particle that follows it: 용인시와; in English alone."""
    return name if is_english() else with_particle(name, particle)
