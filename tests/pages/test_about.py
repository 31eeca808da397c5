"""자료, 안내, 접근성, 정정, and what machines are told."""

import re

import pytest

from registry.models import CorrectionRequest, Project
from registry.resources import NOT_PUBLIC
from registry.sheets.headings import EXPORT_HEADINGS, TOLD_HEADINGS
from registry.views.fields import MEANINGS
from tests.factories import make_project
from tests.pages.reading import Page

pytestmark = [pytest.mark.django_db]

PAGES = ["/data/", "/about/", "/about/accessibility/", "/about/corrections/"]


@pytest.mark.parametrize("address", PAGES)
class TestEveryPage:
    def test_is_led_to_from_everywhere_and_is_on_the_map(self, address, client, article):
        assert f'href="{address}"' in client.get("/regions/41/").content.decode()
        assert f"<loc>http://testserver{address}</loc>" in (
            client.get("/sitemap-pages.xml").content.decode()
        )


class TestData:
    def test_explains_every_column_that_leaves(self, client, article):
        text = Page(client.get("/data/")).text

        leaving = EXPORT_HEADINGS | TOLD_HEADINGS
        assert set(MEANINGS) == set(leaving) - NOT_PUBLIC
        for name, heading in leaving.items():
            assert (heading in text) == (name not in NOT_PUBLIC), heading

    def test_offers_the_whole_as_files(self, client, article):
        page = Page(client.get("/data/"))

        links = [link["href"] for link in page.all("a")]
        assert {"/projects.xlsx", "/projects.csv", "/projects.json", "/projects.atom"} < set(links)
        assert "공개된 사업 22건" in page.text


class TestCorrections:
    def test_counts_what_was_asked_of_what_the_public_sees(self, client):
        for project in (make_project(), make_project(published=False)):
            CorrectionRequest.objects.create(project=project, text="금액이 다릅니다.")

        assert "답변 전 1건" in Page(client.get("/about/corrections/")).text


class TestAccessibility:
    def test_finds_something_on_each_of_the_33_items(self, client):
        text = Page(client.get("/about/accessibility/")).text

        items = re.findall(r" ([5-8]\.\d\.\d) [^.]+? (?:지킴|해당 없음) \S", text)
        assert len(items) == len(set(items)) == 33
        assert items == sorted(items)
        assert len({item[:3] for item in items}) == 14


class TestMap:
    def test_has_what_is_published_and_nothing_else(self, client, article):
        Project.objects.filter(number="2013-41-0004").update(publication="draft")

        text = client.get("/sitemap-projects.xml").content.decode()

        assert text.count("<loc>") == 21
        assert "/projects/2013-41-0003/" in text
        assert "2013-41-0004" not in text

    def test_has_every_body_under_its_newest_name(self, client, municipalities):
        text = client.get("/sitemap-regions.xml").content.decode()

        assert "/regions/51/" in text
        assert "/regions/42/" not in text

    def test_is_named_to_robots_who_are_kept_from_the_clerks_door(self, client, db):
        text = client.get("/robots.txt").content.decode()

        assert "Disallow: /admin/\n" in text
        assert "Disallow: /corrections/\n" in text
        assert "Sitemap: http://testserver/sitemap.xml" in text
        assert "/sitemap-projects.xml" in client.get("/sitemap.xml").content.decode()
