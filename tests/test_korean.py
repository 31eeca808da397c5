"""What Django says in Korean, said as a clerk would; ours stands in its place."""

from datetime import datetime
from pathlib import Path

import django
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from tests.catalogue import OURS, compiled, read_po


def ours() -> dict[str, str]:
    entries, _flags = read_po(OURS.read_text())
    return {message.text: said for message, [said] in entries.items() if message.text}


class TestOurs:
    def test_is_compiled_and_heard(self):
        entries, _flags = read_po(OURS.read_text())

        assert OURS.with_suffix(".mo").read_bytes() == compiled(entries)
        with override("ko"):
            assert {text: gettext(text) for text in ours()} == ours()

    def test_stands_in_the_place_of_something_that_django_says(self):
        """What Django renames would be said in its own words again."""
        catalogues = Path(django.__path__[0]).rglob("locale/en/LC_MESSAGES/django.po")
        known = {message.text for path in catalogues for message in read_po(path.read_text())[0]}

        assert set(ours()) <= known

    def test_leaves_no_particle_open(self):
        assert [said for said in ours().values() if "을/를" in said or "이/가" in said] == []


class TestHours:
    def test_are_counted_to_twenty_four(self):
        moment = timezone.make_aware(datetime(2026, 11, 28, 0, 55))  # noqa: DTZ001

        assert date_format(moment, "DATETIME_FORMAT") == "2026년 11월 28일 00:55"
