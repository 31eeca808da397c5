"""English for readers: every word of the interface, and nobody's data; the clerks stay Korean."""

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import models
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from registry.actions.correcting import submit
from registry.models import CorrectionRequest, Department, FundingSource, Municipality, Project
from registry.notation.codes import Certainty, RequestState, Role, Stage, SubKind
from registry.sheets.headings import EXPORT_HEADINGS, TOLD_HEADINGS
from registry.statistics import TABLES
from tests import catalogue
from tests.factories import make_project, make_user
from tests.pages.reading import Page

HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]+")
PLACEHOLDER = re.compile(r"%\(\w+\)")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|\d\d:\d\d:\d\d[^<"]*')
NUMBER = "2013-41-0003"
# The other language by its own name, and what shows that one searches in Korean.
MEANT = ["한국어", "통합관제", "관제", "5억여원", "24곳", "국비(2013 본예산)"]
HEADINGS = (
    EXPORT_HEADINGS | TOLD_HEADINGS
).values()  # the files are in Korean: theirs stand there as they are
ADDRESSES = [
    "/",
    "/projects/?per=50",
    "/projects/?year=2013&region=41&city=41460&office=1&type=build&band=1-5&min=1&max=1000000"
    "&amount=about&status=planned&dept=IT",
    "/projects/?region=41&office=1&from=2013-01&to=2015-12&tender=2013Q2&tender=2014&q=CCTV",
    "/projects/?fund=national&fund=unstated",
    "/projects/?city=41460&year=2013",
    "/projects/?city=43110&follow=1",
    "/projects/?q=nowhere",
    "/projects/?year=x&region=99&type=x&tender=x&min=x&max=99999999999999&from=x&band=x&page=x",
    "/projects/?min=2&max=1&from=2014&to=2013&per=7&sort=x&page=99",
    "/projects/?per=20&page=99",
    f"/projects/{NUMBER}/history/",
    f"/projects/{NUMBER}/similar/",
    f"/projects/{NUMBER}/?as_of=2026-13",
    f"/projects/{NUMBER}/?as_of=2000-01-01",
    f"/projects/{NUMBER}/?as_of=2100-01-01",
    f"/projects/{NUMBER}/?as_of=2100-01-01T10:00:00",
    f"/projects/{NUMBER}/correction/",
    *("/regions/", "/regions/41/", "/regions/11/?year=1999", "/regions/41460/", "/regions/26/"),
    *("/regions/43110/", "/regions/43110/?follow=1", "/regions/41820/"),
    *("/data/", "/about/", "/about/accessibility/", "/about/corrections/"),
    *("/stats/", "/stats/?year=1999", "/stats/?region=x", "/nowhere/"),
    *(f"/stats/{name}/" for name in TABLES),
    *(f"/stats/{name}/?year=2013&region=41&type=build" for name in TABLES),
]


@pytest.fixture
def reader(client):
    """Return somebody who has chosen English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


class TestCatalogue:
    def test_has_a_translation_of_every_message_and_nothing_else(self):
        entries, flags = catalogue.read_po(catalogue.PO.read_text())
        messages = {message for message in entries if message.text}

        assert messages == set(catalogue.marked()), "run: python -m tests.catalogue"
        assert [message.text for message in messages if not all(entries[message])] == []
        assert "fuzzy" not in flags

    def test_keeps_what_is_filled_in(self):
        entries, _flags = catalogue.read_po(catalogue.PO.read_text())
        held = {message: said for message, said in entries.items() if message.text}

        assert {
            message.text: one
            for message, said in held.items()
            for one in said
            if set(PLACEHOLDER.findall(message.text)) != set(PLACEHOLDER.findall(one))
            or message.text.count("%%") != one.count("%%")
        } == {}

    def test_is_compiled(self):
        entries, _flags = catalogue.read_po(catalogue.PO.read_text())

        assert catalogue.MO.read_bytes() == catalogue.compiled(entries)


def left_in_korean(text: str, data: set[str], also: Iterable[str] = ()) -> set[str]:
    """Return the Korean of a page that neither is data nor is meant to be there."""
    text = re.sub('<span lang="ko">([^<]*)</span>', r"\1", text)
    known = sorted({*data, *MEANT, *also}, key=len, reverse=True)
    return set(HANGUL.findall(re.sub("|".join(map(re.escape, known)), " ", html.unescape(text))))


class Unmarked(HTMLParser):
    """What is Korean on an English page and not in an element that says so (WCAG 3.1.2)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.within, self.found = [("", "")], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag not in {"br", "img", "input", "meta", "link", "hr", "wbr"}:
            language = dict(attributes).get("lang")
            self.within.append((tag, language or self.within[-1][1]))

    def handle_endtag(self, tag):
        while self.within.pop()[0] != tag:
            pass

    def handle_data(self, text):
        tag, language = self.within[-1]
        if language != "ko" and tag not in {"title", "option", "textarea"}:
            self.found += HANGUL.findall(re.sub(r"(?<=[a-z] )\([^a-z()]+\)", "", text))


def stored() -> set[str]:
    """Return the Korean of the database, line by line."""
    found: set[str] = set()
    for model in apps.get_app_config("registry").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                values = model._base_manager.values_list(field.name, flat=True).distinct()
                found.update(line for value in values for line in str(value or "").splitlines())
    return {said for said in found if len(said) > 1 and HANGUL.search(said)}


@pytest.fixture
def states(article):
    """Have beside the article's projects those states that it lacks."""
    owner = Municipality.objects.get(code="41")
    old, new = (Department.objects.create(municipality=owner, name=name) for name in ("A", "B"))
    Department.objects.filter(pk=old.pk).update(valid_to="2020-01-02")
    old.successors.add(new)
    for certainty in Certainty:
        if certainty not in {Certainty.EXACT, Certainty.ABOUT, Certainty.RANGE}:
            make_project(owner=owner, won=None, total_certainty=certainty, name=certainty.upper())
    ends = {"total_min_won": 10**9, "total_max_won": 2 * 10**9}
    make_project(owner=owner, won=None, total_certainty=Certainty.RANGE, name="RANGE", **ends)
    rich = make_project(
        owner=owner, department=old, name="RICH", tender_year=2013, tender_quarter=2, won=10**8
    )
    rows = {"fiscal_year": 2013, "stage": Stage.SUPPLEMENTARY, "round": 1}
    for kind in SubKind:
        if kind in {SubKind.SUBSIDY, SubKind.BALANCED, SubKind.FUND, SubKind.SPECIAL_GRANT}:
            FundingSource.objects.create(
                project=rich, source="national", sub_kind=kind, won=10**8, **rows
            )
    make_project(owner=owner, name="PART", part_of=rich, won=10**7)
    gone = {"withdrawn_on": "2020-01-02", "withdrawn_reason": "Twice"}
    make_project(owner=owner, name="GONE", publication="withdrawn", **gone)
    rich.name = "RICHER"
    rich.save()
    return rich


class TestPages:
    def test_leave_nothing_in_korean_but_data(self, reader, states):
        numbers = Project.objects.values_list("number", flat=True)
        offices = Department.objects.all()
        addresses = [
            *ADDRESSES,
            f"/projects/{states.number}/history/",
            *(f"/projects/{number}/" for number in numbers),
            *(office.get_absolute_url() for office in offices),
        ]
        data = stored()

        left = {}
        for address in addresses:
            text = reader.get(address, follow=True).content.decode()
            assert text.count('rel="stylesheet"') == 1, address  # and the page: two
            left[address] = left_in_korean(text, data, also=HEADINGS if "/data" in address else ())
            assert '<html lang="en">' in text, address
            assert Unmarked(text).found == [], address
        assert {address: words for address, words in left.items() if words} == {}

    def test_refuse_and_answer_in_english(self, reader, states):
        address, data = f"/projects/{NUMBER}/correction/", stored()
        answer = {"answer": "Thank you.", "answered_at": timezone.now()}
        asked = [
            CorrectionRequest.objects.create(project=states, text="Wrong amount", **answered)
            for answered in ({}, {"state": RequestState.ACCEPTED, **answer})
        ]
        texts = [
            reader.post(address, {"topic": "amount", "text": "x", "link": "x"}),
            reader.post(address, {"text": "www. www. www. www.", "website": "x"}),
            reader.post(address, {"topic": "x", "text": "x" * 2001}),
            *(reader.get(one.get_absolute_url()) for one in asked),
            Client(enforce_csrf_checks=True, headers={"cookie": "language=en"}).post(address),
        ]

        assert [left_in_korean(one.content.decode(), data) for one in texts] == [set()] * 6
        assert all("Gyeonggi-do (경기도)" in Page(one).text for one in texts[3:5])
        with override("en"):  # what is written where something went wrong
            for name in ("400.html", "403.html", "404.html", "500.html"):
                assert left_in_korean(render_to_string(name), data) == set(), name

    def test_say_amounts_and_dates_as_english_does(self, reader, article):
        text = Page(reader.get(f"/projects/{NUMBER}/")).text

        assert "KRW 5.224 billion KRW 5,224,000,000 As written: “52억2400만원" in text
        assert "Sum of total costs KRW 24.882 billion" in Page(reader.get("/projects/")).text
        assert "March 2013 – February 2014" in Page(reader.get("/projects/2013-11-0001/")).text

    def test_write_every_amount_of_a_sentence_in_one_style(self, reader, article):
        answer = reader.get("/regions/28/?year=2013")

        assert "KRW 15.7 billion ÷ KRW 6.97684706 trillion" in Page(answer).text
        exact = 'value="6976847060000" title="KRW 6,976,847,060,000"'
        assert exact in answer.content.decode()


class TestPlaces:
    def test_are_called_in_both_scripts_in_headings_and_lists_of_bodies(self, reader, article):
        korean = '</span> <span class="whole">({})</span>'
        expected = {
            "/": '<span lang="en">Gyeonggi-do (경기도)</span>',
            "/regions/": f'lang="ko"><span lang="en">Gyeonggi-do{korean.format("경기도")}</a>',
            "/regions/41/": f'<span lang="en">Yongin-si{korean.format("용인시")}</span>',
            "/regions/41460/": '>(<span lang="ko">경기도 용인시</span>)</span></h1>',
            "/stats/regions/": f'<span lang="en">Seoul{korean.format("서울특별시")}</a>',
            "/stats/share/": "Gyeonggi-do (경기도)",
            "/projects/?region=41": "> Yongin-si (용인시) <b>",
            f"/projects/{NUMBER}/": f'<span lang="en">Gyeonggi-do{korean.format("경기도")}</span>',
        }

        pages = {address: reader.get(address).content.decode() for address in expected}

        assert [at for at, words in expected.items() if words not in pages[at]] == []

    def test_are_cited_and_searched_in_korean(self, reader, article):
        text = Page(reader.get("/projects/?city=41460")).text
        whole = Page(reader.get("/regions/41/?year=2013")).text

        assert (
            "Registry of IT Projects, “IT projects of 경기도” (conditions: 2013), projects"
            in whole
        )
        assert f", {timezone.localdate():%-d %B %Y}, http://testserver/regions/41/" in whole
        assert "Yongin-si, Gyeonggi-do (" not in text.partition("Cite this list")[2]

    def test_stay_korean_for_korean_readers(self, client, article):
        addresses = ["/", "/regions/", "/regions/41/", "/stats/regions/", "/projects/?region=41"]

        assert "Gyeonggi" not in "".join(client.get(at).content.decode() for at in addresses)


class TestChoice:
    def test_is_a_link_that_is_remembered_under_the_same_address(self, client, article):
        here = "/projects/?year=2013&region=41"
        english, korean = f"{here}&lang=en", f"{here}&lang=ko"
        assert html.escape(english.removeprefix("/projects/")) in client.get(here).content.decode()

        chosen = client.get(english)
        assert (chosen.status_code, chosen["Location"]) == (302, here)
        assert "no-store" in chosen["Cache-Control"]
        answer = client.get(here)
        assert (answer["Content-Language"], answer["Vary"]) == ("en", "Cookie")
        assert "Matching projects" in answer.content.decode()
        assert html.escape(korean.removeprefix("/projects/")) in answer.content.decode()
        assert client.get(korean)["Location"] == here
        assert client.get(here)["Content-Language"] == "ko"

    @pytest.mark.django_db
    def test_is_nobodys_but_the_readers(self, client):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"

        answer = client.get("/about/?lang=fr", headers={"accept-language": "en"})

        assert (answer.status_code, answer["Content-Language"]) == (200, "ko")

    def test_leads_nowhere_else(self, client):
        answer = client.get("/", {"lang": "en"}, PATH_INFO="//elsewhere.example/")

        assert answer["Location"] == "/%2Felsewhere.example/"

    def test_changes_nothing_for_clerks_and_machines(self, client, article):
        addresses = [
            *(
                "/admin/login/",
                "/admin/nowhere/",
                "/admin/?lang=en",
                "/projects.csv",
                "/robots.txt",
            ),
            *("/projects.json", "/projects.atom", "/stats/regions.csv", "/sitemap-pages.xml"),
        ]
        korean = [client.get(address, follow=True).getvalue() for address in addresses]
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        english = [client.get(address, follow=True).getvalue() for address in addresses]

        for address, one, other in zip(addresses, korean, english, strict=True):
            assert TOKEN.sub(b"", one) == TOKEN.sub(b"", other), address

    def test_leaves_the_letter_to_the_clerks_in_korean(
        self, reader, article, settings, django_capture_on_commit_callbacks
    ):
        settings.EMAIL_HOST = "localhost"
        project = Project.objects.get(number=NUMBER)
        make_user(role=Role.PUBLISHER, at=project.owner, email="clerk@example.kr")
        said = {"topic": "amount", "text": "The amount is different.", "link": "", "reply_to": ""}
        with django_capture_on_commit_callbacks(execute=True), override("en"):
            submit(project, said, "somebody", "https://registry.example")

        assert mail.outbox[0].subject.startswith("정정 요청")
        assert mail.outbox[0].body.startswith("금액에 대한")
