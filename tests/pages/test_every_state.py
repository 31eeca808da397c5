"""A walk of a browser over every public page in every state: axe finds nothing, nothing is cut."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from registry.actions import correcting
from registry.models import Department, Project
from registry.notation.codes import Publication
from registry.views import about, corrections
from tests.pages.routes import addresses
from tests.pages.walking import Walk, public_templates, templates_used
from tests.reference import load

CCTV = "/projects/2013-41-0003/"
WITHDRAWN, DRAFT, LONG = "2013-41-0004", "2013-41-0002", "2013-41-0001"
DIFFERING = {  # from the first page of their template, and so looked at with forced colours too
    "/projects/?year=2013&region=41&fund=unstated&status=planned&per=50": 200,
    "/projects/?min=abc&from=2014-01&to=2013-01&page=99": 200,
    "/projects/?region=28&fund=national&q=CCTV": 200,  # nothing found: which condition to drop
    "/projects/?year=2013&page=2": 200,
    "/projects/?year=2013&print=1": 200,
    "/stats/conditions/?year=2013&region=41": 200,
    f"/projects/{LONG}/": 200,  # money and work of three years, under the longest of names
}
STATES = DIFFERING | {
    "/projects/?region=11&region=28&city=41460&follow=1": 200,
    "/projects/?q=시시티비": 200,
    "/projects/2013-11-0006/": 200,  # an amount that is not decided
    "/projects/2013-11-0005/similar/": 200,
    f"{CCTV}?as_of=2013-01-01": 404,  # not public then
    f"{CCTV}?as_of=어제": 200,
    f"/projects/{DRAFT}/": 404,
    f"/projects/{WITHDRAWN}/": 410,
    f"/projects/{WITHDRAWN}/history/": 410,
    "/regions/41/?year=1999": 200,
    "/regions/41460/": 200,  # takes part in what 경기도 does
    "/regions/29/": 200,  # merged since
    "/regions/43110/?follow=1": 200,
    "/stats/?region=28&fund=national&q=CCTV": 200,
    "/stats/largest/?page=99": 200,
    "/stats/share/?min=abc": 200,
    "/nowhere/": 404,
    "/projects/?" + "&".join(f"year={number}" for number in range(1001)): 400,
}


@pytest.fixture
def walk(page, faults):
    """Return a walk that knows the templates it comes by."""
    walk = Walk(page, faults)
    with templates_used(walk):
        yield walk


class TestEveryPublicPage:
    def test_can_be_used_by_everybody_in_every_state(
        self, reference, transactional_db, walk, monkeypatch, record_property
    ):
        load("municipalities", "article_2013")
        Project.objects.update(publication=Publication.DRAFT)
        for address in ("/", "/projects/", "/stats/", "/regions/41/"):
            walk.open(address)  # nothing to show yet
        Project.objects.update(publication=Publication.PUBLISHED)
        self._open_every_route(walk)
        self._withdraw()
        Project.objects.filter(number=LONG).update(name="통합관제시스템고도화" * 20)
        walk.differing |= DIFFERING.keys()
        for address, status in STATES.items():
            walk.open(address, status=status)
        self._tell_what_is_wrong(walk, monkeypatch)
        self._meet_what_cannot_be_helped(walk, monkeypatch)

        assert public_templates() - walk.templates == set()
        record_property("walked", f"{len(walk.seen)} public pages and states, axe found nothing")

    @staticmethod
    def _open_every_route(walk):
        project = Project.objects.get(number="2013-41-0003")
        office = Department.objects.filter(municipality__code="11").earliest("pk")
        for _name, address in addresses(project, office):
            if address.endswith("/"):
                walk.open(address)

    @staticmethod
    def _withdraw():
        Project.objects.filter(number=DRAFT).update(publication=Publication.DRAFT)
        Project.objects.filter(number=WITHDRAWN).update(
            publication=Publication.WITHDRAWN,
            withdrawn_on=timezone.localdate(),  # it was public from the day it was loaded
            withdrawn_reason="중복 등록",
        )

    @staticmethod
    def _tell_what_is_wrong(walk, monkeypatch):
        """Send too little, enough, too much and, without a cookie, what cannot be trusted."""
        page = walk.page
        monkeypatch.setattr(corrections, "_QUICKEST", 0)
        monkeypatch.setattr(correcting, "_AN_HOUR_BY_SENDER", 2)
        page.goto(CCTV)
        page.get_by_role("link", name="잘못된 내용 알리기").click()
        page.get_by_label("재원", exact=True).check()
        page.get_by_role("button", name="보내기").click()
        walk.look("correction with errors")
        page.get_by_role("link", name="무엇이 잘못되었는지 적어 주세요.").click()
        page.keyboard.type("국비는 26억 1,200만 원이라고 적혀 있습니다.")
        page.get_by_role("button", name="보내기").click()
        assert page.locator("h1").inner_text() == "정정 요청: 답변 전"
        here = page.url.partition("#")[0]
        assert page.get_by_role("link", name=here).is_visible()
        walk.look("correction to be answered")
        for state, status in (("too many corrections", 429), ("correction not trusted", 403)):
            page.goto(f"{CCTV}correction/")
            page.get_by_label("재원", exact=True).check()
            page.get_by_label("무엇이 잘못되었고").fill(f"국비가 다르게 적혀 있습니다: {state}")
            monkeypatch.setattr(correcting, "_AN_HOUR_BY_SENDER", 1)
            if status == 403:
                page.context.clear_cookies()
            with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
                page.get_by_role("button", name="보내기").click()
            assert sent.value.status == status
            walk.look(state, status=status)

    @staticmethod
    def _meet_what_cannot_be_helped(walk, monkeypatch):
        for fault, status in ((PermissionDenied, 403), (RuntimeError, 500)):

            def fail(*_given, fault=fault):
                raise fault

            monkeypatch.setattr(about, "render", fail)
            walk.open("/about/", status=status)
